package trapline.emulator.execute;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.ir.Block;
import trapline.emulator.ir.BlockDump;
import trapline.emulator.time.Tick;

/** The instruction that one CPU is executing, kept before everything that may fault or look at the state. */
final class ExecutionPoint {
    private final CpuState cpu;
    private final Tick tick;

    /** The block it belongs to. */
    Block block = Block.NONE;
    /** The tick at which that began, when it is interpreted. */
    long start;
    /** Its index in the block. */
    int instruction;
    /** Whether it executes; else it is still to be fetched, from the exact PC. */
    boolean executing;

    /** Whether {@link #where} in {@link #region} tells the instruction, and not {@link #block} and {@link #instruction}. */
    private boolean inRegion;

    private Region region = Region.NOWHERE;
    /** A micro-operation of the region, as {@link RegionFrame} names it. */
    private int where;

    ExecutionPoint(CpuState cpu, Tick tick) {
        this.cpu = cpu;
        this.tick = tick;
    }

    /** Blocks are interpreted from here on. */
    void begin() {
        start = tick.now;
        executing = true;
    }

    /** Goes to a micro-operation of the block that is interpreted: PC and tick become exact. */
    void locate(int uop) {
        instruction = block.instructionOf(uop);
        tick.now = start + instruction;
        cpu.slots[CpuState.PC] = block.pc(instruction);
    }

    /** Goes to an instruction: PC and tick become exact. */
    void locate(Block at, int index, long now) {
        block = at;
        instruction = index;
        executing = true;
        tick.now = now;
        cpu.slots[CpuState.PC] = at.pc(index);
    }

    /** Goes to a micro-operation of a region; PC and tick have been made exact. */
    void locate(Region in, int at) {
        inRegion = true;
        region = in;
        where = at;
        executing = true;
    }

    /** Leaves the micro-operation. */
    void leave() {
        inRegion = false;
    }

    private void lookUp() {
        if (inRegion) {
            block = region.block(where >>> RegionFrame.PLACE_BITS);
            instruction = block.instructionOf(where & (1 << RegionFrame.PLACE_BITS) - 1);
            inRegion = false;
        }
    }

    /** Makes the state exact after a fault, and says in it what instruction it was. */
    void settle(GuestFault fault) {
        lookUp();
        boolean fetching = !executing;
        executing = false;
        if (fault.reason() == GuestFault.Reason.RETRY_ALONE) {
            if (fetching || block.aloneAt == instruction) {
                throw new IllegalStateException("asked to run alone what does already, at pc 0x%x, tick %d%n%s"
                        .formatted(cpu.slots[CpuState.PC], tick.now, BlockDump.dump(block)));
            }
            block.runAlone(instruction);
        }
        if (!fetching) {
            cpu.itState = block.itState(instruction);
            cpu.fault.instructionSyndrome = block.syndrome(instruction);
        }
    }
}
