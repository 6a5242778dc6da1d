package trapline.emulator.mmu;

import java.util.Arrays;

/**
 * Small numbers for translation contexts, so that a tag of the look-aside fits into one {@code int}. Going back to a
 * context gives its old number, hence nothing is flushed when the processor changes privilege level, process or VM.
 */
final class ContextNumbers {
    private static final int CAPACITY = LookAside.CONTEXTS;
    private static final int FEWEST_SLOTS = 32;
    private static final long FREE = -1;

    /** Half of them are free at least. */
    private long[] keys = freeKeys(FEWEST_SLOTS);

    private int[] numbers = new int[FEWEST_SLOTS];
    private int used;

    private static long[] freeKeys(int slots) {
        long[] keys = new long[slots];
        Arrays.fill(keys, FREE);
        return keys;
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
        int slot = slotOf(key);
        if (keys[slot] == FREE) {
            if (2 * used == keys.length) {
                grow();
                slot = slotOf(key);
            }
            keys[slot] = key;
            numbers[slot] = used++;
        }
        return numbers[slot];
    }

    /** Where a context is, or would be. */
    private int slotOf(long key) {
        int mask = keys.length - 1;
        int slot = (int) ((key ^ key >>> 32) * 0x9E37_79B9L >>> 16) & mask;
        while (keys[slot] != key && keys[slot] != FREE) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = freeKeys(2 * oldKeys.length);
        numbers = new int[keys.length];
        for (int n = 0; n < oldKeys.length; n++) {
            if (oldKeys[n] != FREE) {
                int slot = slotOf(oldKeys[n]);
                keys[slot] = oldKeys[n];
                numbers[slot] = oldNumbers[n];
            }
        }
    }
}
