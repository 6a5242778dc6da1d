package trapline.emulator.microvisor;

/** One virtual interrupt of a VM's distributor; SGIs and PPIs exist once for each vCPU. */
final class Interrupt {
    /** Number of SGIs. */
    static final int SGIS = 16;
    /** Number of SGIs and PPIs. */
    static final int PRIVATE = 32;

    final int intid;
    boolean enabled;
    boolean group1;
    int priority;
    /** Mask of vCPUs; of meaning for shared interrupts only. */
    int targets = 1;
    /** Edge-triggered; else it is pending as long as its line is high. */
    boolean edge;
    /** Level of the line of an emulated device. */
    boolean line;
    /** Backed by the physical interrupt of the same number, which the guest's end of interrupt deactivates. */
    boolean physical;

    /** Made pending by the guest itself, and in no list register yet: it stays so whatever its line does. */
    boolean latched;

    /** Waits in the queue of a vCPU. */
    boolean queued;
    /** For SGIs: mask of vCPUs that sent it, while queued. */
    int sources;
    /** Serial number of the occurrence that is queued. */
    int serial;
    /** The queue has been told that no list register was free. */
    boolean delayed;
    /** Whether a list register holds an occurrence that the guest has not acknowledged; kept for the trace only. */
    boolean unacknowledged;

    /** Whether {@link #serial} has not been given to a list register yet. */
    boolean fresh;

    private int occurrences;

    Interrupt(int intid) {
        this.intid = intid;
        enabled = intid < SGIS;
        edge = intid < SGIS;
    }

    boolean isSgi() {
        return intid < SGIS;
    }

    /** A new occurrence gets its number. */
    void nextSerial() {
        serial = occurrences++;
        fresh = true;
    }

    /** Whether it counts as pending whatever the guest has read. */
    boolean isAsserted() {
        return edge || physical || line || latched;
    }
}
