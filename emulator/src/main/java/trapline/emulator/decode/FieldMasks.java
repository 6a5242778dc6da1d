package trapline.emulator.decode;

/** The bits of each field of a row, by the field's letter. */
final class FieldMasks {
    /** Letters are ASCII. */
    static final int LETTERS = 128;

    private final int[] masks = new int[LETTERS];

    void add(char letter, int bit) {
        masks[letter] |= bit;
    }

    /** Zero when the pattern lacks the field. */
    int of(char letter) {
        return masks[letter];
    }
}
