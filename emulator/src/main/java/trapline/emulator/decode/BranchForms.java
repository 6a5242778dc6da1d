package trapline.emulator.decode;

import java.util.Map;
import trapline.emulator.isa.BranchInsn.Branch;
import trapline.emulator.isa.BranchInsn.BranchExchange;
import trapline.emulator.isa.BranchInsn.BranchExchangeJazelle;
import trapline.emulator.isa.BranchInsn.BranchWithLink;
import trapline.emulator.isa.BranchInsn.BranchWithLinkExchange;
import trapline.emulator.isa.BranchInsn.BranchWithLinkExchangeRegister;
import trapline.emulator.isa.BranchInsn.CompareAndBranch;
import trapline.emulator.isa.BranchInsn.IfThen;
import trapline.emulator.isa.BranchInsn.TableBranch;
import trapline.emulator.isa.Insn;

/** Branches and IT (A4.3). */
final class BranchForms {
    private BranchForms() {}

    static void addTo(Map<String, Form> forms) {
        forms.put("Branch", f -> new Branch(f.cond(), f.signed('i') * f.row().scale()));
        forms.put(
                "BranchLink",
                f -> new BranchWithLink(f.cond(), f.signed('i') * f.row().scale()));
        forms.put(
                "BranchLinkExchange",
                f -> new BranchWithLinkExchange(
                        f.cond(), f.signed('i') * f.row().scale() | f.get('H') << 1));
        forms.put("BranchConditionalWide", BranchForms::branchConditionalWide);
        forms.put("BranchWide", BranchForms::branchWide);
        forms.put("BranchExchange", f -> new BranchExchange(f.cond(), f.get('m')));
        forms.put("BranchExchangeJazelle", f -> new BranchExchangeJazelle(f.cond(), f.get('m')));
        forms.put("BranchLinkExchangeRegister", f -> new BranchWithLinkExchangeRegister(f.cond(), f.get('m')));
        forms.put("CompareAndBranch", BranchForms::compareAndBranch);
        forms.put("TableBranch", f -> new TableBranch(f.cond(), f.mnemonic().equals("TBH"), f.get('n'), f.get('m')));
        forms.put("IfThen", f -> new IfThen(f.cond(), f.get('f'), f.get('k')));
    }

    /** B, T3: the offset is S:J2:J1:imm6:imm11:0 (A8.8.18). */
    private static Insn branchConditionalWide(Fields f) {
        int upper = -f.get('F') << 2 | f.get('K') << 1 | f.get('J');
        return new Branch(
                f.cond(), (upper << f.width('i') | f.get('i')) * f.row().scale());
    }

    /** B T4, BL and BLX: the offset is S:I1:I2:imm…, where I1 is J1 EOR NOT S and I2 is J2 EOR NOT S (A8.8.18, A8.8.25). */
    private static Insn branchWide(Fields f) {
        int notSign = f.get('F') ^ 1;
        int upper = -f.get('F') << 2 | (f.get('J') ^ notSign) << 1 | (f.get('K') ^ notSign);
        int imm32 = (upper << f.width('i') | f.get('i')) * f.row().scale();
        return switch (f.mnemonic()) {
            case "B" -> new Branch(f.cond(), imm32);
            case "BL" -> new BranchWithLink(f.cond(), imm32);
            case "BLX" -> new BranchWithLinkExchange(f.cond(), imm32);
            default -> throw new IllegalStateException("no branch " + f.mnemonic());
        };
    }

    private static Insn compareAndBranch(Fields f) {
        return new CompareAndBranch(f.cond(), f.mnemonic().equals("CBNZ"), f.get('n'), f.immediate());
    }
}
