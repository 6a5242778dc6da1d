package trapline.shell;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import trapline.recorder.event.EventFrame;
import trapline.recorder.session.SessionDirectory;
import trapline.shell.text.EventStream;
import trapline.shell.text.EventText;

/** {@code trapline explain}: one event in words. */
@Command(name = "explain", description = "Explain one event, field by field.")
final class ExplainCommand extends SubCommand {
    @Parameters(index = "0", paramLabel = "DIR", description = "the session")
    private Path directory = Path.of("");

    @Parameters(index = "1", paramLabel = "SEQ", converter = Quantity.Count.class, description = "number of the event")
    private long seq;

    @Override
    public Integer call() {
        try (EventStream events = EventStream.from(SessionDirectory.open(directory), seq)) {
            EventFrame frame = new EventFrame();
            while (events.next(frame)) {
                if (frame.seq == seq) {
                    PrintWriter out = out();
                    EventText.explain(frame).forEach(out::println);
                    out.flush();
                    return DONE;
                }
            }
            throw new CommandFailure(
                    directory + ": there is no event " + seq + "; readable are events 0 to " + (events.events() - 1));
        }
    }
}
