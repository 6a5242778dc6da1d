package trapline.emulator.virtio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.board.Bus;

/** A driver in Java: sets a device up through its transport, and puts requests, or nonsense, into its queues. */
final class VirtioDriver {
    static final int ACKNOWLEDGE = 1;
    static final int DRIVER = 2;
    static final int DRIVER_OK = 4;
    static final int FEATURES_OK = 8;
    static final int NEEDS_RESET = 64;

    static final int NEXT = 1;
    static final int WRITE = 2;
    static final int INDIRECT = 4;

    /** Descriptors of each queue. */
    static final int SIZE = 16;

    /** Where data may be put, above the queues. */
    static final long DATA = BoardDevice.RAM_BASE + 0x4_0000;

    private static final long QUEUES = BoardDevice.RAM_BASE + 0x1_0000;
    private static final long QUEUE_BYTES = 0x2000;
    private static final long DEVICE_BYTES = 2 * QUEUE_BYTES;
    private static final int PAGE_SHIFT = 12;

    /** A piece of memory for a request. */
    record Piece(long address, int bytes, boolean written) {}

    /** What came back from a queue. */
    record Used(int head, int bytes) {}

    private final Bus bus;
    private final Runnable letWork;
    private final long base;
    private final long queues;
    final boolean legacy;
    private final int[] available = new int[4];
    private final int[] seen = new int[4];
    private int nextDescriptor;

    /**
     * For the device of a transport.
     *
     * @param letWork gives the device time; called until what is waited for has happened
     */
    VirtioDriver(Bus bus, int slot, Runnable letWork) {
        this.bus = bus;
        this.letWork = letWork;
        queues = QUEUES + (BoardDevice.VIRTIO_TRANSPORTS - 1 - slot) * DEVICE_BYTES;
        base = BoardDevice.VIRTIO_MMIO.base() + (long) slot * BoardDevice.VIRTIO_MMIO.size();
        legacy = get(0x004) == 1;
    }

    int get(int offset) {
        return (int) bus.read(base + offset, 4);
    }

    void set(int offset, int value) {
        bus.write(base + offset, 4, Integer.toUnsignedLong(value));
    }

    int config(int offset, int size) {
        return (int) bus.read(base + 0x100 + offset, size);
    }

    void setConfig(int offset, int size, int value) {
        bus.write(base + 0x100 + offset, size, value);
    }

    long offered() {
        set(0x014, 0);
        long low = Integer.toUnsignedLong(get(0x010));
        set(0x014, 1);
        return low | Integer.toUnsignedLong(get(0x010)) << 32;
    }

    /** Resets the device and negotiates; the status that is left. */
    int negotiate(long features) {
        reset();
        set(0x070, ACKNOWLEDGE);
        set(0x070, ACKNOWLEDGE | DRIVER);
        set(0x024, 0);
        set(0x020, (int) features);
        if (legacy) {
            set(0x028, 1 << PAGE_SHIFT);
            return get(0x070);
        }
        set(0x024, 1);
        set(0x020, (int) (features >>> 32));
        set(0x070, ACKNOWLEDGE | DRIVER | FEATURES_OK);
        return get(0x070);
    }

    void reset() {
        set(0x070, 0);
        Arrays.fill(available, 0);
        Arrays.fill(seen, 0);
        nextDescriptor = 0;
        bus.store(queues, new byte[(int) DEVICE_BYTES]);
    }

    /** Negotiates, sets queues up, and says that the driver is ready. */
    void start(long features, int queues) {
        negotiate(legacy ? features : features | 1L << 32);
        for (int queue = 0; queue < queues; queue++) {
            setUp(queue);
        }
        set(0x070, get(0x070) | DRIVER_OK);
    }

    void setUp(int queue) {
        set(0x030, queue);
        set(0x038, SIZE);
        if (legacy) {
            set(0x03C, 1 << PAGE_SHIFT);
            set(0x040, (int) (descriptors(queue) >>> PAGE_SHIFT));
            return;
        }
        set(0x080, (int) descriptors(queue));
        set(0x084, 0);
        set(0x090, (int) available(queue));
        set(0x094, 0);
        set(0x0A0, (int) used(queue));
        set(0x0A4, 0);
        set(0x044, 1);
    }

    long descriptors(int queue) {
        return queues + queue * QUEUE_BYTES;
    }

    long available(int queue) {
        return descriptors(queue) + 16 * SIZE;
    }

    long used(int queue) {
        return descriptors(queue) + 0x1000;
    }

    /** Writes one descriptor of a table. */
    void descriptor(long table, int index, Piece piece, int moreFlags, int next) {
        long at = table + 16L * index;
        bus.write(at, 4, piece.address & 0xFFFF_FFFFL);
        bus.write(at + 4, 4, piece.address >>> 32);
        bus.write(at + 8, 4, Integer.toUnsignedLong(piece.bytes));
        bus.write(at + 12, 4, (piece.written ? WRITE : 0) | moreFlags | (long) next << 16);
    }

    /** Puts a chain into the table; its head. */
    int chain(int queue, List<Piece> pieces) {
        int head = nextDescriptor;
        for (int i = 0; i < pieces.size(); i++) {
            int index = (head + i) % SIZE;
            boolean last = i == pieces.size() - 1;
            descriptor(descriptors(queue), index, pieces.get(i), last ? 0 : NEXT, last ? 0 : (index + 1) % SIZE);
        }
        nextDescriptor = (head + pieces.size()) % SIZE;
        return head;
    }

    /** Makes a chain available. */
    void offer(int queue, int head) {
        bus.write(available(queue) + 4 + 2L * (available[queue] % SIZE), 2, head);
        setAvailable(queue, available[queue] + 1);
    }

    void setAvailable(int queue, int index) {
        available[queue] = index & 0xFFFF;
        bus.write(available(queue) + 2, 2, available[queue]);
    }

    void kick(int queue) {
        set(0x050, queue);
    }

    /** Does a request and waits for it. */
    Used request(int queue, Piece... pieces) {
        offer(queue, chain(queue, List.of(pieces)));
        kick(queue);
        return await(queue);
    }

    /** The next request that came back. */
    Used await(int queue) {
        for (int patience = 0; patience < 10_000; patience++) {
            if ((int) bus.read(used(queue) + 2, 2) != seen[queue]) {
                long entry = used(queue) + 4 + 8L * (seen[queue] % SIZE);
                seen[queue] = seen[queue] + 1 & 0xFFFF;
                return new Used((int) bus.read(entry, 4), (int) bus.read(entry + 4, 4));
            }
            letWork.run();
        }
        throw new AssertionError("the device does not return the request; status " + get(0x070));
    }

    /** Whether something came back that has not been looked at. */
    boolean hasUsed(int queue) {
        return (int) bus.read(used(queue) + 2, 2) != seen[queue];
    }

    /** Says of which used buffers it wants to hear: by flag, and by index unless that is -1. */
    void suppress(int flags, int usedEvent) {
        bus.write(available(0), 2, flags);
        if (usedEvent >= 0) {
            bus.write(available(0) + 4 + 2 * SIZE, 2, usedEvent);
        }
    }

    /** All of queue 0's used ring. */
    byte[] usedRing() {
        return fetch(used(0), 4 + 8 * SIZE);
    }

    void put(long address, byte[] bytes) {
        bus.store(address, bytes);
    }

    byte[] fetch(long address, int count) {
        return bus.load(address, count);
    }

    /** A disk's request: header, data, status; data of a piece count that may be anything. */
    int disk(int type, long sector, List<Piece> data) {
        long header = DATA;
        long status = DATA + 0x20;
        bus.write(header, 4, Integer.toUnsignedLong(type));
        bus.write(header + 4, 4, 0);
        bus.write(header + 8, 4, sector & 0xFFFF_FFFFL);
        bus.write(header + 12, 4, sector >>> 32);
        bus.write(status, 1, 0xEE);
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece(header, 16, false));
        pieces.addAll(data);
        pieces.add(new Piece(status, 1, true));
        request(0, pieces.toArray(Piece[]::new));
        return (int) bus.read(status, 1);
    }
}
