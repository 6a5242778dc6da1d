package trapline.shell.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import trapline.emulator.board.Peripherals;

/**
 * Shows what the guests' consoles say. One console is passed on byte by byte; the lines of several are kept whole and
 * begin with the guest's name.
 */
public final class ConsoleScreen {
    /** A guest that never ends its line does not fill our memory. */
    private static final int LONGEST_LINE = 4096;

    private final OutputStream out;
    private final List<String> guests;
    private final Map<Integer, ByteArrayOutputStream> lines = new TreeMap<>();

    /**
     * On a stream.
     *
     * @param out where to
     * @param guests the names of the guests by VM-ID, when there are several consoles to tell apart; else empty
     */
    public ConsoleScreen(OutputStream out, List<String> guests) {
        this.out = out;
        this.guests = List.copyOf(guests);
    }

    /** Shows bytes of a console, with the numbers of {@code CONSOLE_OUTPUT} events. */
    public void write(int console, byte[] bytes, int length) {
        try {
            if (guests.isEmpty()) {
                out.write(bytes, 0, length);
                out.flush();
                return;
            }
            ByteArrayOutputStream line = lines.computeIfAbsent(console, _ -> new ByteArrayOutputStream());
            for (int i = 0; i < length; i++) {
                line.write(bytes[i]);
                if (bytes[i] == '\n' || line.size() == LONGEST_LINE) {
                    show(console, line);
                }
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the guests' output: " + e.getMessage(), e);
        }
    }

    private void show(int console, ByteArrayOutputStream line) throws IOException {
        boolean virtio = console >= Peripherals.VIRTIO_CONSOLE;
        int vm = console - 1 - (virtio ? Peripherals.VIRTIO_CONSOLE : Peripherals.CONSOLE);
        String name = vm >= 0 && vm < guests.size() ? guests.get(vm) : "machine";
        out.write((name + (virtio ? " (virtio): " : ": ")).getBytes(StandardCharsets.UTF_8));
        line.writeTo(out);
        line.reset();
    }

    /** Shows the lines that were begun and not ended. */
    public void finish() {
        try {
            for (Map.Entry<Integer, ByteArrayOutputStream> line : lines.entrySet()) {
                if (line.getValue().size() > 0) {
                    show(line.getKey(), line.getValue());
                    out.write('\n');
                }
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the guests' output: " + e.getMessage(), e);
        }
    }
}
