package trapline.emulator.device;

import java.util.Arrays;

/**
 * Finds the register at an offset. Offsets that no row covers belong to the reserved row, the one that covers no bytes.
 */
public final class RegisterMap<R extends Enum<R> & RegisterRow> {
    private final R[] byWord;
    private final R reserved;

    /**
     * Lays out the rows.
     *
     * @param rows all rows of the table
     * @param reserved the row for everything else
     * @param size bytes of address space
     */
    public RegisterMap(R[] rows, R reserved, int size) {
        this.reserved = reserved;
        byWord = Arrays.copyOf(rows, size / 4);
        Arrays.fill(byWord, reserved);
        for (R row : rows) {
            for (int word = row.offset() / 4; word < (row.offset() + row.bytes() + 3) / 4; word++) {
                if (byWord[word] != reserved) {
                    throw new IllegalStateException(row + " and " + byWord[word] + " overlap");
                }
                byWord[word] = row;
            }
        }
    }

    /** The register that holds the byte at this offset. */
    public R at(long offset) {
        int word = (int) (offset >>> 2);
        return word < byWord.length ? byWord[word] : reserved;
    }
}
