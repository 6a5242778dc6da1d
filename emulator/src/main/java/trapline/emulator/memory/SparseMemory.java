package trapline.emulator.memory;

import java.util.Arrays;

/**
 * Zeros of any size, of which the host provides a page when it is first touched: a machine does not wait until all of its
 * RAM and flash has been cleared, and what no guest touches costs nothing.
 */
public final class SparseMemory {
    private static final int PIECE_SHIFT = 18;

    private final long base;
    private final long size;
    /** Whether anybody has asked for an address in the piece. */
    private final boolean[] asked;

    /**
     * All zero.
     *
     * @param window where it is; no access may follow its end
     */
    public SparseMemory(HostWindow window, long size) {
        base = window.allocate(size, this);
        this.size = size;
        asked = new boolean[Math.toIntExact(size + (1L << PIECE_SHIFT) - 1 >>> PIECE_SHIFT)];
    }

    /** Zeros again. */
    void clear() {
        for (int piece = 0; piece < asked.length; piece++) {
            if (asked[piece]) {
                long start = (long) piece << PIECE_SHIFT;
                HostMemory.clear(base + start, Math.min(1L << PIECE_SHIFT, size - start));
            }
        }
        Arrays.fill(asked, false);
    }

    /** Has the host provide larger pages. */
    SparseMemory preferHugePages() {
        HostPages.preferHugePages(HostMemory.part(base, size));
        return this;
    }

    /** Host address of a byte. */
    public long host(long offset) {
        asked[piece(offset)] = true;
        return base + offset;
    }

    /** Whether the byte's page may have been touched. If not, it is zero. */
    boolean isPresent(long offset) {
        return asked[piece(offset)];
    }

    /** Copies bytes out into an array. */
    public void copyOut(long from, byte[] target, int offset, int length) {
        HostMemory.copyOut(base + from, target, offset, length);
    }

    /** Copies bytes of an array in. */
    public void copyIn(long to, byte[] source, int offset, int length) {
        if (length > 0) {
            Arrays.fill(asked, piece(to), piece(to + length - 1) + 1, true);
        }
        HostMemory.copyIn(base + to, source, offset, length);
    }

    private static int piece(long offset) {
        return (int) (offset >>> PIECE_SHIFT);
    }
}
