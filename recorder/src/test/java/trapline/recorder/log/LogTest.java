package trapline.recorder.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trapline.recorder.event.EventFrame;

class LogTest {
    private static final long CHAIN = 0x1234;

    @TempDir
    Path directory;

    private static EventFrame copy(EventFrame frame) {
        EventFrame copy = new EventFrame();
        copy.copyFrom(frame);
        return copy;
    }

    private List<EventFrame> writeArbitrary(int events) {
        List<EventFrame> written = new ArrayList<>();
        SyntheticTrace trace = new SyntheticTrace(7);
        try (LogWriter writer = new LogWriter(directory, CHAIN)) {
            for (int i = 0; i < events; i++) {
                trace.emitArbitrary(frame -> {
                    writer.accept(frame);
                    written.add(copy(frame));
                });
            }
        }
        return written;
    }

    private static long readAll(LogReader reader, List<EventFrame> expected) {
        BlockCursor cursor = reader.cursor();
        long seq = 0;
        for (BlockInfo block : reader.blocks()) {
            cursor.load(block);
            while (cursor.next()) {
                EventFrame frame = cursor.event();
                assertEquals(seq, frame.seq);
                assertTrue(expected.get((int) seq).sameAs(frame), "event " + seq + " differs: " + frame.type);
                assertTrue((block.types() >>> frame.type.id() & 1) == 1, "type is not in the block's set");
                assertTrue(frame.icount >= block.minIcount() && frame.icount <= block.maxIcount());
                seq++;
            }
        }
        return seq;
    }

    @Test
    void everyEventReadsBackAsItWasWritten() {
        List<EventFrame> written = writeArbitrary(10_000);
        try (LogReader reader = LogReader.open(directory, CHAIN)) {
            assertEquals(Optional.empty(), reader.problem());
            assertEquals(written.size(), readAll(reader, written));
            assertEquals(written.size(), reader.events());
            BlockInfo middle = reader.blockOf(5_000).orElseThrow();
            assertTrue(middle.firstSeq() > 0 && middle.firstSeq() <= 5_000 && middle.endSeq() > 5_000);
            assertTrue(reader.blockOf(10_000).isEmpty());
        }
    }

    @Test
    void aWalkReadsTheEventsOfItsBlocks() {
        List<EventFrame> written = writeArbitrary(200_000);
        try (LogReader reader = LogReader.open(directory, CHAIN)) {
            List<BlockInfo> blocks = reader.blocks();
            assertTrue(blocks.size() > 3 * ReadAhead.AT_ONCE, blocks.size() + " blocks");
            for (List<BlockInfo> some :
                    List.of(blocks, blocks.subList(2, 2 + ReadAhead.AT_ONCE), List.of(blocks.get(5)))) {
                LogWalk walk = reader.walk(some);
                for (long seq = some.getFirst().firstSeq(); seq < some.getLast().endSeq(); seq++) {
                    assertTrue(
                            walk.next()
                                    && walk.event().seq == seq
                                    && written.get((int) seq).sameAs(walk.event()),
                            "event " + seq);
                }
                assertFalse(walk.next());
            }
            assertFalse(reader.walk(List.of()).next());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, ReadAhead.AT_ONCE, ReadAhead.AT_ONCE + 3})
    void aWalkEndsAtADamagedBlock(int damaged) throws IOException {
        List<EventFrame> written = writeArbitrary(150_000);
        try (LogReader reader = LogReader.open(directory, CHAIN)) {
            BlockInfo block = reader.blocks().get(damaged);
            DamagedFile.flip(directory.resolve(QueueFile.NAME), block.offset() + BlockHeader.SIZE + 100, 0);
            LogWalk walk = reader.walk(reader.blocks());
            for (long seq = 0; seq < block.firstSeq(); seq++) {
                assertTrue(walk.next() && written.get((int) seq).sameAs(walk.event()), "event " + seq);
            }
            LogFormatException e = assertThrows(LogFormatException.class, walk::next);
            assertTrue(String.valueOf(e.getMessage()).contains("check sum"), e.getMessage());
        }
    }

    @Test
    void aClosedLogIsOneFileWithoutSpareRoom() throws IOException {
        writeArbitrary(10);
        try (var files = Files.list(directory)) {
            assertEquals(List.of(directory.resolve(QueueFile.NAME)), files.toList());
        }
        assertTrue(Files.size(directory.resolve(QueueFile.NAME)) <= 20_480);
    }

    @Test
    void writingTheSameTwiceGivesTheSameBytes() throws IOException {
        writeArbitrary(5_000);
        byte[] first = Files.readAllBytes(directory.resolve(QueueFile.NAME));
        Files.delete(directory.resolve(QueueFile.NAME));
        writeArbitrary(5_000);
        assertEquals(-1, java.util.Arrays.mismatch(first, Files.readAllBytes(directory.resolve(QueueFile.NAME))));
    }

    @Test
    void aReaderFollowsALogThatIsBeingWritten() {
        SyntheticTrace trace = new SyntheticTrace(1);
        try (LogWriter writer = new LogWriter(directory, CHAIN)) {
            trace.emit(writer, 100);
            writer.flush();
            try (LogReader reader = LogReader.open(directory, CHAIN)) {
                assertEquals(1, reader.blocks().size());
                long more = trace.emit(writer, 3 * LogWriter.BLOCK_EVENTS);
                writer.flush();
                assertTrue(reader.refresh() >= 3, "new blocks are seen");
                assertTrue(reader.events() >= more);
                assertEquals(Optional.empty(), reader.problem());
            }
        }
    }

    @Test
    void severalThreadsReadDifferentBlocks() throws InterruptedException, ExecutionException {
        List<EventFrame> written = writeArbitrary(20_000);
        try (LogReader reader = LogReader.open(directory, CHAIN);
                ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<Long>> counts = new ArrayList<>();
            for (BlockInfo block : reader.blocks()) {
                counts.add(pool.submit(() -> {
                    BlockCursor cursor = reader.cursor();
                    cursor.load(block);
                    long n = 0;
                    while (cursor.next()) {
                        EventFrame frame = cursor.event();
                        n += written.get((int) frame.seq).sameAs(frame) ? 1 : 0;
                    }
                    return n;
                }));
            }
            long total = 0;
            for (Future<Long> count : counts) {
                total += count.get();
            }
            assertEquals(written.size(), total);
        }
    }

    @Test
    void theLogOfAnotherSessionDoesNotFit() {
        writeArbitrary(10);
        try (LogReader reader = LogReader.open(directory, CHAIN + 1)) {
            assertEquals(0, reader.events());
            assertTrue(reader.problem().orElseThrow().what().contains("not to this session"));
        }
    }

    @Test
    void withoutALogThereAreNoBlocks() {
        try (LogReader reader = LogReader.open(directory, CHAIN)) {
            assertEquals(0, reader.events());
            assertFalse(reader.problem().isPresent());
        }
    }

    @Test
    void traceLikeEventsTakeFewBytes() {
        LogTotals totals;
        try (LogWriter writer = new LogWriter(directory, CHAIN)) {
            new SyntheticTrace(3).emit(writer, 200_000);
            writer.flush();
            totals = writer.totals();
        }
        double each = (double) totals.bytes() / totals.events();
        assertTrue(each <= 11, "%.2f bytes per event".formatted(each));
    }
}
