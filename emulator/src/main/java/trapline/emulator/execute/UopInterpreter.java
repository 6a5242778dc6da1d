package trapline.emulator.execute;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.ir.Block;
import trapline.emulator.ir.Opcode;
import trapline.emulator.ir.UopKind;
import trapline.emulator.mmu.MemoryPort;
import trapline.emulator.time.Tick;

/**
 * Interprets blocks: the {@link UopLoop} as far as it goes, and what that leaves one by one. Before anything that can look at them it
 * makes PC and tick exact.
 */
final class UopInterpreter {
    /** Most ticks of machine code at a time, so that the garbage collector gets its turn. */
    private static final long MOST = 1 << 20;

    /** A limit that lets no link be followed. */
    private static final long NO_LINKS = 0;

    private static final long STOP = Integer.toUnsignedLong(Opcode.STOP << Opcode.SHIFT);

    private final CpuState cpu;
    private final Tick tick;
    private final ExecutionPoint point;
    private final UopLoop loop;
    private final HostLoop host;
    private final RareUops rareUops;
    private final MemoryUops memoryUops;
    private final SystemUops systemUops;

    /** The first instructions of a block, when not all of it is to be run. */
    private long[] cut = new long[4 * Block.MAX_INSTRUCTIONS];
    /** How many these are. */
    private int stopInstruction;

    /** {@code threshold} says how often it enters a block before it wants somebody to look at it. */
    UopInterpreter(Execution execution, HostLoop host, SystemUops systemUops, ExecutionPoint point, int threshold) {
        cpu = execution.cpu();
        tick = execution.tick();
        MemoryPort port = execution.port();
        this.host = host;
        this.point = point;
        loop = new UopLoop(cpu, port, tick, point, threshold);
        rareUops = new RareUops(cpu);
        memoryUops = new MemoryUops(cpu, port);
        this.systemUops = systemUops;
    }

    /** The block that ran last. */
    Block last() {
        return point.block;
    }

    /**
     * Runs a whole block, and those that near links lead to as long as they fit the limit; the tick is exact afterwards, and the exit is
     * that of {@link #last}.
     */
    int execute(Block block, long limit) {
        return interpret(block, block.uops, limit);
    }

    /** Runs the machine code of a block, and what that leads to, as {@link #execute} does. */
    int executeTranslated(Block block, long limit) {
        point.begin();
        long end = Math.min(limit, tick.now + MOST);
        int n = host.enter(block, tick.now, end);
        while (true) {
            Block at = host.block();
            point.block = at;
            point.start = end - host.remaining() - at.length;
            if (n >= UopLoop.LEFT) {
                point.executing = false;
                return n < HostLoop.NOT_ENTERED ? finish(n - UopLoop.LEFT) : notEntered(n);
            }
            loop.stretch = at.uops;
            if (n >= HostLoop.EXAMINE) {
                point.locate(n - HostLoop.EXAMINE);
                return examine(at, n - HostLoop.EXAMINE);
            }
            finishUop(n);
            int opcode = (int) at.uops[n] >>> Opcode.SHIFT;
            if (opcode == Opcode.EXIT_EXAMINE || opcode == Opcode.EXIT_EXAMINE_AT) {
                return examine(at, n);
            }
            if (!at.valid || !host.resumes(n)) {
                return interpretRest(n);
            }
            n = host.resume(n);
        }
    }

    /** What the loop does at such an exit, which comes behind most of what machine code leaves to others; PC and tick are exact. */
    private int examine(Block block, int exit) {
        tick.now++;
        if (block.kind(exit) == UopKind.EXIT_EXAMINE_AT) {
            cpu.slots[CpuState.PC] = block.imm(exit);
        }
        point.executing = false;
        return Region.EXAMINE;
    }

    private int notEntered(int answer) {
        tick.now = point.start;
        if (answer == HostLoop.RIPE) {
            point.block.ripen();
        }
        point.block = Block.NONE;
        return Region.INDIRECT;
    }

    /** Runs so many instructions of a block from its start. */
    int executePart(Block block, int instructions) {
        return interpret(block, cut(block, 0, instructions), NO_LINKS);
    }

    private int interpret(Block block, long[] stretch, long limit) {
        point.begin();
        loop.enter(block, stretch);
        return interpretFrom(0, limit);
    }

    /** The rest of the block at the point. */
    private int interpretRest(int from) {
        return interpretFrom(from, NO_LINKS);
    }

    private int interpretFrom(int from, long limit) {
        int n = loop.run(from, limit);
        while (n < UopLoop.LEFT) {
            finishUop(n);
            n = loop.run(n, limit);
        }
        point.executing = false;
        return finish(n - UopLoop.LEFT);
    }

    private int finish(int exit) {
        if (exit == UopLoop.STOPPED) {
            settle(point.block, stopInstruction);
            return Region.INDIRECT;
        }
        if (exit != Region.EXAMINE) {
            tick.now = point.start + point.block.length;
        }
        return exit;
    }

    private void settle(Block block, int toInstruction) {
        cpu.slots[CpuState.PC] = block.pc(toInstruction);
        cpu.itState = block.itState(toInstruction);
        tick.now = point.start + toInstruction;
    }

    /** Does what the loop has left: the micro-operation before the {@code next}. */
    private void finishUop(int next) {
        Block block = point.block;
        int n = next - 1;
        UopKind kind = block.kind(n);
        int word = (int) block.uops[n];
        int imm = block.imm(n);
        switch (kind.effect()) {
            case MEMORY -> {
                point.locate(n);
                memoryUops.execute(kind, word, imm);
            }
            case STORE -> {
                point.locate(n);
                memoryUops.execute(kind, word, imm);
                if (!block.valid && point.instruction + 1 < block.length) {
                    loop.stretch = cut(block, next, point.instruction + 1);
                }
            }
            case SYSTEM -> {
                point.locate(n);
                cpu.itState = block.itState(point.instruction);
                systemUops.execute(kind, word, imm);
            }
            case PURE, SKIP, EXIT -> {
                if (kind.method().isPresent()) {
                    ExtensionUops.execute(kind, cpu, word, imm);
                } else {
                    rareUops.execute(kind, word, imm);
                }
            }
        }
    }

    /** The code of a block from a micro-operation on, up to an instruction. */
    private long[] cut(Block block, int from, int instruction) {
        int to = block.start(instruction);
        if (cut.length <= to) {
            cut = new long[2 * to];
        }
        System.arraycopy(block.uops, from, cut, from, to - from);
        cut[to] = STOP;
        stopInstruction = instruction;
        return cut;
    }
}
