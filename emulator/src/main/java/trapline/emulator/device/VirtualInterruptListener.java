package trapline.emulator.device;

/** Told what a guest does with virtual interrupts at its virtual CPU interface, which nobody else sees: nothing traps. */
public interface VirtualInterruptListener {
    /** Listens to nothing. */
    VirtualInterruptListener NOBODY = new VirtualInterruptListener() {
        @Override
        public void acknowledged(int cpu, int intid, int lr, int priority, boolean hw) {}

        @Override
        public void ended(int cpu, int intid, int lr, int priority, boolean hw) {}
    };

    /**
     * GICV_IAR was read and returned this interrupt: pending became active.
     *
     * @param cpu the physical CPU
     * @param intid virtual INTID
     * @param lr number of the list register
     * @param priority its priority, 0 to 0xF8
     * @param hw backed by a physical interrupt (GICH_LR.HW)
     */
    void acknowledged(int cpu, int intid, int lr, int priority, boolean hw);

    /** The interrupt was deactivated by GICV_EOIR, or by GICV_DIR when EOImode is 1. */
    void ended(int cpu, int intid, int lr, int priority, boolean hw);
}
