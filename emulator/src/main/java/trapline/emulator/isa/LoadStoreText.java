package trapline.emulator.isa;

import static trapline.emulator.isa.Text.address;
import static trapline.emulator.isa.Text.imm;
import static trapline.emulator.isa.Text.list;
import static trapline.emulator.isa.Text.lower;
import static trapline.emulator.isa.Text.reg;
import static trapline.emulator.isa.Text.with;

import trapline.emulator.isa.LoadStoreInsn.ClearExclusive;
import trapline.emulator.isa.LoadStoreInsn.Load;
import trapline.emulator.isa.LoadStoreInsn.LoadDual;
import trapline.emulator.isa.LoadStoreInsn.LoadExclusive;
import trapline.emulator.isa.LoadStoreInsn.LoadExclusiveDual;
import trapline.emulator.isa.LoadStoreInsn.LoadMultiple;
import trapline.emulator.isa.LoadStoreInsn.LoadMultipleExceptionReturn;
import trapline.emulator.isa.LoadStoreInsn.LoadMultipleUser;
import trapline.emulator.isa.LoadStoreInsn.Preload;
import trapline.emulator.isa.LoadStoreInsn.PreloadKind;
import trapline.emulator.isa.LoadStoreInsn.Store;
import trapline.emulator.isa.LoadStoreInsn.StoreDual;
import trapline.emulator.isa.LoadStoreInsn.StoreExclusive;
import trapline.emulator.isa.LoadStoreInsn.StoreExclusiveDual;
import trapline.emulator.isa.LoadStoreInsn.StoreMultiple;
import trapline.emulator.isa.LoadStoreInsn.StoreMultipleUser;
import trapline.emulator.isa.LoadStoreInsn.Swap;
import trapline.emulator.isa.MemoryOperand.Indexing;

/** Text of loads and stores. */
final class LoadStoreText {
    private static final int SP = 13;

    private LoadStoreText() {}

    static String of(LoadStoreInsn insn) {
        return switch (insn) {
            case Load l when isStackWord(l.type(), l.address(), true) -> with("pop", l.cond(), list(1 << l.rt()));
            case Load l ->
                with("ldr" + type(l.type()) + t(l.unprivileged()), l.cond(), reg(l.rt()), address(l.address()));
            case Store s when isStackWord(s.type(), s.address(), false) -> with("push", s.cond(), list(1 << s.rt()));
            case Store s ->
                with("str" + type(s.type()) + t(s.unprivileged()), s.cond(), reg(s.rt()), address(s.address()));
            case LoadDual l -> with("ldrd", l.cond(), reg(l.rt()), reg(l.rt2()), address(l.address()));
            case StoreDual s -> with("strd", s.cond(), reg(s.rt()), reg(s.rt2()), address(s.address()));
            case LoadExclusive l ->
                with("ldrex" + type(l.type()), l.cond(), reg(l.rt()), exclusiveAddress(l.rn(), l.imm32()));
            case StoreExclusive s ->
                with("strex" + type(s.type()), s.cond(), reg(s.rd()), reg(s.rt()), exclusiveAddress(s.rn(), s.imm32()));
            case LoadExclusiveDual l ->
                with("ldrexd", l.cond(), reg(l.rt()), reg(l.rt2()), exclusiveAddress(l.rn(), 0));
            case StoreExclusiveDual s ->
                with("strexd", s.cond(), reg(s.rd()), reg(s.rt()), reg(s.rt2()), exclusiveAddress(s.rn(), 0));
            case ClearExclusive c -> with("clrex", c.cond());
            case Swap s ->
                with("swp" + type(s.type()), s.cond(), reg(s.rt()), reg(s.rt2()), exclusiveAddress(s.rn(), 0));
            case Preload p -> with(preload(p.kind()), p.cond(), address(p.address()));
            case LoadMultiple l
            when l.rn() == SP && l.writeBack() && l.mode() == BlockMode.IA ->
                with("pop", l.cond(), list(l.registers()));
            case LoadMultiple l -> block("ldm", l.cond(), l.mode(), base(l.rn(), l.writeBack()), list(l.registers()));
            case StoreMultiple s
            when s.rn() == SP && s.writeBack() && s.mode() == BlockMode.DB ->
                with("push", s.cond(), list(s.registers()));
            case StoreMultiple s -> block("stm", s.cond(), s.mode(), base(s.rn(), s.writeBack()), list(s.registers()));
            case LoadMultipleUser l ->
                block("ldm", l.cond(), l.mode(), base(l.rn(), l.writeBack()), list(l.registers()) + "^");
            case StoreMultipleUser s ->
                block("stm", s.cond(), s.mode(), base(s.rn(), s.writeBack()), list(s.registers()) + "^");
            case LoadMultipleExceptionReturn l ->
                block("ldm", l.cond(), l.mode(), base(l.rn(), l.writeBack()), list(l.registers()) + "^");
        };
    }

    /** PUSH and POP of one register are STR and LDR with write-back (A8.8.131, A8.8.133). */
    private static boolean isStackWord(TransferType type, MemoryOperand address, boolean pop) {
        Indexing indexing = pop ? Indexing.POST_INDEXED : Indexing.PRE_INDEXED;
        return type == TransferType.WORD
                && address.equals(new MemoryOperand(SP, pop, Operand2.Immediate.of(4), indexing));
    }

    private static String type(TransferType type) {
        return switch (type) {
            case WORD -> "";
            case BYTE -> "b";
            case HALFWORD -> "h";
            case SIGNED_BYTE -> "sb";
            case SIGNED_HALFWORD -> "sh";
        };
    }

    private static String t(boolean unprivileged) {
        return unprivileged ? "t" : "";
    }

    private static String preload(PreloadKind kind) {
        return switch (kind) {
            case DATA -> "pld";
            case DATA_FOR_WRITE -> "pldw";
            case INSTRUCTION -> "pli";
        };
    }

    private static String exclusiveAddress(int rn, int imm32) {
        return imm32 == 0 ? "[" + reg(rn) + "]" : "[" + reg(rn) + ", " + imm(imm32) + "]";
    }

    private static String base(int rn, boolean writeBack) {
        return writeBack ? reg(rn) + "!" : reg(rn);
    }

    private static String block(String mnemonic, Cond cond, BlockMode mode, String base, String list) {
        return with(mode == BlockMode.IA ? mnemonic : mnemonic + lower(mode), cond, base, list);
    }
}
