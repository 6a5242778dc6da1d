package trapline.tests.agreement;

import java.util.SplittableRandom;
import trapline.emulator.isa.InstructionSet;

/** Random cases of what changes modes and reaches other modes' registers, among System, FIQ and IRQ mode. */
final class PrivilegedGenerator {
    private static final int MASKED_SYSTEM = 0xDF;
    private static final int THUMB = 0x20;
    private static final int FLAGS = 0xF80F_0000;

    private final long seed;

    PrivilegedGenerator(long seed) {
        this.seed = seed;
    }

    /** A case; fewer units give a prefix of it. */
    CaseSet.Case generate(int index, int address, int units) {
        SplittableRandom random = new SplittableRandom(seed * 7_777_777 + index);
        InstructionSet set = random.nextBoolean() ? InstructionSet.A32 : InstructionSet.T32;
        int psr = random.nextInt() & FLAGS | MASKED_SYSTEM | (set == InstructionSet.T32 ? THUMB : 0);
        int[] registers = random.ints(15).toArray();
        CodeBuffer code = new CodeBuffer(address, set);
        PrivilegedEmitter emitter = new PrivilegedEmitter(code, random);
        emitter.prologue();
        for (int i = 0; i < units; i++) {
            emitter.unit();
        }
        emitter.epilogue();
        code.end();
        return new CaseSet.Case(registers, psr, new int[Harness.EXTENSION_WORDS + 1], code);
    }
}
