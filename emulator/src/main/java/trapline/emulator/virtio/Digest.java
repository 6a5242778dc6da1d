package trapline.emulator.virtio;

/** 64-bit digests of state, value by value. */
final class Digest {
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private Digest() {}

    /** A digest with one more value. */
    static long of(long digest, long value) {
        long mixed = (digest ^ value) * FACTOR;
        return mixed ^ mixed >>> 29;
    }

    /** A digest with more bytes. */
    static long of(long digest, byte[] values) {
        long sum = of(digest, values.length);
        for (byte value : values) {
            sum = of(sum, value);
        }
        return sum;
    }
}
