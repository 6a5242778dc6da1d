package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.isa.SimdOps.TwoOp;

/** Advanced SIMD operations that move elements and bytes without computing (ARM DDI 0406C A4.13). */
public final class SimdPermute {
    private static final int BYTE = 8;

    private SimdPermute() {}

    /** VSWP, VTRN, VUZP and VZIP: both registers change. */
    static void permute(CpuState cpu, TwoOp op, int imm) {
        long[] registers = cpu.extension;
        int d = Packed.d(imm);
        int m = Packed.m(imm);
        int bits = BYTE << Packed.size(imm);
        if (op == TwoOp.VSWP || op == TwoOp.VTRN) {
            exchange(registers, op, bits, d, m);
            if (Packed.isQuadword(imm)) {
                exchange(registers, op, bits, d + 1, m + 1);
            }
        } else if (Packed.isQuadword(imm)) {
            long[] sources = {registers[d], registers[d + 1], registers[m], registers[m + 1]};
            for (int n = 0; n < 4; n++) {
                registers[n < 2 ? d + n : m + n - 2] = pick(op, sources, bits, n);
            }
        } else {
            long[] sources = {registers[d], registers[m]};
            registers[d] = pick(op, sources, bits, 0);
            registers[m] = pick(op, sources, bits, 1);
        }
    }

    private static void exchange(long[] registers, TwoOp op, int bits, int d, int m) {
        long x = registers[d];
        long y = registers[m];
        if (op == TwoOp.VSWP) {
            registers[d] = y;
            registers[m] = x;
        } else {
            long even = Lanes.replicate(Lanes.mask(bits), 2 * bits);
            registers[d] = x & even | y << bits & ~even;
            registers[m] = x >>> bits & even | y & ~even;
        }
    }

    /** Register {@code n} of the result of VUZP or VZIP on the elements of all sources in a row. */
    private static long pick(TwoOp op, long[] sources, int bits, int n) {
        int perRegister = Long.SIZE / bits;
        int all = sources.length * perRegister;
        long result = 0;
        for (int e = 0; e < perRegister; e++) {
            int to = n * perRegister + e;
            int from = op == TwoOp.VUZP
                    ? to < all / 2 ? 2 * to : 2 * to - all + 1
                    : (to & 1) == 0 ? to / 2 : all / 2 + to / 2;
            long element = Lanes.unsigned(sources[from / perRegister], from % perRegister * bits, bits);
            result |= element << e * bits;
        }
        return result;
    }

    /** VEXT: bytes from position {@code amount} of Vn and then of Vm. */
    public static void extract(CpuState cpu, int imm) {
        long[] registers = cpu.extension;
        int d = Packed.d(imm);
        int n = Packed.n(imm);
        int m = Packed.m(imm);
        int position = Packed.amountOf(imm);
        if (!Packed.isQuadword(imm)) {
            registers[d] = bytes(registers[n], registers[m], position);
            return;
        }
        boolean upper = position >= BYTE;
        long first = upper ? registers[n + 1] : registers[n];
        long second = upper ? registers[m] : registers[n + 1];
        long third = upper ? registers[m + 1] : registers[m];
        registers[d] = bytes(first, second, position % BYTE);
        registers[d + 1] = bytes(second, third, position % BYTE);
    }

    /** Eight bytes from a position on. */
    private static long bytes(long low, long high, int position) {
        int shift = BYTE * position;
        return shift == 0 ? low : low >>> shift | high << Long.SIZE - shift;
    }

    /** VTBL and, with the unsigned bit, VTBX: size + 1 registers are the table. */
    public static void table(CpuState cpu, int imm) {
        long[] registers = cpu.extension;
        int n = Packed.n(imm);
        int bytes = BYTE * (Packed.size(imm) + 1);
        long indexes = registers[Packed.m(imm)];
        long old = Packed.isUnsigned(imm) ? registers[Packed.d(imm)] : 0;
        long result = 0;
        for (int at = 0; at < Long.SIZE; at += BYTE) {
            int index = (int) (indexes >>> at) & 0xFF;
            long value = index < bytes ? registers[n + index / BYTE] >>> BYTE * (index % BYTE) : old >>> at;
            result |= (value & 0xFF) << at;
        }
        registers[Packed.d(imm)] = result;
    }

    /** VDUP of element {@code amount} of {@code D[m]}. */
    public static void duplicateScalar(CpuState cpu, int imm) {
        int bits = BYTE << Packed.size(imm);
        long value = Lanes.replicate(cpu.extension[Packed.m(imm)] >>> Packed.amountOf(imm) * bits, bits);
        cpu.extension[Packed.d(imm)] = value;
        if (Packed.isQuadword(imm)) {
            cpu.extension[Packed.d(imm) + 1] = value;
        }
    }
}
