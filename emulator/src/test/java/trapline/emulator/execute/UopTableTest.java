package trapline.emulator.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import trapline.emulator.ir.Flags;
import trapline.emulator.ir.UopKind;

/** The table of micro-operations says of each what it reads and writes; here the interpreter is held to it. */
class UopTableTest {
    /** HotSpot compiles no method whose code is longer. */
    private static final int HUGE_METHOD = 8000;

    private final UopSamples samples = new UopSamples(8);

    private static int[] run(UopKind kind, int imm, int[] before) {
        Rig rig = new Rig();
        UopSamples.put(rig.cpu, before);
        rig.interpreter().execute(UopSamples.block(kind, imm), 1);
        return UopSamples.take(rig.cpu);
    }

    private static boolean operand(int set, int slot) {
        for (int n = 0; n < UopSamples.OPERANDS.length; n++) {
            if (UopSamples.OPERANDS[n] == slot && (set >>> n & 1) != 0) {
                return true;
            }
        }
        return false;
    }

    @Test
    void onlyWhatTheTableSaysIsWritten() {
        for (UopKind kind : UopKind.values()) {
            for (int n = 0; n < 50 && UopSamples.isPure(kind); n++) {
                int[] before = samples.state();
                int[] after = run(kind, samples.immediate(kind), before);
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
            for (int n = 0; n < 50 && UopSamples.isPure(kind); n++) {
                int imm = samples.immediate(kind);
                int[] one = samples.state();
                int[] other = samples.state();
                for (int slot : UopSamples.OPERANDS) {
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
            for (int n = 0; n < 50 && UopSamples.isPure(kind); n++) {
                int[] before = samples.state();
                changed |= !Arrays.equals(before, 0, 21, run(kind, samples.immediate(kind), before), 0, 21);
            }
            assertTrue(changed || !UopSamples.isPure(kind), kind + " does nothing: is it missing in the interpreter?");
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
