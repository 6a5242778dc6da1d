package trapline.emulator.isa;

/** The second operand of a data-processing instruction, or the offset of a load or store (A5.2.3, A5.2.4, A8.4). */
public sealed interface Operand2 {

    /** What a load or store can have as its offset: an immediate or a register shifted by an immediate. */
    sealed interface Offset extends Operand2 permits Immediate, ShiftedRegister {}

    /**
     * An immediate, already expanded.
     *
     * @param value the pseudocode's {@code imm32}
     * @param carryIsBit31 whether the expansion sets the shifter's carry to bit 31 of the value, as {@code ARMExpandImm_C} and
     *     {@code ThumbExpandImm_C} do when they rotate; otherwise the carry stays what APSR.C was
     */
    record Immediate(int value, boolean carryIsBit31) implements Offset {
        /** An immediate that leaves the carry alone. */
        public static Immediate of(int value) {
            return new Immediate(value, false);
        }
    }

    /**
     * A register shifted by a constant, as {@code DecodeImmShift()} gives it (A8.4.3).
     *
     * @param amount 0 to 31 for LSL, 1 to 32 for LSR and ASR, 1 to 31 for ROR, 1 for RRX; LSL by 0 is the plain register, and its
     *     carry stays what APSR.C was
     */
    record ShiftedRegister(int rm, ShiftType type, int amount) implements Offset {
        /** The register unshifted. */
        public static ShiftedRegister plain(int rm) {
            return new ShiftedRegister(rm, ShiftType.LSL, 0);
        }

        /** The register with the shift that an encoding's {@code type} and {@code imm5} fields mean (A8.4.3). */
        public static ShiftedRegister decodeImmShift(int rm, int type, int imm5) {
            return switch (ShiftType.of(type)) {
                case LSL -> new ShiftedRegister(rm, ShiftType.LSL, imm5);
                case LSR -> new ShiftedRegister(rm, ShiftType.LSR, imm5 == 0 ? 32 : imm5);
                case ASR -> new ShiftedRegister(rm, ShiftType.ASR, imm5 == 0 ? 32 : imm5);
                case ROR, RRX ->
                    imm5 == 0
                            ? new ShiftedRegister(rm, ShiftType.RRX, 1)
                            : new ShiftedRegister(rm, ShiftType.ROR, imm5);
            };
        }

        /** Whether there is no shift at all. */
        public boolean isPlain() {
            return type == ShiftType.LSL && amount == 0;
        }
    }

    /** A register shifted by the bottom byte of another: {@code Rm, type Rs}; the type is never RRX. */
    record RegisterShiftedRegister(int rm, ShiftType type, int rs) implements Operand2 {}
}
