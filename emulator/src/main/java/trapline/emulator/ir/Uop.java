package trapline.emulator.ir;

/**
 * One micro-operation. Operands are slots of {@link trapline.emulator.cpu.CpuState#slots}: 0–14 the guest's registers, 15 the PC, from
 * 16 temporaries that do not live across instructions. Which of the operands a kind uses, and how, is told by its {@link Shape}; an
 * operand that is no slot is a constant described at the kind.
 *
 * @param kind what to do
 * @param dst slot written, as a rule
 * @param a first operand
 * @param b second operand
 * @param imm a constant, or a fourth slot
 */
public record Uop(UopKind kind, int dst, int a, int b, int imm) {
    /** Mask of a slot in the words of {@link Block#uops}; HotSpot sees by it that a slot is one. */
    public static final int SLOT = 0x7F;
    /** A slot that always holds zero: the base of an absolute address. */
    public static final int ZERO = 127;

    /** The slot in {@link #imm}, for shapes with four slots. */
    public int fourth() {
        return imm & 0xFF;
    }
}
