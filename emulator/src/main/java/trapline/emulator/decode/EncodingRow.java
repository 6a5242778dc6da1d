package trapline.emulator.decode;

import java.util.List;

/**
 * One row of an encoding table.
 *
 * @param name the manual's mnemonic, and after {@code _} which encoding of it
 * @param mnemonic the name up to the first underscore, which tells the operation
 * @param mask the bits that must match {@code value}
 * @param fieldMasks the bits of each field
 * @param constants the fields that the pattern lacks
 * @param exclusions the encodings ruled out although they match
 * @param scale what the immediate is multiplied by
 */
record EncodingRow(
        String name,
        String mnemonic,
        int mask,
        int value,
        FieldMasks fieldMasks,
        List<Constant> constants,
        List<Exclusion> exclusions,
        int scale,
        String formName,
        Form form,
        String section) {

    /** What a field that the pattern lacks is equal to. */
    sealed interface Source {}

    /** A number. */
    record Value(int value) implements Source {}

    /** Another field. */
    record SameAs(char letter) implements Source {}

    /** 1 outside an IT block, 0 inside, as {@code setFlags = !InITBlock()}. */
    record NotInItBlock() implements Source {}

    /** A field and its source. */
    record Constant(char letter, Source source) {}

    /** The row does not match where the field equals the source. */
    record Exclusion(char letter, Source source) {}

    /** The bits of a field; zero when the pattern lacks it. */
    int fieldMask(char letter) {
        return fieldMasks.of(letter);
    }

    /** Whether this row's pattern and exclusions admit the encoding. */
    boolean matches(int word) {
        if ((word & mask) != value) {
            return false;
        }
        for (Exclusion exclusion : exclusions) {
            if (field(exclusion.letter, word) == sourceValue(exclusion.source, word)) {
                return false;
            }
        }
        return true;
    }

    /** A field's bits, put together from the most significant down. */
    int field(char letter, int word) {
        return Integer.compress(word, fieldMasks.of(letter));
    }

    private int sourceValue(Source source, int word) {
        return switch (source) {
            case Value v -> v.value;
            case SameAs same -> field(same.letter, word);
            case NotInItBlock n -> throw new IllegalStateException(name + ": !it is no exclusion");
        };
    }
}
