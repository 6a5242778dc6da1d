package trapline.emulator.isa;

import java.util.Locale;
import trapline.emulator.isa.Operand2.Immediate;
import trapline.emulator.isa.Operand2.RegisterShiftedRegister;
import trapline.emulator.isa.Operand2.ShiftedRegister;

/** The pieces that disassembled instructions are made of. */
final class Text {
    private static final int SP = 13;
    private static final int REGISTERS = 16;
    private static final String[] HIGH_NAMES = {"sp", "lr", "pc"};

    private Text() {}

    /** An instruction whose operands are all registers. */
    static String registers(String mnemonic, Cond cond, int... registers) {
        StringBuilder operands = new StringBuilder();
        for (int register : registers) {
            operands.append(operands.isEmpty() ? "" : ", ").append(reg(register));
        }
        return with(mnemonic, cond, operands.toString());
    }

    /** An instruction with its operands. */
    static String with(String mnemonic, Cond cond, String... operands) {
        String list = String.join(", ", operands);
        return list.isEmpty() ? mnemonic + suffix(cond) : mnemonic + suffix(cond) + " " + list;
    }

    /** The condition as a suffix, none for AL. */
    static String suffix(Cond cond) {
        return cond == Cond.AL ? "" : lower(cond);
    }

    /** The {@code s} of an instruction that sets the flags. */
    static String s(boolean setFlags) {
        return setFlags ? "s" : "";
    }

    /** An enum's name in lower case. */
    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** A register's name. */
    static String reg(int register) {
        return register < SP ? "r" + register : HIGH_NAMES[register - SP];
    }

    /** An immediate. */
    static String imm(int value) {
        return "#" + value;
    }

    /** An address. */
    static String hex(int value) {
        return "0x" + Integer.toHexString(value);
    }

    /** A data-processing operand or an offset. */
    static String operand(Operand2 operand) {
        return switch (operand) {
            case Immediate immediate -> imm(immediate.value());
            case ShiftedRegister shifted -> shifted(shifted);
            case RegisterShiftedRegister shifted ->
                reg(shifted.rm()) + ", " + lower(shifted.type()) + " " + reg(shifted.rs());
        };
    }

    private static String shifted(ShiftedRegister shifted) {
        if (shifted.isPlain()) {
            return reg(shifted.rm());
        }
        String shift = shifted.type() == ShiftType.RRX ? "rrx" : lower(shifted.type()) + " " + imm(shifted.amount());
        return reg(shifted.rm()) + ", " + shift;
    }

    /** The address of a load or store. */
    static String address(MemoryOperand address) {
        String base = reg(address.rn());
        String offset = offset(address);
        return switch (address.indexing()) {
            case OFFSET -> isZero(address) ? "[" + base + "]" : "[" + base + ", " + offset + "]";
            case PRE_INDEXED -> "[" + base + ", " + offset + "]!";
            case POST_INDEXED -> "[" + base + "], " + offset;
        };
    }

    private static boolean isZero(MemoryOperand address) {
        return address.add() && address.offset() instanceof Immediate immediate && immediate.value() == 0;
    }

    private static String offset(MemoryOperand address) {
        String minus = address.add() ? "" : "-";
        return switch (address.offset()) {
            case Immediate immediate -> "#" + minus + immediate.value();
            case ShiftedRegister shifted -> minus + shifted(shifted);
        };
    }

    /** A register list. */
    static String list(int registers) {
        StringBuilder text = new StringBuilder("{");
        for (int register = 0; register < REGISTERS; register++) {
            if ((registers >> register & 1) != 0) {
                text.append(text.length() == 1 ? "" : ", ").append(reg(register));
            }
        }
        return text.append('}').toString();
    }
}
