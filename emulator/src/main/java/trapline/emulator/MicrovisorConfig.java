package trapline.emulator;

/**
 * The microvisor's settings.
 *
 * @param timeslice ticks after which a vCPU gives way to another of equal priority
 * @param stage2 when memory is mapped for a VM
 */
public record MicrovisorConfig(int timeslice, Stage2 stage2) {
    /** When the pages of a VM's memory are mapped by its second stage. */
    public enum Stage2 {
        /** Each when it is touched first, by a trap. */
        LAZY,
        /** All before the VM starts. */
        EAGER
    }

    /** One millisecond. */
    public static final MicrovisorConfig DEFAULT = new MicrovisorConfig(1_000_000, Stage2.LAZY);
}
