package trapline.emulator.translate;

import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.Operand2;
import trapline.emulator.isa.Operand2.Immediate;
import trapline.emulator.isa.Operand2.RegisterShiftedRegister;
import trapline.emulator.isa.Operand2.ShiftedRegister;
import trapline.emulator.isa.ShiftType;

/** Second operands: {@code Shift()} and {@code Shift_C()} (ARM DDI 0406C A8.4.3) as micro-operations. */
final class Operands {
    private Operands() {}

    /** A slot with the operand; sets C to the shifter's carry when asked to. */
    static int slot(Emitter e, Operand2 operand, boolean setCarry) {
        return switch (operand) {
            case Immediate immediate -> {
                carry(e, immediate, setCarry);
                yield e.constant(immediate.value());
            }
            case ShiftedRegister register when register.isPlain() -> e.read(register.rm());
            case ShiftedRegister register -> {
                int slot = e.temporary();
                shift(e, slot, register, setCarry);
                yield slot;
            }
            case RegisterShiftedRegister register -> {
                int slot = e.temporary();
                shift(e, slot, register, setCarry);
                yield slot;
            }
        };
    }

    /** The operand into a given slot. */
    static void into(Emitter e, int d, Operand2 operand, boolean setCarry) {
        switch (operand) {
            case Immediate immediate -> {
                carry(e, immediate, setCarry);
                e.moveImmediate(d, immediate.value());
            }
            case ShiftedRegister register -> shift(e, d, register, setCarry);
            case RegisterShiftedRegister register -> shift(e, d, register, setCarry);
        }
    }

    /** C for an immediate operand. */
    static void carry(Emitter e, Immediate immediate, boolean setCarry) {
        if (setCarry && immediate.carryIsBit31()) {
            e.opImmediate(UopKind.CARRYI, 0, 0, immediate.value() >>> 31);
        }
    }

    private static void shift(Emitter e, int d, ShiftedRegister operand, boolean setCarry) {
        int rm = e.read(operand.rm());
        if (operand.isPlain()) {
            e.move(d, rm);
            return;
        }
        if (operand.type() == ShiftType.RRX) {
            int result = e.value(UopKind.RRX, rm, 0);
            carryBit(e, rm, 0, setCarry);
            e.move(d, result);
            return;
        }
        int amount = operand.amount();
        carryBit(e, rm, operand.type() == ShiftType.LSL ? 32 - amount : amount - 1, setCarry);
        shift(e, d, rm, operand.type(), amount);
    }

    private static void carryBit(Emitter e, int rm, int bit, boolean setCarry) {
        if (setCarry) {
            e.opImmediate(UopKind.CARRY_BIT, 0, rm, bit);
        }
    }

    private static void shift(Emitter e, int d, int rm, ShiftType type, int amount) {
        switch (type) {
            case LSL -> e.opImmediate(UopKind.LSLI, d, rm, amount);
            case LSR -> {
                if (amount == 32) {
                    e.moveImmediate(d, 0);
                } else {
                    e.opImmediate(UopKind.LSRI, d, rm, amount);
                }
            }
            case ASR -> e.opImmediate(UopKind.ASRI, d, rm, Math.min(amount, 31));
            case ROR -> e.opImmediate(UopKind.RORI, d, rm, amount);
            case RRX -> e.op(UopKind.RRX, d, rm, 0);
        }
    }

    private static void shift(Emitter e, int d, RegisterShiftedRegister operand, boolean setCarry) {
        int rm = e.read(operand.rm());
        int rs = e.read(operand.rs());
        if (setCarry) {
            e.op(carryKind(operand.type()), 0, rm, rs);
        }
        e.op(shiftKind(operand.type()), d, rm, rs);
    }

    private static UopKind shiftKind(ShiftType type) {
        return switch (type) {
            case LSL -> UopKind.LSL;
            case LSR -> UopKind.LSR;
            case ASR -> UopKind.ASR;
            case ROR, RRX -> UopKind.ROR;
        };
    }

    private static UopKind carryKind(ShiftType type) {
        return switch (type) {
            case LSL -> UopKind.LSL_CARRY;
            case LSR -> UopKind.LSR_CARRY;
            case ASR -> UopKind.ASR_CARRY;
            case ROR, RRX -> UopKind.ROR_CARRY;
        };
    }
}
