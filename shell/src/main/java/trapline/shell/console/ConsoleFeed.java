package trapline.shell.console;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventType;
import trapline.recorder.event.InputSource;

/**
 * The prepared bytes on their way to one console, typed as a patient person would: the next byte when the guest has read the
 * one before it, the next line when it has fallen silent. Software that looks for Ctrl-C while it executes a command throws
 * away what is typed meanwhile.
 */
final class ConsoleFeed {
    /** Ticks of silence after which a guest is taken to wait for input; output is told up to a million ticks late. */
    static final long SILENCE = 2_000_000;

    /** Ticks after which the next byte is typed even if the guest has not read, or goes on talking. */
    static final long PATIENCE = 200_000_000;

    private final int console;
    private final Queue<PreparedInput> waiting = new ArrayDeque<>();
    private int position;

    /** Before this tick nothing is typed. */
    private long free;

    /** Room that the console had before the last byte; it has been read when there is as much again. */
    private int roomBefore;

    private long sent;
    private boolean unread;
    private boolean lineEnded;
    private long heard;

    ConsoleFeed(int console, List<PreparedInput> inputs) {
        this.console = console;
        inputs.stream()
                .filter(input -> input.bytes().length > 0)
                .sorted(Comparator.comparingLong(PreparedInput::at))
                .forEach(waiting::add);
    }

    int console() {
        return console;
    }

    /** The guest has said something. */
    void heard(long tick) {
        heard = tick;
    }

    /** The tick, not before {@code now}, at which the next byte may land; {@link InputSource#NEVER} without one. */
    long due(long now) {
        PreparedInput next = waiting.peek();
        if (next == null) {
            return InputSource.NEVER;
        }
        long silent = lineEnded && !unread ? Math.min(heard + SILENCE, sent + PATIENCE) : 0;
        return LiveInputs.grid(Math.max(Math.max(now, silent), Math.max(free, next.at())));
    }

    /** Fills in the next byte if it is due and the guest ready for it; else it waits for another byte's time. */
    boolean take(long now, int room, EventFrame frame) {
        PreparedInput next = waiting.peek();
        if (next == null || due(now) != now) {
            return false;
        }
        free = now + LiveInputs.BYTE_TIME;
        if (room == 0 || !isRead(now, room)) {
            return false;
        }
        type(next, now, room, frame);
        return true;
    }

    /** Whether the last byte has been read; behind the end of a line, the silence begins when it has. */
    private boolean isRead(long now, int room) {
        if (!unread) {
            return true;
        }
        if (room < roomBefore && now < sent + PATIENCE) {
            return false;
        }
        unread = false;
        heard = Math.max(heard, now);
        return !lineEnded;
    }

    private void type(PreparedInput next, long now, int room, EventFrame frame) {
        byte typed = next.bytes()[position];
        frame.begin(EventType.CONSOLE_INPUT).put(console).putBytes(next.bytes(), position, 1);
        unread = true;
        roomBefore = room;
        sent = now;
        lineEnded = typed == '\n' || typed == '\r';
        position++;
        if (position == next.bytes().length) {
            waiting.remove();
            position = 0;
        }
    }
}
