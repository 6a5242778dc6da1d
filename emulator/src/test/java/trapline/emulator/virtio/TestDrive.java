package trapline.emulator.virtio;

import java.lang.foreign.MemorySegment;
import java.util.Random;

/** Small disks. */
final class TestDrive {
    private TestDrive() {}

    /** Bytes without a pattern. */
    static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static Drive of(byte[] contents) {
        return new Drive("disk", MemorySegment.ofArray(contents));
    }
}
