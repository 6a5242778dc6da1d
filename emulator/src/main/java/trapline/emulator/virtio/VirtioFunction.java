package trapline.emulator.virtio;

/** What one kind of device does with its queues and its configuration space, however the driver reaches it. */
interface VirtioFunction {
    /** Nothing is left to do until the driver notifies, or something arrives from outside. */
    long IDLE = -1;

    /** Nothing arrives. */
    long NEVER = Long.MAX_VALUE;

    /** The kind of device (5). */
    int deviceId();

    /** What it offers beside the features of queues. */
    long features(boolean legacy);

    /** Number of descriptors of each queue, unless the driver says otherwise. */
    int[] queueSizes();

    /** Bytes of the configuration space. */
    int configBytes();

    /** A byte of the configuration space. */
    int readConfig(int offset);

    /** The driver writes a byte of it. */
    default void writeConfig(int offset, int value) {}

    /** The driver begins to use the device with these features; may happen again without a reset in between. */
    default void start(long features) {}

    /** Forgets what it was doing for the driver. */
    void reset();

    /** The tick from which on queue 0 has something for the driver that came from outside. */
    default long arrival() {
        return NEVER;
    }

    /**
     * Does one bounded piece of work for a queue at the present tick.
     *
     * @return after how many ticks it goes on, or {@link #IDLE}
     */
    long serve(int index, Virtqueue queue);

    /** Digest of what it holds. */
    long digest();
}
