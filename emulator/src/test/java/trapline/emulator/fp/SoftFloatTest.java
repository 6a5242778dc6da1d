package trapline.emulator.fp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import trapline.emulator.cpu.CpuState;

/** The arithmetic in integers against the host's where that is defined to be the same, and against exact arithmetic elsewhere. */
class SoftFloatTest {
    private static final int ROUNDS = Integer.getInteger("trapline.rounds", 40_000);
    private static final FloatFormat SINGLE = FloatFormat.SINGLE;
    private static final FloatFormat DOUBLE = FloatFormat.DOUBLE;

    private final CpuState cpu = new CpuState(0);
    private final FloatValues values = new FloatValues(1);

    private double randomDouble() {
        return Double.longBitsToDouble(values.number(DOUBLE));
    }

    private float randomFloat() {
        return Float.intBitsToFloat((int) values.number(SINGLE));
    }

    private static void same(double expected, long actual, String what) {
        double got = Double.longBitsToDouble(actual);
        assertTrue(
                Double.isNaN(expected) ? Double.isNaN(got) : Double.doubleToRawLongBits(expected) == actual,
                () -> what + ": expected " + expected + " but was " + got);
    }

    private static void same(float expected, long actual, String what) {
        float got = Float.intBitsToFloat((int) actual);
        assertTrue(
                Float.isNaN(expected) ? Float.isNaN(got) : Float.floatToRawIntBits(expected) == (int) actual,
                () -> what + ": expected " + expected + " but was " + got);
    }

    @Test
    void doublePrecisionRoundedToNearestIsTheHosts() {
        for (int i = 0; i < ROUNDS; i++) {
            double x = randomDouble();
            double y = randomDouble();
            double z = randomDouble();
            long a = Double.doubleToRawLongBits(x);
            long b = Double.doubleToRawLongBits(y);
            long c = Double.doubleToRawLongBits(z);
            same(x + y, SoftFloat.add(cpu, 0, DOUBLE, a, b), x + " + " + y);
            same(x - y, SoftFloat.subtract(cpu, 0, DOUBLE, a, b), x + " - " + y);
            same(x * y, SoftFloat.multiply(cpu, 0, DOUBLE, a, b), x + " * " + y);
            same(x / y, SoftFloat.divide(cpu, 0, DOUBLE, a, b), x + " / " + y);
            same(Math.sqrt(x), SoftFloat.squareRoot(cpu, 0, DOUBLE, a), "sqrt " + x);
            same(Math.fma(x, y, z), SoftFloat.multiplyAdd(cpu, 0, DOUBLE, c, a, b), z + " + " + x + " * " + y);
            same((float) x, SoftConvert.doubleToSingle(cpu, 0, a), "(float) " + x);
        }
    }

    @Test
    void singlePrecisionRoundedToNearestIsTheHosts() {
        for (int i = 0; i < ROUNDS; i++) {
            float x = randomFloat();
            float y = randomFloat();
            float z = randomFloat();
            int a = Float.floatToRawIntBits(x);
            int b = Float.floatToRawIntBits(y);
            int c = Float.floatToRawIntBits(z);
            same(x + y, SoftFloat.add(cpu, 0, SINGLE, a, b), x + " + " + y);
            same(x * y, SoftFloat.multiply(cpu, 0, SINGLE, a, b), x + " * " + y);
            same(x / y, SoftFloat.divide(cpu, 0, SINGLE, a, b), x + " / " + y);
            same((float) Math.sqrt(x), SoftFloat.squareRoot(cpu, 0, SINGLE, a), "sqrt " + x);
            same(Math.fma(x, y, z), SoftFloat.multiplyAdd(cpu, 0, SINGLE, c, a, b), z + " + " + x + " * " + y);
            same((double) x, SoftConvert.singleToDouble(cpu, 0, a), "(double) " + x);
        }
    }

    @Test
    void halfPrecisionIsTheHosts() {
        for (int half = 0; half < 0x1_0000; half++) {
            same(Float.float16ToFloat((short) half), SoftConvert.halfToSingle(cpu, 0, half), "half " + half);
        }
        for (int i = 0; i < ROUNDS; i++) {
            float x = randomFloat();
            if (!Float.isNaN(x)) {
                int expected = Float.floatToFloat16(x) & 0xFFFF;
                assertEquals(expected, SoftConvert.singleToHalf(cpu, 0, Float.floatToRawIntBits(x)), "half of " + x);
            }
        }
    }

    @Test
    void everyRoundingModeGivesTheNeighbourOnItsSideAndTellsWhatIsInexact() {
        for (int i = 0; i < ROUNDS; i++) {
            double x = randomDouble();
            double y = randomDouble();
            double z = randomDouble();
            int mode = values.below(4);
            cpu.fpscr = 0;
            long sum = SoftFloat.multiplyAdd(
                    cpu,
                    mode << 22,
                    DOUBLE,
                    Double.doubleToRawLongBits(z),
                    Double.doubleToRawLongBits(x),
                    Double.doubleToRawLongBits(y));
            double result = Double.longBitsToDouble(sum);
            boolean ordinary = Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(z);
            if (ordinary && Math.abs(result) < Double.MAX_VALUE) {
                BigDecimal exact = new BigDecimal(x).multiply(new BigDecimal(y)).add(new BigDecimal(z));
                check(mode, exact, result, x + " * " + y + " + " + z + " by mode " + mode);
            }
        }
    }

    private void check(int mode, BigDecimal exact, double result, String what) {
        int order = new BigDecimal(result).compareTo(exact);
        assertEquals(order != 0, (cpu.fpscr & Fpscr.IXC) != 0, what + ": inexact");
        boolean tiny = exact.abs().compareTo(new BigDecimal(Double.MIN_NORMAL)) < 0;
        assertEquals(order != 0 && tiny, (cpu.fpscr & Fpscr.UFC) != 0, what + ": underflow");
        boolean up = mode == 1 || mode == 3 && exact.signum() < 0;
        boolean down = mode == 2 || mode == 3 && exact.signum() > 0;
        assertTrue(!up || order >= 0, what + " is rounded down to " + result);
        assertTrue(!down || order <= 0, what + " is rounded up to " + result);
        double other = order > 0 ? Math.nextDown(result) : Math.nextUp(result);
        if (order != 0 && Double.isFinite(other)) {
            int otherOrder = new BigDecimal(other).compareTo(exact);
            assertTrue(otherOrder != 0 && otherOrder > 0 != order > 0, what + " is not between neighbours");
        }
    }

    @Test
    void nansFollowTheManual() {
        int quiet = 0x7FC0_0001;
        int signaling = 0xFF80_0002;
        assertEquals(
                0xFFC0_0002, (int) SoftFloat.add(cpu, 0, SINGLE, quiet, signaling), "the signaling one comes first");
        assertEquals(Fpscr.IOC, cpu.fpscr);
        cpu.fpscr = 0;
        assertEquals(quiet, (int) SoftFloat.add(cpu, 0, SINGLE, quiet, 0x7FC0_0003), "then the first operand");
        assertEquals(0, cpu.fpscr, "a quiet NaN raises nothing");
        assertEquals(0x7FC0_0000, (int) SoftFloat.add(cpu, Fpscr.DN, SINGLE, quiet, 0), "the default NaN");
        int infinity = 0x7F80_0000;
        assertEquals(
                0x7FC0_0000,
                (int) SoftFloat.multiplyAdd(cpu, 0, SINGLE, quiet, infinity, 0),
                "no product, quiet addend");
        assertEquals(Fpscr.IOC, cpu.fpscr);
    }

    @Test
    void flushToZeroIsSeenBeforeRounding() {
        int small = 0x0080_0000;
        int almostOne = 0x3F7F_FFFF;
        assertEquals(small, (int) SoftFloat.multiply(cpu, 0, SINGLE, small, almostOne), "rounds up to a normal number");
        assertEquals(Fpscr.UFC | Fpscr.IXC, cpu.fpscr);
        cpu.fpscr = 0;
        assertEquals(0, (int) SoftFloat.multiply(cpu, Fpscr.FZ, SINGLE, small, almostOne), "is flushed");
        assertEquals(Fpscr.UFC, cpu.fpscr, "and not inexact");
        cpu.fpscr = 0;
        assertEquals(0x8000_0000, (int) SoftFloat.add(cpu, Fpscr.FZ, SINGLE, 0x8000_0001, 0x8000_0000));
        assertEquals(Fpscr.IDC, cpu.fpscr, "an operand was");
    }

    @Test
    void conversionsToIntegerSaturate() {
        for (int i = 0; i < ROUNDS; i++) {
            double x = randomDouble();
            cpu.fpscr = 0;
            int value = SoftConvert.floatToFixed(cpu, Fpscr.RMODE, DOUBLE, Double.doubleToRawLongBits(x), 32, 0);
            assertEquals((int) x, value, "(int) " + x);
            boolean invalid = Double.isNaN(x) || x >= 0x1p31 || x <= -0x1p31 - 1;
            boolean inexact = !invalid && value != x;
            assertEquals((invalid ? Fpscr.IOC : 0) | (inexact ? Fpscr.IXC : 0), cpu.fpscr, "exceptions of " + x);
        }
    }

    @Test
    void estimatesAreWithinTheirError() {
        for (int i = 0; i < ROUNDS / 10; i++) {
            float x = Math.abs(randomFloat());
            if (x > 0x1p-100f && x < 0x1p100f) {
                float r = Float.intBitsToFloat(Estimates.reciprocal(cpu, Float.floatToRawIntBits(x)));
                assertTrue(Math.abs(1 - (double) r * x) < 0x1p-8, "1 / " + x + " is not about " + r);
                float s = Float.intBitsToFloat(Estimates.reciprocalSquareRoot(cpu, Float.floatToRawIntBits(x)));
                assertTrue(Math.abs(1 - (double) s * s * x) < 0x1p-7, "1 / sqrt(" + x + ") is not about " + s);
            }
        }
    }
}
