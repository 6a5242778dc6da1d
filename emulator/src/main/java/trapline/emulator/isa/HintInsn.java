package trapline.emulator.isa;

/** Hints and barriers (A4.9, A8.8.43, 44, 53). */
public sealed interface HintInsn extends Insn {

    /** The hints; unallocated ones are NOP. */
    enum HintOp {
        NOP,
        YIELD,
        /** Wait for event. */
        WFE,
        /** Wait for interrupt. */
        WFI,
        /** Send event. */
        SEV,
        /** Debug hint. */
        DBG
    }

    /** The barriers. */
    enum BarrierOp {
        /** Data synchronization. */
        DSB,
        /** Data memory. */
        DMB,
        /** Instruction synchronization. */
        ISB
    }

    /** A hint; {@code option} is that of DBG, else the hint's number. */
    record Hint(Cond cond, HintOp op, int option) implements HintInsn {}

    /** A barrier; {@code option} 0b1111 is SY. */
    record Barrier(Cond cond, BarrierOp op, int option) implements HintInsn {}
}
