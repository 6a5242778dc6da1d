package trapline.shell.console;

import java.util.List;
import java.util.Optional;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventType;
import trapline.recorder.event.Input.StopRequest;
import trapline.recorder.event.InputSource;

/**
 * Decides, while a session is being recorded, on which tick each input lands: prepared bytes, keys, the end at a given
 * tick, Ctrl-C.
 *
 * <p>Prepared bytes land at ticks that follow from the guests' behaviour alone, so that recording twice gives the same
 * log: at multiples of {@link #BYTE_TIME} only, one byte each, when the guest has read the one before
 * ({@link ConsoleFeed}).
 */
public final class LiveInputs implements InputSource {
    /** Ticks that a byte takes: about 115,200 baud, so that software without flow control keeps up. */
    static final long BYTE_TIME = 100_000;

    /** How often, in ticks, the keyboard and Ctrl-C are looked at. */
    static final long LOOK_TIME = 1_000_000;

    private final List<ConsoleFeed> feeds;
    private final long until;
    private final Optional<Keyboard> keyboard;
    private final int keyboardConsole;
    private long keyboardFree;
    private boolean stopped;
    private volatile boolean interrupted;

    /**
     * With everything that is known beforehand.
     *
     * @param prepared bytes for consoles; those for the same console follow one another
     * @param until the tick at which the session ends, {@link InputSource#NEVER} for none
     * @param keyboard further bytes, at whatever moment they come
     * @param keyboardConsole the console that the keyboard is connected to
     */
    public LiveInputs(List<PreparedInput> prepared, long until, Optional<Keyboard> keyboard, int keyboardConsole) {
        this.feeds = prepared.stream()
                .map(PreparedInput::console)
                .distinct()
                .sorted()
                .map(console -> new ConsoleFeed(
                        console,
                        prepared.stream()
                                .filter(input -> input.console() == console)
                                .toList()))
                .toList();
        this.until = until;
        this.keyboard = keyboard;
        this.keyboardConsole = keyboardConsole;
    }

    /** The first tick, from the given one on, on which a byte may land. */
    static long grid(long tick) {
        return Math.ceilDiv(tick, BYTE_TIME) * BYTE_TIME;
    }

    /** Ends the session soon. May be called from any thread. */
    public void interrupt() {
        interrupted = true;
        keyboard.ifPresent(Keyboard::wake);
    }

    /** A guest has said something on a console. */
    public void heard(int console, long tick) {
        for (ConsoleFeed feed : feeds) {
            if (feed.console() == console) {
                feed.heard(tick);
            }
        }
    }

    @Override
    public long nextTick(long now, Demand demand) {
        if (stopped) {
            return NEVER;
        }
        if (interrupted) {
            return now;
        }
        long next = Math.max(now, until);
        for (ConsoleFeed feed : feeds) {
            // An idle machine without room will never have any.
            if (!demand.idle() || demand.consoleRoom(feed.console()) > 0) {
                next = Math.min(next, feed.due(now));
            }
        }
        return demand.idle() ? whenIdle(now, next) : Math.min(next, Math.min(look(now), key(now)));
    }

    private static long look(long now) {
        return (now / LOOK_TIME + 1) * LOOK_TIME;
    }

    /** Nothing but an input can go on: if none is known, the keyboard is waited for, and time stands still meanwhile. */
    private long whenIdle(long now, long next) {
        if (next == NEVER) {
            keyboard.ifPresent(Keyboard::await);
        }
        return interrupted ? now : Math.min(next, key(now));
    }

    private long key(long now) {
        return keyboard.filter(Keyboard::ready).isPresent() ? grid(Math.max(now, keyboardFree)) : NEVER;
    }

    @Override
    public boolean take(long now, Demand demand, EventFrame frame) {
        if (stopped) {
            return false;
        }
        if (interrupted || now >= until) {
            stopped = true;
            frame.begin(EventType.STOP_REQUEST)
                    .put(interrupted ? StopRequest.Reason.INTERRUPT : StopRequest.Reason.UNTIL);
            return true;
        }
        for (ConsoleFeed feed : feeds) {
            if (feed.take(now, demand.consoleRoom(feed.console()), frame)) {
                return true;
            }
        }
        return takeKey(now, demand, frame);
    }

    private boolean takeKey(long now, Demand demand, EventFrame frame) {
        if (key(now) != now) {
            return false;
        }
        keyboardFree = now + BYTE_TIME;
        if (demand.consoleRoom(keyboardConsole) == 0) {
            return false;
        }
        byte[] key = {(byte) keyboard.orElseThrow().take()};
        frame.begin(EventType.CONSOLE_INPUT).put(keyboardConsole).putBytes(key, 0, 1);
        return true;
    }
}
