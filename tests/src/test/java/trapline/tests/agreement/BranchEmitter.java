package trapline.tests.agreement;

import java.util.random.RandomGenerator;
import trapline.emulator.isa.BranchInsn;
import trapline.emulator.isa.BranchInsn.Branch;
import trapline.emulator.isa.BranchInsn.BranchExchange;
import trapline.emulator.isa.BranchInsn.BranchExchangeJazelle;
import trapline.emulator.isa.BranchInsn.BranchWithLink;
import trapline.emulator.isa.BranchInsn.BranchWithLinkExchange;
import trapline.emulator.isa.BranchInsn.BranchWithLinkExchangeRegister;
import trapline.emulator.isa.BranchInsn.CompareAndBranch;
import trapline.emulator.isa.BranchInsn.IfThen;
import trapline.emulator.isa.BranchInsn.TableBranch;
import trapline.emulator.isa.InstructionSet;

/** Emits branches over one instruction: whether that one ran shows whether the branch was taken. */
final class BranchEmitter {
    private static final int PC = 15;
    private static final int SP = 13;
    private static final int SETEND_LE = 0xB650;

    private final CodeBuffer code;
    private final RandomGenerator random;

    BranchEmitter(CodeBuffer code, RandomGenerator random) {
        this.code = code;
        this.random = random;
    }

    boolean emit(BranchInsn insn, int word, boolean wide) {
        return switch (insn) {
            case Branch b -> relative(word, wide);
            case BranchWithLink b -> relative(word, wide);
            case BranchWithLinkExchange b -> exchange(word);
            case BranchExchange b -> register(b.rm(), word, wide);
            case BranchExchangeJazelle b -> register(b.rm(), word, wide);
            case BranchWithLinkExchangeRegister b -> register(b.rm(), word, wide);
            case CompareAndBranch b -> compareAndBranch(word);
            case TableBranch b -> table(b, word);
            case IfThen it -> false;
        };
    }

    /** The offset that skips the filler replaces the random one. */
    private boolean relative(int word, boolean wide) {
        if (code.set() == InstructionSet.A32) {
            code.wide(word & 0xFF00_0000);
        } else if (wide) {
            boolean conditional = (word & 0x0000_D000) == 0x0000_8000;
            code.wide(conditional ? word & 0xFBC0_D000 | 1 : word & 0xF800_D000 | 0x2800 | 1);
        } else {
            boolean conditional = (word & 0xF000) == 0xD000;
            code.halfword(conditional ? word & 0xFF00 : word & 0xF800);
        }
        code.filler();
        return true;
    }

    private boolean compareAndBranch(int word) {
        code.halfword(word & 0xFD07);
        code.filler();
        return true;
    }

    /** To the address behind the filler, which the register is set to. */
    private boolean register(int rm, int word, boolean wide) {
        if (rm == PC || rm == SP) {
            return false;
        }
        boolean a32 = code.set() == InstructionSet.A32;
        int target = code.address() + 8 + (wide ? 4 : 2) + (a32 ? 4 : 2);
        code.constant(rm, target | (a32 ? 0 : 1));
        InstructionEmitter.raw(code, word, wide);
        code.filler();
        return true;
    }

    /** Over to the other instruction set, which comes straight back. */
    private boolean exchange(int word) {
        if (code.set() == InstructionSet.A32) {
            code.wide(word & 0xFE00_0000 | 0x00FF_FFFF);
            code.dataWord(0x46C0_4778);
        } else {
            code.align();
            code.wide(0xF000_E802);
            code.halfword(0xE002);
            code.halfword(0xBF00);
            code.dataWord(0xE12F_FF1E);
        }
        return true;
    }

    private boolean table(TableBranch b, int word) {
        if (b.rm() == PC || b.rm() == b.rn()) {
            return false;
        }
        code.constant(b.rm(), random.nextInt(2));
        code.halfword(SETEND_LE); // the table is data
        int entries = b.halfword() ? 2 : 1;
        if (b.rn() != PC) {
            code.constant(b.rn(), code.address() + 12);
        }
        code.wide(word);
        for (int i = 0; i < entries; i++) {
            code.halfword(b.halfword() ? entries + 1 : (entries + 1) * 0x0101);
        }
        code.filler();
        return true;
    }
}
