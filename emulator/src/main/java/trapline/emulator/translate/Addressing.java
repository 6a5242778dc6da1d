package trapline.emulator.translate;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.ir.Uop;
import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.MemoryOperand;
import trapline.emulator.isa.MemoryOperand.Indexing;
import trapline.emulator.isa.Operand2.Immediate;
import trapline.emulator.isa.Operand2.ShiftedRegister;
import trapline.emulator.isa.ShiftType;

/**
 * The address of a load or store: base slot and immediate for the access, and what to write back afterwards, so that a fault leaves the
 * base register alone.
 */
final class Addressing {
    private final Emitter e;
    private final MemoryOperand operand;
    private final int base;
    private final int offset;
    private final int updated;

    /** Emits what has to be computed before the access. */
    Addressing(Emitter e, MemoryOperand operand) {
        this.e = e;
        this.operand = operand;
        boolean post = operand.indexing() == Indexing.POST_INDEXED;
        boolean literal = operand.rn() == CpuState.PC;
        if (operand.offset() instanceof Immediate immediate) {
            int signed = operand.add() ? immediate.value() : -immediate.value();
            base = literal ? Uop.ZERO : operand.rn();
            offset = post ? 0 : literal ? e.alignedPc() + signed : signed;
            updated = operand.rn();
        } else {
            updated = indexed(literal ? e.constant(e.alignedPc()) : operand.rn());
            base = post ? operand.rn() : updated;
            offset = 0;
        }
    }

    private int indexed(int rn) {
        if (operand.offset() instanceof ShiftedRegister register && operand.add() && isScaled(register)) {
            int slot = e.temporary();
            e.emit(UopKind.ADD_LSL, slot, rn, e.read(register.rm()), register.amount());
            return slot;
        }
        int index = Operands.slot(e, operand.offset(), false);
        return e.value(operand.add() ? UopKind.ADD : UopKind.SUB, rn, index);
    }

    /** The slot that holds the address but for {@link #offset}. */
    int base() {
        return base;
    }

    /** To be added to the base. */
    int offset() {
        return offset;
    }

    /** The whole address in one slot. */
    int address() {
        return offset == 0 ? base : e.valueImmediate(UopKind.ADDI, base, offset);
    }

    /** Emits the write-back of the base register, if there is one. */
    void writeBack() {
        if (!operand.indexing().writesBack()) {
            return;
        }
        if (operand.offset() instanceof Immediate immediate) {
            int signed = operand.add() ? immediate.value() : -immediate.value();
            e.opImmediate(UopKind.ADDI, operand.rn(), operand.rn(), signed);
        } else {
            e.move(operand.rn(), updated);
        }
    }

    /** Whether the index is a register shifted left, or not at all. */
    static boolean isScaled(ShiftedRegister register) {
        return register.type() == ShiftType.LSL;
    }
}
