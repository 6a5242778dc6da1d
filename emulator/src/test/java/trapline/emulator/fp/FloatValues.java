package trapline.emulator.fp;

import java.util.SplittableRandom;

/** Random floating-point numbers, among which the unusual ones are frequent. */
final class FloatValues {
    /** {@code -Dtrapline.seed} chooses another. */
    static final long SEED = Long.getLong("trapline.seed", 0xF10A7);

    private static final int FPSCR_MODES = 0x07C0_0000;
    private static final int FPSCR_CUMULATIVE = 0x9F;

    private final SplittableRandom random;

    FloatValues(int stream) {
        random = new SplittableRandom(SEED + stream);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    long bits() {
        return random.nextLong();
    }

    /** Any modes; round to nearest as often as all others together. */
    int fpscr() {
        int modes = random.nextInt() & FPSCR_MODES;
        int rounding = random.nextBoolean() ? modes & ~Fpscr.RMODE : modes;
        return random.nextBoolean() ? rounding : rounding | random.nextInt() & FPSCR_CUMULATIVE;
    }

    /** A number of a format: zeros, infinities, NaNs, ends of ranges, few bits, neighbours of powers of two, anything. */
    long number(FloatFormat format) {
        long fraction = (1L << format.fractionBits) - 1;
        long exponent =
                switch (random.nextInt(6)) {
                    case 0 -> random.nextInt(3);
                    case 1 -> format.allOnes - random.nextInt(3);
                    case 2, 3 -> format.bias + random.nextInt(2 * format.fractionBits) - format.fractionBits;
                    case 4 -> format.bias + random.nextInt(3) - 1;
                    default -> random.nextInt(format.allOnes + 1);
                };
        long mantissa =
                switch (random.nextInt(6)) {
                    case 0 -> 0;
                    case 1 -> 1;
                    case 2 -> fraction;
                    case 3 -> format.quietBit() >>> random.nextInt(format.fractionBits);
                    case 4 -> random.nextLong() & fraction & -1L << random.nextInt(format.fractionBits);
                    default -> random.nextLong() & fraction;
                };
        long sign = random.nextBoolean() ? format.signBit() : 0;
        return sign | (exponent & format.allOnes) << format.fractionBits | mantissa;
    }
}
