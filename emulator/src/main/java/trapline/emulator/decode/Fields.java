package trapline.emulator.decode;

import trapline.emulator.isa.Cond;
import trapline.emulator.isa.ExceptionInsn.Undefined;
import trapline.emulator.isa.Operand2;
import trapline.emulator.isa.Operand2.Immediate;
import trapline.emulator.isa.Operand2.RegisterShiftedRegister;
import trapline.emulator.isa.Operand2.ShiftedRegister;
import trapline.emulator.isa.ShiftType;

/** The fields of one encoding, by the letters of the row that matched it. */
record Fields(EncodingRow row, int word, boolean inItBlock) {

    /** Whether the pattern has the field or the row gives it. */
    boolean has(char letter) {
        if (row.fieldMask(letter) != 0) {
            return true;
        }
        for (EncodingRow.Constant constant : row.constants()) {
            if (constant.letter() == letter) {
                return true;
            }
        }
        return false;
    }

    /** A field of which the row must say something. */
    int get(char letter) {
        if (row.fieldMask(letter) != 0) {
            return row.field(letter, word);
        }
        for (EncodingRow.Constant constant : row.constants()) {
            if (constant.letter() == letter) {
                return switch (constant.source()) {
                    case EncodingRow.Value v -> v.value();
                    case EncodingRow.SameAs same -> row.field(same.letter(), word);
                    case EncodingRow.NotInItBlock n -> inItBlock ? 0 : 1;
                };
            }
        }
        throw new IllegalStateException("encoding row " + row.name() + " lacks field " + letter);
    }

    /** A field, or what it is where the row says nothing. */
    int get(char letter, int otherwise) {
        return has(letter) ? get(letter) : otherwise;
    }

    /** A one-bit field. */
    boolean flag(char letter) {
        return get(letter) != 0;
    }

    /** A one-bit field, or what it is where the row says nothing. */
    boolean flag(char letter, boolean otherwise) {
        return has(letter) ? flag(letter) : otherwise;
    }

    /** A field sign-extended from the width it has in the pattern. */
    int signed(char letter) {
        int unused = Integer.SIZE - width(letter);
        return get(letter) << unused >> unused;
    }

    /** The bits that a field has in the pattern. */
    int width(char letter) {
        return Integer.bitCount(row.fieldMask(letter));
    }

    /** Field {@code i}, zero-extended and scaled. */
    int immediate() {
        return get('i', 0) * row.scale();
    }

    /** The condition; AL where the encoding has none. */
    Cond cond() {
        return Cond.of(get('c', 0b1111));
    }

    /** The operation that the row's name says. */
    String mnemonic() {
        return row.mnemonic();
    }

    /** The last operand of a data-processing row: whichever of the fields e, E, s, m and i the row has. */
    Operand2 operand2() {
        if (has('e')) {
            return armExpandImm(get('e'));
        }
        if (has('E')) {
            return thumbExpandImm(get('E'));
        }
        if (has('s')) {
            return new RegisterShiftedRegister(get('m'), ShiftType.of(get('y')), get('s'));
        }
        return has('m') ? shiftedRegister('m') : Immediate.of(immediate());
    }

    /** The register of a field, shifted as {@code y} and {@code i} say (A8.4.3). */
    ShiftedRegister shiftedRegister(char register) {
        return ShiftedRegister.decodeImmShift(get(register), get('y', 0), get('i', 0));
    }

    /** {@code ARMExpandImm_C} (A5.2.4). */
    static Immediate armExpandImm(int imm12) {
        int rotation = 2 * (imm12 >>> 8);
        return new Immediate(Integer.rotateRight(imm12 & 0xFF, rotation), rotation != 0);
    }

    /** {@code ThumbExpandImm_C} (A6.3.2). */
    static Immediate thumbExpandImm(int imm12) {
        int imm8 = imm12 & 0xFF;
        return switch (imm12 >>> 8) {
            case 0b0000 -> Immediate.of(imm8);
            case 0b0001 -> Immediate.of(imm8 * 0x0001_0001);
            case 0b0010 -> Immediate.of(imm8 * 0x0100_0100);
            case 0b0011 -> Immediate.of(imm8 * 0x0101_0101);
            default -> new Immediate(Integer.rotateRight(0x80 | (imm12 & 0x7F), imm12 >>> 7), true);
        };
    }

    /** What an UNPREDICTABLE encoding is that QEMU's cortex-a15 refuses. */
    Undefined unpredictable() {
        return new Undefined(cond(), word);
    }
}
