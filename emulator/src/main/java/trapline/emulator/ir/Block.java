package trapline.emulator.ir;

import java.util.ArrayList;
import java.util.List;

/**
 * A straight run of instructions of one page, as micro-operations in the flat form that the interpreter runs, with what is needed to
 * make the state exact at any instruction. Immutable but for the links and marks that execution leaves on it.
 */
public final class Block {
    /** Most instructions in a block. */
    public static final int MAX_INSTRUCTIONS = 64;
    /** {@link #secondPage} of a block within one page. */
    public static final long NO_PAGE = -1;
    /** {@link #aloneAt} of a block without such an instruction. */
    public static final int NOWHERE = Integer.MAX_VALUE;
    /** Most targets of a jump by register that are remembered; a power of two. */
    public static final int MAX_TARGETS = 16;
    /** {@link #cost} of a block that cannot run in one go. */
    public static final long NEVER = Long.MAX_VALUE;
    /** The block that is never valid: an absent link. */
    public static final Block NONE = new BlockBuilder().none();

    /** Virtual address of the first instruction. */
    public final int pc;
    /** Virtual address after the last instruction. */
    public final int endPc;
    /** The execution state it was translated for; see {@link BlockKey}. */
    public final int key;
    /** Physical address of the page of the first instruction. */
    public final long page;
    /** Physical address of the next page, when the only instruction reaches into it; else {@link #NO_PAGE}. */
    public final long secondPage;

    /** The micro-operations: {@code imm << 32 | opcode << 24 | b << 16 | a << 8 | dst}, with an {@link Opcode}. */
    public final long[] uops;
    /** Number of instructions. */
    public final int length;

    private final InstructionMap map;

    /** Whether it may be entered; cleared for good when its code changes. */
    public boolean valid;
    /**
     * Ticks that must be left to interpret it in one go: {@link #length}, or {@link #NEVER} when it is not valid, {@link #aloneAt} is set,
     * or there may be a better way than interpreting it.
     */
    public long cost;
    /** How often it was interpreted since {@link #coolAt}. */
    public int heat;

    private boolean ripe;
    /** It has not got machine code when it was ripe for that. */
    private boolean passedOver;
    /** The tick at which {@link #heat} was 0. */
    private long coolAt;
    /** What runs instead, from here on; {@link CompiledCode#NONE} as a rule. */
    private CompiledCode code = CompiledCode.NONE;
    /** What the host runs instead, unless there is {@link #code}. */
    private MachineCode machineCode = MachineCode.NONE;
    /** Compiled code that this block is part of. */
    private List<CompiledCode> users = List.of();
    /** Where jumps by register led to. */
    private List<Block> targets = List.of();
    /** Index of the one that is forgotten next. */
    private int oldestTarget;
    /** Index of an instruction that has to run alone, because it was seen to access a device. */
    public int aloneAt = NOWHERE;
    /** Where link 0 leads; {@link #NONE} while unknown. */
    public Block next;
    /** Where link 1 leads. */
    public Block taken;
    /** {@link #next} when it is in the same virtual page, so that going there is no fetch from another; else {@link #NONE}. */
    public Block nearNext;
    /** {@link #taken} likewise. */
    public Block nearTaken;

    Block(BlockBuilder builder) {
        pc = builder.startPc();
        endPc = builder.endPc();
        key = builder.key();
        page = builder.page();
        secondPage = builder.secondPage();
        uops = builder.uops();
        length = builder.length();
        map = new InstructionMap(builder);
        valid = length > 0;
        cost = valid ? length : NEVER;
        next = valid ? NONE : this;
        taken = next;
        nearNext = next;
        nearTaken = next;
    }

    /** Number of micro-operations. */
    public int size() {
        return uops.length;
    }

    /** Kind of micro-operation n. */
    public UopKind kind(int n) {
        return map.kind(n);
    }

    /** Constant of micro-operation n, or its fourth slot. */
    public int imm(int n) {
        return (int) (uops[n] >>> 32);
    }

    /** Micro-operation n as a value. */
    public Uop uop(int n) {
        int word = (int) uops[n];
        return new Uop(kind(n), word & 0xFF, word >>> 8 & 0xFF, word >>> 16 & 0xFF, imm(n));
    }

    /** The instruction to which micro-operation n belongs. */
    public int instructionOf(int n) {
        return map.instructionOf(n);
    }

    /** Index of an instruction's first micro-operation; {@link #size} for the index after the last. */
    public int start(int instruction) {
        return map.start(instruction);
    }

    /** Virtual address of an instruction; {@link #endPc} for the index after the last. */
    public int pc(int instruction) {
        return map.pc(instruction);
    }

    /** ITSTATE at an instruction, or after the last. */
    public int itState(int instruction) {
        return map.itState(instruction);
    }

    /** IL, ISV, SAS, SSE and SRT at their places in the HSR, for a data abort at an instruction. */
    public int syndrome(int instruction) {
        return map.syndrome(instruction);
    }

    /** An instruction's encoding; that of a T32 instruction of 16 bits in the lower half. */
    int word(int instruction) {
        return map.word(instruction);
    }

    /** Whether an instruction takes four bytes. */
    boolean isWide(int instruction) {
        return map.isWide(instruction);
    }

    /** Remembers that an instruction accesses a device, so that the block stops before it from now on. */
    public void runAlone(int instruction) {
        aloneAt = Math.min(aloneAt, instruction);
        settle();
        dropUsers();
    }

    /** What runs instead of interpreting it; {@link CompiledCode#NONE} for nothing. */
    public CompiledCode code() {
        return code;
    }

    /** Says what runs instead of interpreting it. */
    public void setCode(CompiledCode instead) {
        code = instead;
        settle();
    }

    /** Says that it is interpreted again. */
    public void clearCode() {
        code = CompiledCode.NONE;
        settle();
    }

    /** What the host runs instead of interpreting it; {@link MachineCode#NONE} for nothing. */
    public MachineCode machineCode() {
        return machineCode;
    }

    /** Says what the host runs instead of interpreting it. */
    public void setMachineCode(MachineCode instead) {
        machineCode = instead;
        ripe = false;
        settle();
    }

    /** Says that its machine code is gone. */
    public void removeMachineCode() {
        machineCode = MachineCode.NONE;
        heat = 0;
        settle();
    }

    private void settle() {
        boolean plain = valid && aloneAt == NOWHERE && !code.isPresent() && !ripe;
        cost = plain && !machineCode.isPresent() ? length : NEVER;
        machineCode.allow(plain);
    }

    /** How often it has run by itself since {@link #coolAt}. */
    public int executions() {
        return heat + machineCode.executions();
    }

    /** Says that it is worth compiling: the interpreter stops before it. */
    public void ripen() {
        ripe = true;
        settle();
    }

    /** Does without machine code; it will be ripe again after so many executions. */
    public void passOver(int executions) {
        passedOver = true;
        ripe = false;
        heat -= executions;
        settle();
    }

    /** Whether it is to do without machine code. */
    public boolean isPassedOver() {
        return passedOver;
    }

    /** Whether it is worth compiling. */
    public boolean isRipe() {
        return ripe;
    }

    /** Is interpreted again, and counts from 0, from this tick on. */
    public void cool(long now) {
        heat = 0;
        ripe = false;
        coolAt = now;
        clearCode();
    }

    /** Ticks between two times that it was interpreted, on average. */
    public long interval(long now) {
        return (now - coolAt) / Math.max(executions(), 1);
    }

    /** Whether compiled code contains it. */
    public boolean isUsed() {
        return !users.isEmpty();
    }

    /** Says that compiled code contains it. */
    public void addUser(CompiledCode user) {
        if (users.isEmpty()) {
            users = new ArrayList<>(1);
        }
        users.add(user);
    }

    /** Says that compiled code that contains it is gone. */
    public void removeUser(CompiledCode user) {
        users.remove(user);
    }

    private void dropUsers() {
        while (!users.isEmpty()) {
            users.removeLast().drop();
        }
    }

    /** Remembers where a jump by register led to. */
    public void noteTarget(Block to) {
        if (targets.contains(to)) {
            return;
        }
        if (targets.isEmpty()) {
            targets = new ArrayList<>(1);
        }
        if (targets.size() < MAX_TARGETS) {
            targets.add(to);
        } else {
            targets.set(oldestTarget, to);
            oldestTarget = oldestTarget + 1 & MAX_TARGETS - 1;
        }
    }

    /** Where jumps by register led to, those that are remembered. */
    public List<Block> targets() {
        return targets;
    }

    /** Where link 0 or 1 leads. */
    public Block link(int link) {
        return link == 0 ? next : taken;
    }

    /** Remembers where link 0 or 1 leads. */
    public void setLink(int link, Block to) {
        Block near = isNear(to) ? to : NONE;
        if (link == 0) {
            next = to;
            nearNext = near;
        } else {
            taken = to;
            nearTaken = near;
        }
    }

    /** Whether a block is in the same virtual page, so that going there is no fetch from another. */
    public boolean isNear(Block to) {
        return (pc ^ to.pc) >>> 12 == 0;
    }

    /** Makes the block unreachable. */
    public void invalidate() {
        valid = false;
        settle();
        machineCode.drop();
        next = NONE;
        taken = NONE;
        nearNext = NONE;
        nearTaken = NONE;
        targets = List.of();
        dropUsers();
    }
}
