package trapline.emulator.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Multiplies, divisions, saturating, packed and bit-field instructions: formulas of chapter A8, and values worked out by hand. */
class ArithmeticTest {
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(4711);

    private int operand() {
        int[] corners = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x8000_8000, 0x7FFF_7FFF};
        return random.nextBoolean() ? random.nextInt() : corners[random.nextInt(corners.length)];
    }

    /** Runs one instruction with r1, r2, r3 set. */
    private static Rig run(int word, int r1, int r2, int r3) {
        return Rig.a32(word).set(0, 0x77).set(1, r1).set(2, r2).set(3, r3).run(1);
    }

    private static int half(int word, boolean high) {
        return high ? word >> 16 : (short) word;
    }

    @Test
    void multipliesGiveTheLowWord() {
        for (int n = 0; n < 500; n++) {
            int a = operand();
            int b = operand();
            int c = operand();
            assertEquals(a * b, run(0xE000_0291, a, b, c).r(0), "mul r0, r1, r2");
            assertEquals(a * b + c, run(0xE020_3291, a, b, c).r(0), "mla r0, r1, r2, r3");
            assertEquals(c - a * b, run(0xE060_3291, a, b, c).r(0), "mls r0, r1, r2, r3");
        }
        Rig rig = Rig.a32(0xE010_0291).set(1, -1).set(2, 1).flags(0b0111).run(1);
        assertEquals(0b1011, rig.flags(), "muls sets N and Z, keeps C and V");
    }

    @Test
    void longMultipliesAccumulateSixtyFourBits() {
        for (int n = 0; n < 500; n++) {
            int a = operand();
            int b = operand();
            int low = operand();
            int high = operand();
            long accumulator = (long) high << 32 | low & 0xFFFF_FFFFL;
            long unsigned = (a & 0xFFFF_FFFFL) * (b & 0xFFFF_FFFFL);
            checkLong(0xE085_4291, a, b, accumulator, unsigned, "umull r4, r5, r1, r2");
            checkLong(0xE0A5_4291, a, b, accumulator, accumulator + unsigned, "umlal");
            checkLong(0xE0C5_4291, a, b, accumulator, (long) a * b, "smull");
            checkLong(0xE0E5_4291, a, b, accumulator, accumulator + (long) a * b, "smlal");
            checkLong(0xE045_4291, a, b, accumulator, unsigned + (low & 0xFFFF_FFFFL) + (high & 0xFFFF_FFFFL), "umaal");
            long dual = (long) half(a, false) * half(b, false) + (long) half(a, true) * half(b, true);
            checkLong(0xE745_4211, a, b, accumulator, accumulator + dual, "smlald r4, r5, r1, r2");
            long crossed = (long) half(a, false) * half(b, true) - (long) half(a, true) * half(b, false);
            checkLong(0xE745_4271, a, b, accumulator, accumulator + crossed, "smlsldx r4, r5, r1, r2");
            checkLong(0xE145_42A1, a, b, accumulator, accumulator + (long) half(a, true) * half(b, false), "smlaltb");
        }
    }

    private static void checkLong(int word, int a, int b, long accumulator, long expected, String what) {
        Rig rig = Rig.a32(word)
                .set(1, a)
                .set(2, b)
                .set(4, (int) accumulator)
                .set(5, (int) (accumulator >>> 32))
                .run(1);
        assertEquals(Long.toHexString(expected), Long.toHexString(Alu.concatenate(rig.r(5), rig.r(4))), what);
    }

    @Test
    void halfwordMultipliesSetQOnOverflowOfTheSum() {
        for (int n = 0; n < 500; n++) {
            int a = operand();
            int b = operand();
            int c = operand();
            checkQ(0xE160_02A1, a, b, c, (long) half(a, true) * half(b, false), "smultb r0, r1, r2");
            checkQ(0xE100_32C1, a, b, c, (long) half(a, false) * half(b, true) + c, "smlabt r0, r1, r2, r3");
            checkQ(0xE120_02E1, a, b, c, (long) a * half(b, true) >> 16, "smulwt r0, r1, r2");
            checkQ(0xE120_3281, a, b, c, ((long) a * half(b, false) >> 16) + c, "smlawb r0, r1, r2, r3");
            long low = (long) half(a, false) * half(b, false);
            long high = (long) half(a, true) * half(b, true);
            checkQ(0xE700_F211, a, b, c, low + high, "smuad r0, r1, r2");
            checkQ(0xE700_F251, a, b, c, low - high, "smusd r0, r1, r2");
            checkQ(0xE700_3211, a, b, c, low + high + c, "smlad r0, r1, r2, r3");
            long crossed = (long) half(a, false) * half(b, true) - (long) half(a, true) * half(b, false);
            checkQ(0xE700_3271, a, b, c, crossed + c, "smlsdx r0, r1, r2, r3");
        }
    }

    private static void checkQ(int word, int a, int b, int c, long exact, String what) {
        Rig rig = run(word, a, b, c);
        assertEquals((int) exact, rig.r(0), what + " of %x %x %x".formatted(a, b, c));
        assertEquals(exact == (int) exact ? 0 : 1, rig.cpu.qf, what + ": Q");
    }

    @Test
    void mostSignificantWordMultipliesRound() {
        for (int n = 0; n < 500; n++) {
            int a = operand();
            int b = operand();
            int c = operand();
            long product = (long) a * b;
            assertEquals((int) (product >> 32), run(0xE750_F211, a, b, c).r(0), "smmul r0, r1, r2");
            assertEquals(
                    (int) (product + 0x8000_0000L >> 32),
                    run(0xE750_F231, a, b, c).r(0),
                    "smmulr r0, r1, r2");
            long accumulated = ((long) c << 32) + product;
            assertEquals((int) (accumulated >> 32), run(0xE750_3211, a, b, c).r(0), "smmla r0, r1, r2, r3");
            long subtracted = ((long) c << 32) - product + 0x8000_0000L;
            assertEquals((int) (subtracted >> 32), run(0xE750_32F1, a, b, c).r(0), "smmlsr r0, r1, r2, r3");
        }
    }

    @Test
    void divisionsByZeroGiveZero() {
        assertEquals(-3, run(0xE710_F211, -7, 2, 0).r(0), "sdiv rounds towards zero");
        assertEquals(0, run(0xE710_F211, -7, 0, 0).r(0), "sdiv by zero");
        assertEquals(
                Integer.MIN_VALUE, run(0xE710_F211, Integer.MIN_VALUE, -1, 0).r(0), "sdiv overflows quietly");
        assertEquals(0x7FFF_FFFC, run(0xE730_F211, -7, 2, 0).r(0), "udiv");
        assertEquals(0, run(0xE730_F211, -7, 0, 0).r(0), "udiv by zero");
    }

    @Test
    void saturatingArithmeticClampsAndSetsQ() {
        assertEquals(
                Integer.MAX_VALUE, run(0xE102_0051, Integer.MAX_VALUE, 1, 0).r(0), "qadd r0, r1, r2");
        assertEquals(1, run(0xE102_0051, Integer.MAX_VALUE, 1, 0).cpu.qf);
        assertEquals(0, run(0xE102_0051, 5, 1, 0).cpu.qf);
        assertEquals(
                Integer.MIN_VALUE, run(0xE122_0051, Integer.MIN_VALUE, 1, 0).r(0), "qsub r0, r1, r2");
        Rig rig = run(0xE142_0051, -1, 0x6000_0000, 0);
        assertEquals(0x7FFF_FFFE, rig.r(0), "qdadd r0, r1, r2: the doubling saturates first");
        assertEquals(1, rig.cpu.qf, "and sets Q although the sum fits");
        assertEquals(11, run(0xE162_0051, 15, 2, 0).r(0), "qdsub r0, r1, r2");
    }

    @Test
    void saturationToAWidthClampsBothWays() {
        assertEquals(127, run(0xE6A7_0011, 128, 0, 0).r(0), "ssat r0, #8, r1");
        assertEquals(-128, run(0xE6A7_0011, -129, 0, 0).r(0));
        assertEquals(1, run(0xE6A7_0011, -129, 0, 0).cpu.qf);
        assertEquals(0, run(0xE6A7_0011, -128, 0, 0).cpu.qf);
        assertEquals(0, run(0xE6E8_0011, -1, 0, 0).r(0), "usat r0, #8, r1");
        assertEquals(255, run(0xE6E8_0011, 256, 0, 0).r(0));
        assertEquals(0x007F_FF80, run(0xE6A7_0F31, 0x0100_8000, 0, 0).r(0), "ssat16 r0, #8, r1");
        assertEquals(0x00FF_0000, run(0xE6E8_0F31, 0x0100_8000, 0, 0).r(0), "usat16 r0, #8, r1");
    }

    @Test
    void parallelAdditionsKeepLanesApartAndSetGe() {
        Rig rig = run(0xE651_0F12, 0xFFFF_0001, 0x0001_0001, 0); // uadd16
        assertEquals(0x0000_0002, rig.r(0));
        assertEquals(0b1100, rig.cpu.ge, "carry of the upper lane");
        rig = run(0xE611_0F92, 0x7F80_01FF, 0x0180_0101, 0); // sadd8
        assertEquals(0x8000_0200, rig.r(0));
        assertEquals(0b1011, rig.cpu.ge, "lanes with a sum that is not negative");
        rig = run(0xE651_0FF2, 0x0102_0304, 0x0103_0205, 0); // usub8
        assertEquals(0x00FF_01FF, rig.r(0));
        assertEquals(0b1010, rig.cpu.ge, "lanes without borrow");
        assertEquals(0x7FFF_8000, run(0xE621_0F12, 0x7FFF_8000, 0x0001_FFFF, 0).r(0), "qadd16");
        assertEquals(0x7F7F_8080, run(0xE621_0F92, 0x7F70_8090, 0x0170_FF80, 0).r(0), "qadd8");
        assertEquals(0x00FF_FF00, run(0xE661_0F92, 0x00FF_FF00, 0x0001_0100, 0).r(0), "uqadd8");
        assertEquals(0xFFFF_0000, run(0xE631_0F12, 0xFFFF_0001, 0xFFFF_0000, 0).r(0), "shadd16");
        assertEquals(0xFFFF_0000, run(0xE671_0F12, 0xFFFF_0001, 0xFFFF_0000, 0).r(0), "uhadd16");
    }

    @Test
    void exchangingFormsSwapTheHalvesOfTheSecondOperand() {
        Rig rig = run(0xE611_0F32, 0x0005_0007, 0x0001_0002, 0); // sasx
        assertEquals(0x0007_0006, rig.r(0), "5 + 2 on top, 7 - 1 below");
        assertEquals(0b1111, rig.cpu.ge);
        rig = run(0xE611_0F52, 0x0005_0007, 0x0001_0002, 0); // ssax
        assertEquals(0x0003_0008, rig.r(0), "5 - 2 on top, 7 + 1 below");
    }

    @Test
    void selectsBytesByGe() {
        Rig rig = Rig.a32(0xE681_0FB2).set(1, 0x1111_1111).set(2, 0x2222_2222); // sel r0, r1, r2
        rig.cpu.ge = 0b0101;
        assertEquals(0x2211_2211, rig.run(1).r(0));
    }

    @Test
    void packsAndExtends() {
        assertEquals(0x2222_3333, run(0xE681_0812, 0x1111_3333, 0x0000_2222, 0).r(0), "pkhbt r0, r1, r2, lsl #16");
        assertEquals(0x1111_FFFF, run(0xE681_0FD2, 0x1111_3333, 0x8000_0000, 0).r(0), "pkhtb r0, r1, r2, asr #31");
        assertEquals(0xFFFF_FF80, run(0xE6AF_0471, 0x0000_8000, 0, 0).r(0), "sxtb r0, r1, ror #8");
        assertEquals(0xFFFF_8000, run(0xE6BF_0071, 0x1234_8000, 0, 0).r(0), "sxth r0, r1");
        assertEquals(0x0000_FF80, run(0xE68F_0071, 0x1200_0080, 0, 0).r(0), "sxtb16 r0, r1");
        assertEquals(0x0012_0034, run(0xE6CF_0471, 0x1200_3400, 0, 0).r(0), "uxtb16 r0, r1, ror #8");
        assertEquals(0x0000_0FFF, run(0xE6A1_0072, 0x1000, 0xFF, 0).r(0), "sxtab r0, r1, r2");
        assertEquals(0x0000_10FF, run(0xE6E1_0072, 0x1000, 0xFF, 0).r(0), "uxtab r0, r1, r2");
        assertEquals(0x0000_0001, run(0xE6C1_0072, 0xFFFF_0000, 0x0001_0001, 0).r(0), "uxtab16: no carry across");
    }

    @Test
    void reversesAndCounts() {
        assertEquals(0x7856_3412, run(0xE6BF_0F31, 0x1234_5678, 0, 0).r(0), "rev");
        assertEquals(0x3412_7856, run(0xE6BF_0FB1, 0x1234_5678, 0, 0).r(0), "rev16");
        assertEquals(0xFFFF_80FF, run(0xE6FF_0FB1, 0x1234_FF80, 0, 0).r(0), "revsh");
        assertEquals(0x8000_0001, run(0xE6FF_0F31, 0x8000_0001, 0, 0).r(0), "rbit");
        assertEquals(0x0000_0006, run(0xE6FF_0F31, 0x6000_0000, 0, 0).r(0), "rbit");
        assertEquals(32, run(0xE16F_0F11, 0, 0, 0).r(0), "clz");
        assertEquals(3, run(0xE16F_0F11, 0x1FFF_FFFF, 0, 0).r(0), "clz");
        assertEquals(6, run(0xE780_F211, 0x0102_0304, 0x0201_0508, 0).r(0) - 2, "usad8");
    }

    @Test
    void bitFieldsMove() {
        assertEquals(
                0xFFFF_F34F, Rig.a32(0xE7CB_0211).set(0, -1).set(1, 0x34).run(1).r(0), "bfi r0, r1, #4, #8");
        assertEquals(0xFFFF_F00F, Rig.a32(0xE7CB_021F).set(0, -1).run(1).r(0), "bfc r0, #4, #8");
        assertEquals(0x67, run(0xE7E7_0251, 0x1234_5678, 0, 0).r(0), "ubfx r0, r1, #4, #8");
        assertEquals(0xFFFF_FFA5, run(0xE7A7_0251, 0x0000_0A50, 0, 0).r(0), "sbfx r0, r1, #4, #8");
        assertEquals(-1, run(0xE7BF_0051, -1, 0, 0).r(0), "sbfx of the whole word");
    }
}
