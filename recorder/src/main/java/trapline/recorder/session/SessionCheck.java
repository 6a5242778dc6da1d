package trapline.recorder.session;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trapline.recorder.log.BlockCursor;
import trapline.recorder.log.BlockInfo;
import trapline.recorder.log.LogFormatException;
import trapline.recorder.log.LogProblem;
import trapline.recorder.log.LogReader;
import trapline.recorder.log.LogTotals;

/** Looks at everything in a session and says what is readable and what is wrong. */
public final class SessionCheck {
    private final Path path;
    private final List<SessionProblem> problems = new ArrayList<>();
    private Optional<SessionDirectory> session = Optional.empty();
    private LogTotals readable = new LogTotals(0, 0, 0, 0, 0);
    private long behind;
    private long lastIcount;

    private SessionCheck(Path path) {
        this.path = path;
    }

    /** Checks a session: seals, every block, every event, that they are as many as the manifest says, the database. */
    public static CheckReport check(Path path) {
        SessionCheck check = new SessionCheck(path);
        check.run(true);
        return check.report();
    }

    /** Checks the seals and the way through the log, but does not decode it: enough before reading it anyway. */
    public static CheckReport checkSeals(Path path) {
        SessionCheck check = new SessionCheck(path);
        check.run(false);
        return check.report();
    }

    private void run(boolean decode) {
        try {
            session = Optional.of(SessionDirectory.open(path));
        } catch (LogFormatException e) {
            String place = path.resolve(SessionDirectory.MANIFEST) + ": ";
            String what = String.valueOf(e.getMessage()).replace(place, "");
            problems.add(new SessionProblem(SessionDirectory.MANIFEST, -1, what));
        }
        try (LogReader log = openLog()) {
            checkLog(log, decode);
        } catch (UncheckedIOException e) {
            problems.add(new SessionProblem(SessionDirectory.LOG, -1, String.valueOf(e.getMessage())));
        }
        session.ifPresent(this::checkSealedFiles);
        if (decode) {
            session.flatMap(DatabaseSeal::verify).ifPresent(problems::add);
        }
    }

    private LogReader openLog() {
        return session.map(SessionDirectory::openLog)
                .orElseGet(() -> LogReader.openAlone(path.resolve(SessionDirectory.LOG)));
    }

    private void checkLog(LogReader log, boolean decode) {
        readable = log.totals();
        Optional<LogProblem> problem = decode ? firstDamagedBlock(log) : Optional.empty();
        problem.or(log::problem).ifPresent(found -> {
            problems.add(SessionProblem.of(found));
            behind = log.blocksBehindProblem(found);
        });
        Optional<Outcome> outcome = session.flatMap(found -> found.manifest().outcome());
        if (problems.isEmpty() && outcome.isPresent() && !outcome.get().log().equals(readable)) {
            problems.add(new SessionProblem(
                    SessionDirectory.LOG,
                    -1,
                    "the log ends after %d of %d events"
                            .formatted(readable.events(), outcome.get().log().events())));
        }
    }

    private Optional<LogProblem> firstDamagedBlock(LogReader log) {
        BlockCursor cursor = log.cursor();
        readable = new LogTotals(0, 0, 0, 0, 0);
        long inputs = 0;
        long bytes = 0;
        for (BlockInfo block : log.blocks()) {
            try {
                cursor.load(block);
                while (cursor.next()) {
                    lastIcount = cursor.event().icount;
                }
            } catch (LogFormatException e) {
                return e.problem();
            }
            inputs += block.inputs();
            bytes += block.length();
            readable = new LogTotals(block.endSeq(), inputs, block.index() + 1, bytes, block.chainBehind());
        }
        readable = log.totals();
        return Optional.empty();
    }

    private void checkSealedFiles(SessionDirectory found) {
        Manifest manifest = found.manifest();
        for (ImageEntry image : manifest.images()) {
            image.seal().verify(found.resolve(image.seal())).ifPresent(problems::add);
        }
        boolean logIsExplained = problems.stream().anyMatch(p -> p.file().startsWith(SessionDirectory.LOG));
        if (manifest.outcome().isPresent() && !logIsExplained) {
            for (FileSeal file : manifest.outcome().get().files()) {
                file.verify(found.resolve(file)).ifPresent(problems::add);
            }
        }
    }

    private CheckReport report() {
        boolean complete = session.isPresent() && session.get().manifest().isComplete();
        return new CheckReport(path, complete, readable, lastIcount, behind, List.copyOf(problems));
    }
}
