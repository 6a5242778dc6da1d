package trapline.tests.agreement;

import java.util.random.RandomGenerator;

/** Values for extension registers and FPSCR, among which the unusual ones are frequent. */
final class ExtensionValues {
    private static final int[] SINGLES = {
        0,
        1,
        0x007F_FFFF,
        0x0080_0000,
        0x0080_0001,
        0x0100_0000,
        0x3F80_0000,
        0x3F7F_FFFF,
        0x4000_0000,
        0x4040_0000,
        0x4B7F_FFFF,
        0x4B80_0000,
        0x4EFF_FFFF,
        0x4F00_0000,
        0x4F7F_FFFF,
        0x4F80_0000,
        0x7E80_0000,
        0x7F7F_FFFF,
        0x7F80_0000,
        0x7F80_0001,
        0x7FC0_0000,
        0x7FC1_2345,
        0x7FBF_FFFF,
        0x7FFF_FFFF,
        0x3F00_0000,
        0x3300_0000
    };
    private static final long[] DOUBLES = {
        0,
        1,
        0x000F_FFFF_FFFF_FFFFL,
        0x0010_0000_0000_0000L,
        0x0010_0000_0000_0001L,
        0x3FF0_0000_0000_0000L,
        0x3FEF_FFFF_FFFF_FFFFL,
        0x3FE0_0000_0000_0000L,
        0x41DF_FFFF_FFC0_0000L,
        0x41E0_0000_0000_0000L,
        0x41EF_FFFF_FFE0_0000L,
        0x41F0_0000_0000_0000L,
        0x47EF_FFFF_E000_0000L,
        0x47EF_FFFF_F000_0000L,
        0x3810_0000_0000_0000L,
        0x380F_FFFF_FFFF_FFFFL,
        0x36A0_0000_0000_0000L,
        0x3690_0000_0000_0001L,
        0x7FEF_FFFF_FFFF_FFFFL,
        0x7FF0_0000_0000_0000L,
        0x7FF0_0000_0000_0001L,
        0x7FF4_0000_2000_0000L,
        0x7FF8_0000_0000_0000L,
        0x7FFF_FFFF_FFFF_FFFFL,
        0x0360_0000_0000_0000L,
        0x4340_0000_0000_0000L
    };
    private static final int[] HALVES = {
        0, 1, 0x03FF, 0x0400, 0x3C00, 0x3BFF, 0x4000, 0x7BFF, 0x7C00, 0x7C01, 0x7DFF, 0x7E00, 0x7FFF
    };
    private static final int[] BYTES = {
        0, 1, 2, 7, 8, 9, 0x0F, 0x10, 0x1F, 0x20, 0x21, 0x40, 0x7F, 0x80, 0x81, 0xFE, 0xFF
    };

    private static final int MODES = 0x07C0_0000;
    private static final int ROUNDING = 0x00C0_0000;
    private static final int VECTORS = 0x0037_0000;
    private static final int CUMULATIVE = 0x0800_009F;
    private static final int FLAGS = 0xF000_0000;

    private ExtensionValues() {}

    /** FPSCR and D0 to D31, as words. */
    static int[] registers(RandomGenerator random) {
        int[] words = new int[1 + Harness.EXTENSION_WORDS];
        words[0] = fpscr(random);
        for (int i = 1; i < words.length; i += 2) {
            long value = doubleword(random);
            words[i] = (int) value;
            words[i + 1] = (int) (value >>> 32);
        }
        return words;
    }

    /** Any modes; rounding to the nearest and clear exceptions half of the time; vectors, which are not there, now and then. */
    static int fpscr(RandomGenerator random) {
        int value = random.nextInt() & (MODES | FLAGS);
        if (random.nextBoolean()) {
            value &= ~ROUNDING;
        }
        if (random.nextBoolean()) {
            value |= random.nextInt() & CUMULATIVE;
        }
        return random.nextInt(32) == 0 ? value | random.nextInt() & VECTORS : value;
    }

    /** A D register. */
    static long doubleword(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> doublePrecision(random);
            case 2, 3, 4 -> (long) single(random) << 32 | single(random) & 0xFFFF_FFFFL;
            case 5 -> {
                long value = 0;
                for (int i = 0; i < 4; i++) {
                    value = value << 16 | HALVES[random.nextInt(HALVES.length)] ^ random.nextInt(2) << 15;
                }
                yield value;
            }
            case 6 -> {
                long value = 0;
                for (int i = 0; i < 8; i++) {
                    value = value << 8 | BYTES[random.nextInt(BYTES.length)];
                }
                yield value;
            }
            default -> random.nextLong();
        };
    }

    private static int single(RandomGenerator random) {
        int sign = random.nextInt(2) << 31;
        return sign
                | switch (random.nextInt(5)) {
                    case 0, 1 -> SINGLES[random.nextInt(SINGLES.length)];
                    case 2 -> 0x3F80_0000 + (random.nextInt(48) - 24 << 23) | random.nextInt(1 << 23);
                    case 3 -> random.nextInt(4) << 23 | random.nextInt(1 << 23);
                    default -> Float.floatToRawIntBits(random.nextInt(1 << random.nextInt(1, 31)));
                };
    }

    private static long doublePrecision(RandomGenerator random) {
        long sign = (long) random.nextInt(2) << 63;
        return sign
                | switch (random.nextInt(5)) {
                    case 0, 1 -> DOUBLES[random.nextInt(DOUBLES.length)];
                    case 2 ->
                        0x3FF0_0000_0000_0000L + ((long) random.nextInt(110) - 55 << 52) | random.nextLong(1L << 52);
                    case 3 -> (long) random.nextInt(4) << 52 | random.nextLong(1L << 52);
                    default -> Double.doubleToRawLongBits(random.nextInt(1 << random.nextInt(1, 31)) / 8.0);
                };
    }
}
