package trapline.emulator.execute;

import java.util.Optional;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.debug.Breakpoints;
import trapline.emulator.ir.Block;
import trapline.emulator.mmu.MemoryPort;
import trapline.emulator.time.Tick;

/**
 * Runs one CPU, from block to block, until the limit or until something happens that is the run loop's business. Blocks are interpreted,
 * which is the reference of what a program does, or run as part of a {@link Region} when they are hot.
 *
 * <p>Rules that make the result independent of how code is cut into blocks and regions: a block that does not fit what is left of the
 * limit is run in part, to the exact instruction. An access to a device runs alone ({@link GuestFault.Reason#RETRY_ALONE}), at its exact
 * tick. A store to a page with translations takes effect before the next instruction: it runs alone too when it hits one, invalidates
 * them, and the block ends behind the storing instruction when it is one of them. While breakpoints are armed, blocks are interpreted
 * up to the next instruction that may match.
 */
public final class Dispatcher {
    /**
     * A block of a region that is entered elsewhere is worth a region of its own when it is interpreted more often than once in so many
     * ticks; less often it is only on the way from an interruption to that entry.
     */
    private static final long RARE = 1000;
    /** Executions after which a block that leads into a region that runs for long is worth one itself. */
    private static final int ENTRANCE = 3000;
    /** Ticks after which a region has run for long. */
    private static final long LONG = 20_000_000;
    /** Bits of a block's heat that are 0 when it is worth noting where a jump by register leads: not every time. */
    private static final int NOT_NOTED = 0xF;

    private final CpuState cpu;
    private final MemoryPort port;
    private final Tick tick;
    private final Examination examination;
    private final BlockCache cache;
    private final HostCode hostCode;
    private final RegionFactory compiler;
    private final Breakpoints breakpoints;
    private final ExecutionPoint point;
    private final UopInterpreter uops;
    private final RegionFrame frame;
    private GuestFault fault = GuestFault.UNDEFINED;

    /** The next instruction runs alone. */
    private boolean alone;
    /** The limit was the reason why {@link #run} came back. */
    private boolean interrupted;
    /** Where {@link #run} has come to: the block that ended last. */
    private Block last = Block.NONE;

    /** A dispatcher for one CPU; cache and compiler are shared by all. */
    public Dispatcher(
            Execution execution, BlockCache cache, HostCode hostCode, RegionFactory compiler, Breakpoints breakpoints) {
        cpu = execution.cpu();
        port = execution.port();
        tick = execution.tick();
        examination = execution.examination();
        this.cache = cache;
        this.hostCode = hostCode;
        this.compiler = compiler;
        this.breakpoints = breakpoints;
        SystemUops systemUops = new SystemUops(cpu, execution.system());
        point = new ExecutionPoint(cpu, tick);
        int threshold = Math.min(hostCode.threshold(), compiler.threshold());
        uops = new UopInterpreter(
                execution, hostCode.loop(cpu, port, execution.system()), systemUops, point, threshold);
        frame = new RegionFrame(execution, systemUops, point);
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
                return breakpoints.areArmed() ? runChecked(end) : runBlocks(end);
            } catch (GuestFault thrown) {
                point.settle(thrown);
                if (!thrown.reason().isRetry()) {
                    fault = thrown;
                    return Exit.FAULT;
                }
                alone = thrown.reason() == GuestFault.Reason.RETRY_STORE;
            }
        }
    }

    /** The limit is looked at before the next fetch, which has effects and belongs to the time after an interrupt. */
    private Exit runBlocks(long limit) {
        if (tick.now >= limit) {
            return Exit.LIMIT;
        }
        Block block = cache.find(cpu, port);
        if (alone) {
            alone = false;
            if (runAlone(block) == Region.EXAMINE && !examination.goesOn()) {
                return Exit.EXAMINE;
            }
            return runBlocks(limit);
        }
        if (interrupted) {
            // It begins where the limit happened to be, which does not make it hot.
            block.heat -= block.machineCode().isPresent() ? 0 : 1;
            interrupted = false;
        }
        while (true) {
            int exit = block.cost <= limit - tick.now ? interpret(block, limit) : runOtherwise(block, limit);
            if (exit == Region.EXAMINE && !examination.goesOn()) {
                return Exit.EXAMINE;
            }
            if (tick.now >= limit) {
                interrupted = true;
                return Exit.LIMIT;
            }
            Block from = last;
            block = follow(from, exit);
            hostCode.link(from, exit, block);
        }
    }

    /**
     * The same while breakpoints are armed, which may end with any instruction that the run loop looks at. The fetch comes before the
     * breakpoint: so do its faults (B1.8.2).
     */
    private Exit runChecked(long limit) {
        while (tick.now < limit) {
            Block block = cache.find(cpu, port);
            breakpoints.check(block.pc);
            int exit;
            if (alone) {
                alone = false;
                exit = runAlone(block);
            } else {
                exit = runPart(block, Math.min(limit - tick.now, unchecked(block)));
            }
            if (exit == Region.EXAMINE) {
                return Exit.EXAMINE;
            }
        }
        return Exit.LIMIT;
    }

    /** How many instructions of a block may run after a check of the first one. */
    private int unchecked(Block block) {
        if (!breakpoints.mayMatchWithin(block.pc, block.endPc)) {
            return block.length;
        }
        int n = 1;
        while (n < block.length && !breakpoints.matches(block.pc(n))) {
            n++;
        }
        return n;
    }

    private int interpret(Block block, long limit) {
        int exit = uops.execute(block, limit);
        last = uops.last();
        return exit;
    }

    /** What cannot or should not be interpreted in one go: it is compiled, too long, or has to stop before a device. */
    private int runOtherwise(Block block, long limit) {
        long room = limit - tick.now;
        if (block.machineCode().isAllowed()) {
            if (block.length <= room) {
                int exit = uops.executeTranslated(block, limit);
                last = uops.last();
                return exit;
            }
        } else if (block.code() instanceof Region region) {
            if (region.need() <= room) {
                ripenEntrance(region);
                long before = tick.now;
                int exit = frame.run(region, limit);
                region.ran += tick.now - before;
                point.executing = false;
                last = region.block(exit >>> Region.EXIT_BITS);
                return exit & (1 << Region.EXIT_BITS) - 1;
            }
        } else if (block.isRipe() && block.valid && block.aloneAt != 0) {
            compile(block);
            return runOtherwise(block, limit);
        }
        return runPart(block, room);
    }

    /** What leads often into a region that runs for long is better part of one with it: the loop around a loop, say. */
    private void ripenEntrance(Region region) {
        if (region.ran >= LONG && last.executions() >= ENTRANCE && !last.code().isPresent() && !last.isUsed()) {
            last.ripen();
        }
    }

    private void compile(Block block) {
        if (hostCode.isPresent() && !block.machineCode().isPresent()) {
            if (block.aloneAt == Block.NOWHERE) {
                hostCode.translate(block);
                return;
            }
            if (!block.isPassedOver()) {
                block.passOver(compiler.threshold());
                return;
            }
        }
        boolean covered = block.isUsed() && block.interval(tick.now) > RARE;
        Optional<Region> region = covered ? Optional.empty() : compiler.compile(block);
        region.ifPresent(Region::install);
        if (region.isEmpty()) {
            block.cool(tick.now);
        }
    }

    private Block follow(Block from, int exit) {
        if (exit <= Region.TAKEN) {
            return followLink(from, exit);
        }
        Block found = cache.find(cpu, port);
        if ((from.heat & NOT_NOTED) == 0 && isLinkable(from, found)) {
            from.noteTarget(found);
        }
        return found;
    }

    private Block followLink(Block from, int link) {
        Block known = from.link(link);
        if (known.valid && isReachable(from, known)) {
            return known;
        }
        Block found = cache.find(cpu, port);
        if (isLinkable(from, found)) {
            from.setLink(link, found);
        }
        return found;
    }

    /** A linked block in the same virtual page is on the page being fetched from; otherwise the fetch has to be made and compared. */
    private boolean isReachable(Block from, Block to) {
        return from.isNear(to) || port.fetchPage(to.pc) == to.page;
    }

    private static boolean isLinkable(Block from, Block to) {
        return from.valid && from.secondPage == Block.NO_PAGE && to.secondPage == Block.NO_PAGE;
    }

    /** Runs the first instructions of a block, or its first one alone. */
    private int runPart(Block block, long room) {
        if (block.aloneAt == 0) {
            return runAlone(block);
        }
        int exit = uops.executePart(block, (int) Math.min(room, Math.min(block.length, block.aloneAt)));
        last = uops.last();
        return exit;
    }

    private int runAlone(Block block) {
        port.setAlone(true);
        cpu.outside = true;
        try {
            uops.executePart(block, 1);
            return Region.EXAMINE;
        } finally {
            port.setAlone(false);
        }
    }
}
