package trapline.emulator.microvisor;

/** Pages of the microvisor's own memory, each handed out once. They are zero when the machine comes out of reset. */
final class PageStore {
    static final long PAGE = 4096;

    private long next;
    private final long end;

    PageStore(long base, long size) {
        next = base;
        end = base + size;
    }

    /** Physical address of a fresh page. */
    long take() {
        return take(1);
    }

    /** Physical address of the first of so many fresh pages in a row. */
    long take(int pages) {
        long pa = next;
        next += pages * PAGE;
        if (next > end) {
            throw new IllegalStateException("the microvisor's memory was laid out too small");
        }
        return pa;
    }
}
