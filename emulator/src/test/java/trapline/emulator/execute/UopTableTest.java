package trapline.emulator.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import trapline.emulator.ir.Block;
import trapline.emulator.ir.BlockBuilder;
import trapline.emulator.ir.Effect;
import trapline.emulator.ir.Flags;
import trapline.emulator.ir.Shape;
import trapline.emulator.ir.UopKind;

/** The table of micro-operations says of each what it reads and writes; here the interpreter is held to it. */
class UopTableTest {
    /** The slots of operands dst, a, b and of the fourth. */
    private static final int[] OPERANDS = {1, 2, 3, 4};

    /** HotSpot compiles no method whose code is longer. */
    private static final int HUGE_METHOD = 8000;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(8);

    /** Registers, then N, Z, C, V, Q, GE. */
    private int[] state() {
        int[] state = new int[15 + 6];
        for (int n = 0; n < 15; n++) {
            state[n] = random.nextInt(4) == 0 ? random.nextInt(3) - 1 : random.nextInt();
        }
        state[15] = random.nextInt();
        state[16] = random.nextInt(2);
        state[17] = random.nextInt(2);
        state[18] = random.nextInt();
        state[20] = random.nextInt(16);
        return state;
    }

    private static int[] run(UopKind kind, int imm, int[] before) {
        Rig rig = new Rig();
        System.arraycopy(before, 0, rig.cpu.slots, 0, 15);
        rig.cpu.nf = before[15];
        rig.cpu.zf = before[16];
        rig.cpu.cf = before[17];
        rig.cpu.vf = before[18];
        rig.cpu.qf = before[19];
        rig.cpu.ge = before[20];
        BlockBuilder builder = new BlockBuilder();
        builder.begin(Rig.CODE, 0, Rig.CODE);
        builder.beginInstruction(0, 0, 0);
        builder.emit(kind, OPERANDS[0], OPERANDS[1], OPERANDS[2], imm);
        builder.emit(UopKind.EXIT_JUMP, 0, 0, 0, Rig.CODE + 4);
        builder.endInstruction(Rig.CODE + 4, 0);
        Block block = builder.finish();
        rig.interpreter().execute(block, 1);
        int[] after = Arrays.copyOf(rig.cpu.slots, before.length);
        after[15] = rig.cpu.nf;
        after[16] = rig.cpu.zf;
        after[17] = rig.cpu.cf;
        after[18] = rig.cpu.vf;
        after[19] = rig.cpu.qf;
        after[20] = rig.cpu.ge;
        return after;
    }

    private int immediate(UopKind kind) {
        int written = kind.shape().read() | kind.shape().written();
        if ((written & Shape.FOURTH) != 0) {
            return OPERANDS[3];
        }
        return switch (kind) {
            case BFI, UBFX, SBFX -> {
                int lsb = random.nextInt(32);
                yield 1 + random.nextInt(32 - lsb) << 8 | lsb;
            }
            case CARRYI -> random.nextInt(2);
            case PARALLEL, PARALLEL_GE -> random.nextInt(36);
            case SSAT16, USAT16 -> 1 + random.nextInt(15);
            default -> random.nextInt(1, 32);
        };
    }

    private static boolean operand(int set, int slot) {
        for (int n = 0; n < OPERANDS.length; n++) {
            if (OPERANDS[n] == slot && (set >>> n & 1) != 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPure(UopKind kind) {
        boolean isOfState = kind == UopKind.SET_IT || kind == UopKind.SET_THUMB;
        return kind.effect() == Effect.PURE && kind.method().isEmpty() && !isOfState;
    }

    @Test
    void onlyWhatTheTableSaysIsWritten() {
        for (UopKind kind : UopKind.values()) {
            for (int n = 0; n < 50 && isPure(kind); n++) {
                int[] before = state();
                int[] after = run(kind, immediate(kind), before);
                for (int slot = 0; slot < 15; slot++) {
                    assertTrue(
                            before[slot] == after[slot] || operand(kind.shape().written(), slot),
                            kind + " writes r" + slot);
                }
                for (int flag = 0; flag < 6; flag++) {
                    boolean declared = (kind.flagsWritten() >>> flag & 1) != 0;
                    assertTrue(declared || before[15 + flag] == after[15 + flag], kind + " writes flag " + flag);
                }
            }
        }
    }

    @Test
    void onlyWhatTheTableSaysIsRead() {
        for (UopKind kind : UopKind.values()) {
            for (int n = 0; n < 50 && isPure(kind); n++) {
                int imm = immediate(kind);
                int[] one = state();
                int[] other = state();
                for (int slot : OPERANDS) {
                    other[slot] = operand(kind.shape().read(), slot) ? one[slot] : other[slot];
                }
                for (int flag = 0; flag < 6; flag++) {
                    other[15 + flag] = (kind.flagsRead() >>> flag & 1) != 0 ? one[15 + flag] : other[15 + flag];
                }
                int[] afterOne = run(kind, imm, one);
                int[] afterOther = run(kind, imm, other);
                for (int slot = 0; slot < 15; slot++) {
                    if (operand(kind.shape().written(), slot)) {
                        assertEquals(afterOne[slot], afterOther[slot], kind + ": result");
                    }
                }
                int flags = kind.flagsWritten() & ~Flags.Q; // Q is sticky: what was set stays.
                for (int flag = 0; flag < 6; flag++) {
                    if ((flags >>> flag & 1) != 0) {
                        assertEquals(afterOne[15 + flag], afterOther[15 + flag], kind + ": flag " + flag);
                    }
                }
            }
        }
    }

    @Test
    void everyKindThatSaysSoWritesSomething() {
        for (UopKind kind : UopKind.values()) {
            boolean changed = false;
            for (int n = 0; n < 50 && isPure(kind); n++) {
                int[] before = state();
                changed |= !Arrays.equals(before, 0, 21, run(kind, immediate(kind), before), 0, 21);
            }
            assertTrue(changed || !isPure(kind), kind + " does nothing: is it missing in the interpreter?");
        }
    }

    @Test
    void theInterpretersMethodsAreShortEnoughForHotspot() throws IOException {
        try (var in = UopLoop.class.getResourceAsStream("UopLoop.class")) {
            for (MethodModel method : ClassFile.of().parse(in.readAllBytes()).methods()) {
                int length = method.findAttribute(Attributes.code())
                        .map(CodeAttribute::codeLength)
                        .orElse(0);
                assertTrue(length < HUGE_METHOD, method.methodName().stringValue() + " has " + length + " bytes");
            }
        }
    }
}
