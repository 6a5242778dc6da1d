package trapline.emulator.isa;

import static trapline.emulator.isa.Text.hex;
import static trapline.emulator.isa.Text.lower;
import static trapline.emulator.isa.Text.reg;
import static trapline.emulator.isa.Text.with;

import trapline.emulator.isa.BranchInsn.Branch;
import trapline.emulator.isa.BranchInsn.BranchExchange;
import trapline.emulator.isa.BranchInsn.BranchExchangeJazelle;
import trapline.emulator.isa.BranchInsn.BranchWithLink;
import trapline.emulator.isa.BranchInsn.BranchWithLinkExchange;
import trapline.emulator.isa.BranchInsn.BranchWithLinkExchangeRegister;
import trapline.emulator.isa.BranchInsn.CompareAndBranch;
import trapline.emulator.isa.BranchInsn.IfThen;
import trapline.emulator.isa.BranchInsn.TableBranch;

/** Text of branches and IT. */
final class BranchText {
    private BranchText() {}

    /** The text, where a read of the PC gives {@code pc}. */
    static String of(BranchInsn insn, int pc) {
        return switch (insn) {
            case Branch b -> with("b", b.cond(), hex(pc + b.imm32()));
            case BranchWithLink b -> with("bl", b.cond(), hex(pc + b.imm32()));
            case BranchWithLinkExchange b -> with("blx", b.cond(), hex((pc & ~0b11) + b.imm32()));
            case BranchExchange b -> with("bx", b.cond(), reg(b.rm()));
            case BranchWithLinkExchangeRegister b -> with("blx", b.cond(), reg(b.rm()));
            case BranchExchangeJazelle b -> with("bxj", b.cond(), reg(b.rm()));
            case CompareAndBranch b -> with(b.nonZero() ? "cbnz" : "cbz", b.cond(), reg(b.rn()), hex(pc + b.imm32()));
            case TableBranch b -> tableBranch(b);
            case IfThen it -> ifThen(it);
        };
    }

    private static String tableBranch(TableBranch b) {
        String index = reg(b.rn()) + ", " + reg(b.rm());
        return b.halfword()
                ? with("tbh", b.cond(), "[" + index + ", lsl #1]")
                : with("tbb", b.cond(), "[" + index + "]");
    }

    /** Below the last set bit of the mask, a bit equal to that of firstcond is a T, another an E (A8.8.54). */
    private static String ifThen(IfThen it) {
        StringBuilder mnemonic = new StringBuilder("it");
        for (int bit = 3; (it.mask() & (1 << bit) - 1) != 0; bit--) {
            mnemonic.append((it.mask() >> bit & 1) == (it.firstCond() & 1) ? 't' : 'e');
        }
        return mnemonic + " " + lower(Cond.of(it.firstCond()));
    }
}
