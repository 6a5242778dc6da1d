package trapline.shell.console;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import trapline.shell.CommandFailure;

/** The user's terminal as a guest's console: every key goes to the guest, Ctrl-C too; Ctrl-A x ends, as in QEMU. */
public final class RawTerminal implements AutoCloseable {
    private static final int CTRL_A = 1;

    private final Optional<Terminal> terminal;
    private final Optional<Attributes> before;
    private volatile Runnable escape = () -> {};

    private RawTerminal(Optional<Terminal> terminal) {
        this.terminal = terminal;
        this.before = terminal.map(RawTerminal::makeRaw);
    }

    /** The terminal of standard input. */
    public static RawTerminal open() throws IOException {
        Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build();
        if (Terminal.TYPE_DUMB.equals(terminal.getType()) || Terminal.TYPE_DUMB_COLOR.equals(terminal.getType())) {
            terminal.close();
            throw new CommandFailure("--console needs a terminal; from a file or pipe use --input");
        }
        return new RawTerminal(Optional.of(terminal));
    }

    /** No terminal: nothing is connected. */
    public static RawTerminal none() {
        return new RawTerminal(Optional.empty());
    }

    private static Attributes makeRaw(Terminal terminal) {
        Attributes before = terminal.enterRawMode();
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(LocalFlag.ISIG, false);
        terminal.setAttributes(raw);
        return before;
    }

    /** What to do when the user types Ctrl-A x. */
    public void onEscape(Runnable action) {
        escape = action;
    }

    /** The keys for the guest. */
    public Optional<InputStream> input() {
        return terminal.map(t -> new Keys(t.input()));
    }

    /** Takes the escape sequence out; Ctrl-A twice sends one. */
    private final class Keys extends FilterInputStream {
        Keys(InputStream keys) {
            super(keys);
        }

        @Override
        public int read() throws IOException {
            int key = super.read();
            if (key != CTRL_A) {
                return key;
            }
            int command = super.read();
            if (command == 'x' || command == 'X') {
                escape.run();
                return -1;
            }
            return command;
        }
    }

    @Override
    public void close() throws IOException {
        if (terminal.isPresent()) {
            terminal.get().setAttributes(before.orElseThrow());
            terminal.get().close();
        }
    }
}
