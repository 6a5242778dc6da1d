package trapline.emulator.execute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.fp.SimdStructures;
import trapline.emulator.ir.BlockBuilder;
import trapline.emulator.ir.Effect;
import trapline.emulator.ir.ExtensionMethod;
import trapline.emulator.ir.Shape;
import trapline.emulator.ir.UopKind;

/** The table says by which method a micro-operation on extension registers is done; here the interpreter is held to it. */
class ExtensionUopTest {
    private static final int DST = 1;
    private static final int SRC = 2;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(9);

    private static List<UopKind> kinds() {
        return Arrays.stream(UopKind.values())
                .filter(kind -> kind.method().isPresent())
                .toList();
    }

    private static Method method(UopKind kind) throws NoSuchMethodException {
        ExtensionMethod method = kind.method().orElseThrow();
        return method.shape() == Shape.A
                ? method.owner().getMethod(method.name(), CpuState.class, int.class, int.class)
                : method.owner().getMethod(method.name(), CpuState.class, int.class);
    }

    @Test
    void eachMethodIsThereOnceAndHasTheTypeThatItsShapeSays() throws NoSuchMethodException {
        Set<Method> seen = new HashSet<>();
        for (UopKind kind : kinds()) {
            Method method = method(kind);
            assertTrue(Modifier.isStatic(method.getModifiers()), kind + " is not static");
            assertEquals(kind.shape() == Shape.D ? int.class : void.class, method.getReturnType(), kind + ": result");
            assertEquals(
                    method.getReturnType().descriptorString(),
                    kind.method().orElseThrow().type().returnType().descriptorString());
            assertTrue(Set.of(Shape.NONE, Shape.A, Shape.D).contains(kind.shape()), kind + ": shape");
            assertEquals(Effect.PURE, kind.effect(), kind + ": effect");
            assertTrue(seen.add(method), kind + " shares its method with another");
        }
    }

    /** A constant with fields that the groups have: few operations, no register beyond D31, sizes and amounts that every one takes. */
    private int constant(UopKind kind) {
        return switch (kind) {
            case EXT_WORD, EXT_SET_WORD -> random.nextInt(64);
            case VCVT_F32_F16, VCVT_F16_F32 -> random.nextInt(2) << 25 | random.nextInt(1 << 15);
            case SIMD_DEINTERLEAVE, SIMD_INTERLEAVED_WORD ->
                SimdStructures.shape(random.nextInt(4), 2 + random.nextInt(2), 1) | random.nextInt(16);
            default -> random.nextInt(2) << 25 | random.nextInt(4) << 19 | 1 << 16 | random.nextInt(1 << 15) & 0x3DEF;
        };
    }

    private Rig rig(long[] extension, int fpscr, int source) {
        Rig rig = new Rig();
        System.arraycopy(extension, 0, rig.cpu.extension, 0, extension.length);
        rig.cpu.fpscr = fpscr;
        Arrays.setAll(rig.cpu.slots, n -> n * 0x0101_0101);
        rig.cpu.slots[SRC] = source;
        return rig;
    }

    private static void interpret(Rig rig, UopKind kind, int imm) {
        BlockBuilder builder = new BlockBuilder();
        builder.begin(Rig.CODE, 0, Rig.CODE);
        builder.beginInstruction(0, 0, 0);
        builder.emit(kind, DST, SRC, 3, imm);
        builder.emit(UopKind.EXIT_JUMP, 0, 0, 0, Rig.CODE + 4);
        builder.endInstruction(Rig.CODE + 4, 0);
        rig.interpreter().execute(builder.finish(), 1);
    }

    @Test
    void theInterpreterDoesWhatTheMethodDoesAndNothingElse() throws ReflectiveOperationException {
        for (UopKind kind : kinds()) {
            boolean changes = false;
            for (int n = 0; n < 40; n++) {
                long[] extension = random.longs(32).toArray();
                int fpscr = random.nextInt() & 0xF7C0_009F;
                int source = random.nextInt();
                int imm = constant(kind);
                Rig expected = rig(extension, fpscr, source);
                Object[] arguments = kind.shape() == Shape.A
                        ? new Object[] {expected.cpu, imm, source}
                        : new Object[] {expected.cpu, imm};
                Object result = method(kind).invoke(null, arguments);
                if (kind.shape() == Shape.D) {
                    expected.cpu.slots[DST] = (Integer) result;
                }
                Rig actual = rig(extension, fpscr, source);
                interpret(actual, kind, imm);
                assertArrayEquals(expected.cpu.extension, actual.cpu.extension, kind + ": registers");
                assertEquals(expected.cpu.fpscr, actual.cpu.fpscr, kind + ": FPSCR");
                assertArrayEquals(
                        Arrays.copyOf(expected.cpu.slots, CpuState.PC),
                        Arrays.copyOf(actual.cpu.slots, CpuState.PC),
                        kind + ": core registers");
                changes |= !Arrays.equals(extension, actual.cpu.extension)
                        || fpscr != actual.cpu.fpscr
                        || actual.cpu.slots[DST] != 0x0101_0101;
            }
            assertTrue(changes, kind + " does nothing: is it missing in the interpreter?");
        }
    }
}
