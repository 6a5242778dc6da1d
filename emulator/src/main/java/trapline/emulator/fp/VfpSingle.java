package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;

/** Floating-point instructions on S registers, one method for each micro-operation. */
public final class VfpSingle {
    private VfpSingle() {}

    private static int d(CpuState cpu, int imm) {
        return Registers.single(cpu, Packed.d(imm));
    }

    private static int n(CpuState cpu, int imm) {
        return Registers.single(cpu, Packed.n(imm));
    }

    private static int m(CpuState cpu, int imm) {
        return Registers.single(cpu, Packed.m(imm));
    }

    private static void set(CpuState cpu, int imm, int value) {
        Registers.setSingle(cpu, Packed.d(imm), value);
    }

    private static int product(CpuState cpu, int imm) {
        return SingleMath.multiply(cpu, cpu.fpscr, n(cpu, imm), m(cpu, imm));
    }

    /** VADD. */
    public static void add(CpuState cpu, int imm) {
        set(cpu, imm, SingleMath.add(cpu, cpu.fpscr, n(cpu, imm), m(cpu, imm)));
    }

    /** VSUB. */
    public static void subtract(CpuState cpu, int imm) {
        set(cpu, imm, SingleMath.subtract(cpu, cpu.fpscr, n(cpu, imm), m(cpu, imm)));
    }

    /** VMUL. */
    public static void multiply(CpuState cpu, int imm) {
        set(cpu, imm, product(cpu, imm));
    }

    /** VNMUL. */
    public static void multiplyNegate(CpuState cpu, int imm) {
        set(cpu, imm, SingleMath.negate(product(cpu, imm)));
    }

    /** VDIV. */
    public static void divide(CpuState cpu, int imm) {
        set(cpu, imm, SingleMath.divide(cpu, cpu.fpscr, n(cpu, imm), m(cpu, imm)));
    }

    /** VMLA. */
    public static void multiplyAccumulate(CpuState cpu, int imm) {
        int product = product(cpu, imm);
        set(cpu, imm, SingleMath.add(cpu, cpu.fpscr, d(cpu, imm), product));
    }

    /** VMLS. */
    public static void multiplySubtract(CpuState cpu, int imm) {
        int product = SingleMath.negate(product(cpu, imm));
        set(cpu, imm, SingleMath.add(cpu, cpu.fpscr, d(cpu, imm), product));
    }

    /** VNMLA. */
    public static void negateMultiplyAccumulate(CpuState cpu, int imm) {
        int product = SingleMath.negate(product(cpu, imm));
        set(cpu, imm, SingleMath.add(cpu, cpu.fpscr, SingleMath.negate(d(cpu, imm)), product));
    }

    /** VNMLS. */
    public static void negateMultiplySubtract(CpuState cpu, int imm) {
        int product = product(cpu, imm);
        set(cpu, imm, SingleMath.add(cpu, cpu.fpscr, SingleMath.negate(d(cpu, imm)), product));
    }

    /** VFMA. */
    public static void fusedMultiplyAdd(CpuState cpu, int imm) {
        set(cpu, imm, SingleMath.multiplyAdd(cpu, cpu.fpscr, d(cpu, imm), n(cpu, imm), m(cpu, imm)));
    }

    /** VFMS. */
    public static void fusedMultiplySubtract(CpuState cpu, int imm) {
        int n = SingleMath.negate(n(cpu, imm));
        set(cpu, imm, SingleMath.multiplyAdd(cpu, cpu.fpscr, d(cpu, imm), n, m(cpu, imm)));
    }

    /** VFNMA. */
    public static void fusedNegateMultiplyAdd(CpuState cpu, int imm) {
        int addend = SingleMath.negate(d(cpu, imm));
        int n = SingleMath.negate(n(cpu, imm));
        set(cpu, imm, SingleMath.multiplyAdd(cpu, cpu.fpscr, addend, n, m(cpu, imm)));
    }

    /** VFNMS. */
    public static void fusedNegateMultiplySubtract(CpuState cpu, int imm) {
        int addend = SingleMath.negate(d(cpu, imm));
        set(cpu, imm, SingleMath.multiplyAdd(cpu, cpu.fpscr, addend, n(cpu, imm), m(cpu, imm)));
    }

    /** VABS. */
    public static void abs(CpuState cpu, int imm) {
        set(cpu, imm, SingleMath.abs(m(cpu, imm)));
    }

    /** VNEG. */
    public static void negate(CpuState cpu, int imm) {
        set(cpu, imm, SingleMath.negate(m(cpu, imm)));
    }

    /** VSQRT. */
    public static void squareRoot(CpuState cpu, int imm) {
        set(cpu, imm, SingleMath.squareRoot(cpu, cpu.fpscr, m(cpu, imm)));
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

    private static void compare(CpuState cpu, boolean quietNanExc, int a, int b) {
        int flags = SingleMath.compare(cpu, cpu.fpscr, quietNanExc, a, b);
        cpu.fpscr = cpu.fpscr & ~Fpscr.NZCV | flags;
    }
}
