package trapline.emulator.cpu;

/**
 * Thrown, without a stack trace, out of the middle of an instruction that cannot complete; the executor makes PC,
 * ITSTATE and the tick exact and hands it to the run loop, which takes the exception. What happened is told by
 * {@link Reason} and, for aborts, {@link CpuState#fault}.
 */
public final class GuestFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why the instruction cannot complete. */
    public enum Reason {
        /** {@link CpuState#fault} says why. */
        DATA_ABORT,
        /** {@link CpuState#fault} says why. */
        PREFETCH_ABORT,
        /** Undefined Instruction exception, at the current privilege level. */
        UNDEFINED,
        /** Trap to Hyp mode; {@link SystemOperations} has prepared the HSR. */
        HYP_TRAP,
        /**
         * The access is to a device, and the instruction is not alone in its block: run it again by itself, so that
         * the device sees the exact tick. Nothing has happened yet.
         */
        RETRY_ALONE,
        /** The same for a store to memory that holds instructions: only this time. */
        RETRY_STORE;

        /** Whether the instruction is to be run again. */
        public boolean isRetry() {
            return this == RETRY_ALONE || this == RETRY_STORE;
        }
    }

    public static final GuestFault DATA_ABORT = new GuestFault(Reason.DATA_ABORT);
    public static final GuestFault PREFETCH_ABORT = new GuestFault(Reason.PREFETCH_ABORT);
    public static final GuestFault UNDEFINED = new GuestFault(Reason.UNDEFINED);
    public static final GuestFault HYP_TRAP = new GuestFault(Reason.HYP_TRAP);
    public static final GuestFault RETRY_ALONE = new GuestFault(Reason.RETRY_ALONE);

    public static final GuestFault RETRY_STORE = new GuestFault(Reason.RETRY_STORE);

    private final Reason reason;

    private GuestFault(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    /** Why the instruction cannot complete. */
    public Reason reason() {
        return reason;
    }
}
