package trapline.emulator.virtio;

/** Features that concern queues and transport, whatever the device (6). */
enum VirtioFeature {
    /** Legacy: tell the driver whenever a queue runs dry. */
    NOTIFY_ON_EMPTY(24),
    /** Legacy: requests may be cut into descriptors anyhow; without legacy they always may. */
    ANY_LAYOUT(27),
    /** A descriptor may stand for a table of descriptors. */
    RING_INDIRECT_DESC(28),
    /** Each side says from which index on it wants to be notified. */
    RING_EVENT_IDX(29),
    /** Not legacy. */
    VERSION_1(32);

    private final int bit;

    VirtioFeature(int bit) {
        this.bit = bit;
    }

    /** As a set of features. */
    long mask() {
        return 1L << bit;
    }

    boolean isIn(long features) {
        return (features & mask()) != 0;
    }
}
