package trapline.emulator.x86;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.SystemOperations;
import trapline.emulator.execute.HostCode;
import trapline.emulator.execute.HostLoop;
import trapline.emulator.execute.Region;
import trapline.emulator.execute.Tiers;
import trapline.emulator.ir.Block;
import trapline.emulator.ir.BlockKey;
import trapline.emulator.memory.CodeMemory;
import trapline.emulator.memory.HostWindow;
import trapline.emulator.mmu.MemoryPort;

/** The machine code of a machine's blocks. When there is no room for more, all is dropped. */
public final class MachineCodeCache implements HostCode {
    /** Executions after which a block is worth machine code. */
    public static final int THRESHOLD = 50;

    private static final long SIZE = 48L << 20;
    private static final int MOST_BLOCKS = 1 << 16;
    /** The code is called as System V's ABI for AMD64 says. */
    private static final boolean HOST = System.getProperty("os.arch").equals("amd64")
            && System.getProperty("os.name").equals("Linux");

    private final CodeMemory memory;
    private final int threshold;
    private final int regionThreshold;
    private final MachineParts parts;
    private final Assembler assembler = new Assembler();
    private final JumpTable jumps;
    private final Gateway gateway;
    private final BlockTranslator translator;
    /** Where the executions of blocks are counted, down. */
    private final long countdowns;

    /** By number; the first is of no block. */
    private final List<TranslatedBlock> blocks = new ArrayList<>();

    private final TranslatedBlock nothing;
    private final long firstFree;
    private long free;

    private MachineCodeCache(CodeMemory memory, int threshold, int regionThreshold, MachineParts parts) {
        this.parts = parts;
        this.memory = memory;
        this.threshold = threshold;
        this.regionThreshold = regionThreshold;
        jumps = new JumpTable(memory, memory.start());
        countdowns = memory.start() + JumpTable.BYTES;
        long start = countdowns + (long) MOST_BLOCKS * Integer.BYTES;
        assembler.begin(start);
        gateway = new Gateway(assembler, jumps);
        memory.write(start, assembler.bytes(), assembler.length());
        nothing = new TranslatedBlock(Block.NONE, 0, start, memory, countdowns, regionThreshold);
        blocks.add(nothing);
        translator = new BlockTranslator(assembler, gateway, parts, nothing);
        firstFree = start + assembler.length();
        free = firstFree;
    }

    /** For one machine; nothing is ever translated when the host is another, or does not allow it. */
    public static HostCode open(HostWindow window, Tiers tiers, MachineParts parts) {
        return open(window, tiers, parts, SIZE);
    }

    /** The same with {@code size} bytes for code and what belongs to it. */
    public static HostCode open(HostWindow window, Tiers tiers, MachineParts parts, long size) {
        if (!HOST || tiers.machineCodeThreshold() == Tiers.NEVER) {
            return HostCode.NONE;
        }
        Optional<CodeMemory> memory = CodeMemory.open(window, size);
        return memory.isEmpty()
                ? HostCode.NONE
                : new MachineCodeCache(
                        memory.orElseThrow(),
                        tiers.machineCodeThreshold(),
                        tiers.regions().threshold(),
                        parts);
    }

    /** Makes the way from Java to machine code, which takes some time. */
    public static void loadAhead() {
        if (HOST) {
            MachineLoop.loadAhead();
        }
    }

    @Override
    public int threshold() {
        return threshold;
    }

    @Override
    public void translate(Block block) {
        if (blocks.size() == MOST_BLOCKS) {
            clear();
        }
        TranslatedBlock code = write(block);
        if (free + assembler.length() > memory.end()) {
            clear();
            code = write(block);
        }
        memory.write(free, assembler.bytes(), assembler.length());
        code.written();
        blocks.add(code);
        free += assembler.length() + 15 & -16L;
        block.setMachineCode(code);
    }

    private TranslatedBlock write(Block block) {
        int number = blocks.size();
        long countdown = countdowns + (long) number * Integer.BYTES;
        TranslatedBlock code = new TranslatedBlock(block, number, free, memory, countdown, regionThreshold);
        assembler.begin(free);
        translator.translate(code);
        return code;
    }

    private void clear() {
        for (TranslatedBlock code : blocks.subList(1, blocks.size())) {
            code.block.removeMachineCode();
        }
        blocks.clear();
        blocks.add(nothing);
        jumps.clear();
        free = firstFree;
    }

    @Override
    public void link(Block from, int exit, Block to) {
        if (!(to.machineCode() instanceof TranslatedBlock target)) {
            return;
        }
        if (exit >= Region.INDIRECT) {
            if (to.secondPage == Block.NO_PAGE) {
                jumps.put(to, target.entry);
            }
        } else if (from.link(exit) == to
                && from.machineCode() instanceof TranslatedBlock source
                && !source.isLinked(exit, to)) {
            boolean near = from.isNear(to);
            source.link(exit, target, near ? _ -> target.entry : stub -> farLink(to, target.entry, stub));
        }
    }

    private long farLink(Block to, long entry, long stub) {
        assembler.begin(free);
        boolean privileged = BlockKey.privilegeLevel(to.key) != 0;
        Gateway.emitFarLink(assembler, to.pc, privileged, to.page, entry, stub);
        if (free + assembler.length() > memory.end()) {
            return stub;
        }
        memory.write(free, assembler.bytes(), assembler.length());
        long link = free;
        free += assembler.length();
        return link;
    }

    @Override
    public HostLoop loop(CpuState cpu, MemoryPort port, SystemOperations system) {
        return new MachineLoop(new MachineCpu(cpu, port, system), parts, gateway.enter, blocks);
    }
}
