package trapline.emulator.translate;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.ir.BlockBuilder;
import trapline.emulator.ir.BlockKey;
import trapline.emulator.ir.Effect;
import trapline.emulator.ir.Shape;
import trapline.emulator.ir.Uop;
import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.Cond;
import trapline.emulator.isa.Insn;
import trapline.emulator.isa.InstructionSet;

/**
 * The vocabulary of the translators: micro-operations of the present instruction, in words of the manual's pseudocode. Register numbers
 * are slots; {@link #read} gives the slot of a register that may be the PC.
 */
final class Emitter {
    /** {@link #heldIt} when ITSTATE at run time depends on a condition. */
    private static final int UNKNOWN = -1;

    private final BlockBuilder builder;

    private boolean thumb;
    private boolean bigEndian;
    private int level;
    private int extensionAccess;
    private int heldIt;

    private int pc;
    private int nextPc;
    private int itState;
    private int nextItState;
    private int encoding;
    private boolean inSkip;
    private boolean fallsThrough;

    Emitter(BlockBuilder builder) {
        this.builder = builder;
    }

    /** Starts a block in the state of a key. */
    void beginBlock(int key) {
        thumb = BlockKey.thumb(key);
        bigEndian = BlockKey.bigEndian(key);
        level = BlockKey.privilegeLevel(key);
        extensionAccess = BlockKey.extensionAccess(key);
        heldIt = BlockKey.itState(key);
    }

    /** Starts an instruction of {@code size} bytes. */
    void beginInstruction(Insn insn, int address, int size, int word, int it) {
        pc = address;
        nextPc = address + size;
        encoding = word;
        itState = it;
        nextItState = ItState.advance(it);
        fallsThrough = false;
        builder.beginInstruction(word, it, Syndromes.of(insn, size == 4));
    }

    /** Ends the instruction, and the block too when it has an exit. Whether the block has ended. */
    boolean endInstruction(boolean last) {
        boolean exit = builder.hasExit();
        if (exit ? fallsThrough : last) {
            jump(0, nextPc);
        }
        builder.endInstruction(nextPc, nextItState);
        return exit || last;
    }

    /** Opens the conditional part of the instruction. */
    int beginCondition(Cond cond) {
        inSkip = true;
        fallsThrough = true;
        return builder.skipUnless(cond);
    }

    /** Closes it. */
    void endCondition(int skip) {
        builder.endSkip(skip);
        inSkip = false;
    }

    /** The IT instruction: ITSTATE for the instructions that follow. */
    void setItState(int value) {
        nextItState = value;
    }

    int nextItState() {
        return nextItState;
    }

    boolean isThumb() {
        return thumb;
    }

    boolean isBigEndian() {
        return bigEndian;
    }

    boolean isHyp() {
        return level == 2;
    }

    boolean isUser() {
        return level == 0;
    }

    /** Whether the state has a bit of {@link trapline.emulator.cpu.ExtensionAccess}. */
    boolean hasExtension(int bit) {
        return (extensionAccess & bit) != 0;
    }

    /** The address of the following instruction. */
    int nextPc() {
        return nextPc;
    }

    /** Whether the encoding has 32 bits. */
    boolean isWide() {
        return nextPc - pc == 4;
    }

    /** The instruction's encoding. */
    int encoding() {
        return encoding;
    }

    /** The value of the PC as an operand: the instruction's address + 8 or + 4. */
    int pcValue() {
        return pc + (thumb ? InstructionSet.T32 : InstructionSet.A32).pcOffset();
    }

    /** {@code Align(PC, 4)}. */
    int alignedPc() {
        return pcValue() & ~0b11;
    }

    int temporary() {
        return builder.temporary();
    }

    /** The slot to read register n from; for the PC a temporary with its value. */
    int read(int n) {
        return n == CpuState.PC ? constant(pcValue()) : n;
    }

    /** A slot with a constant. */
    int constant(int value) {
        if (value == 0) {
            return Uop.ZERO;
        }
        int slot = temporary();
        moveImmediate(slot, value);
        return slot;
    }

    /** The slot in which to make the value for register d: a temporary for the PC, see {@link #finish}. */
    int destination(int d) {
        return d == CpuState.PC ? temporary() : d;
    }

    /** Ends a data-processing instruction that has made its result in {@code slot}: {@code ALUWritePC} when d is the PC. */
    void finish(int d, int slot) {
        if (d == CpuState.PC) {
            aluWritePc(slot);
        }
    }

    /** {@code d = i}. */
    void moveImmediate(int d, int value) {
        emit(UopKind.MOVI, d, 0, 0, value);
    }

    /** {@code d = a}, nothing when they are the same. */
    void move(int d, int a) {
        if (d != a) {
            emit(UopKind.MOV, d, a, 0, 0);
        }
    }

    /** A micro-operation on two slots. */
    void op(UopKind kind, int d, int a, int b) {
        emit(kind, d, a, b, 0);
    }

    /** A micro-operation on a slot and an immediate. */
    void opImmediate(UopKind kind, int d, int a, int imm) {
        emit(kind, d, a, 0, imm);
    }

    /** A micro-operation that uses no slot. */
    void extension(UopKind kind, int imm) {
        emit(kind, 0, 0, 0, imm);
    }

    /** A micro-operation into a fresh temporary. */
    int value(UopKind kind, int a, int b) {
        int slot = temporary();
        emit(kind, slot, a, b, 0);
        return slot;
    }

    /** A micro-operation with an immediate into a fresh temporary. */
    int valueImmediate(UopKind kind, int a, int imm) {
        int slot = temporary();
        emit(kind, slot, a, 0, imm);
        return slot;
    }

    /**
     * Any micro-operation. Where an instruction names the PC although the manual calls that UNPREDICTABLE, it reads as {@link #pcValue} and
     * what is written to it is lost: slot 15 is never an operand.
     */
    void emit(UopKind kind, int d, int a, int b, int imm) {
        if (kind.effect() == Effect.SYSTEM) {
            hold(itState);
        }
        int fourth = operand(kind, Shape.FOURTH, imm & 0xFF);
        builder.emit(
                kind,
                operand(kind, Shape.DST, d),
                operand(kind, Shape.SRC_A, a),
                operand(kind, Shape.SRC_B, b),
                fourth == (imm & 0xFF) ? imm : imm & ~0xFF | fourth);
    }

    private int operand(UopKind kind, int role, int slot) {
        if (slot != CpuState.PC) {
            return slot;
        }
        if ((kind.shape().read() & role) != 0) {
            return constant(pcValue());
        }
        return (kind.shape().written() & role) != 0 ? temporary() : slot;
    }

    private void hold(int value) {
        heldIt = inSkip && heldIt != value ? UNKNOWN : value;
    }

    private void settleIt() {
        if (heldIt != nextItState) {
            builder.emit(UopKind.SET_IT, 0, 0, 0, nextItState);
            hold(nextItState);
        }
    }

    private void jump(int link, int target) {
        settleIt();
        builder.emit(UopKind.EXIT_JUMP, 0, link, 0, target);
    }

    /** {@code BranchWritePC} to a known address. */
    void branchTo(int target) {
        jump(1, target);
    }

    /** A branch to a known address of the other instruction set. */
    void branchExchangeTo(int target) {
        builder.emit(UopKind.SET_THUMB, 0, 0, 0, thumb ? 0 : 1);
        jump(1, target);
    }

    /** A branch that depends on a register: EXIT_IF_ZERO or EXIT_IF_NONZERO. */
    void branchIf(UopKind kind, int slot, int target) {
        settleIt();
        emit(kind, 0, slot, 0, target);
        fallsThrough = true;
    }

    /** {@code BranchWritePC}: the instruction set stays. */
    void branchWritePc(int slot) {
        int target = temporary();
        emit(UopKind.ANDI, target, slot, 0, thumb ? ~0b1 : ~0b11);
        settleIt();
        builder.emit(UopKind.EXIT_INDIRECT, 0, target, 0, 0);
    }

    /** {@code BXWritePC}: bit 0 selects the instruction set. */
    void bxWritePc(int slot) {
        settleIt();
        emit(UopKind.EXIT_INTERWORK, 0, slot, 0, 0);
    }

    /** {@code ALUWritePC}: interworking from A32 only. */
    void aluWritePc(int slot) {
        if (thumb) {
            branchWritePc(slot);
        } else {
            bxWritePc(slot);
        }
    }

    /** {@code LoadWritePC}: interworking. */
    void loadWritePc(int slot) {
        bxWritePc(slot);
    }

    /** Ends the block after a SYSTEM micro-operation, to go on with the following instruction. */
    void examineNext() {
        settleIt();
        builder.emit(UopKind.EXIT_EXAMINE_AT, 0, 0, 0, nextPc);
    }

    /** Ends the block after a SYSTEM micro-operation that has set PC and ITSTATE. */
    void examine() {
        builder.emit(UopKind.EXIT_EXAMINE, 0, 0, 0, 0);
    }

    /** An UNDEFINED instruction. */
    void undefined() {
        opImmediate(UopKind.UNDEFINED, 0, 0, encoding);
        examine();
    }

    /** What the manual calls UNPREDICTABLE, where doing it would make no sense: UNDEFINED. */
    void unpredictable() {
        undefined();
    }
}
