package trapline.recorder.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventRow;

/**
 * Logs of every format version read for ever: {@code golden/1.0} is one that the first version wrote, with its events
 * as text, and so on. To add one for a new version, run {@link #main} with the directory of the resources.
 */
class GoldenLogTest {
    private static final long CHAIN = 0x600D;
    private static final int EVENTS = 400;

    @TempDir
    Path directory;

    /** Writes the golden log of the present version and its text into a directory. */
    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[0], "golden", FormatVersion.CURRENT.toString());
        write(target);
        Files.writeString(target.resolve("events.txt"), text(target));
    }

    private static void write(Path target) {
        SyntheticTrace trace = new SyntheticTrace(1_000);
        try (LogWriter writer = new LogWriter(target, CHAIN)) {
            for (int i = 0; i < EVENTS; i++) {
                trace.emitArbitrary(writer);
            }
            writer.flush();
            trace.emit(writer, EVENTS);
            trace.emitMisses(writer, EVENTS);
            trace.emitHypercalls(writer, EVENTS);
        }
    }

    private static String text(Path log) {
        StringBuilder text = new StringBuilder();
        try (LogReader reader = LogReader.open(log, CHAIN)) {
            LogWalk walk = reader.walk(reader.blocks());
            while (walk.next()) {
                append(walk.event(), text);
            }
        }
        return text.toString();
    }

    private static void append(EventFrame frame, StringBuilder text) {
        EventRow row = EventCatalog.EVENTS.row(frame.type);
        text.append("%d %d cpu%d vm%d.%d %08x %s"
                .formatted(frame.seq, frame.icount, frame.cpu, frame.vm, frame.vcpu, frame.pc, frame.type));
        // Raw numbers: a later version may print values in another way.
        for (int i = 0; i < row.numericCount(); i++) {
            text.append(' ').append(frame.values[i]);
        }
        text.append(" [").append(Arrays.hashCode(frame.copyOfBytes())).append("]\n");
    }

    private static byte[] resource(String version, String name) throws IOException {
        try (InputStream in = GoldenLogTest.class.getResourceAsStream("/golden/" + version + "/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1", "1.2", "1.3"})
    void aLogOfEveryFormatStillReads(String version) throws IOException {
        copyGoldenLog(version);
        String expected = new String(resource(version, "events.txt"), StandardCharsets.UTF_8);
        assertEquals(expected, text(directory));
        assertTrue(expected.lines().count() >= 2 * EVENTS);
    }

    @Test
    void thisVersionStillWritesTheBytesOfItsFormat() throws IOException {
        copyGoldenLog(FormatVersion.CURRENT.toString());
        Path again = directory.resolve("again");
        try (LogReader golden = LogReader.open(directory, CHAIN)) {
            rewrite(golden, again);
            try (LogReader rewritten = LogReader.open(again, CHAIN)) {
                assertEquals(headers(golden), headers(rewritten), "the encoding changed: make a new version");
            }
        }
    }

    private void copyGoldenLog(String version) throws IOException {
        Files.write(directory.resolve(QueueFile.NAME), resource(version, QueueFile.NAME));
    }

    private static void rewrite(LogReader golden, Path target) {
        BlockCursor cursor = golden.cursor();
        try (LogWriter writer = new LogWriter(target, CHAIN)) {
            for (BlockInfo block : golden.blocks()) {
                cursor.load(block);
                while (cursor.next()) {
                    writer.accept(cursor.event());
                }
                writer.flush();
            }
        }
    }

    /** Headers hold check sum, digest and chain of the payloads. */
    private static List<BlockHeader> headers(LogReader reader) {
        return reader.blocks().stream().map(BlockInfo::header).toList();
    }
}
