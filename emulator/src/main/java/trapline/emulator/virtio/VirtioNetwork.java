package trapline.emulator.virtio;

import java.util.Arrays;
import trapline.emulator.time.Tick;

/** A network card (5.1) without offloads, plugged into a switch of the machine. */
final class VirtioNetwork implements VirtioFunction {
    private static final int DEVICE_ID = 1;
    private static final int QUEUE_SIZE = 256;
    private static final int RECEIVE = 0;
    private static final int F_MAC = 1 << 5;
    private static final int F_STATUS = 1 << 16;
    private static final int CONFIG_BYTES = 8;
    private static final int CONFIG_STATUS = 6;
    private static final int LINK_UP = 1;

    private static final int LEGACY_HEADER = 10;
    private static final int HEADER = 12;
    private static final int HEADER_BUFFERS = 10;
    private static final int LEAST_FRAME = 14;
    /** With a VLAN tag. */
    private static final int MOST_FRAME = 1518;
    /** From one frame to the next, and a tick for each byte: a gigabyte in a second. */
    private static final long PAUSE_TICKS = 100;

    private final NetworkPort port;
    private final Tick tick;
    private final boolean legacy;
    private final byte[] config = new byte[CONFIG_BYTES];
    private final byte[] address = new byte[MacAddress.BYTES];
    private final DescriptorChain request;
    private final byte[] buffer = new byte[HEADER + MOST_FRAME];

    VirtioNetwork(NetworkPort port, MacAddress mac, Tick tick, boolean legacy, Rings memory) {
        this.port = port;
        this.tick = tick;
        this.legacy = legacy;
        for (int i = 0; i < MacAddress.BYTES; i++) {
            address[i] = (byte) mac.at(i);
        }
        request = new DescriptorChain(memory);
        reset();
    }

    @Override
    public int deviceId() {
        return DEVICE_ID;
    }

    @Override
    public long features(boolean legacyTransport) {
        return F_MAC | F_STATUS | (legacyTransport ? VirtioFeature.ANY_LAYOUT.mask() : 0);
    }

    @Override
    public int[] queueSizes() {
        return new int[] {QUEUE_SIZE, QUEUE_SIZE};
    }

    @Override
    public int configBytes() {
        return CONFIG_BYTES;
    }

    @Override
    public int readConfig(int offset) {
        return config[offset] & 0xFF;
    }

    /** Legacy drivers set their address here; the switch learns it from their frames. */
    @Override
    public void writeConfig(int offset, int value) {
        if (legacy && offset < MacAddress.BYTES) {
            config[offset] = (byte) value;
        }
    }

    @Override
    public void start(long features) {
        port.open();
    }

    @Override
    public void reset() {
        port.close();
        System.arraycopy(address, 0, config, 0, MacAddress.BYTES);
        config[CONFIG_STATUS] = LINK_UP;
    }

    @Override
    public long arrival() {
        return port.arrival();
    }

    @Override
    public long serve(int index, Virtqueue queue) {
        return index == RECEIVE ? deliver(queue) : send(queue);
    }

    private int headerBytes() {
        return legacy ? LEGACY_HEADER : HEADER;
    }

    /** A frame that does not fit into the driver's buffer is lost. */
    private long deliver(Virtqueue queue) {
        if (port.arrival() > tick.now || !queue.take(request)) {
            return IDLE;
        }
        byte[] frame = port.take();
        int header = headerBytes();
        int bytes = header + frame.length;
        if (bytes > request.writable.total()) {
            queue.putBack();
            return PAUSE_TICKS;
        }
        Arrays.fill(buffer, 0, header, (byte) 0);
        if (!legacy) {
            Rings.putInt16(buffer, HEADER_BUFFERS, 1);
        }
        System.arraycopy(frame, 0, buffer, header, frame.length);
        request.writable.write(0, buffer, bytes);
        queue.give(request, bytes);
        return PAUSE_TICKS + bytes;
    }

    /** What is no frame is not sent. */
    private long send(Virtqueue queue) {
        if (!queue.take(request)) {
            return IDLE;
        }
        int header = headerBytes();
        long bytes = request.readable.total() - header;
        if (bytes < 0) {
            throw new BrokenRing("a frame of %d bytes, header included".formatted(request.readable.total()));
        }
        if (bytes >= LEAST_FRAME && bytes <= MOST_FRAME) {
            request.readable.read(0, buffer, (int) (header + bytes));
            port.send(Arrays.copyOfRange(buffer, header, (int) (header + bytes)), tick.now);
        }
        queue.give(request, 0);
        return PAUSE_TICKS + Math.min(bytes, MOST_FRAME);
    }

    @Override
    public long digest() {
        return Digest.of(DEVICE_ID, config);
    }
}
