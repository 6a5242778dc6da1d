package trapline.emulator.translate;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.BlockMode;
import trapline.emulator.isa.StatusInsn;

/** Status registers, processor state, exception returns (ARM DDI 0406C A4.5, B9.3). */
final class Status {
    private Status() {}

    static void translate(Emitter e, StatusInsn insn) {
        switch (insn) {
            case StatusInsn.MoveFromStatus form ->
                e.op(form.spsr() ? UopKind.READ_SPSR : UopKind.READ_CPSR, form.rd(), 0, 0);
            case StatusInsn.MoveToStatus form -> moveToStatus(e, form.spsr(), form.mask(), form.rn());
            case StatusInsn.MoveToStatusImmediate form ->
                moveToStatus(e, form.spsr(), form.mask(), e.constant(form.imm32()));
            case StatusInsn.MoveFromBanked form ->
                e.opImmediate(UopKind.READ_BANKED, form.rd(), 0, form.register().code());
            case StatusInsn.MoveToBanked form ->
                e.opImmediate(
                        UopKind.WRITE_BANKED, 0, form.rn(), form.register().code());
            case StatusInsn.ChangeProcessorState form -> changeState(e, form);
            case StatusInsn.SetEndianness form -> {
                e.opImmediate(UopKind.SET_ENDIANNESS, 0, 0, form.bigEndian() ? 1 : 0);
                e.examineNext();
            }
            case StatusInsn.ReturnFromException form -> returnFromException(e, form);
            case StatusInsn.StoreReturnState form -> storeReturnState(e, form);
            case StatusInsn.ExceptionReturn _ -> exceptionReturn(e);
        }
    }

    private static void moveToStatus(Emitter e, boolean spsr, int mask, int slot) {
        if (spsr) {
            e.opImmediate(UopKind.WRITE_SPSR, 0, slot, mask);
        } else {
            e.opImmediate(UopKind.WRITE_CPSR, 0, slot, mask);
            e.examineNext();
        }
    }

    private static void changeState(Emitter e, StatusInsn.ChangeProcessorState insn) {
        if (e.isUser()) {
            return; // B9.3.2: no effect in User mode.
        }
        int effect =
                switch (insn.effect()) {
                    case NONE -> 0;
                    case ENABLE -> 1 << 8;
                    case DISABLE -> 1 << 9;
                };
        int mode = insn.changeMode() ? insn.mode() : 0;
        e.opImmediate(UopKind.CHANGE_STATE, 0, 0, effect | insn.affectedMasks() >>> 6 << 5 | mode);
        e.examineNext();
    }

    private static void returnFromException(Emitter e, StatusInsn.ReturnFromException insn) {
        if (isRefused(e)) {
            return;
        }
        int offset = insn.blockMode().startOffset(2);
        int target = LoadStore.alignedWord(e, insn.rn(), offset);
        int psr = LoadStore.alignedWord(e, insn.rn(), offset + 4);
        if (insn.writeBack()) {
            e.opImmediate(UopKind.ADDI, insn.rn(), insn.rn(), insn.blockMode().writeBackOffset(2));
        }
        e.op(UopKind.EXCEPTION_RETURN, 0, target, psr);
        e.examine();
    }

    private static void storeReturnState(Emitter e, StatusInsn.StoreReturnState insn) {
        if (isRefused(e)) {
            return;
        }
        int base = e.temporary();
        int psr = e.temporary();
        e.opImmediate(UopKind.READ_BANKED_SP, base, 0, insn.mode());
        e.op(UopKind.READ_SPSR, psr, 0, 0);
        BlockMode mode = insn.blockMode();
        int offset = mode.startOffset(2);
        LoadStore.storeAlignedWord(e, CpuState.LR, base, offset);
        LoadStore.storeAlignedWord(e, psr, base, offset + 4);
        if (insn.writeBack()) {
            int newBase = e.valueImmediate(UopKind.ADDI, base, mode.writeBackOffset(2));
            e.opImmediate(UopKind.WRITE_BANKED_SP, 0, newBase, insn.mode());
        }
    }

    /** RFE and SRS: UNDEFINED in Hyp mode, UNPREDICTABLE in User mode. */
    private static boolean isRefused(Emitter e) {
        if (e.isHyp()) {
            e.undefined();
        } else if (e.isUser()) {
            e.unpredictable();
        }
        return e.isHyp() || e.isUser();
    }

    /** ERET: from ELR_hyp in Hyp mode, elsewhere as {@code SUBS PC, LR, #0} (B9.3.3). */
    private static void exceptionReturn(Emitter e) {
        if (e.isUser()) {
            e.unpredictable();
        } else if (e.isHyp()) {
            e.op(UopKind.RETURN_FROM_HYP, 0, 0, 0);
            e.examine();
        } else {
            exceptionReturn(e, CpuState.LR);
        }
    }

    /** To the address in a slot, with the SPSR of the mode. */
    static void exceptionReturn(Emitter e, int target) {
        int psr = e.temporary();
        e.op(UopKind.READ_SPSR, psr, 0, 0);
        e.op(UopKind.EXCEPTION_RETURN, 0, target, psr);
        e.examine();
    }
}
