package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;

/** The views of the extension registers (ARM DDI 0406C A2.6.2), and the micro-operations that move between them and core registers. */
public final class Registers {
    private static final long WORD = 0xFFFF_FFFFL;

    private Registers() {}

    /** {@code S[n]}; of n from 32 on, the halves of D16 to D31. */
    static int single(CpuState cpu, int n) {
        return (int) (cpu.extension[n >>> 1] >>> ((n & 1) << 5));
    }

    /** Sets {@code S[n]}. */
    static void setSingle(CpuState cpu, int n, int value) {
        int shift = (n & 1) << 5;
        long[] registers = cpu.extension;
        registers[n >>> 1] = registers[n >>> 1] & ~(WORD << shift) | (value & WORD) << shift;
    }

    /** Word {@code imm} of the registers, in the order of S registers. */
    public static int word(CpuState cpu, int imm) {
        return single(cpu, imm);
    }

    /** Sets a word. */
    public static void setWord(CpuState cpu, int imm, int a) {
        setSingle(cpu, imm, a);
    }

    /** VMOV of a D register: {@code D[d] = D[m]}. */
    public static void moveDouble(CpuState cpu, int imm) {
        cpu.extension[Packed.d(imm)] = cpu.extension[Packed.m(imm)];
    }

    /** VMOV of an S register. */
    public static void moveSingle(CpuState cpu, int imm) {
        setSingle(cpu, Packed.d(imm), single(cpu, Packed.m(imm)));
    }

    /** Element {@code amount} of {@code D[d]}, extended to a word by its sign or with zeros. */
    public static int element(CpuState cpu, int imm) {
        int bits = 8 << Packed.size(imm);
        long register = cpu.extension[Packed.d(imm)];
        int index = Packed.amountOf(imm);
        return (int)
                (Packed.isUnsigned(imm)
                        ? Lanes.unsigned(register, index * bits, bits)
                        : Lanes.signed(register, index * bits, bits));
    }

    /** Sets element {@code amount} of {@code D[d]}. */
    public static void setElement(CpuState cpu, int imm, int a) {
        int bits = 8 << Packed.size(imm);
        int shift = Packed.amountOf(imm) * bits;
        long mask = Lanes.mask(bits) << shift;
        int d = Packed.d(imm);
        cpu.extension[d] = cpu.extension[d] & ~mask | (long) a << shift & mask;
    }

    /** All elements of a D or Q register. */
    public static void duplicate(CpuState cpu, int imm, int a) {
        long value = Lanes.replicate(a, 8 << Packed.size(imm));
        cpu.extension[Packed.d(imm)] = value;
        if (Packed.isQuadword(imm)) {
            cpu.extension[Packed.d(imm) + 1] = value;
        }
    }

    /** FPSCR, for VMRS. */
    public static int fpscr(CpuState cpu, int imm) {
        return cpu.fpscr;
    }
}
