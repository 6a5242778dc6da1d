package trapline.emulator.virtio;

import java.util.ArrayDeque;
import java.util.Deque;

/** Where a device is plugged into a {@link NetworkSwitch}: frames on their way to it wait here, up to a number. */
final class NetworkPort {
    /** Frames that wait; what comes when there are so many is lost, as in any network. */
    private static final int MOST_WAITING = 256;

    /** A frame and when it arrives. */
    private record Frame(byte[] bytes, long at) {}

    private final NetworkSwitch network;
    private final int number;
    private boolean open;
    private final Deque<Frame> waiting = new ArrayDeque<>();

    NetworkPort(NetworkSwitch network, int number) {
        this.network = network;
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Sends a frame, which nobody may change from now on. */
    void send(byte[] frame, long now) {
        network.send(this, frame, now);
    }

    void enqueue(byte[] frame, long at) {
        if (open && waiting.size() < MOST_WAITING) {
            waiting.add(new Frame(frame, at));
        }
    }

    /** The tick at which the next frame arrives or has arrived; {@link VirtioFunction#NEVER} without one. */
    long arrival() {
        return waiting.isEmpty() ? VirtioFunction.NEVER : waiting.peek().at;
    }

    /** The next frame, which must be there. */
    byte[] take() {
        return waiting.remove().bytes;
    }

    /** There is a driver from now on. */
    void open() {
        open = true;
    }

    /** There is no driver: what waits is lost, and so is what comes. */
    void close() {
        open = false;
        waiting.clear();
    }

    long digest() {
        long digest = Digest.of(number, open ? 1 : 0);
        for (Frame frame : waiting) {
            digest = Digest.of(Digest.of(digest, frame.at), frame.bytes);
        }
        return digest;
    }
}
