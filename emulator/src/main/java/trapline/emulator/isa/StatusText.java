package trapline.emulator.isa;

import static trapline.emulator.isa.Text.imm;
import static trapline.emulator.isa.Text.lower;
import static trapline.emulator.isa.Text.reg;
import static trapline.emulator.isa.Text.with;

import trapline.emulator.isa.StatusInsn.ChangeProcessorState;
import trapline.emulator.isa.StatusInsn.ExceptionReturn;
import trapline.emulator.isa.StatusInsn.MoveFromBanked;
import trapline.emulator.isa.StatusInsn.MoveFromStatus;
import trapline.emulator.isa.StatusInsn.MoveToBanked;
import trapline.emulator.isa.StatusInsn.MoveToStatus;
import trapline.emulator.isa.StatusInsn.MoveToStatusImmediate;
import trapline.emulator.isa.StatusInsn.ReturnFromException;
import trapline.emulator.isa.StatusInsn.SetEndianness;
import trapline.emulator.isa.StatusInsn.StoreReturnState;

/** Text of status register access and changes of processor state. */
final class StatusText {
    private static final int SP = 13;

    /** The letters of {@code CPSR_<fields>} and of {@code CPSIE <iflags>}, from the most significant bit of the field down. */
    private static final String PSR_FIELDS = "fsxc";

    private static final String INTERRUPT_FLAGS = "aif";
    private static final int INTERRUPT_FLAGS_SHIFT = 6;

    private StatusText() {}

    static String of(StatusInsn insn) {
        return switch (insn) {
            case MoveFromStatus m -> with("mrs", m.cond(), reg(m.rd()), psr(m.spsr()));
            case MoveToStatus m -> with("msr", m.cond(), psrFields(m.spsr(), m.mask()), reg(m.rn()));
            case MoveToStatusImmediate m -> with("msr", m.cond(), psrFields(m.spsr(), m.mask()), imm(m.imm32()));
            case MoveFromBanked m -> with("mrs", m.cond(), reg(m.rd()), banked(m.register()));
            case MoveToBanked m -> with("msr", m.cond(), banked(m.register()), reg(m.rn()));
            case ChangeProcessorState c -> changeProcessorState(c);
            case SetEndianness s -> with("setend", s.cond(), s.bigEndian() ? "be" : "le");
            case ReturnFromException r ->
                with("rfe" + mode(r.blockMode()), r.cond(), reg(r.rn()) + bang(r.writeBack()));
            case StoreReturnState s ->
                with("srs" + mode(s.blockMode()), s.cond(), reg(SP) + bang(s.writeBack()), imm(s.mode()));
            case ExceptionReturn e -> with("eret", e.cond());
        };
    }

    private static String psr(boolean spsr) {
        return spsr ? "SPSR" : "CPSR";
    }

    private static String psrFields(boolean spsr, int mask) {
        return psr(spsr) + "_" + letters(PSR_FIELDS, mask);
    }

    /** The letters whose bits are set; the first letter is the top bit. */
    private static String letters(String names, int bits) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.length(); i++) {
            if ((bits >> names.length() - 1 - i & 1) != 0) {
                text.append(names.charAt(i));
            }
        }
        return text.toString();
    }

    /** As the assembler wants it: {@code SP_irq}. */
    private static String banked(BankedRegister register) {
        String name = register.name();
        int underscore = name.indexOf('_');
        return name.substring(0, underscore) + lower(register).substring(underscore);
    }

    private static String changeProcessorState(ChangeProcessorState c) {
        String flags = letters(INTERRUPT_FLAGS, c.affectedMasks() >> INTERRUPT_FLAGS_SHIFT);
        String mode = c.changeMode() ? ", " + imm(c.mode()) : "";
        return switch (c.effect()) {
            case NONE -> "cps " + imm(c.mode());
            case ENABLE -> "cpsie " + flags + mode;
            case DISABLE -> "cpsid " + flags + mode;
        };
    }

    private static String mode(BlockMode mode) {
        return lower(mode);
    }

    private static String bang(boolean writeBack) {
        return writeBack ? "!" : "";
    }
}
