package trapline.emulator.x86;

import static trapline.emulator.x86.Assembler.R9;
import static trapline.emulator.x86.Assembler.RCX;
import static trapline.emulator.x86.Assembler.RDI;

import trapline.emulator.ir.Block;
import trapline.emulator.memory.CodeMemory;

/** The machine code of blocks by virtual address, for jumps by register: direct-mapped, in memory near the code. */
final class JumpTable {
    // Places in an entry.

    static final int PC = 0;
    static final int KEY = 4;
    static final int PAGE = 8;
    static final int CODE = 16;

    private static final int ENTRY_LOG2 = 5;
    private static final int ENTRIES = 1 << 12;
    /** Bits of an address that do not tell its entry: those within a word. */
    private static final int PC_SHIFT = 2;

    /** How long it is. */
    static final int BYTES = ENTRIES << ENTRY_LOG2;

    /** Set in the key of every entry that is one. */
    private static final int PRESENT = 1 << 31;

    private final CodeMemory memory;
    private final long address;

    JumpTable(CodeMemory memory, long address) {
        this.memory = memory;
        this.address = address;
    }

    void clear() {
        for (int n = 0; n < ENTRIES; n++) {
            memory.write4(address + (n << ENTRY_LOG2) + KEY, 0);
        }
    }

    /** A block key as it is in an entry. */
    static int present(int key) {
        return key | PRESENT;
    }

    void put(Block block, long code) {
        long entry = address + ((block.pc >>> PC_SHIFT & ENTRIES - 1) << ENTRY_LOG2);
        memory.write4(entry + PC, block.pc);
        memory.write4(entry + KEY, present(block.key));
        memory.write8(entry + PAGE, block.page);
        memory.write8(entry + CODE, code);
    }

    /** RDI = the address of the entry for the address in ECX. */
    void emitLookUp(Assembler out) {
        out.move(RDI, RCX);
        out.shift(Assembler.SHR, RDI, PC_SHIFT);
        out.operateConstant(Assembler.AND, RDI, ENTRIES - 1);
        out.shift(Assembler.SHL, RDI, ENTRY_LOG2);
        out.addressOf(R9, address);
        out.operate64(Assembler.ADD, RDI, R9);
    }
}
