package trapline.emulator.translate;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.BranchInsn;

/** Branches and IT (ARM DDI 0406C A4.3). */
final class Branches {
    private Branches() {}

    static void translate(Emitter e, BranchInsn insn) {
        switch (insn) {
            case BranchInsn.Branch form -> e.branchTo(e.pcValue() + form.imm32());
            case BranchInsn.BranchWithLink form -> {
                link(e);
                e.branchTo(e.pcValue() + form.imm32());
            }
            case BranchInsn.BranchWithLinkExchange form -> {
                link(e);
                e.branchExchangeTo(e.alignedPc() + form.imm32());
            }
            case BranchInsn.BranchExchange form -> e.bxWritePc(e.read(form.rm()));
            case BranchInsn.BranchWithLinkExchangeRegister form -> linkExchange(e, form.rm());
            case BranchInsn.BranchExchangeJazelle form -> {
                e.opImmediate(UopKind.CHECK_BXJ, 0, 0, form.rm());
                e.bxWritePc(e.read(form.rm()));
            }
            case BranchInsn.CompareAndBranch form ->
                e.branchIf(
                        form.nonZero() ? UopKind.EXIT_IF_NONZERO : UopKind.EXIT_IF_ZERO,
                        form.rn(),
                        e.pcValue() + form.imm32());
            case BranchInsn.TableBranch form -> table(e, form);
            case BranchInsn.IfThen form -> e.setItState(form.itState());
        }
    }

    private static void link(Emitter e) {
        e.moveImmediate(CpuState.LR, e.nextPc() | (e.isThumb() ? 1 : 0));
    }

    private static void linkExchange(Emitter e, int rm) {
        int target = e.read(rm);
        if (rm == CpuState.LR) {
            target = e.temporary();
            e.move(target, rm);
        }
        link(e);
        e.bxWritePc(target);
    }

    private static void table(Emitter e, BranchInsn.TableBranch insn) {
        int base = e.read(insn.rn());
        int entry = e.temporary();
        if (insn.halfword()) {
            int address = e.temporary();
            e.emit(UopKind.ADD_LSL, address, base, insn.rm(), 1);
            e.opImmediate(UopKind.LOAD16, entry, address, 0);
            if (e.isBigEndian()) {
                e.op(UopKind.REV16, entry, entry, 0);
            }
        } else {
            e.op(UopKind.LOAD8X, entry, base, insn.rm());
        }
        int target = e.temporary();
        e.emit(UopKind.ADD_LSL, target, e.constant(e.pcValue()), entry, 1);
        e.branchWritePc(target);
    }
}
