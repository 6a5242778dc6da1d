package trapline.emulator.virtio;

import java.util.Arrays;
import trapline.emulator.device.InterruptLine;
import trapline.emulator.time.Tick;

/**
 * What the driver sees of a device whatever its kind and transport: status, features, queues, interrupts (2). It looks
 * into a queue {@link #NOTIFY_TICKS} after it was notified, and from then on at the ticks that its function says; all that
 * it does at a tick it does at once.
 */
final class VirtioDevice {
    /** Nothing will happen by itself. */
    static final long NEVER = Long.MAX_VALUE;

    /** Ticks from a notification until the device looks into the queue: ten microseconds. */
    static final long NOTIFY_TICKS = 10_000;

    private static final int DRIVER_OK = 4;
    private static final int FEATURES_OK = 8;
    private static final int NEEDS_RESET = 64;
    private static final int INTERRUPT_QUEUE = 1;
    private static final int INTERRUPT_CONFIG = 2;

    private final VirtioFunction function;
    private final InterruptLine line;
    private final Tick tick;
    private final boolean legacy;
    private final Virtqueue[] queues;
    /** When the device next looks into each queue. */
    private final long[] due;

    private int status;
    private long features;
    private int interrupts;
    private int generation;
    private boolean broken;

    VirtioDevice(VirtioFunction function, Rings memory, InterruptLine line, Tick tick, boolean legacy) {
        this.function = function;
        this.line = line;
        this.tick = tick;
        this.legacy = legacy;
        queues = Arrays.stream(function.queueSizes())
                .mapToObj(size -> new Virtqueue(memory, size))
                .toArray(Virtqueue[]::new);
        due = new long[queues.length];
        reset();
    }

    void reset() {
        status = 0;
        features = 0;
        interrupts = 0;
        broken = false;
        Arrays.fill(due, NEVER);
        for (Virtqueue queue : queues) {
            queue.reset();
        }
        function.reset();
        line.drive(false);
    }

    int deviceId() {
        return function.deviceId();
    }

    /** All that the driver may accept. */
    long offered() {
        long rings = VirtioFeature.RING_INDIRECT_DESC.mask() | VirtioFeature.RING_EVENT_IDX.mask();
        long age = legacy ? VirtioFeature.NOTIFY_ON_EMPTY.mask() : VirtioFeature.VERSION_1.mask();
        return function.features(legacy) | rings | age;
    }

    /** The driver accepts features; what was not offered is not accepted. Too late once they are agreed upon. */
    void accept(long wanted) {
        if ((status & FEATURES_OK) == 0) {
            features = wanted & offered();
            for (Virtqueue queue : queues) {
                queue.setFeatures(features);
            }
        }
    }

    /** Whether a driver that wants these features can be served (2.2.2, 6.1). */
    private boolean agrees(long wanted) {
        return (wanted & ~offered()) == 0 && VirtioFeature.VERSION_1.isIn(wanted);
    }

    int status() {
        return status;
    }

    /**
     * The driver sets the status; with 0 it resets the device.
     *
     * @param wanted the features that it has written, agreed upon when it sets FEATURES_OK
     */
    void setStatus(int value, long wanted) {
        if (value == 0) {
            reset();
            return;
        }
        int granted = value;
        if (!legacy && (value & FEATURES_OK) != 0 && (status & FEATURES_OK) == 0) {
            if (agrees(wanted)) {
                accept(wanted);
            } else {
                granted &= ~FEATURES_OK;
            }
        }
        boolean starts = (granted & DRIVER_OK) != 0 && (status & DRIVER_OK) == 0;
        status = granted | (broken && !legacy ? NEEDS_RESET : 0);
        if (starts) {
            start();
        }
    }

    /** Notifications that came too early are made good. */
    private void start() {
        function.start(features);
        for (int i = 0; i < queues.length; i++) {
            notified(i);
        }
    }

    int queueCount() {
        return queues.length;
    }

    Virtqueue queue(int index) {
        return queues[index];
    }

    /** Legacy drivers use queues before they say that they are ready (3.1.1). */
    private boolean isActive(int index) {
        return !broken && queues[index].isReady() && (legacy || (status & DRIVER_OK) != 0);
    }

    /** The driver made requests available; a device that is working at the queue already will find them. */
    void notified(int index) {
        if (isActive(index)) {
            queues[index].notified();
            due[index] = due[index] == NEVER ? tick.now + NOTIFY_TICKS : due[index];
        }
    }

    int interrupts() {
        return interrupts;
    }

    void acknowledge(int mask) {
        interrupts &= ~mask;
        line.drive(interrupts != 0);
    }

    /** Changes with each change of the configuration that the driver did not make itself. */
    int generation() {
        return generation;
    }

    int configBytes() {
        return function.configBytes();
    }

    int readConfig(int offset) {
        return function.readConfig(offset);
    }

    void writeConfig(int offset, int value) {
        function.writeConfig(offset, value);
    }

    /** The tick at which it next does something by itself. */
    long nextEvent() {
        long next = awaitsArrival() ? function.arrival() : NEVER;
        for (long each : due) {
            next = Math.min(next, each);
        }
        return next;
    }

    /** Whether the driver has buffers for what comes from outside, and the device is not about to look anyway. */
    private boolean awaitsArrival() {
        return due[0] == NEVER && isActive(0) && !queues[0].isDry();
    }

    /** Does what is due at the present tick. */
    void update() {
        for (int i = 0; i < queues.length; i++) {
            boolean arrived = i == 0 && awaitsArrival() && function.arrival() <= tick.now;
            if (due[i] <= tick.now || arrived) {
                due[i] = NEVER;
                serve(i);
            }
        }
    }

    private void serve(int index) {
        if (!isActive(index)) {
            return;
        }
        Virtqueue queue = queues[index];
        try {
            long pause = function.serve(index, queue);
            if (pause != VirtioFunction.IDLE) {
                due[index] = tick.now + pause;
            }
            if (queue.wantsInterrupt()) {
                interrupt(INTERRUPT_QUEUE);
            }
        } catch (BrokenRing _) {
            fail();
        }
    }

    /** The driver broke a ring: until it resets the device, nothing works any more (2.1.2). */
    private void fail() {
        broken = true;
        Arrays.fill(due, NEVER);
        if (!legacy) {
            status |= NEEDS_RESET;
            if ((status & DRIVER_OK) != 0) {
                generation = generation + 1 & 0xFF;
                interrupt(INTERRUPT_QUEUE | INTERRUPT_CONFIG);
            }
        }
    }

    private void interrupt(int cause) {
        interrupts |= cause;
        line.drive(true);
    }

    long digest() {
        long digest = Digest.of(function.deviceId(), status | interrupts << 8 | generation << 16);
        digest = Digest.of(digest, features);
        digest = Digest.of(digest, broken ? 1 : 0);
        for (int i = 0; i < queues.length; i++) {
            digest = Digest.of(Digest.of(digest, due[i]), queues[i].digest());
        }
        return Digest.of(digest, function.digest());
    }
}
