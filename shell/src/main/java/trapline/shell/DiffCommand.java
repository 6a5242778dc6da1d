package trapline.shell;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import trapline.recorder.event.EventType;
import trapline.recorder.session.SessionDirectory;
import trapline.shell.text.EventStream;
import trapline.shell.text.EventText;

/** {@code trapline diff}: the first event in which two sessions differ, and how many of each kind they have. */
@Command(
        name = "diff",
        description = "Compare two sessions: the first difference, and the number of events of each kind.")
final class DiffCommand extends SubCommand {
    /** Events shown before the first difference. */
    private static final int CONTEXT = 5;

    @Parameters(index = "0", paramLabel = "DIR1", description = "a session")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "DIR2", description = "another one")
    private Path second = Path.of("");

    private final Deque<String> context = new ArrayDeque<>();
    private final long[] firstCounts = new long[EventType.values().length];
    private final long[] secondCounts = new long[EventType.values().length];

    @Override
    public Integer call() {
        try (EventStream a = EventStream.from(SessionDirectory.open(first), 0);
                EventStream b = EventStream.from(SessionDirectory.open(second), 0)) {
            PrintWriter out = out();
            boolean same = compare(a, b, out);
            if (same) {
                out.println("identical: " + a.events() + " events");
            } else {
                counts(out);
            }
            out.flush();
            return same ? DONE : FAILED;
        }
    }

    private boolean compare(EventStream a, EventStream b, PrintWriter out) {
        boolean same = true;
        boolean moreA = a.next();
        boolean moreB = b.next();
        while (moreA || moreB) {
            if (same && !(moreA && moreB && a.event().sameAs(b.event()))) {
                same = false;
                context.forEach(line -> out.println("  " + line));
                out.println("- " + (moreA ? EventText.line(a.event()) : first + " ends here"));
                out.println("+ " + (moreB ? EventText.line(b.event()) : second + " ends here"));
                out.println();
            }
            moreA = count(a, moreA, firstCounts, same);
            moreB = count(b, moreB, secondCounts, false);
        }
        return same;
    }

    private boolean count(EventStream stream, boolean more, long[] counts, boolean remember) {
        if (!more) {
            return false;
        }
        counts[stream.event().type.ordinal()]++;
        if (remember) {
            context.add(EventText.line(stream.event()));
            if (context.size() > CONTEXT) {
                context.remove();
            }
        }
        return stream.next();
    }

    private void counts(PrintWriter out) {
        out.println("%-20s %14s %14s %14s".formatted("kind", "first", "second", "difference"));
        for (EventType type : EventType.values()) {
            long a = firstCounts[type.ordinal()];
            long b = secondCounts[type.ordinal()];
            if (a != 0 || b != 0) {
                out.println("%-20s %,14d %,14d %,+14d".formatted(type, a, b, b - a));
            }
        }
    }
}
