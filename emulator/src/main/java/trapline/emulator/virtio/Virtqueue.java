package trapline.emulator.virtio;

/**
 * A split virtqueue (2.6) as the device sees it. The driver makes requests available, the device takes them and returns
 * them used; each side tells the other how far to go before a notification is of use.
 */
final class Virtqueue {
    /** The most descriptors of a queue, and of a chain; QEMU's number. */
    static final int MOST = 1024;

    private static final int DEFAULT_ALIGNMENT = 4096;
    private static final int NO_INTERRUPT = 1;
    private static final int INDEX = 2;
    private static final int RING = 4;

    private final Rings memory;
    private final int defaultSize;

    private int size;
    private int alignment;
    private boolean ready;
    private long descriptors;
    private long available;
    private long used;

    private long features;
    /** Free-running counters of 16 bits: requests taken, requests returned. */
    private int taken;

    private int returned;
    /** {@link #returned} when the driver was last told, of no meaning before it was. */
    private int told;

    private boolean toldOnce;
    /** Nothing was available when the device looked last; the driver has not said otherwise since. */
    private boolean dry;

    /**
     * A queue after reset.
     *
     * @param size how long it is unless the driver says otherwise
     */
    Virtqueue(Rings memory, int size) {
        this.memory = memory;
        defaultSize = size;
        reset();
    }

    void reset() {
        size = defaultSize;
        alignment = DEFAULT_ALIGNMENT;
        ready = false;
        descriptors = 0;
        available = 0;
        used = 0;
        features = 0;
        taken = 0;
        returned = 0;
        told = 0;
        toldOnce = false;
        dry = false;
    }

    /** The features that were negotiated. */
    void setFeatures(long negotiated) {
        features = negotiated;
    }

    int size() {
        return size;
    }

    /** Sets its length; one that no queue has is ignored. */
    void setSize(int descriptorCount) {
        if (descriptorCount > 0 && descriptorCount <= MOST) {
            size = descriptorCount;
        }
    }

    /** Legacy: sets the alignment of the used ring, 0 for no change. */
    void setAlignment(int bytes) {
        alignment = bytes == 0 ? alignment : bytes;
    }

    /** Legacy: where the queue begins; the rings follow from its length and alignment (2.6.2). */
    void placeAt(long address) {
        descriptors = address;
        available = address + 16L * size;
        long behind = available + RING + 2L * size;
        used = behind + alignment - 1 & -(long) alignment;
        ready = address != 0;
    }

    /** Where the three parts are. */
    void place(long descriptorTable, long driverArea, long deviceArea) {
        descriptors = descriptorTable;
        available = driverArea;
        used = deviceArea;
    }

    long descriptors() {
        return descriptors;
    }

    boolean isReady() {
        return ready;
    }

    void setReady(boolean inUse) {
        ready = inUse;
    }

    /** The driver says that it made something available. */
    void notified() {
        dry = false;
    }

    boolean isDry() {
        return dry;
    }

    private boolean has(VirtioFeature feature) {
        return feature.isIn(features);
    }

    /** Takes the next request; when there is none, the driver is asked to notify at the next, and the answer is false. */
    boolean take(DescriptorChain chain) {
        if (pending() == 0) {
            dry = true;
            if (has(VirtioFeature.RING_EVENT_IDX)) {
                memory.store16(used + RING + 8L * size, taken);
            }
            return false;
        }
        int head = memory.load16(available + RING + 2L * (taken % size));
        chain.follow(descriptors, size, head, has(VirtioFeature.RING_INDIRECT_DESC));
        taken = taken + 1 & 0xFFFF;
        return true;
    }

    private int pending() {
        int count = memory.load16(available + INDEX) - taken & 0xFFFF;
        if (count > size) {
            throw new BrokenRing("%d requests in a queue of %d".formatted(count, size));
        }
        return count;
    }

    /** The request that was just taken is given another time. */
    void putBack() {
        taken = taken - 1 & 0xFFFF;
    }

    /** Returns a request to the driver, with the number of bytes that were written for it. */
    void give(DescriptorChain chain, long written) {
        memory.store32(used + RING + 8L * (returned % size), chain.head(), (int) written);
        returned = returned + 1 & 0xFFFF;
        memory.store16(used + INDEX, returned);
    }

    /** Whether the driver wants to be told of what was returned since it was told last (2.6.7). */
    boolean wantsInterrupt() {
        if (toldOnce && told == returned || !toldOnce && returned == 0) {
            return false;
        }
        boolean first = !toldOnce;
        int before = told;
        told = returned;
        toldOnce = true;
        if (has(VirtioFeature.NOTIFY_ON_EMPTY) && pending() == 0) {
            return true;
        }
        if (has(VirtioFeature.RING_EVENT_IDX)) {
            int event = memory.load16(available + RING + 2L * size);
            return first || (returned - event - 1 & 0xFFFF) < (returned - before & 0xFFFF);
        }
        return (memory.load16(available) & NO_INTERRUPT) == 0;
    }

    long digest() {
        long digest = Digest.of(size, alignment);
        digest = Digest.of(digest, descriptors);
        digest = Digest.of(digest, available);
        digest = Digest.of(digest, used);
        digest = Digest.of(digest, features);
        digest = Digest.of(digest, (ready ? 1 : 0) | (dry ? 2 : 0) | (toldOnce ? 4 : 0));
        return Digest.of(digest, taken | (long) returned << 16 | (long) told << 32);
    }
}
