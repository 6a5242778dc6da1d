package trapline.emulator.memory;

import java.lang.foreign.Arena;

/**
 * Zeros of any size, of which the host provides a piece when it is first asked for: a machine does not wait until all of its
 * RAM and flash has been cleared, and what no guest touches costs nothing.
 */
public final class SparseMemory {
    private static final int PIECE_SHIFT = 18;
    private static final long PIECE = 1L << PIECE_SHIFT;
    private static final long PAGE = 4096;

    private final Arena arena;
    private final long size;
    /** Host addresses of the pieces; 0 for one that nobody has asked for. */
    private final long[] pieces;

    /**
     * All zero.
     *
     * @param arena owns what the host provides; no access may follow its end
     */
    public SparseMemory(Arena arena, long size) {
        this.arena = arena;
        this.size = size;
        pieces = new long[Math.toIntExact(size + PIECE - 1 >>> PIECE_SHIFT)];
    }

    /** Host address of a byte, with the rest of its page of 4 KiB; what lies beyond may be somewhere else. */
    public long host(long offset) {
        int number = (int) (offset >>> PIECE_SHIFT);
        if (pieces[number] == 0) {
            pieces[number] =
                    arena.allocate(Math.min(PIECE, size - number * PIECE), PAGE).address();
        }
        return pieces[number] + (offset & PIECE - 1);
    }

    /** Whether the host has provided the byte's page. If not, the page is zero. */
    boolean isPresent(long offset) {
        return pieces[(int) (offset >>> PIECE_SHIFT)] != 0;
    }

    /** Copies bytes out into an array. */
    public void copyOut(long from, byte[] target, int offset, int length) {
        for (int done = 0; done < length; ) {
            int part = part(from + done, length - done);
            HostMemory.copyOut(host(from + done), target, offset + done, part);
            done += part;
        }
    }

    /** Copies bytes of an array in. */
    public void copyIn(long to, byte[] source, int offset, int length) {
        for (int done = 0; done < length; ) {
            int part = part(to + done, length - done);
            HostMemory.copyIn(host(to + done), source, offset + done, part);
            done += part;
        }
    }

    private static int part(long offset, int length) {
        return (int) Math.min(length, PIECE - (offset & PIECE - 1));
    }
}
