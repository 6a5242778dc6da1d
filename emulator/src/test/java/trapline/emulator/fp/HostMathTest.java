package trapline.emulator.fp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import trapline.emulator.cpu.CpuState;

/** What is computed with the host's arithmetic leaves the same result and the same FPSCR as the arithmetic in integers. */
class HostMathTest {
    private static final int ROUNDS = Integer.getInteger("trapline.rounds", 40_000);

    private final FloatValues values = new FloatValues(2);

    /** An operation on up to three numbers. */
    private interface Operation {
        long apply(CpuState cpu, int fpscr, long a, long b, long c);
    }

    private void compare(FloatFormat format, String name, Operation host, Operation soft) {
        CpuState ours = new CpuState(0);
        CpuState reference = new CpuState(0);
        for (int i = 0; i < ROUNDS; i++) {
            int fpscr = values.fpscr();
            long a = values.number(format);
            long b = values.number(format);
            long c = values.number(format);
            ours.fpscr = fpscr;
            reference.fpscr = fpscr;
            long expected = soft.apply(reference, fpscr, a, b, c);
            long actual = host.apply(ours, fpscr, a, b, c);
            String what = "%s %x %x %x, FPSCR %08x, seed %d".formatted(name, a, b, c, fpscr, FloatValues.SEED);
            assertEquals(Long.toHexString(expected), Long.toHexString(actual), what);
            assertEquals(Integer.toHexString(reference.fpscr), Integer.toHexString(ours.fpscr), what + ": FPSCR");
        }
    }

    private void compareSingle(String name, Operation host, Operation soft) {
        compare(
                FloatFormat.SINGLE,
                name,
                (cpu, fpscr, a, b, c) -> (int) host.apply(cpu, fpscr, a, b, c),
                (cpu, fpscr, a, b, c) -> (int) soft.apply(cpu, fpscr, a, b, c));
    }

    @Test
    void singlePrecisionIsThatOfTheReference() {
        FloatFormat f = FloatFormat.SINGLE;
        compareSingle(
                "add",
                (cpu, r, a, b, c) -> SingleMath.add(cpu, r, (int) a, (int) b),
                (cpu, r, a, b, c) -> SoftFloat.add(cpu, r, f, a, b));
        compareSingle(
                "subtract",
                (cpu, r, a, b, c) -> SingleMath.subtract(cpu, r, (int) a, (int) b),
                (cpu, r, a, b, c) -> SoftFloat.subtract(cpu, r, f, a, b));
        compareSingle(
                "multiply",
                (cpu, r, a, b, c) -> SingleMath.multiply(cpu, r, (int) a, (int) b),
                (cpu, r, a, b, c) -> SoftFloat.multiply(cpu, r, f, a, b));
        compareSingle(
                "divide",
                (cpu, r, a, b, c) -> SingleMath.divide(cpu, r, (int) a, (int) b),
                (cpu, r, a, b, c) -> SoftFloat.divide(cpu, r, f, a, b));
        compareSingle(
                "square root",
                (cpu, r, a, b, c) -> SingleMath.squareRoot(cpu, r, (int) a),
                (cpu, r, a, b, c) -> SoftFloat.squareRoot(cpu, r, f, a));
        compareSingle(
                "multiply-add",
                (cpu, r, a, b, c) -> SingleMath.multiplyAdd(cpu, r, (int) c, (int) a, (int) b),
                (cpu, r, a, b, c) -> SoftFloat.multiplyAdd(cpu, r, f, c, a, b));
        compareSingle(
                "compare",
                (cpu, r, a, b, c) -> SingleMath.compare(cpu, r, (c & 1) != 0, (int) a, (int) b),
                (cpu, r, a, b, c) -> SoftFloat.compare(cpu, r, f, (c & 1) != 0, a, b));
        compareSingle(
                "max",
                (cpu, r, a, b, c) -> SingleMath.max(cpu, r, (int) a, (int) b),
                (cpu, r, a, b, c) -> SoftFloat.max(cpu, r, f, a, b));
        compareSingle(
                "min",
                (cpu, r, a, b, c) -> SingleMath.min(cpu, r, (int) a, (int) b),
                (cpu, r, a, b, c) -> SoftFloat.min(cpu, r, f, a, b));
    }

    @Test
    void doublePrecisionIsThatOfTheReference() {
        FloatFormat f = FloatFormat.DOUBLE;
        compare(
                f,
                "add",
                (cpu, r, a, b, c) -> DoubleMath.add(cpu, r, a, b),
                (cpu, r, a, b, c) -> SoftFloat.add(cpu, r, f, a, b));
        compare(
                f,
                "subtract",
                (cpu, r, a, b, c) -> DoubleMath.subtract(cpu, r, a, b),
                (cpu, r, a, b, c) -> SoftFloat.subtract(cpu, r, f, a, b));
        compare(
                f,
                "multiply",
                (cpu, r, a, b, c) -> DoubleMath.multiply(cpu, r, a, b),
                (cpu, r, a, b, c) -> SoftFloat.multiply(cpu, r, f, a, b));
        compare(
                f,
                "divide",
                (cpu, r, a, b, c) -> DoubleMath.divide(cpu, r, a, b),
                (cpu, r, a, b, c) -> SoftFloat.divide(cpu, r, f, a, b));
        compare(
                f,
                "square root",
                (cpu, r, a, b, c) -> DoubleMath.squareRoot(cpu, r, a),
                (cpu, r, a, b, c) -> SoftFloat.squareRoot(cpu, r, f, a));
        compare(
                f,
                "multiply-add",
                (cpu, r, a, b, c) -> DoubleMath.multiplyAdd(cpu, r, c, a, b),
                (cpu, r, a, b, c) -> SoftFloat.multiplyAdd(cpu, r, f, c, a, b));
        compare(
                f,
                "compare",
                (cpu, r, a, b, c) -> DoubleMath.compare(cpu, r, (c & 1) != 0, a, b),
                (cpu, r, a, b, c) -> SoftFloat.compare(cpu, r, f, (c & 1) != 0, a, b));
    }

    @Test
    void conversionsAreThoseOfTheReference() {
        int d = 0;
        int m = 2;
        compare(
                FloatFormat.DOUBLE,
                "to single",
                (cpu, r, a, b, c) -> {
                    cpu.extension[m] = a;
                    VfpConvert.doubleToSingle(cpu, Packed.registers(d, 0, m));
                    return (int) cpu.extension[d];
                },
                (cpu, r, a, b, c) -> SoftConvert.doubleToSingle(cpu, r, a));
        compare(
                FloatFormat.SINGLE,
                "to double",
                (cpu, r, a, b, c) -> {
                    Registers.setSingle(cpu, m, (int) a);
                    VfpConvert.singleToDouble(cpu, Packed.registers(d, 0, m));
                    return cpu.extension[d];
                },
                (cpu, r, a, b, c) -> SoftConvert.singleToDouble(cpu, r, (int) a));
        compare(
                FloatFormat.DOUBLE,
                "to integer",
                (cpu, r, a, b, c) -> {
                    cpu.extension[m] = a;
                    VfpConvert.doubleToSigned(cpu, Packed.registers(d, 0, m));
                    return (int) cpu.extension[d];
                },
                (cpu, r, a, b, c) -> SoftConvert.floatToFixed(cpu, r | Fpscr.RMODE, FloatFormat.DOUBLE, a, 32, 0));
        compare(
                FloatFormat.DOUBLE,
                "of integer",
                (cpu, r, a, b, c) -> {
                    Registers.setSingle(cpu, m, (int) a);
                    VfpConvert.integerToSingle(cpu, Packed.registers(d, 0, m));
                    return (int) cpu.extension[d];
                },
                (cpu, r, a, b, c) -> (int) SoftConvert.fixedToFloat(cpu, r, FloatFormat.SINGLE, (int) a, 0));
    }
}
