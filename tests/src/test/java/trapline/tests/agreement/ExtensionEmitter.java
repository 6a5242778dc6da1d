package trapline.tests.agreement;

import java.util.random.RandomGenerator;
import trapline.emulator.isa.InstructionSet;
import trapline.emulator.isa.SimdInsn;
import trapline.emulator.isa.VfpInsn;

/** Emits Floating-point and Advanced SIMD instructions with what they need: fresh operands, other modes, addresses in the scratch area. */
final class ExtensionEmitter {
    private static final int PC = 15;
    private static final int SP = 13;
    private static final int SCRATCH_BYTES = 4 * Harness.SCRATCH_WORDS;
    private static final int WIDEST = 32;

    private final CodeBuffer code;
    private final RandomGenerator random;
    private final boolean user;

    ExtensionEmitter(CodeBuffer code, RandomGenerator random, boolean user) {
        this.code = code;
        this.random = random;
        this.user = user;
    }

    /** Whether an instruction can stand without preparation. */
    static boolean needsNothing(SimdInsn insn) {
        return !(insn instanceof SimdInsn.Structures
                || insn instanceof SimdInsn.Lane
                || insn instanceof SimdInsn.AllLanes
                || isUnknown(insn));
    }

    /** Whether an instruction can stand without preparation. */
    static boolean needsNothing(VfpInsn insn) {
        return !(insn instanceof VfpInsn.LoadStore
                || insn instanceof VfpInsn.LoadStoreMultiple
                || insn instanceof VfpInsn.MoveSystem);
    }

    /** The exchanges of a register with itself leave UNKNOWN values. */
    private static boolean isUnknown(SimdInsn insn) {
        return insn instanceof SimdInsn.Two two && two.op().isPermutation() && two.d() == two.m();
    }

    boolean emit(SimdInsn insn, int word) {
        if (isUnknown(insn)) {
            return false;
        }
        prepare(word, false);
        boolean ready =
                switch (insn) {
                    case SimdInsn.Structures s -> addressed(s.address());
                    case SimdInsn.Lane l -> addressed(l.address());
                    case SimdInsn.AllLanes a -> addressed(a.address());
                    default -> true;
                };
        if (ready) {
            code.wide(word);
        }
        return ready;
    }

    boolean emit(VfpInsn insn, int word) {
        prepare(word, (word & 0xF00) == 0xA00);
        boolean ready =
                switch (insn) {
                    case VfpInsn.LoadStore l -> based(l.address().rn(), offset(l), l.load());
                    case VfpInsn.LoadStoreMultiple l -> multiple(l);
                    case VfpInsn.MoveSystem m -> system(m);
                    default -> true;
                };
        if (ready) {
            code.wide(word);
        }
        return ready;
    }

    /** Another value for an operand, and another FPSCR now and then. */
    private void prepare(int word, boolean single) {
        if (random.nextInt(8) == 0) {
            code.constant(0, ExtensionValues.fpscr(random));
            code.wide(0xEEE1_0A10);
        }
        for (int times = random.nextInt(3); times > 0; times--) {
            int d =
                    switch (random.nextInt(3)) {
                        case 0 -> register(word >>> 12, word >>> 22, single);
                        case 1 -> register(word >>> 16, word >>> 7, single);
                        default -> register(word, word >>> 5, single);
                    };
            long value = ExtensionValues.doubleword(random);
            code.constant(0, (int) value);
            code.constant(1, (int) (value >>> 32));
            code.wide(0xEC41_0B10 | d & 0xF | (d >>> 4) << 5);
        }
    }

    private static int register(int four, int one, boolean single) {
        return single ? four & 0xF : (one & 1) << 4 | four & 0xF;
    }

    /** QEMU 7.2 checks an alignment of 256 bits as one of 128. */
    private boolean addressed(SimdInsn.Address address) {
        int rn = address.rn();
        if (address.isRegisterIndexed() && address.rm() != rn) {
            code.constant(address.rm(), random.nextInt(64));
        }
        int first = Harness.SCRATCH + WIDEST - 1 & -WIDEST;
        int start = first + WIDEST * random.nextInt(SCRATCH_BYTES / WIDEST - 2);
        int misaligned = random.nextInt(3) == 0 ? random.nextInt(WIDEST) : random.nextInt(4) * 8;
        boolean unchecked = address.alignment() == WIDEST && misaligned == WIDEST / 2;
        code.constant(rn, unchecked ? start : start + misaligned);
        return rn != PC && address.rm() != rn;
    }

    private static int offset(VfpInsn.LoadStore insn) {
        int imm = insn.address().offset() instanceof trapline.emulator.isa.Operand2.Immediate i ? i.value() : 0;
        return insn.address().add() ? imm : -imm;
    }

    private boolean based(int rn, int offset, boolean load) {
        if (rn == PC) {
            return load && code.set() == InstructionSet.A32;
        }
        int unaligned = random.nextInt(8) == 0 ? random.nextInt(4) : 0;
        code.constant(rn, Harness.SCRATCH + 4 * random.nextInt(Harness.SCRATCH_WORDS - 2) + unaligned - offset);
        return true;
    }

    private boolean multiple(VfpInsn.LoadStoreMultiple insn) {
        if (insn.rn() == PC) {
            return false;
        }
        int bytes = 4 * insn.imm8();
        int start = Harness.SCRATCH + 4 * random.nextInt((SCRATCH_BYTES - bytes) / 4);
        int unaligned = random.nextInt(8) == 0 ? random.nextInt(4) : 0;
        code.constant(insn.rn(), start + unaligned + (insn.before() ? bytes : 0));
        return true;
    }

    /** FPEXC is left alone where it can be written. */
    private boolean system(VfpInsn.MoveSystem insn) {
        if (insn.toCore()) {
            return true;
        }
        if (insn.register() == VfpInsn.MoveSystem.FPSCR) {
            code.constant(insn.rt(), ExtensionValues.fpscr(random));
            return true;
        }
        return user || insn.register() != 8;
    }
}
