package trapline.recorder.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;
import trapline.recorder.log.LogReader;
import trapline.recorder.log.LogWalk;
import trapline.recorder.log.LogWriter;
import trapline.recorder.log.SyntheticTrace;

/** A recorder that is killed leaves an intact prefix, at whatever moment it happens. */
class KillTest {
    private static final int KILLS = 4;

    @TempDir
    Path temporary;

    /** The victim: records for ever, and prints how many events are certainly in the log. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws IOException {
            SessionDirectory session = SampleSession.begin(Path.of(arguments[0]));
            LogWriter log = session.newLog();
            SyntheticTrace trace = new SyntheticTrace(1);
            while (true) {
                trace.emit(log, 3_000);
                System.out.println(log.totals().events());
                System.out.flush();
            }
        }
    }

    /** The command that runs a class of the tests with this JVM's options. */
    static List<String> java(Class<?> main, Path argument) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (option.startsWith("--")) {
                command.add(option);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), argument.toString()));
        return command;
    }

    @Test
    void theLogOfAKilledRecorderIsIntactUpToWhereItStops() throws IOException, InterruptedException {
        Random random = new Random(42);
        for (int kill = 0; kill < KILLS; kill++) {
            Path session = temporary.resolve("session" + kill);
            long certain = killAfter(random.nextInt(60), session);
            CheckReport report = SessionCheck.check(session);
            assertEquals(List.of(), report.problems());
            assertFalse(report.complete());
            assertTrue(report.readable().events() >= certain, "%s, %d".formatted(report, certain));
            assertEquals(report.readable().events(), countAsWritten(session), "events are those that were written");
        }
    }

    private static long killAfter(int lines, Path session) throws IOException, InterruptedException {
        Process victim = new ProcessBuilder(java(Victim.class, session))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long certain = 0;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i <= lines; i++) {
                certain = Long.parseLong(output.readLine());
            }
            victim.destroyForcibly();
            victim.waitFor();
        }
        return certain;
    }

    private static long countAsWritten(Path session) {
        try (LogReader log = SessionDirectory.open(session).openLog()) {
            Comparison comparison = new Comparison(log);
            new SyntheticTrace(1).emit(comparison, log.events());
            return comparison.same;
        }
    }

    /** Compares the log with the events as they are made again. */
    private static final class Comparison implements EventSink {
        private final LogWalk walk;
        private long same;

        Comparison(LogReader log) {
            walk = log.walk(log.blocks());
        }

        @Override
        public void accept(EventFrame frame) {
            same += walk.next() && walk.event().sameAs(frame) ? 1 : 0;
        }
    }
}
