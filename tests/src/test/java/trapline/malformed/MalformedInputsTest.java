package trapline.malformed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trapline.commands.Run;

/**
 * Whatever is wrong with a file, {@code record} ends with an error that names the file and exit code 1 or 2 and leaves no
 * session that looks complete, or records a complete one in which the guest went wrong.
 * {@code -Dtrapline.seed} is the first mutation's seed, {@code -Dtrapline.mutations} how many there are: one of each repeats one.
 */
class MalformedInputsTest {
    private static final long SEED = Long.getLong("trapline.seed", 2026);
    private static final int MUTATIONS = Integer.getInteger("trapline.mutations", 300);

    private static final String TICKS = "30000";
    /** One complete session in so many is replayed too. */
    private static final int REPLAYED = 20;
    /** Seconds: nothing here takes one; this is for a machine that is busy with other things. */
    private static final int HANGS = 120;

    private static final Pattern TRACE = Pattern.compile("\\tat |Exception|Error:|internal error");

    private final Map<Specimen, byte[]> sound = new EnumMap<>(Specimen.class);
    private final Map<String, Integer> outcomes = new TreeMap<>();

    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

    @TempDir
    private Path directory;

    @AfterEach
    void workerEnds() {
        worker.shutdownNow();
    }

    @Test
    void soundFilesAreRecorded() throws IOException {
        for (Specimen specimen : Specimen.values()) {
            Path file = Files.write(directory.resolve(specimen.file()), specimen.sound());
            Run run = record(specimen.arguments(file, new Random(0)), directory.resolve(specimen + "-session"));
            assertEquals(0, run.code(), () -> specimen + ": " + run.err());
        }
    }

    @Test
    void damagedFilesGiveAnErrorOrACompleteSession() throws IOException {
        for (Specimen specimen : Specimen.values()) {
            sound.put(specimen, specimen.sound());
        }
        for (int i = 0; i < MUTATIONS; i++) {
            mutation(SEED + i);
        }
        System.out.printf("%d damaged files from seed %d: %s%n", MUTATIONS, SEED, outcomes);
        assertTrue(MUTATIONS < 200 || outcomes.size() > Specimen.values().length, "damage without any effect");
    }

    private void mutation(long seed) throws IOException {
        Random random = new Random(seed);
        Specimen specimen = Specimen.values()[random.nextInt(Specimen.values().length)];
        Path file = directory.resolve(specimen.file());
        Files.write(file, specimen.damaged(sound.get(specimen), random));
        List<String> arguments = specimen.arguments(file, random);
        String what = "seed %d: %s %s".formatted(seed, specimen, arguments);
        Path session = directory.resolve("session");
        Run run = inTime(() -> record(arguments, session), what);
        outcomes.merge(specimen + "=" + run.code(), 1, Integer::sum);
        assertFalse(TRACE.matcher(run.err()).find(), () -> what + " is told by a stack trace: " + run.err());
        if (run.code() == 0) {
            complete(session, seed, what);
        } else {
            refused(run, file, session, what);
        }
        delete(session);
    }

    /** Always on the same thread: libraries keep something for each. */
    private Run inTime(Callable<Run> command, String what) {
        try {
            return worker.submit(command).get(HANGS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(what + " hangs", e);
        } catch (ExecutionException e) {
            throw new AssertionError(what + " ends with " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(what + " was interrupted", e);
        }
    }

    private static Run record(List<String> arguments, Path session) {
        List<String> all = new ArrayList<>(List.of("record", "--until", TICKS, "-o", session.toString()));
        all.addAll(arguments);
        return Run.of(all.toArray(String[]::new));
    }

    private static void complete(Path session, long seed, String what) {
        Run info = Run.of("info", session.toString());
        assertEquals(0, info.code(), () -> what + ": info: " + info.err());
        if (seed % REPLAYED == 0) {
            Run replay = Run.of("replay", session.toString());
            assertTrue(replay.out().startsWith("identical: "), () -> what + ": " + replay.out() + replay.err());
        }
    }

    private static void refused(Run run, Path file, Path session, String what) {
        assertTrue(run.code() == 1 || run.code() == 2, () -> what + " ends with " + run.code());
        assertTrue(
                run.err().contains(file.getFileName().toString()),
                () -> what + ", but no word of the file: " + run.err());
        if (Files.exists(session)) {
            Run check = Run.of("check", session.toString());
            assertEquals(1, check.code(), () -> what + " leaves a session that passes for whole: " + check.out());
        }
    }

    private static void delete(Path session) throws IOException {
        if (!Files.exists(session)) {
            return;
        }
        try (var files = Files.walk(session)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
