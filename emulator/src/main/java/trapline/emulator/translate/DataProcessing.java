package trapline.emulator.translate;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.DataOp;
import trapline.emulator.isa.DataProcessingInsn;
import trapline.emulator.isa.Operand2;
import trapline.emulator.isa.Operand2.Immediate;
import trapline.emulator.isa.Operand2.ShiftedRegister;
import trapline.emulator.isa.ShiftType;

/** Standard data-processing instructions (ARM DDI 0406C A4.4.1) and {@code SUBS PC, LR}. */
final class DataProcessing {
    private DataProcessing() {}

    static void translate(Emitter e, DataProcessingInsn insn) {
        switch (insn) {
            case DataProcessingInsn.DataProcessing form -> standard(e, form);
            case DataProcessingInsn.SubsPcLr form -> subsPcLr(e, form);
            case DataProcessingInsn.MoveWide form -> moveWide(e, form);
            case DataProcessingInsn.Adr form -> adr(e, form);
        }
    }

    private static void standard(Emitter e, DataProcessingInsn.DataProcessing insn) {
        DataOp op = insn.op();
        int d = op.hasResult() ? e.destination(insn.rd()) : e.temporary();
        compute(e, op, insn.setFlags(), d, insn.rn(), insn.operand());
        if (op.hasResult()) {
            e.finish(insn.rd(), d);
        }
    }

    private static void compute(Emitter e, DataOp op, boolean setFlags, int d, int rn, Operand2 operand) {
        if (op.isLogical()) {
            logical(e, op, setFlags, d, rn, operand);
            if (setFlags) {
                e.op(UopKind.NZ, 0, d, 0);
            }
        } else if (operand instanceof Immediate immediate) {
            arithmeticImmediate(e, op, setFlags, d, e.read(rn), immediate.value());
        } else if (isAddShifted(op, setFlags, operand) && operand instanceof ShiftedRegister shifted) {
            e.emit(UopKind.ADD_LSL, d, e.read(rn), e.read(shifted.rm()), shifted.amount());
        } else {
            arithmetic(e, op, setFlags, d, e.read(rn), Operands.slot(e, operand, false));
        }
    }

    private static boolean isAddShifted(DataOp op, boolean setFlags, Operand2 operand) {
        return op == DataOp.ADD
                && !setFlags
                && operand instanceof ShiftedRegister shifted
                && shifted.type() == ShiftType.LSL
                && !shifted.isPlain();
    }

    private static void logical(Emitter e, DataOp op, boolean setFlags, int d, int rn, Operand2 operand) {
        if (op == DataOp.MOV) {
            Operands.into(e, d, operand, setFlags);
        } else if (operand instanceof Immediate immediate) {
            Operands.carry(e, immediate, setFlags);
            logicalImmediate(e, op, d, rn, immediate.value());
        } else {
            int first = op.hasRn() ? e.read(rn) : 0;
            int second = Operands.slot(e, operand, setFlags);
            logicalRegister(e, op, d, first, second);
        }
    }

    private static void logicalImmediate(Emitter e, DataOp op, int d, int rn, int value) {
        if (op == DataOp.MVN) {
            e.moveImmediate(d, ~value);
            return;
        }
        int first = e.read(rn);
        switch (op) {
            case AND, TST -> e.opImmediate(UopKind.ANDI, d, first, value);
            case EOR, TEQ -> e.opImmediate(UopKind.EORI, d, first, value);
            case ORR -> e.opImmediate(UopKind.ORRI, d, first, value);
            case BIC -> e.opImmediate(UopKind.ANDI, d, first, ~value);
            case ORN -> e.opImmediate(UopKind.ORRI, d, first, ~value);
            case MOV, MVN, SUB, RSB, ADD, ADC, SBC, RSC, CMP, CMN -> throw notHere(op);
        }
    }

    private static void logicalRegister(Emitter e, DataOp op, int d, int first, int second) {
        switch (op) {
            case AND, TST -> e.op(UopKind.AND, d, first, second);
            case EOR, TEQ -> e.op(UopKind.EOR, d, first, second);
            case ORR -> e.op(UopKind.ORR, d, first, second);
            case BIC -> e.op(UopKind.BIC, d, first, second);
            case ORN -> e.op(UopKind.ORN, d, first, second);
            case MVN -> e.op(UopKind.MVN, d, second, 0);
            case MOV, SUB, RSB, ADD, ADC, SBC, RSC, CMP, CMN -> throw notHere(op);
        }
    }

    private static void arithmeticImmediate(Emitter e, DataOp op, boolean setFlags, int d, int rn, int value) {
        switch (op) {
            case ADD, CMN -> e.opImmediate(setFlags ? UopKind.ADDSI : UopKind.ADDI, d, rn, value);
            case SUB, CMP -> {
                if (setFlags) {
                    e.opImmediate(UopKind.SUBSI, d, rn, value);
                } else {
                    e.opImmediate(UopKind.ADDI, d, rn, -value);
                }
            }
            case RSB -> {
                if (setFlags) {
                    e.op(UopKind.SUBS, d, e.constant(value), rn);
                } else {
                    e.opImmediate(UopKind.RSBI, d, rn, value);
                }
            }
            case ADC, SBC, RSC -> arithmetic(e, op, setFlags, d, rn, e.constant(value));
            case AND, EOR, TST, TEQ, ORR, MOV, BIC, MVN, ORN -> throw notHere(op);
        }
    }

    private static void arithmetic(Emitter e, DataOp op, boolean setFlags, int d, int rn, int second) {
        switch (op) {
            case ADD, CMN -> e.op(setFlags ? UopKind.ADDS : UopKind.ADD, d, rn, second);
            case SUB, CMP -> e.op(setFlags ? UopKind.SUBS : UopKind.SUB, d, rn, second);
            case RSB -> e.op(setFlags ? UopKind.SUBS : UopKind.SUB, d, second, rn);
            case ADC -> e.op(setFlags ? UopKind.ADCS : UopKind.ADC, d, rn, second);
            case SBC -> e.op(setFlags ? UopKind.SBCS : UopKind.SBC, d, rn, second);
            case RSC -> e.op(setFlags ? UopKind.SBCS : UopKind.SBC, d, second, rn);
            case AND, EOR, TST, TEQ, ORR, MOV, BIC, MVN, ORN -> throw notHere(op);
        }
    }

    private static IllegalStateException notHere(DataOp op) {
        return new IllegalStateException(op + " is of another kind");
    }

    /** B9.3.19, B9.3.20. The operation sets no flags of its own: the PSR comes from the SPSR. */
    private static void subsPcLr(Emitter e, DataProcessingInsn.SubsPcLr insn) {
        if (e.isHyp()) {
            e.undefined();
            return;
        }
        if (e.isUser()) {
            e.unpredictable();
            return;
        }
        int target = e.temporary();
        compute(e, insn.op(), false, target, insn.rn(), insn.operand());
        Status.exceptionReturn(e, target);
    }

    private static void moveWide(Emitter e, DataProcessingInsn.MoveWide insn) {
        if (insn.top()) {
            e.opImmediate(UopKind.ANDI, insn.rd(), insn.rd(), 0xFFFF);
            e.opImmediate(UopKind.ORRI, insn.rd(), insn.rd(), insn.imm16() << 16);
        } else {
            e.moveImmediate(insn.rd(), insn.imm16());
        }
    }

    private static void adr(Emitter e, DataProcessingInsn.Adr insn) {
        int address = e.alignedPc() + (insn.add() ? insn.imm32() : -insn.imm32());
        if (insn.rd() == CpuState.PC) {
            e.aluWritePc(e.constant(address));
        } else {
            e.moveImmediate(insn.rd(), address);
        }
    }
}
