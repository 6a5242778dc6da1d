package trapline.emulator.virtio;

import java.util.ArrayDeque;
import java.util.Deque;
import trapline.emulator.device.ConsoleSink;

/** A console of a single port (5.3). What the driver writes goes to a sink; what is typed waits until it has buffers. */
public final class VirtioConsole implements VirtioFunction {
    private static final int DEVICE_ID = 3;
    private static final int QUEUE_SIZE = 128;
    private static final int RECEIVE = 0;
    private static final int F_EMERG_WRITE = 1 << 2;
    /** Columns and rows (not offered), number of ports, emergency write. */
    private static final int CONFIG_BYTES = 12;

    private static final int CONFIG_PORTS = 4;
    private static final int CONFIG_EMERG_WRITE = 8;
    /** Bytes that are typed ahead. */
    private static final int TYPED_AHEAD = 16;
    /** The most that is moved at a tick. */
    private static final int SLICE = 4096;
    /** From one request to the next, and a tick for each byte. */
    private static final long PAUSE_TICKS = 1_000;

    private final int console;
    private final ConsoleSink sink;
    private final DescriptorChain received;
    private final DescriptorChain request;
    private final byte[] buffer = new byte[SLICE];
    private final Deque<Integer> typed = new ArrayDeque<>();
    private boolean started;
    /** A request to send is being worked at, and so many of its bytes have been sent. */
    private boolean sending;

    private long sent;

    /**
     * A console.
     *
     * @param console its number, as in {@code ConsoleOutput}
     * @param sink where its output goes
     */
    VirtioConsole(int console, ConsoleSink sink, Rings memory) {
        this.console = console;
        this.sink = sink;
        received = new DescriptorChain(memory);
        request = new DescriptorChain(memory);
    }

    /** How many bytes can be typed now without losing one; none before a driver listens. */
    public int room() {
        return started ? TYPED_AHEAD - typed.size() : 0;
    }

    /** A byte is typed. */
    public void receive(int b) {
        if (room() > 0) {
            typed.add(b);
        }
    }

    @Override
    public int deviceId() {
        return DEVICE_ID;
    }

    @Override
    public long features(boolean legacy) {
        return F_EMERG_WRITE | (legacy ? VirtioFeature.ANY_LAYOUT.mask() : 0);
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
        return offset == CONFIG_PORTS ? 1 : 0;
    }

    /** A driver may write a character here before it has queues. */
    @Override
    public void writeConfig(int offset, int value) {
        if (offset == CONFIG_EMERG_WRITE) {
            sink.put(console, value);
        }
    }

    @Override
    public void start(long features) {
        started = true;
    }

    @Override
    public void reset() {
        started = false;
        typed.clear();
        sending = false;
    }

    @Override
    public long arrival() {
        return typed.isEmpty() ? NEVER : 0;
    }

    @Override
    public long serve(int index, Virtqueue queue) {
        return index == RECEIVE ? deliver(queue) : send(queue);
    }

    private long deliver(Virtqueue queue) {
        if (typed.isEmpty() || !queue.take(received)) {
            return IDLE;
        }
        int bytes = (int) Math.min(typed.size(), received.writable.total());
        for (int i = 0; i < bytes; i++) {
            buffer[i] = typed.remove().byteValue();
        }
        received.writable.write(0, buffer, bytes);
        queue.give(received, bytes);
        return IDLE;
    }

    private long send(Virtqueue queue) {
        if (!sending) {
            if (!queue.take(request)) {
                return IDLE;
            }
            sending = true;
            sent = 0;
        }
        int bytes = (int) Math.min(request.readable.total() - sent, SLICE);
        request.readable.read(sent, buffer, bytes);
        for (int i = 0; i < bytes; i++) {
            sink.put(console, buffer[i] & 0xFF);
        }
        sent += bytes;
        if (sent == request.readable.total()) {
            sending = false;
            queue.give(request, 0);
        }
        return PAUSE_TICKS + bytes;
    }

    @Override
    public long digest() {
        long digest = Digest.of(started ? 1 : 0, sending ? Digest.of(sent, request.digest()) : 0);
        for (int b : typed) {
            digest = Digest.of(digest, b);
        }
        return digest;
    }
}
