package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;

/** Floating-point instructions on D registers, one method for each micro-operation. */
public final class VfpDouble {
    private VfpDouble() {}

    private static long d(CpuState cpu, int imm) {
        return cpu.extension[Packed.d(imm)];
    }

    private static long n(CpuState cpu, int imm) {
        return cpu.extension[Packed.n(imm)];
    }

    private static long m(CpuState cpu, int imm) {
        return cpu.extension[Packed.m(imm)];
    }

    private static void set(CpuState cpu, int imm, long value) {
        cpu.extension[Packed.d(imm)] = value;
    }

    private static long product(CpuState cpu, int imm) {
        return DoubleMath.multiply(cpu, cpu.fpscr, n(cpu, imm), m(cpu, imm));
    }

    /** VADD. */
    public static void add(CpuState cpu, int imm) {
        set(cpu, imm, DoubleMath.add(cpu, cpu.fpscr, n(cpu, imm), m(cpu, imm)));
    }

    /** VSUB. */
    public static void subtract(CpuState cpu, int imm) {
        set(cpu, imm, DoubleMath.subtract(cpu, cpu.fpscr, n(cpu, imm), m(cpu, imm)));
    }

    /** VMUL. */
    public static void multiply(CpuState cpu, int imm) {
        set(cpu, imm, product(cpu, imm));
    }

    /** VNMUL. */
    public static void multiplyNegate(CpuState cpu, int imm) {
        set(cpu, imm, DoubleMath.negate(product(cpu, imm)));
    }

    /** VDIV. */
    public static void divide(CpuState cpu, int imm) {
        set(cpu, imm, DoubleMath.divide(cpu, cpu.fpscr, n(cpu, imm), m(cpu, imm)));
    }

    /** VMLA. */
    public static void multiplyAccumulate(CpuState cpu, int imm) {
        long product = product(cpu, imm);
        set(cpu, imm, DoubleMath.add(cpu, cpu.fpscr, d(cpu, imm), product));
    }

    /** VMLS. */
    public static void multiplySubtract(CpuState cpu, int imm) {
        long product = DoubleMath.negate(product(cpu, imm));
        set(cpu, imm, DoubleMath.add(cpu, cpu.fpscr, d(cpu, imm), product));
    }

    /** VNMLA. */
    public static void negateMultiplyAccumulate(CpuState cpu, int imm) {
        long product = DoubleMath.negate(product(cpu, imm));
        set(cpu, imm, DoubleMath.add(cpu, cpu.fpscr, DoubleMath.negate(d(cpu, imm)), product));
    }

    /** VNMLS. */
    public static void negateMultiplySubtract(CpuState cpu, int imm) {
        long product = product(cpu, imm);
        set(cpu, imm, DoubleMath.add(cpu, cpu.fpscr, DoubleMath.negate(d(cpu, imm)), product));
    }

    /** VFMA. */
    public static void fusedMultiplyAdd(CpuState cpu, int imm) {
        set(cpu, imm, DoubleMath.multiplyAdd(cpu, cpu.fpscr, d(cpu, imm), n(cpu, imm), m(cpu, imm)));
    }

    /** VFMS. */
    public static void fusedMultiplySubtract(CpuState cpu, int imm) {
        long n = DoubleMath.negate(n(cpu, imm));
        set(cpu, imm, DoubleMath.multiplyAdd(cpu, cpu.fpscr, d(cpu, imm), n, m(cpu, imm)));
    }

    /** VFNMA. */
    public static void fusedNegateMultiplyAdd(CpuState cpu, int imm) {
        long addend = DoubleMath.negate(d(cpu, imm));
        long n = DoubleMath.negate(n(cpu, imm));
        set(cpu, imm, DoubleMath.multiplyAdd(cpu, cpu.fpscr, addend, n, m(cpu, imm)));
    }

    /** VFNMS. */
    public static void fusedNegateMultiplySubtract(CpuState cpu, int imm) {
        long addend = DoubleMath.negate(d(cpu, imm));
        set(cpu, imm, DoubleMath.multiplyAdd(cpu, cpu.fpscr, addend, n(cpu, imm), m(cpu, imm)));
    }

    /** VABS. */
    public static void abs(CpuState cpu, int imm) {
        set(cpu, imm, DoubleMath.abs(m(cpu, imm)));
    }

    /** VNEG. */
    public static void negate(CpuState cpu, int imm) {
        set(cpu, imm, DoubleMath.negate(m(cpu, imm)));
    }

    /** VSQRT. */
    public static void squareRoot(CpuState cpu, int imm) {
        set(cpu, imm, DoubleMath.squareRoot(cpu, cpu.fpscr, m(cpu, imm)));
    }

    /** VCMP. */
    public static void compare(CpuState cpu, int imm) {
        compare(cpu, false, d(cpu, imm), m(cpu, imm));
    }

    /** VCMPE. */
    public static void compareExceptional(CpuState cpu, int imm) {
        compare(cpu, true, d(cpu, imm), m(cpu, imm));
    }

    /** VCMP with zero; amount 1 is VCMPE. */
    public static void compareZero(CpuState cpu, int imm) {
        compare(cpu, Packed.amountOf(imm) != 0, d(cpu, imm), 0);
    }

    private static void compare(CpuState cpu, boolean quietNanExc, long a, long b) {
        int flags = DoubleMath.compare(cpu, cpu.fpscr, quietNanExc, a, b);
        cpu.fpscr = cpu.fpscr & ~Fpscr.NZCV | flags;
    }
}
