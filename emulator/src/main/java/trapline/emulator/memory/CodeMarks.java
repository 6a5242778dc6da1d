package trapline.emulator.memory;

/**
 * Which lines of 64 bytes hold instructions that were translated, for one region of physical memory. Finer than pages,
 * because small programs keep variables beside their code.
 */
final class CodeMarks {
    private static final int LINE_SHIFT = 6;

    private static final long[] NONE = {};

    private final int pages;
    /** Empty until the first mark: most regions never have one. */
    private long[] linesOfPage = NONE;

    CodeMarks(long size) {
        pages = Math.toIntExact(size + 0xFFF >>> 12);
    }

    void mark(long offset, int bytes) {
        if (linesOfPage.length == 0) {
            linesOfPage = new long[pages];
        }
        linesOfPage[page(offset)] |= lines(offset, bytes);
    }

    boolean isMarked(long offset, int bytes) {
        return linesOfPage.length != 0 && (linesOfPage[page(offset)] & lines(offset, bytes)) != 0;
    }

    boolean isPageMarked(long offset) {
        return linesOfPage.length != 0 && linesOfPage[page(offset)] != 0;
    }

    void clearPage(long offset) {
        if (linesOfPage.length != 0) {
            linesOfPage[page(offset)] = 0;
        }
    }

    private static int page(long offset) {
        return (int) (offset >>> 12);
    }

    /** The lines of a range, which does not leave its page. */
    private static long lines(long offset, int bytes) {
        int first = (int) (offset & 0xFFF) >>> LINE_SHIFT;
        int last = (int) ((offset & 0xFFF) + bytes - 1) >>> LINE_SHIFT;
        return -1L << first & -1L >>> 63 - last;
    }
}
