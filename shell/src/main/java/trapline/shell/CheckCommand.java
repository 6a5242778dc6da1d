package trapline.shell;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import trapline.recorder.session.CheckReport;
import trapline.recorder.session.SessionCheck;
import trapline.recorder.session.SessionProblem;

/** {@code trapline check}: whether a session is what its recorder wrote, and what of it is readable. */
@Command(name = "check", description = "Check every byte of a session, and say what of it is readable.")
final class CheckCommand extends SubCommand {
    @Parameters(paramLabel = "DIR", description = "the session")
    private Path directory = Path.of("");

    @Override
    public Integer call() {
        requireDirectory(directory);
        CheckReport report = SessionCheck.check(directory);
        PrintWriter out = out();
        for (SessionProblem problem : report.problems()) {
            out.println("damaged: " + problem);
        }
        String events = "%,d events up to tick %,d".formatted(report.readable().events(), report.lastIcount());
        if (report.isSound() && report.complete()) {
            out.println("sound: " + events + ", in " + report.readable().blocks() + " blocks");
        } else if (report.isSound()) {
            out.println("sound but not complete, it is being recorded or its recorder was killed; readable: " + events);
        } else {
            out.println("readable: " + events + "; whole blocks behind the damage: " + report.blocksBehind());
        }
        out.flush();
        return report.isSound() ? DONE : FAILED;
    }
}
