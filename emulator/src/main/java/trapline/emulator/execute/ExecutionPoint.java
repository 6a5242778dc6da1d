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
    /** Its index in the block. */
    int instruction;
    /** Whether it executes; else it is still to be fetched, from the exact PC. */
    boolean executing;

    /** The region in which {@link #where} is; {@link Region#NOWHERE} when {@link #block} and {@link #instruction} are good. */
    private Region region = Region.NOWHERE;
    /** A micro-operation of the region, as {@link RegionFrame} names it. */
    private int where;

    ExecutionPoint(CpuState cpu, Tick tick) {
        this.cpu = cpu;
        this.tick = tick;
    }

    /** Goes to an instruction: PC and tick become exact. */
    void locate(Block at, int index, long now) {
        block = at;
        instruction = index;
        executing = true;
        tick.now = now;
        cpu.slots[CpuState.PC] = at.pcs[index];
    }

    /** Goes to a micro-operation of a region; PC and tick have been made exact. */
    void locate(Region in, int at) {
        region = in;
        where = at;
        executing = true;
    }

    /** Leaves the micro-operation. */
    void leave() {
        region = Region.NOWHERE;
    }

    private void lookUp() {
        if (region != Region.NOWHERE) {
            block = region.block(where >>> RegionFrame.PLACE_BITS);
            instruction = block.instructionOf[where & (1 << RegionFrame.PLACE_BITS) - 1];
            region = Region.NOWHERE;
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
            cpu.itState = block.itStates[instruction] & 0xFF;
            cpu.fault.instructionSyndrome = block.syndromes[instruction];
        }
    }
}
