package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.isa.SimdOps.TwoOp;

/** The miscellaneous operations between D and Q registers: half of the result, or from half of the operand. */
final class SimdNarrow {
    private static final int HALF = 16;
    private static final int SINGLE = 32;

    private SimdNarrow() {}

    /** The elements of one D register narrowed, in the lower half of the result. */
    static long narrow(CpuState cpu, TwoOp op, int imm, long m) {
        int bits = 8 << Packed.size(imm);
        long result = 0;
        for (int at = 0; at < Long.SIZE; at += 2 * bits) {
            long value =
                    switch (op) {
                        case VQMOVN_S -> LaneMath.saturate(cpu, Lanes.signed(m, at, 2 * bits), bits, false);
                        case VQMOVUN -> LaneMath.saturate(cpu, Lanes.signed(m, at, 2 * bits), bits, true);
                        case VQMOVN_U -> LaneMath.saturateUnsigned(cpu, Lanes.unsigned(m, at, 2 * bits), bits);
                        case VCVT_TOHALF -> SoftConvert.singleToHalf(cpu, Fpscr.standard(cpu), (int) (m >>> at));
                        default -> m >>> at;
                    };
            result |= (value & Lanes.mask(bits)) << at / 2;
        }
        return result;
    }

    /** The elements in the lower half made twice as wide. */
    static long lengthen(CpuState cpu, TwoOp op, int imm, long m) {
        if (op == TwoOp.VCVT_OFHALF) {
            int fpscr = Fpscr.standard(cpu);
            long low = SoftConvert.halfToSingle(cpu, fpscr, (int) m) & Lanes.mask(SINGLE);
            return low | (long) SoftConvert.halfToSingle(cpu, fpscr, (int) m >>> HALF) << SINGLE;
        }
        int bits = 8 << Packed.size(imm);
        long result = 0;
        for (int at = 0; at < SINGLE; at += bits) {
            result |= Lanes.unsigned(m, at, bits) << bits + 2 * at;
        }
        return result;
    }
}
