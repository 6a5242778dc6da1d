package trapline.recorder.log;

import java.util.Arrays;
import java.util.Random;

/** Events of which one bit is wrong. A check sum that fits them is unlikely, but must not bring more than a wrong event or none. */
final class DamagedEvents {
    private DamagedEvents() {}

    /** Decodes the first {@code length} bytes with a bit changed; false when they are no events. */
    static boolean decode(byte[] bytes, int length, Random random, EventDecoder decoder) {
        byte[] damaged = Arrays.copyOf(bytes, length + Long.BYTES);
        damaged[random.nextInt(length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        decoder.startBlock(FormatVersion.CURRENT, damaged, 0, length);
        boolean sound = true;
        while (sound && !decoder.atEnd()) {
            sound = decoder.decode();
        }
        return sound;
    }
}
