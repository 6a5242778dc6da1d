package trapline.emulator.device;

import java.util.ArrayList;
import java.util.List;
import trapline.emulator.time.Tick;
import trapline.emulator.trace.Trace;
import trapline.recorder.event.EventType;

/**
 * Gathers the bytes of every console into {@code ConsoleOutput} events. A batch ends at a newline, at 256 bytes, when it
 * is {@link #PATIENCE} ticks old, and when the machine waits or ends; nothing but ticks decides, so a replay cuts the same batches.
 */
public final class ConsoleOutputs implements ConsoleSink {
    /** No batch is open. */
    public static final long NEVER = Long.MAX_VALUE;
    /** Ticks after its first byte at which a batch goes out unfinished, so that prompts are seen. */
    public static final long PATIENCE = 1_000_000;

    private static final int LIMIT = 256;

    private static final class Batch {
        final int console;
        final byte[] bytes = new byte[LIMIT];
        int length;
        long due = NEVER;

        Batch(int console) {
            this.console = console;
        }
    }

    private final Tick tick;
    private final Trace trace;
    private final List<Batch> batches = new ArrayList<>();
    private long deadline = NEVER;

    public ConsoleOutputs(Tick tick, Trace trace) {
        this.tick = tick;
        this.trace = trace;
    }

    @Override
    public void put(int console, int b) {
        Batch batch = batch(console);
        if (batch.length == 0) {
            batch.due = tick.now + PATIENCE;
            deadline = Math.min(deadline, batch.due);
        }
        batch.bytes[batch.length++] = (byte) b;
        if (b == '\n' || batch.length == LIMIT) {
            send(batch);
        }
    }

    /** The tick at which {@link #expire} has something to do; {@link #NEVER} when no batch is open. */
    public long deadline() {
        return deadline;
    }

    /** Sends the batches that are due. */
    public void expire() {
        if (tick.now < deadline) {
            return;
        }
        for (Batch batch : batches) {
            if (batch.due <= tick.now) {
                send(batch);
            }
        }
    }

    /** Sends everything: the machine is about to wait, or to end. */
    public void flush() {
        for (Batch batch : batches) {
            if (batch.length > 0) {
                send(batch);
            }
        }
    }

    private Batch batch(int console) {
        for (Batch batch : batches) {
            if (batch.console == console) {
                return batch;
            }
        }
        Batch added = new Batch(console);
        batches.add(added);
        return added;
    }

    private void send(Batch batch) {
        trace.send(trace.begin(EventType.CONSOLE_OUTPUT).put(batch.console).putBytes(batch.bytes, 0, batch.length));
        batch.length = 0;
        batch.due = NEVER;
        deadline = NEVER;
        for (Batch other : batches) {
            deadline = Math.min(deadline, other.due);
        }
    }
}
