package trapline.emulator.virtio;

/**
 * A source of random numbers (5.4), which are none: they follow from a seed, so that a recording can be repeated. The
 * generator is SplitMix64.
 */
final class VirtioEntropy implements VirtioFunction {
    private static final int DEVICE_ID = 4;
    private static final int QUEUE_SIZE = 8;
    /** The most that one request is given; a driver that wants more asks again. */
    private static final int MOST_BYTES = 4096;

    private static final long GAMMA = 0x9E37_79B9_7F4A_7C15L;

    private final DescriptorChain request;
    private final byte[] buffer = new byte[MOST_BYTES];
    private long state;

    VirtioEntropy(long seed, Rings memory) {
        state = seed;
        request = new DescriptorChain(memory);
    }

    @Override
    public int deviceId() {
        return DEVICE_ID;
    }

    @Override
    public long features(boolean legacy) {
        return legacy ? VirtioFeature.ANY_LAYOUT.mask() : 0;
    }

    @Override
    public int[] queueSizes() {
        return new int[] {QUEUE_SIZE};
    }

    @Override
    public int configBytes() {
        return 0;
    }

    @Override
    public int readConfig(int offset) {
        return 0;
    }

    /** The numbers go on where they were. */
    @Override
    public void reset() {
        // There is no request in flight between two ticks.
    }

    @Override
    public long serve(int index, Virtqueue queue) {
        if (!queue.take(request)) {
            return IDLE;
        }
        int bytes = (int) Math.min(request.writable.total(), MOST_BYTES);
        for (int i = 0; i < bytes; i += Long.BYTES) {
            Rings.putInt64(buffer, i, next());
        }
        request.writable.write(0, buffer, bytes);
        queue.give(request, bytes);
        return VirtioDevice.NOTIFY_TICKS;
    }

    private long next() {
        state += GAMMA;
        long x = (state ^ state >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        x = (x ^ x >>> 27) * 0x94D0_49BB_1331_11EBL;
        return x ^ x >>> 31;
    }

    @Override
    public long digest() {
        return state;
    }
}
