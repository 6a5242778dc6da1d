package trapline.emulator.execute;

import trapline.emulator.isa.ShiftType;

/**
 * Values that micro-operations compute and that are no single operation of the host, named as the {@code UopKind}s or the pseudocode
 * of ARM DDI 0406C. Pure functions, shared by all executors. Those that may set Q return the result in bits 31:0 and whether it
 * saturated in bit 32.
 */
public final class Alu {
    private static final long SATURATED = 1L << 32;
    private static final long WORD = 0xFFFF_FFFFL;

    private Alu() {}

    /** {@code ConditionHolds} (A8.3.1) for {@code Cond.code()} 0 to 14, with the flags as {@code CpuState} keeps them. */
    public static boolean conditionHolds(int cond, int nf, int zf, int cf, int vf) {
        boolean holds =
                switch (cond >>> 1) {
                    case 0 -> zf == 0;
                    case 1 -> cf != 0;
                    case 2 -> nf < 0;
                    case 3 -> vf < 0;
                    case 4 -> cf != 0 && zf != 0;
                    case 5 -> (nf ^ vf) >= 0;
                    case 6 -> zf != 0 && (nf ^ vf) >= 0;
                    default -> true;
                };
        return holds ^ (cond & 1) != 0;
    }

    /** Carry out of {@code a + b + c}, given the result. */
    public static int carryOfAdd(int a, int b, int result) {
        return ((a & b) | ((a | b) & ~result)) >>> 31;
    }

    /** Overflow of an addition, as a sign bit. */
    public static int overflowOfAdd(int a, int b, int result) {
        return (a ^ result) & (b ^ result);
    }

    /** Carry out of {@code a + b}. */
    public static int carryOfAdd(int a, int b) {
        return carryOfAdd(a, b, a + b);
    }

    /** Overflow of {@code a + b}, as a sign bit. */
    public static int overflowOfAdd(int a, int b) {
        return overflowOfAdd(a, b, a + b);
    }

    /** Carry (no borrow) of {@code a − b}. */
    public static int carryOfSub(int a, int b) {
        return Integer.compareUnsigned(a, b) >= 0 ? 1 : 0;
    }

    /** Overflow of {@code a − b}, as a sign bit. */
    public static int overflowOfSub(int a, int b) {
        return (a ^ b) & (a ^ a - b);
    }

    /** The minuend of a subtraction that leaves these C and V; with {@link #subtrahendOf}. */
    public static int minuendOf(int carry, int overflow) {
        return overflow >= 0 ? 0 : Integer.MAX_VALUE + carry;
    }

    /** Its subtrahend. */
    public static int subtrahendOf(int carry, int overflow) {
        return overflow >= 0 ? 1 - carry : 2 * carry - 1;
    }

    /** {@code a + b + carry}. */
    public static int adc(int a, int b, int carry) {
        return a + b + carry;
    }

    /** Carry and, in bits 63:32, overflow of an addition, given the result. */
    public static long flagsOfAdd(int a, int b, int result) {
        return concatenate(overflowOfAdd(a, b, result), carryOfAdd(a, b, result));
    }

    /** {@code LSL(a, amount)} for the bottom byte of {@code amount}. */
    public static int lsl(int a, int amount) {
        int shift = amount & 0xFF;
        return shift < 32 ? a << shift : 0;
    }

    /** {@code LSR(a, amount)}. */
    public static int lsr(int a, int amount) {
        int shift = amount & 0xFF;
        return shift < 32 ? a >>> shift : 0;
    }

    /** {@code ASR(a, amount)}. */
    public static int asr(int a, int amount) {
        return a >> Math.min(amount & 0xFF, 31);
    }

    /** {@code ROR(a, amount)}. */
    public static int ror(int a, int amount) {
        return Integer.rotateRight(a, amount);
    }

    /** The carry of {@code Shift_C(a, type, amount[7:0], carryIn)} (A8.4.3). */
    public static int shiftCarry(ShiftType type, int a, int amount, int carryIn) {
        int shift = amount & 0xFF;
        if (shift == 0) {
            return carryIn;
        }
        return switch (type) {
            case LSL -> shift <= 32 ? a >>> (32 - shift) & 1 : 0;
            case LSR -> shift <= 32 ? a >>> (shift - 1) & 1 : 0;
            case ASR -> a >> Math.min(shift - 1, 31) & 1;
            case ROR -> a >>> (shift - 1) & 1;
            case RRX -> a & 1;
        };
    }

    /** The carry of {@code Shift_C} with type LSL. */
    public static int lslCarry(int a, int amount, int carryIn) {
        return shiftCarry(ShiftType.LSL, a, amount, carryIn);
    }

    /** The carry of {@code Shift_C} with type LSR. */
    public static int lsrCarry(int a, int amount, int carryIn) {
        return shiftCarry(ShiftType.LSR, a, amount, carryIn);
    }

    /** The carry of {@code Shift_C} with type ASR. */
    public static int asrCarry(int a, int amount, int carryIn) {
        return shiftCarry(ShiftType.ASR, a, amount, carryIn);
    }

    /** The carry of {@code Shift_C} with type ROR. */
    public static int rorCarry(int a, int amount, int carryIn) {
        return shiftCarry(ShiftType.ROR, a, amount, carryIn);
    }

    /** {@code RRX(a, carryIn)}. */
    public static int rrx(int a, int carryIn) {
        return carryIn << 31 | a >>> 1;
    }

    /** SXTB16 without rotation. */
    public static int sxtb16(int a) {
        return (byte) a & 0xFFFF | (byte) (a >> 16) << 16;
    }

    /** Bytes of each halfword reversed. */
    public static int rev16(int a) {
        return (a & 0x00FF_00FF) << 8 | a >>> 8 & 0x00FF_00FF;
    }

    /** Bytes of the low halfword reversed, sign-extended. */
    public static int revsh(int a) {
        return (byte) a << 8 | a >>> 8 & 0xFF;
    }

    /** A mask of the lowest {@code width} bits, 1 to 32. */
    public static int mask(int width) {
        return -1 >>> (32 - width);
    }

    /** {@code a} with {@code width} bits from {@code lsb} replaced; {@code field} is {@code width << 8 | lsb}. */
    public static int bfi(int a, int b, int field) {
        int lsb = field & 0xFF;
        int mask = mask(field >>> 8) << lsb;
        return a & ~mask | b << lsb & mask;
    }

    /** A field, zero-extended. */
    public static int ubfx(int a, int field) {
        return a >>> (field & 0xFF) & mask(field >>> 8);
    }

    /** A field, sign-extended. */
    public static int sbfx(int a, int field) {
        int unused = 32 - (field >>> 8);
        return a << (unused - (field & 0xFF)) >> unused;
    }

    /** SEL. */
    public static int sel(int a, int b, int ge) {
        int mask = (ge & 1) * 0xFF | (ge >>> 1 & 1) * 0xFF00 | (ge >>> 2 & 1) * 0xFF_0000 | (ge >>> 3) * 0xFF00_0000;
        return a & mask | b & ~mask;
    }

    /** The unsigned product. */
    public static long umull(int a, int b) {
        return (a & WORD) * (b & WORD);
    }

    /** Two words as one number. */
    public static long concatenate(int high, int low) {
        return (long) high << 32 | low & WORD;
    }

    /** {@code a × b + c + d}, unsigned; cannot overflow. */
    public static long umaal(int a, int b, int c, int d) {
        return umull(a, b) + (c & WORD) + (d & WORD);
    }

    /** Bits 47:16 of the product. */
    public static int smulw(int a, int b) {
        return (int) ((long) a * b >> 16);
    }

    /** SDIV; the most negative number divided by −1 is itself, as on the host. */
    public static int sdiv(int a, int b) {
        return b == 0 ? 0 : a / b;
    }

    /** UDIV. */
    public static int udiv(int a, int b) {
        return b == 0 ? 0 : Integer.divideUnsigned(a, b);
    }

    /** Sum of absolute differences of unsigned bytes. */
    public static int usad8(int a, int b) {
        int sum = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            sum += Math.abs((a >>> shift & 0xFF) - (b >>> shift & 0xFF));
        }
        return sum;
    }

    /** The low word of a sum, marked when the sum is no signed word. */
    public static long wrapQ(long sum) {
        return sum == (int) sum ? sum & WORD : sum & WORD | SATURATED;
    }

    /** {@code SignedSatQ(value, width)} (A2.2.1). */
    public static long signedSatQ(long value, int width) {
        long most = (1L << (width - 1)) - 1;
        long least = -most - 1;
        if (value > most) {
            return most | SATURATED;
        }
        return value < least ? least & WORD | SATURATED : value & WORD;
    }

    /** {@code UnsignedSatQ(value, width)}. */
    public static long unsignedSatQ(long value, int width) {
        long most = (1L << width) - 1;
        if (value > most) {
            return most | SATURATED;
        }
        return value < 0 ? SATURATED : value;
    }

    /** SSAT16. */
    public static long ssat16(int a, int width) {
        return pack(signedSatQ((short) a, width), signedSatQ(a >> 16, width));
    }

    /** USAT16. */
    public static long usat16(int a, int width) {
        return pack(unsignedSatQ((short) a, width), unsignedSatQ(a >> 16, width));
    }

    private static long pack(long low, long high) {
        return (high & 0xFFFF) << 16 | low & 0xFFFF | (low | high) & SATURATED;
    }
}
