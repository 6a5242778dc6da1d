package trapline.shell.console;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventType;
import trapline.recorder.event.InputSource;

/** The prepared bytes on their way to one console. */
final class ConsoleFeed {
    private final int console;
    private final Queue<PreparedInput> waiting = new ArrayDeque<>();
    private int position;
    private long free;

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

    /** The tick, not before {@code now}, at which the next byte may land; {@link InputSource#NEVER} without one. */
    long due(long now) {
        PreparedInput next = waiting.peek();
        return next == null ? InputSource.NEVER : LiveInputs.grid(Math.max(now, Math.max(free, next.at())));
    }

    /** Fills in the next byte if it is due and the console has room; else it waits for another byte's time. */
    boolean take(long now, int room, EventFrame frame) {
        PreparedInput next = waiting.peek();
        if (next == null || due(now) != now) {
            return false;
        }
        free = now + LiveInputs.BYTE_TIME;
        if (room == 0) {
            return false;
        }
        frame.begin(EventType.CONSOLE_INPUT).put(console).putBytes(next.bytes(), position, 1);
        position++;
        if (position == next.bytes().length) {
            waiting.remove();
            position = 0;
        }
        return true;
    }
}
