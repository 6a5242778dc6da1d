package trapline.shell.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Bytes from a stream that may block, read by a thread of its own so that the machine does not have to wait for them. */
public final class Keyboard {
    /** In the queue, marks that no more bytes will come. */
    private static final int END = -1;

    private final BlockingQueue<Integer> bytes = new LinkedBlockingQueue<>();
    private final Thread reader;
    private final InputStream stream;
    private volatile boolean woken;

    private Keyboard(InputStream stream) {
        this.stream = stream;
        this.reader = Thread.ofPlatform().daemon().name("keyboard").unstarted(this::read);
    }

    /** Starts reading. */
    public static Keyboard on(InputStream stream) {
        Keyboard keyboard = new Keyboard(stream);
        keyboard.reader.start();
        return keyboard;
    }

    private void read() {
        try {
            for (int b = stream.read(); b >= 0; b = stream.read()) {
                bytes.add(b);
            }
        } catch (IOException _) {
            // As the end of the stream: whatever closed it, no more will come.
        }
        bytes.add(END);
    }

    /**
     * Everything the stream had, if it ends within a short time, as a pipe does whose writer has ended already. Nothing when
     * it goes on; then the bytes are still to be taken.
     */
    public Optional<byte[]> drainIfEnded(long milliseconds) {
        try {
            reader.join(milliseconds);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (reader.isAlive()) {
            return Optional.empty();
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (ready()) {
            all.write(take());
        }
        return Optional.of(all.toByteArray());
    }

    /** Whether a byte is there now. */
    boolean ready() {
        Integer next = bytes.peek();
        return next != null && next != END;
    }

    /** The next byte; only when {@link #ready}. */
    int take() {
        return bytes.remove();
    }

    /** Waits until a byte is there, the stream has ended, or somebody called {@link #wake}. */
    void await() {
        try {
            while (bytes.isEmpty() && !woken) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends every {@link #await}, now and later. */
    void wake() {
        woken = true;
    }
}
