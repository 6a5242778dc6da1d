package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;

/** Conversions by Floating-point instructions, one method for each micro-operation. */
public final class VfpConvert {
    private static final int SIGNED = 32;
    private static final int UNSIGNED = -32;
    private static final int EXPONENT_SINGLE = 23;

    private VfpConvert() {}

    private static int single(CpuState cpu, int imm) {
        return Registers.single(cpu, Packed.m(imm));
    }

    private static void setSingle(CpuState cpu, int imm, int value) {
        Registers.setSingle(cpu, Packed.d(imm), value);
    }

    /** VCVT.F64.F32. */
    public static void singleToDouble(CpuState cpu, int imm) {
        int a = single(cpu, imm);
        int exponent = a >>> EXPONENT_SINGLE & 0xFF;
        cpu.extension[Packed.d(imm)] = exponent - 1 >>> 1 < 127
                ? Double.doubleToRawLongBits(Float.intBitsToFloat(a))
                : SoftConvert.singleToDouble(cpu, cpu.fpscr, a);
    }

    /** VCVT.F32.F64. */
    public static void doubleToSingle(CpuState cpu, int imm) {
        long a = cpu.extension[Packed.m(imm)];
        double x = Double.longBitsToDouble(a);
        float rounded = (float) x;
        int bits = Float.floatToRawIntBits(rounded);
        int exponent = bits >>> EXPONENT_SINGLE & 0xFF;
        if ((cpu.fpscr & Fpscr.RMODE) == 0 && exponent >= 2 && exponent < 255) {
            Fpscr.raise(cpu, rounded == x ? 0 : Fpscr.IXC);
            setSingle(cpu, imm, bits);
        } else {
            setSingle(cpu, imm, SoftConvert.doubleToSingle(cpu, cpu.fpscr, a));
        }
    }

    /** VCVT.S32.F32, towards zero. */
    public static void singleToSigned(CpuState cpu, int imm) {
        int a = single(cpu, imm);
        setSingle(cpu, imm, toSigned(cpu, Float.intBitsToFloat(a), FloatFormat.SINGLE, a));
    }

    /** VCVT.S32.F64, towards zero. */
    public static void doubleToSigned(CpuState cpu, int imm) {
        long a = cpu.extension[Packed.m(imm)];
        setSingle(cpu, imm, toSigned(cpu, Double.longBitsToDouble(a), FloatFormat.DOUBLE, a));
    }

    private static int toSigned(CpuState cpu, double x, FloatFormat format, long a) {
        int value = (int) x;
        if (value != 0 && value < Integer.MAX_VALUE && value > Integer.MIN_VALUE) {
            Fpscr.raise(cpu, value == x ? 0 : Fpscr.IXC);
            return value;
        }
        return SoftConvert.floatToFixed(cpu, cpu.fpscr | Fpscr.RMODE, format, a, SIGNED, 0);
    }

    /** VCVT.U32.F32, towards zero. */
    public static void singleToUnsigned(CpuState cpu, int imm) {
        int fpscr = cpu.fpscr | Fpscr.RMODE;
        setSingle(cpu, imm, SoftConvert.floatToFixed(cpu, fpscr, FloatFormat.SINGLE, single(cpu, imm), UNSIGNED, 0));
    }

    /** VCVT.U32.F64, towards zero. */
    public static void doubleToUnsigned(CpuState cpu, int imm) {
        long a = cpu.extension[Packed.m(imm)];
        int fpscr = cpu.fpscr | Fpscr.RMODE;
        setSingle(cpu, imm, SoftConvert.floatToFixed(cpu, fpscr, FloatFormat.DOUBLE, a, UNSIGNED, 0));
    }

    /** VCVTR from single-precision, rounded as FPSCR says. */
    public static void singleToInteger(CpuState cpu, int imm) {
        int target = Packed.isUnsigned(imm) ? UNSIGNED : SIGNED;
        setSingle(cpu, imm, SoftConvert.floatToFixed(cpu, cpu.fpscr, FloatFormat.SINGLE, single(cpu, imm), target, 0));
    }

    /** VCVTR from double-precision, rounded as FPSCR says. */
    public static void doubleToInteger(CpuState cpu, int imm) {
        long a = cpu.extension[Packed.m(imm)];
        int target = Packed.isUnsigned(imm) ? UNSIGNED : SIGNED;
        setSingle(cpu, imm, SoftConvert.floatToFixed(cpu, cpu.fpscr, FloatFormat.DOUBLE, a, target, 0));
    }

    /** VCVT.F64 of an integer, which is exact. */
    public static void integerToDouble(CpuState cpu, int imm) {
        int a = single(cpu, imm);
        double value = Packed.isUnsigned(imm) ? Integer.toUnsignedLong(a) : a;
        cpu.extension[Packed.d(imm)] = Double.doubleToRawLongBits(value);
    }

    /** VCVT.F32 of an integer, rounded as FPSCR says. */
    public static void integerToSingle(CpuState cpu, int imm) {
        int a = single(cpu, imm);
        long integer = Packed.isUnsigned(imm) ? Integer.toUnsignedLong(a) : a;
        if ((cpu.fpscr & Fpscr.RMODE) == 0) {
            float value = integer;
            Fpscr.raise(cpu, (double) value == integer ? 0 : Fpscr.IXC);
            setSingle(cpu, imm, Float.floatToRawIntBits(value));
        } else {
            setSingle(cpu, imm, (int) SoftConvert.fixedToFloat(cpu, cpu.fpscr, FloatFormat.SINGLE, integer, 0));
        }
    }

    /** VCVT of fixed-point numbers in an S register to single-precision; amount is the fraction bits, size 1 or 2. */
    public static void fixedToSingle(CpuState cpu, int imm) {
        long fixed = fixed(imm, Registers.single(cpu, Packed.d(imm)));
        int fpscr = cpu.fpscr & ~Fpscr.RMODE;
        setSingle(
                cpu, imm, (int) SoftConvert.fixedToFloat(cpu, fpscr, FloatFormat.SINGLE, fixed, Packed.amountOf(imm)));
    }

    /** VCVT of fixed-point numbers in a D register to double-precision. */
    public static void fixedToDouble(CpuState cpu, int imm) {
        int d = Packed.d(imm);
        long fixed = fixed(imm, (int) cpu.extension[d]);
        int fpscr = cpu.fpscr & ~Fpscr.RMODE;
        cpu.extension[d] = SoftConvert.fixedToFloat(cpu, fpscr, FloatFormat.DOUBLE, fixed, Packed.amountOf(imm));
    }

    private static long fixed(int imm, int word) {
        int bits = 8 << Packed.size(imm);
        return Lanes.element(word, 0, bits, Packed.isUnsigned(imm));
    }

    /** VCVT of single-precision to fixed-point numbers, towards zero, extended to a word. */
    public static void singleToFixed(CpuState cpu, int imm) {
        setSingle(cpu, imm, toFixed(cpu, imm, FloatFormat.SINGLE, Registers.single(cpu, Packed.d(imm))));
    }

    /** VCVT of double-precision to fixed-point numbers, towards zero, extended to a doubleword. */
    public static void doubleToFixed(CpuState cpu, int imm) {
        int d = Packed.d(imm);
        int fixed = toFixed(cpu, imm, FloatFormat.DOUBLE, cpu.extension[d]);
        cpu.extension[d] = Packed.isUnsigned(imm) ? Integer.toUnsignedLong(fixed) : fixed;
    }

    private static int toFixed(CpuState cpu, int imm, FloatFormat format, long a) {
        int bits = 8 << Packed.size(imm);
        int target = Packed.isUnsigned(imm) ? -bits : bits;
        return SoftConvert.floatToFixed(cpu, cpu.fpscr | Fpscr.RMODE, format, a, target, Packed.amountOf(imm));
    }

    /** VCVTB and, with amount 1, VCVTT to single-precision. */
    public static void halfToSingle(CpuState cpu, int imm) {
        int half = single(cpu, imm) >>> 16 * Packed.amountOf(imm);
        setSingle(cpu, imm, SoftConvert.halfToSingle(cpu, cpu.fpscr, half));
    }

    /** VCVTB and, with amount 1, VCVTT to half-precision. */
    public static void singleToHalf(CpuState cpu, int imm) {
        int half = SoftConvert.singleToHalf(cpu, cpu.fpscr, single(cpu, imm));
        int shift = 16 * Packed.amountOf(imm);
        int old = Registers.single(cpu, Packed.d(imm));
        setSingle(cpu, imm, old & ~(0xFFFF << shift) | half << shift);
    }
}
