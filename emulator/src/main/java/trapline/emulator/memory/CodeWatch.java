package trapline.emulator.memory;

/** Told when a page from which instructions were translated is written, so that the translations are dropped. */
public interface CodeWatch {
    /** The page with this physical address (a multiple of 4096) is about to change, by a CPU or by DMA. */
    void codePageWritten(long pa);
}
