package trapline.emulator.mmu;

import java.util.Arrays;

/**
 * Small numbers for translation contexts, so that a tag of the look-aside fits into one {@code int}. Going back to a
 * context gives its old number, hence nothing is flushed when the processor changes privilege level, process or VM.
 */
final class ContextNumbers {
    private static final int CAPACITY = LookAside.CONTEXTS;
    private static final int SLOTS = 2048;
    private static final int MASK = SLOTS - 1;
    private static final long FREE = -1;

    private final long[] keys = new long[SLOTS];
    private final int[] numbers = new int[SLOTS];
    private int used;

    ContextNumbers() {
        Arrays.fill(keys, FREE);
    }

    /** Whether two more contexts need {@link #clear} first, after which old numbers mean nothing. */
    boolean isFull() {
        return used > CAPACITY - 2;
    }

    void clear() {
        Arrays.fill(keys, FREE);
        used = 0;
    }

    /** The number of a context, from 0. */
    int of(long key) {
        int slot = (int) ((key ^ key >>> 32) * 0x9E37_79B9L >>> 16) & MASK;
        while (keys[slot] != key) {
            if (keys[slot] == FREE) {
                keys[slot] = key;
                numbers[slot] = used++;
                return numbers[slot];
            }
            slot = slot + 1 & MASK;
        }
        return numbers[slot];
    }
}
