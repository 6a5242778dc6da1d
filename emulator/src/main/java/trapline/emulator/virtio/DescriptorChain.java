package trapline.emulator.virtio;

/**
 * One request: a chain of descriptors, of which those that the device may read come first (2.6.5). Chains are checked
 * while they are followed; one that never ends, or leads out of its table, breaks the ring.
 */
final class DescriptorChain {
    private static final int NEXT = 1;
    private static final int WRITE = 1 << 1;
    private static final int INDIRECT = 1 << 2;
    private static final int BYTES = 16;

    private final Rings memory;
    /** What the device reads. */
    final Segments readable;
    /** What the device writes. */
    final Segments writable;

    private final byte[] descriptor = new byte[BYTES];
    private int head;

    DescriptorChain(Rings memory) {
        this.memory = memory;
        readable = new Segments(memory);
        writable = new Segments(memory);
    }

    /** Number of the first descriptor, by which the driver knows the request. */
    int head() {
        return head;
    }

    /**
     * Follows a chain.
     *
     * @param table address of the descriptor table
     * @param size descriptors in it
     * @param indirect whether the driver may use indirect tables
     */
    void follow(long table, int size, int first, boolean indirect) {
        head = first;
        readable.clear();
        writable.clear();
        load(table, size, first);
        if ((flags() & INDIRECT) == 0) {
            collect(table, size);
            return;
        }
        int bytes = Rings.int32(descriptor, 8);
        if (!indirect || bytes == 0 || bytes % BYTES != 0) {
            throw new BrokenRing("an indirect table of %s bytes".formatted(Integer.toUnsignedString(bytes)));
        }
        long inner = Rings.int64(descriptor, 0);
        int entries = Integer.divideUnsigned(bytes, BYTES);
        load(inner, entries, 0);
        collect(inner, entries);
    }

    /** Collects the segments from the descriptor that was loaded on. */
    private void collect(long table, int size) {
        add();
        while ((flags() & NEXT) != 0) {
            if (readable.count() + writable.count() == Virtqueue.MOST) {
                throw new BrokenRing("a chain of more than " + Virtqueue.MOST + " descriptors, or a loop");
            }
            load(table, size, Rings.int16(descriptor, 14));
            add();
        }
    }

    private void load(long table, int size, int index) {
        if (index >= size) {
            throw new BrokenRing("descriptor " + index + " of " + size);
        }
        memory.read(table + (long) BYTES * index, descriptor, 0, BYTES);
    }

    private int flags() {
        return Rings.int16(descriptor, 12);
    }

    private void add() {
        int flags = flags();
        int bytes = Rings.int32(descriptor, 8);
        if ((flags & INDIRECT) != 0 || bytes == 0) {
            throw new BrokenRing(bytes == 0 ? "a descriptor of no bytes" : "an indirect table within one");
        }
        if ((flags & WRITE) != 0) {
            writable.add(Rings.int64(descriptor, 0), bytes);
        } else if (writable.count() > 0) {
            throw new BrokenRing("a descriptor to read behind one to write");
        } else {
            readable.add(Rings.int64(descriptor, 0), bytes);
        }
    }

    long digest() {
        return Digest.of(Digest.of(head, readable.digest()), writable.digest());
    }
}
