package trapline.emulator.execute;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.SystemOperations;
import trapline.emulator.ir.Block;
import trapline.emulator.mmu.MemoryPort;
import trapline.emulator.time.Tick;

/**
 * Runs one CPU by interpreting blocks; the reference of what a program does. {@link #run} goes from block to block until the limit or
 * until something happens that is the run loop's business.
 *
 * <p>Rules that make the result independent of how code is cut into blocks: a block that does not fit what is left of the limit is run
 * in part, to the exact instruction. An access to a device runs alone ({@link GuestFault.Reason#RETRY_ALONE}), at its exact tick. A store
 * to a page with translations takes effect before the next instruction: it invalidates them, and the block ends behind the storing
 * instruction when it is one of them.
 */
public final class BlockInterpreter {
    private final CpuState cpu;
    private final MemoryPort port;
    private final Tick tick;
    private final BlockCache cache;
    private final UopInterpreter uops;
    private GuestFault fault = GuestFault.UNDEFINED;

    /** An interpreter for one CPU; the cache is shared by all. */
    public BlockInterpreter(CpuState cpu, MemoryPort port, SystemOperations system, Tick tick, BlockCache cache) {
        this.cpu = cpu;
        this.port = port;
        this.tick = tick;
        this.cache = cache;
        uops = new UopInterpreter(cpu, port, system, tick);
        port.setAlone(false);
    }

    /** The fault of the last {@link Exit#FAULT}. */
    public GuestFault fault() {
        return fault;
    }

    /** Runs from the present PC until the tick is {@code limit}, or an {@link Exit} for another reason. */
    public Exit run(long limit) {
        long end = Math.min(
                limit, Block.NEVER - 1); // What is left of it is less than the cost of a block that may not run.
        while (true) {
            try {
                return runBlocks(end);
            } catch (GuestFault thrown) {
                uops.settleFault(thrown);
                if (thrown.reason() != GuestFault.Reason.RETRY_ALONE) {
                    fault = thrown;
                    return Exit.FAULT;
                }
            }
        }
    }

    /** The limit is looked at before the next fetch, which has effects and belongs to the time after an interrupt. */
    private Exit runBlocks(long limit) {
        if (tick.now >= limit) {
            return Exit.LIMIT;
        }
        Block block = cache.find(cpu, port);
        while (true) {
            long room = limit - tick.now;
            int exit = block.cost <= room ? uops.execute(block, limit) : runPart(block, room);
            if (exit == UopInterpreter.EXAMINE) {
                return Exit.EXAMINE;
            }
            if (tick.now >= limit) {
                return Exit.LIMIT;
            }
            block = follow(uops.last(), exit);
        }
    }

    private Block follow(Block from, int exit) {
        if (exit == UopInterpreter.NEXT) {
            Block next = from.next;
            if (next.valid && isReachable(from, next)) {
                return next;
            }
            Block found = cache.find(cpu, port);
            if (isLinkable(from, found)) {
                from.linkNext(found);
            }
            return found;
        }
        if (exit == UopInterpreter.TAKEN) {
            Block taken = from.taken;
            if (taken.valid && isReachable(from, taken)) {
                return taken;
            }
            Block found = cache.find(cpu, port);
            if (isLinkable(from, found)) {
                from.linkTaken(found);
            }
            return found;
        }
        return cache.find(cpu, port);
    }

    /** A linked block in the same virtual page is on the page being fetched from; otherwise the fetch has to be made and compared. */
    private boolean isReachable(Block from, Block to) {
        return (from.pc ^ to.pc) >>> 12 == 0 || port.fetchPage(to.pc) == to.page;
    }

    private static boolean isLinkable(Block from, Block to) {
        return from.valid && from.secondPage == Block.NO_PAGE && to.secondPage == Block.NO_PAGE;
    }

    /** Runs the first instructions of a block, or its first one alone. */
    private int runPart(Block block, long room) {
        if (block.aloneAt == 0) {
            return runAlone(block);
        }
        return uops.executePart(block, (int) Math.min(room, Math.min(block.length, block.aloneAt)));
    }

    private int runAlone(Block block) {
        port.setAlone(true);
        try {
            uops.executePart(block, 1);
            return UopInterpreter.EXAMINE;
        } finally {
            port.setAlone(false);
        }
    }
}
