package trapline.emulator.cpu;

/** DBGDSCR.MOE: what kind of debug event an exception was taken for (ARM DDI 0406C C11.11.20). */
public enum MethodOfEntry {
    /** Breakpoint debug event. */
    BREAKPOINT(0b0001),
    /** BKPT instruction. */
    BKPT_INSTRUCTION(0b0011),
    /** Vector catch debug event. */
    VECTOR_CATCH(0b0101),
    /** Synchronous watchpoint debug event. */
    WATCHPOINT(0b1010);

    private final int encoding;

    MethodOfEntry(int encoding) {
        this.encoding = encoding;
    }

    /** The four bits. */
    public int encoding() {
        return encoding;
    }
}
