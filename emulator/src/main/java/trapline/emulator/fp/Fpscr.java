package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;

/** Bits of FPSCR (ARM DDI 0406C B4.1.58). */
final class Fpscr {
    /** Invalid Operation, cumulative. */
    static final int IOC = 1;
    /** Division by Zero, cumulative. */
    static final int DZC = 1 << 1;
    /** Overflow, cumulative. */
    static final int OFC = 1 << 2;
    /** Underflow, cumulative. */
    static final int UFC = 1 << 3;
    /** Inexact, cumulative. */
    static final int IXC = 1 << 4;
    /** Input Denormal, cumulative. */
    static final int IDC = 1 << 7;

    private static final int RMODE_SHIFT = 22;
    /** Rounding mode. */
    static final int RMODE = 0b11 << RMODE_SHIFT;
    /** Flush-to-zero. */
    static final int FZ = 1 << 24;
    /** Default NaN. */
    static final int DN = 1 << 25;
    /** Alternative half-precision. */
    static final int AHP = 1 << 26;
    /** Saturation, cumulative. */
    static final int QC = 1 << 27;
    /** N, Z, C and V of comparisons. */
    static final int NZCV = 0xF << 28;

    private static final int STANDARD = DN | FZ;

    private Fpscr() {}

    /** FPSCR.RMode. */
    static int roundingMode(int fpscr) {
        return fpscr >>> RMODE_SHIFT & 0b11;
    }

    /** {@code StandardFPSCRValue()} (A2.7.5), by which Advanced SIMD computes. */
    static int standard(CpuState cpu) {
        return cpu.fpscr & AHP | STANDARD;
    }

    /** {@code FPProcessException}: the cumulative bits. */
    static void raise(CpuState cpu, int exceptions) {
        cpu.fpscr |= exceptions;
    }
}
