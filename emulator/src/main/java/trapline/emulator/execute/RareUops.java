package trapline.emulator.execute;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.ir.Uop;
import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.ShiftType;

/** The micro-operations on registers and flags that {@link UopLoop} leaves out because they are rare. */
final class RareUops {
    private final CpuState cpu;
    private final int[] slots;

    RareUops(CpuState cpu) {
        this.cpu = cpu;
        slots = cpu.slots;
    }

    /** Executes one; {@code word} holds the operands as the lower half of {@link trapline.emulator.ir.Block#uops}. */
    @SuppressWarnings("checkstyle:methodlength") // One line per kind.
    void execute(UopKind kind, int word, int imm) {
        int[] s = slots;
        int d = word & Uop.SLOT;
        int a = word >>> 8 & Uop.SLOT;
        int b = word >>> 16 & Uop.SLOT;
        switch (kind) {
            case ORN -> s[d] = s[a] | ~s[b];
            case NZ_LONG -> {
                cpu.nf = s[b];
                cpu.zf = s[a] | s[b];
            }
            case FLAGS_FROM -> setFlags(s[a]);
            case RRX -> s[d] = Alu.rrx(s[a], cpu.cf);
            case ROR -> s[d] = Alu.ror(s[a], s[b]);
            case LSL_CARRY -> cpu.cf = Alu.shiftCarry(ShiftType.LSL, s[a], s[b], cpu.cf);
            case LSR_CARRY -> cpu.cf = Alu.shiftCarry(ShiftType.LSR, s[a], s[b], cpu.cf);
            case ASR_CARRY -> cpu.cf = Alu.shiftCarry(ShiftType.ASR, s[a], s[b], cpu.cf);
            case ROR_CARRY -> cpu.cf = Alu.shiftCarry(ShiftType.ROR, s[a], s[b], cpu.cf);
            case SXTB16 -> s[d] = Alu.sxtb16(s[a]);
            case REV16 -> s[d] = Alu.rev16(s[a]);
            case REVSH -> s[d] = Alu.revsh(s[a]);
            case RBIT -> s[d] = Integer.reverse(s[a]);
            case SEL -> s[d] = Alu.sel(s[a], s[b], cpu.ge);
            case SMLAL -> setLong(d, imm, getLong(d, imm) + (long) s[a] * s[b]);
            case SMLSL -> setLong(d, imm, getLong(d, imm) - (long) s[a] * s[b]);
            case UMAAL -> setLong(d, imm, Alu.umaal(s[a], s[b], s[d], s[imm & Uop.SLOT]));
            case ADD_LONG -> setLong(d, imm, getLong(d, imm) + s[a]);
            case SUB_LONG -> setLong(d, imm, getLong(d, imm) - s[a]);
            case SMULW -> s[d] = Alu.smulw(s[a], s[b]);
            case SDIV -> s[d] = Alu.sdiv(s[a], s[b]);
            case UDIV -> s[d] = Alu.udiv(s[a], s[b]);
            case USAD8 -> s[d] = Alu.usad8(s[a], s[b]);
            case ADDQ -> setSaturated(d, Alu.wrapQ((long) s[a] + s[b]));
            case ADD3Q -> setSaturated(d, Alu.wrapQ((long) s[a] + s[b] + s[imm & Uop.SLOT]));
            case QADD -> setSaturated(d, Alu.signedSatQ((long) s[a] + s[b], 32));
            case QSUB -> setSaturated(d, Alu.signedSatQ((long) s[a] - s[b], 32));
            case SSAT -> setSaturated(d, Alu.signedSatQ(s[a], imm));
            case USAT -> setSaturated(d, Alu.unsignedSatQ(s[a], imm));
            case SSAT16 -> setSaturated(d, Alu.ssat16(s[a], imm));
            case USAT16 -> setSaturated(d, Alu.usat16(s[a], imm));
            case PARALLEL -> s[d] = ParallelArithmetic.result(imm, s[a], s[b]);
            case PARALLEL_GE -> cpu.ge = ParallelArithmetic.ge(imm, s[a], s[b]);
            case SET_IT -> cpu.itState = imm;
            case SET_THUMB -> cpu.thumb = imm != 0;
            default -> throw new IllegalStateException(kind + " is not rare");
        }
    }

    private void setFlags(int psr) {
        cpu.nf = psr;
        cpu.zf = ~psr >>> 30 & 1;
        cpu.cf = psr >>> 29 & 1;
        cpu.vf = psr << 3;
    }

    private void setLong(int low, int high, long value) {
        slots[low] = (int) value;
        slots[high & Uop.SLOT] = (int) (value >>> 32);
    }

    private long getLong(int low, int high) {
        return Alu.concatenate(slots[high & Uop.SLOT], slots[low]);
    }

    private void setSaturated(int d, long result) {
        slots[d] = (int) result;
        cpu.qf |= (int) (result >>> 32);
    }
}
