package trapline.emulator.execute;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.SystemOperations;
import trapline.emulator.ir.Block;
import trapline.emulator.ir.BlockKey;
import trapline.emulator.mmu.LookAside;
import trapline.emulator.mmu.MemoryPort;
import trapline.emulator.time.Tick;

/**
 * What a region works with, and what it calls where it does not know better itself: one for each CPU. In every call {@code where} is the
 * micro-operation, {@code block << PLACE_BITS | index}, and {@code now} the tick of its instruction.
 */
public final class RegionFrame {
    /** Bits of a micro-operation's index in its block. */
    public static final int PLACE_BITS = 16;

    /** The CPU. */
    public final CpuState cpu;
    /** Its registers. */
    public final int[] slots;
    /** The machine's clock, exact at entry and exit. */
    public final Tick tick;
    /** Where loads and stores look first; see {@link LookAside}. */
    public final long[] words;
    /** Which window what they find is in. */
    public final int window;

    private final MemoryPort port;
    private final SystemOperations operations;
    private final Examination examination;
    private final SystemUops system;
    private final ExecutionPoint point;
    private Region region = Region.NOWHERE;

    RegionFrame(Execution execution, SystemUops system, ExecutionPoint point) {
        cpu = execution.cpu();
        slots = cpu.slots;
        port = execution.port();
        operations = execution.system();
        examination = execution.examination();
        tick = execution.tick();
        this.system = system;
        this.point = point;
        words = port.lookAside().words;
        window = port.window();
    }

    /** Runs a region; the answer is its exit. */
    int run(Region entered, long limit) {
        region = entered;
        return entered.run(this, limit);
    }

    /** The context's part in tags of the look-aside; changes only within {@link #system}. */
    public int context() {
        return port.context();
    }

    private void locate(int where, long now) {
        Block block = region.block(where >>> PLACE_BITS);
        point.locate(block, block.instructionOf(where & (1 << PLACE_BITS) - 1), now);
    }

    /** Fetches from another virtual page; whether it is the expected physical one. */
    public boolean fetches(int va, int blockIndex, long now) {
        point.executing = false;
        tick.now = now;
        slots[CpuState.PC] = va;
        return port.fetchPage(va) == region.block(blockIndex).page;
    }

    /** Calls {@code SystemOperations} for a micro-operation; all registers and flags are in the CPU's state. */
    public void system(int where, long now) {
        Block block = region.block(where >>> PLACE_BITS);
        int n = where & (1 << PLACE_BITS) - 1;
        locate(where, now);
        cpu.itState = block.itState(point.instruction);
        system.execute(block.kind(n), (int) block.uops[n], block.imm(n));
    }

    /**
     * Whether the CPU goes on, after {@link #system}, with a block of the region, from which {@code reach} instructions may follow without
     * another look at the limit. If so, the fetch has been made.
     */
    public boolean goesOn(int blockIndex, int reach, long limit) {
        Block to = region.block(blockIndex);
        return limit - tick.now >= reach
                && BlockKey.of(cpu) == to.key
                && examination.goesOn()
                && port.fetchPage(to.pc) == to.page;
    }

    /** SVC; {@code pc} and {@code itState} are those of the instruction. */
    public void supervisorCall(int immediate, int pc, int itState, int where, long now) {
        locate(pc, itState, where, now);
        operations.supervisorCall(immediate);
        point.leave();
    }

    /** Exception return to an address with a CPSR. */
    public void exceptionReturn(int target, int psr, int pc, int where, long now) {
        locate(pc, cpu.itState, where, now);
        operations.exceptionReturn(target, psr);
        point.leave();
    }

    /** SPSR of the current mode. */
    public int readSpsr(int pc, int where, long now) {
        locate(pc, cpu.itState, where, now);
        int psr = operations.readSpsr();
        point.leave();
        return psr;
    }

    /** What is at an instruction is looked up only when it faults. */
    private void locate(int pc, int itState, int where, long now) {
        point.locate(region, where);
        cpu.itState = itState;
        tick.now = now;
        slots[CpuState.PC] = pc;
    }

    /** Ends the instruction that called {@link #system}. */
    public void endSystem() {
        point.executing = false;
        tick.now++;
    }

    /** {@code BXWritePC} (A2.3.2), the new PC. */
    public int interwork(int target) {
        UopLoop.interwork(cpu, target);
        return slots[CpuState.PC];
    }

    /** The low word of a result of {@link Alu}; sets Q when it says so. */
    public int saturated(long result) {
        cpu.qf |= (int) (result >>> 32);
        return (int) result;
    }

    /** {@link MemoryPort#load8}. */
    public int load8(int va, int where, long now) {
        locate(where, now);
        return port.load8(va);
    }

    /** {@link MemoryPort#load16}. */
    public int load16(int va, int where, long now) {
        locate(where, now);
        return port.load16(va);
    }

    /** {@link MemoryPort#load32}. */
    public int load32(int va, int where, long now) {
        locate(where, now);
        return port.load32(va);
    }

    /** {@link MemoryPort#load32Aligned}. */
    public int load32Aligned(int va, int where, long now) {
        locate(where, now);
        return port.load32Aligned(va);
    }

    /** {@link MemoryPort#store8}. */
    public void store8(int va, int value, int where, long now) {
        locate(where, now);
        port.store8(va, value);
    }

    /** {@link MemoryPort#store16}. */
    public void store16(int va, int value, int where, long now) {
        locate(where, now);
        port.store16(va, value);
    }

    /** {@link MemoryPort#store32}. */
    public void store32(int va, int value, int where, long now) {
        locate(where, now);
        port.store32(va, value);
    }

    /** {@link MemoryPort#store32Aligned}. */
    public void store32Aligned(int va, int value, int where, long now) {
        locate(where, now);
        port.store32Aligned(va, value);
    }

    /** {@link MemoryPort#loadUnprivileged}. */
    public int loadUnprivileged(int va, int size, int where, long now) {
        locate(where, now);
        return port.loadUnprivileged(va, size);
    }

    /** {@link MemoryPort#storeUnprivileged}. */
    public void storeUnprivileged(int va, int size, int value, int where, long now) {
        locate(where, now);
        port.storeUnprivileged(va, size, value);
    }

    /** {@link MemoryPort#loadExclusive}. */
    public long loadExclusive(int va, int size, int where, long now) {
        locate(where, now);
        return port.loadExclusive(va, size);
    }

    /** {@link MemoryPort#storeExclusive}. */
    public int storeExclusive(int va, int size, long value, int where, long now) {
        locate(where, now);
        return port.storeExclusive(va, size, value);
    }

    /** {@link MemoryPort#loadElements}. */
    public int loadElements(int va, int elementBytes, int where, long now) {
        locate(where, now);
        return port.loadElements(va, elementBytes);
    }

    /** {@link MemoryPort#storeElements}. */
    public void storeElements(int va, int elementBytes, int value, int where, long now) {
        locate(where, now);
        port.storeElements(va, elementBytes, value);
    }

    /** {@link MemoryPort#checkAlignment}; {@code check} is its size, and in bit 8 whether it is a store's. */
    public void checkAlignment(int va, int check, int where, long now) {
        locate(where, now);
        port.checkAlignment(va, check & 0xFF, check >>> 8 != 0);
    }

    /** {@link MemoryPort#clearExclusive}. */
    public void clearExclusive(int where, long now) {
        locate(where, now);
        port.clearExclusive();
    }
}
