package trapline.recorder.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trapline.recorder.log.BlockInfo;
import trapline.recorder.log.DamagedFile;
import trapline.recorder.log.LogReader;

/** Whatever is done to the files of a session, a check says what and where, and never fails itself. */
class SessionDamageTest {
    private static final int EVENTS = 20_000;
    private static final int FLIPS = 600;

    @TempDir
    Path temporary;

    private Path path;
    private Path log;

    @BeforeEach
    void record() throws IOException {
        path = temporary.resolve("session");
        log = path.resolve("log/19700101.cq4");
        SampleSession.record(path, EVENTS);
        assertEquals(List.of(), SessionCheck.check(path).problems());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void everyFlippedBitIsReportedWithItsPlace() throws IOException {
        long seed = 20_260_101;
        Random random = new Random(seed);
        List<Path> files = files();
        for (int i = 0; i < FLIPS; i++) {
            Path file = i % 2 == 0 ? log : files.get(random.nextInt(files.size()));
            long offset = (long) (random.nextDouble() * Files.size(file));
            int bit = random.nextInt(8);
            DamagedFile.flip(file, offset, bit);
            String where = "seed %d, bit %d of byte %d of %s".formatted(seed, bit, offset, file);
            CheckReport report = SessionCheck.check(path);
            assertFalse(report.isSound(), where);
            SessionProblem first = report.problems().get(0);
            assertEquals(path.relativize(file).toString(), first.file(), where + ": " + first);
            assertFalse(SessionCheck.checkSeals(path).isSound(), where);
            DamagedFile.flip(file, offset, bit);
        }
        assertTrue(SessionCheck.check(path).isSound(), "the last flip was taken back");
    }

    @Test
    void aFlippedBitInABlockNamesTheBlock() throws IOException {
        BlockInfo block;
        try (LogReader reader = SessionDirectory.open(path).openLog()) {
            block = reader.blocks().get(4);
        }
        for (long offset : new long[] {block.offset(), block.offset() + 40, block.offset() + block.length() - 1}) {
            DamagedFile.flip(log, offset, 3);
            CheckReport report = SessionCheck.check(path);
            assertEquals(block.firstSeq(), report.readable().events());
            assertTrue(report.problems().get(0).what().startsWith("block 4, event "), report.toString());
            assertEquals(block.offset(), report.problems().get(0).offset(), 96);
            assertTrue(report.blocksBehind() >= 4, "the blocks behind are found: " + report.blocksBehind());
            DamagedFile.flip(log, offset, 3);
        }
    }

    @Test
    void everyFlippedBitInABlockOfAnUnfinishedSessionIsReported() throws IOException {
        unfinish();
        Random random = new Random(5);
        BlockInfo last;
        BlockInfo first;
        try (LogReader reader = SessionDirectory.open(path).openLog()) {
            first = reader.blocks().get(0);
            last = reader.blocks().get(reader.blocks().size() - 1);
        }
        assertTrue(SessionCheck.check(path).isSound());
        for (int i = 0; i < 200; i++) {
            long offset = random.nextLong(first.offset(), last.offset());
            DamagedFile.flip(log, offset, i % 8);
            assertFalse(SessionCheck.check(path).isSound(), "byte " + offset);
            DamagedFile.flip(log, offset, i % 8);
        }
    }

    /** Leaves the session as it would be without its end: the manifest of the beginning, the log as it is. */
    private void unfinish() throws IOException {
        Manifest m = SessionDirectory.open(path).manifest();
        SessionDirectory.begin(
                path,
                new Manifest(
                        m.format(),
                        m.recordedBy(),
                        m.name(),
                        m.detail(),
                        m.scenario(),
                        m.machine(),
                        m.images(),
                        m.vms(),
                        java.util.Optional.empty()));
    }

    @Test
    void aTruncatedLogIsReadableUpToItsEnd() throws IOException {
        unfinish();
        Random random = new Random(3);
        long size = Files.size(log);
        long before = Long.MAX_VALUE;
        for (long cut = size; cut > 1000; cut -= random.nextLong(1, size / 8)) {
            try (RandomAccessFile access = new RandomAccessFile(log.toFile(), "rw")) {
                access.setLength(cut);
            }
            CheckReport report = SessionCheck.check(path);
            assertTrue(report.readable().events() <= before);
            before = report.readable().events();
        }
        assertTrue(before < EVENTS / 2);
    }

    @Test
    void aTruncatedLogOfACompleteSessionIsReported() throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(log.toFile(), "rw")) {
            access.setLength(Files.size(log) - 1);
        }
        assertFalse(SessionCheck.check(path).isSound());
    }

    @Test
    void anErasedDocumentHeaderIsNotTakenForTheEnd() throws IOException {
        unfinish();
        BlockInfo block;
        try (LogReader reader = SessionDirectory.open(path).openLog()) {
            block = reader.blocks().get(3);
        }
        try (RandomAccessFile access = new RandomAccessFile(log.toFile(), "rw")) {
            access.seek(block.offset() - 4);
            access.writeInt(0);
        }
        CheckReport report = SessionCheck.check(path);
        assertEquals(block.firstSeq(), report.readable().events());
        assertTrue(report.problems().get(0).what().contains("erased"), report.toString());
    }

    @Test
    void aMissingFileIsReported() throws IOException {
        for (Path file : files()) {
            byte[] contents = Files.readAllBytes(file);
            Files.delete(file);
            CheckReport report = SessionCheck.check(path);
            assertFalse(report.isSound(), file.toString());
            Files.write(file, contents);
        }
    }

    @Test
    void withoutAManifestTheLogIsStillReadable() throws IOException {
        DamagedFile.flip(path.resolve("session.json"), 20, 1);
        CheckReport report = SessionCheck.check(path);
        assertTrue(report.readable().events() >= EVENTS);
        assertEquals("session.json", report.problems().get(0).file());
    }

    @Test
    void swappedBlocksAreReported() throws IOException {
        unfinish();
        byte[] bytes = Files.readAllBytes(log);
        BlockInfo one;
        try (LogReader reader = SessionDirectory.open(path).openLog()) {
            one = reader.blocks().get(1);
        }
        byte[] copy = java.util.Arrays.copyOfRange(bytes, (int) one.offset() - 4, (int) one.offset() + one.length());
        int next = (int) (one.offset() + one.length() + 3 & ~3L);
        System.arraycopy(copy, 0, bytes, next, copy.length);
        Files.write(log, bytes);
        CheckReport report = SessionCheck.check(path);
        assertEquals(one.endSeq(), report.readable().events());
        assertFalse(report.isSound());
    }
}
