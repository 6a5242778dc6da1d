package trapline.emulator.ir;

import trapline.emulator.isa.MediaInsn.ParallelKind;
import trapline.emulator.isa.MediaInsn.ParallelOp;

/** The number by which {@link UopKind#PARALLEL} names one of the 36 parallel additions and subtractions. */
public final class ParallelCode {
    private static final ParallelKind[] KINDS = ParallelKind.values();
    private static final ParallelOp[] OPS = ParallelOp.values();

    private ParallelCode() {}

    /** The number. */
    public static int of(ParallelKind kind, ParallelOp op) {
        return kind.ordinal() * OPS.length + op.ordinal();
    }

    /** What is done with each lane. */
    public static ParallelKind kind(int code) {
        return KINDS[code / OPS.length];
    }

    /** The lanes and operations. */
    public static ParallelOp op(int code) {
        return OPS[code % OPS.length];
    }
}
