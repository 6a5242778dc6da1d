package trapline.recorder.log;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both digests see every bit, wherever it is in the last words. */
class Digest64Test {
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 31, 32, 33, 40, 63, 64, 100})
    void everyBitCounts(int length) {
        byte[] bytes = new byte[length + 2];
        new Random(length).nextBytes(bytes);
        long serial = Digest64.of(bytes, 1, length, 0);
        long lanes = Digest64.inLanes(bytes, 1, length);
        for (int bit = 0; bit < length * Byte.SIZE; bit++) {
            bytes[1 + bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertNotEquals(serial, Digest64.of(bytes, 1, length, 0), "bit " + bit);
            assertNotEquals(lanes, Digest64.inLanes(bytes, 1, length), "bit " + bit);
            bytes[1 + bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        }
    }
}
