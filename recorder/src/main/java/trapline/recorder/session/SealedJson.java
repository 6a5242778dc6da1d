package trapline.recorder.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A JSON object in a file whose last member, {@code seal}, is the SHA-256 of the whole file with the seal's digits
 * replaced by zeros: the file vouches for itself, to the last bit.
 */
final class SealedJson {
    private static final byte[] OPENING = ",\n  \"seal\" : \"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSING = "\"\n}\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 64;
    private static final int TAIL = OPENING.length + DIGITS + CLOSING.length;

    private SealedJson() {}

    /** Adds the seal to an object as the pretty-printer writes it: not empty, ending in a newline and a brace. */
    static byte[] seal(byte[] object) {
        int body = new String(object, StandardCharsets.UTF_8).stripTrailing().getBytes(StandardCharsets.UTF_8).length;
        int end = body - 1;
        while (object[end - 1] <= ' ') {
            end--;
        }
        byte[] sealed = Arrays.copyOf(object, end + TAIL);
        System.arraycopy(OPENING, 0, sealed, end, OPENING.length);
        System.arraycopy(CLOSING, 0, sealed, sealed.length - CLOSING.length, CLOSING.length);
        byte[] digits = digits(sealed);
        System.arraycopy(digits, 0, sealed, end + OPENING.length, DIGITS);
        return sealed;
    }

    /** What is wrong with a sealed file; empty when it is as it was sealed. */
    static Optional<String> verify(byte[] sealed) {
        int tail = sealed.length - TAIL;
        if (tail < 0
                || !Arrays.equals(OPENING, 0, OPENING.length, sealed, tail, tail + OPENING.length)
                || !Arrays.equals(CLOSING, 0, CLOSING.length, sealed, sealed.length - CLOSING.length, sealed.length)) {
            return Optional.of("the file does not end with its seal: it was cut off or changed at its end");
        }
        int digits = tail + OPENING.length;
        if (!Arrays.equals(digits(sealed), Arrays.copyOfRange(sealed, digits, digits + DIGITS))) {
            return Optional.of("the file was changed after it was written: its seal does not fit");
        }
        return Optional.empty();
    }

    private static byte[] digits(byte[] sealed) {
        byte[] blank = sealed.clone();
        int digits = sealed.length - CLOSING.length - DIGITS;
        Arrays.fill(blank, digits, digits + DIGITS, (byte) '0');
        return HexFormat.of().formatHex(FileSeal.newDigest().digest(blank)).getBytes(StandardCharsets.US_ASCII);
    }
}
