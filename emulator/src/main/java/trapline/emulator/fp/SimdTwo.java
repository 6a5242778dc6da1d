package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.isa.SimdOps.TwoOp;

/** Advanced SIMD on two registers, miscellaneous (ARM DDI 0406C A7.4.5). */
public final class SimdTwo {
    private static final int BYTE = 8;

    private SimdTwo() {}

    /** A {@link TwoOp}. */
    public static void two(CpuState cpu, int imm) {
        TwoOp op = TwoOp.of(Packed.op(imm));
        long[] registers = cpu.extension;
        int d = Packed.d(imm);
        int m = Packed.m(imm);
        if (op.isNarrow()) {
            long low = SimdNarrow.narrow(cpu, op, imm, registers[m]);
            registers[d] = low | SimdNarrow.narrow(cpu, op, imm, registers[m + 1]) << 32;
        } else if (op.isLong()) {
            long source = registers[m];
            registers[d] = SimdNarrow.lengthen(cpu, op, imm, source);
            registers[d + 1] = SimdNarrow.lengthen(cpu, op, imm, source >>> 32);
        } else if (op.isPermutation()) {
            SimdPermute.permute(cpu, op, imm);
        } else {
            registers[d] = compute(cpu, op, imm, registers[d], registers[m]);
            if (Packed.isQuadword(imm)) {
                registers[d + 1] = compute(cpu, op, imm, registers[d + 1], registers[m + 1]);
            }
        }
    }

    private static long compute(CpuState cpu, TwoOp op, int imm, long d, long m) {
        int bits = BYTE << Packed.size(imm);
        return switch (op) {
            case VREV64 -> reverse(m, bits, 64);
            case VREV32 -> reverse(m, bits, 32);
            case VREV16 -> reverse(m, bits, 16);
            case VPADDL_S -> addPairs(0, m, bits, false);
            case VPADDL_U -> addPairs(0, m, bits, true);
            case VPADAL_S -> addPairs(d, m, bits, false);
            case VPADAL_U -> addPairs(d, m, bits, true);
            case VMVN -> ~m;
            case VCLS,
                    VCLZ,
                    VCNT,
                    VQABS,
                    VQNEG,
                    VCGT_ZERO,
                    VCGE_ZERO,
                    VCEQ_ZERO,
                    VCLE_ZERO,
                    VCLT_ZERO,
                    VABS_INT,
                    VNEG_INT -> integers(cpu, op, m, bits);
            case VCGT_ZEROF,
                    VCGE_ZEROF,
                    VCEQ_ZEROF,
                    VCLE_ZEROF,
                    VCLT_ZEROF,
                    VABS_FLOAT,
                    VNEG_FLOAT,
                    VRECPE_INT,
                    VRSQRTE_INT,
                    VRECPE_FLT,
                    VRSQRTE_FLT,
                    VCVT_OFS32,
                    VCVT_OFU32,
                    VCVT_TOS32,
                    VCVT_TOU32 ->
                SimdFloat.two(cpu, op, (int) m) & 0xFFFF_FFFFL | (long) SimdFloat.two(cpu, op, (int) (m >>> 32)) << 32;
            case VSWP, VTRN, VUZP, VZIP, VMOVN, VQMOVUN, VQMOVN_S, VQMOVN_U, VSHLL_MAX, VCVT_TOHALF, VCVT_OFHALF ->
                throw new IllegalStateException(op + " is of another kind");
        };
    }

    /** Elements in reverse order within groups. */
    private static long reverse(long m, int bits, int group) {
        long result = 0;
        for (int at = 0; at < Long.SIZE; at += bits) {
            result |= Lanes.unsigned(m, at, bits) << (at ^ group - bits);
        }
        return result;
    }

    /** Sums of neighbours, twice as wide, added to what is there. */
    private static long addPairs(long d, long m, int bits, boolean unsigned) {
        long result = 0;
        for (int at = 0; at < Long.SIZE; at += 2 * bits) {
            long sum = Lanes.element(m, at, bits, unsigned) + Lanes.element(m, at + bits, bits, unsigned);
            result |= (Lanes.unsigned(d, at, 2 * bits) + sum & Lanes.mask(2 * bits)) << at;
        }
        return result;
    }

    private static long integers(CpuState cpu, TwoOp op, long m, int bits) {
        long result = 0;
        for (int at = 0; at < Long.SIZE; at += bits) {
            long value = integer(cpu, op, Lanes.signed(m, at, bits), bits);
            result |= (value & Lanes.mask(bits)) << at;
        }
        return result;
    }

    private static long integer(CpuState cpu, TwoOp op, long x, int bits) {
        return switch (op) {
            case VCLS -> Long.numberOfLeadingZeros(x < 0 ? ~x : x) - (Long.SIZE - bits) - 1;
            case VCLZ -> Long.numberOfLeadingZeros(x & Lanes.mask(bits)) - (Long.SIZE - bits);
            case VCNT -> Long.bitCount(x & Lanes.mask(bits));
            case VQABS -> LaneMath.saturate(cpu, Math.abs(x), bits, false);
            case VQNEG -> LaneMath.saturate(cpu, -x, bits, false);
            case VCGT_ZERO -> x > 0 ? -1 : 0;
            case VCGE_ZERO -> x >= 0 ? -1 : 0;
            case VCEQ_ZERO -> x == 0 ? -1 : 0;
            case VCLE_ZERO -> x <= 0 ? -1 : 0;
            case VCLT_ZERO -> x < 0 ? -1 : 0;
            case VABS_INT -> Math.abs(x);
            default -> -x;
        };
    }
}
