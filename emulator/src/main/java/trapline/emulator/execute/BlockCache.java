package trapline.emulator.execute;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.ir.Block;
import trapline.emulator.ir.BlockKey;
import trapline.emulator.memory.CodeWatch;
import trapline.emulator.memory.PhysicalMemory;
import trapline.emulator.mmu.MemoryPort;
import trapline.emulator.translate.Translator;
import trapline.recorder.event.AccessKind;

/**
 * The translated blocks of a machine, by physical page. A direct-mapped table by virtual address stands before them. When there are too
 * many all are dropped, which no guest can see.
 */
public final class BlockCache implements CodeWatch {
    private static final int PAGE = 4096;
    /** The table grows with the number of blocks, so that a machine that runs little is built soon. */
    private static final int SMALLEST_TABLE = 1 << 10;

    private static final int LARGEST_TABLE = 1 << 14;
    private static final int MAX_BLOCKS = 1 << 17;

    private final PhysicalMemory memory;
    private final Translator translator;
    private Block[] table = emptyTable(SMALLEST_TABLE);
    private final Map<Long, CodePage> pages = new LinkedHashMap<>();
    private int blocks;

    public BlockCache(PhysicalMemory memory) {
        this.memory = memory;
        translator = new Translator(memory);
    }

    private static Block[] emptyTable(int size) {
        Block[] table = new Block[size];
        Arrays.fill(table, Block.NONE);
        return table;
    }

    /**
     * The block at the CPU's PC, translated if need be. Makes the fetch: that may fill a TLB entry, or throw PREFETCH_ABORT with the PC that
     * of the instruction.
     */
    Block find(CpuState cpu, MemoryPort port) {
        int pc = cpu.slots[CpuState.PC];
        long page = port.fetchPage(pc);
        Block block = table[pc >>> 1 & table.length - 1];
        if (block.pc == pc
                && block.page == page
                && block.key == BlockKey.of(cpu)
                && block.valid
                && block.secondPage == Block.NO_PAGE) {
            return block;
        }
        return findInPage(cpu, port, page);
    }

    private Block findInPage(CpuState cpu, MemoryPort port, long page) {
        int pc = cpu.slots[CpuState.PC];
        int key = BlockKey.of(cpu);
        if (!memory.isRam(page, PAGE)) {
            throw externalAbort(cpu, pc);
        }
        CodePage codePage = pages.get(page);
        Block block = codePage == null ? Block.NONE : codePage.find(pc, key, page);
        if (block.valid && block.secondPage != Block.NO_PAGE && port.fetchPage(pc + 2) != block.secondPage) {
            block.invalidate();
        }
        if (!block.valid) {
            block = translate(pc, key, page, port);
        }
        table[pc >>> 1 & table.length - 1] = block;
        return block;
    }

    private static GuestFault externalAbort(CpuState cpu, int va) {
        Fault fault = cpu.fault;
        fault.kind = Fault.Kind.EXTERNAL;
        fault.access = AccessKind.FETCH;
        fault.va = va;
        fault.level = 0;
        fault.stage2 = false;
        fault.onStage1Walk = false;
        fault.cacheMaintenance = false;
        return GuestFault.PREFETCH_ABORT;
    }

    private Block translate(int pc, int key, long page, MemoryPort port) {
        if (blocks == MAX_BLOCKS) {
            clear();
        }
        Block block = translator.translate(pc, key, page, port);
        int offset = pc & PAGE - 1;
        memory.markCode(page + offset, Math.min(block.endPc - pc, PAGE - offset));
        add(page, block);
        if (block.secondPage != Block.NO_PAGE) {
            memory.markCode(block.secondPage, pc + 4 & PAGE - 1);
            add(block.secondPage, block);
        }
        return block;
    }

    private void add(long page, Block block) {
        pages.computeIfAbsent(page, _ -> new CodePage()).add(block);
        blocks++;
        if (blocks > table.length && table.length < LARGEST_TABLE) {
            table = emptyTable(4 * table.length);
        }
    }

    /** Drops everything. */
    public void clear() {
        for (CodePage page : pages.values()) {
            page.invalidate();
        }
        pages.clear();
        Arrays.fill(table, Block.NONE);
        blocks = 0;
    }

    @Override
    public void codePageWritten(long pa) {
        CodePage page = pages.remove(pa);
        if (page != null) {
            blocks -= page.size();
            page.invalidate();
        }
    }
}
