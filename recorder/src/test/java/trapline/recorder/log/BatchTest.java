package trapline.recorder.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventComponent;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventRounds;
import trapline.recorder.event.EventRow;
import trapline.recorder.event.EventType;

/** Batches of events of every type, with values of every size: a log has the same bytes as if they came one by one, and gives the same events. */
class BatchTest {
    private static final long CHAIN = 5;
    private static final List<EventRow> NUMERIC = EventCatalog.EVENTS.rows().stream()
            .filter(row ->
                    row.components().stream().allMatch(each -> each.kind().isNumeric()))
            .toList();

    private final Random random = new Random(11);
    private long icount;

    @TempDir
    Path directory;

    private EventBatch batch(int count) {
        EventRow row = NUMERIC.get(random.nextInt(NUMERIC.size()));
        EventBatch batch = new EventBatch().begin(row.type(), random.nextInt(3), random.nextInt(3) - 1, 0);
        int width = row.numericCount();
        boolean[] constant = new boolean[width];
        long[] values = new long[width];
        for (int slot = 0; slot < width; slot++) {
            constant[slot] = random.nextBoolean();
            values[slot] = random.nextLong() >> random.nextInt(64);
        }
        int pc = random.nextInt();
        for (int n = 0; n < count; n++) {
            icount += random.nextLong() >>> 20 + random.nextInt(44);
            pc += random.nextInt(3) == 0 ? random.nextInt() : 0;
            batch.next(icount, pc);
            for (int slot = 0; slot < width; slot++) {
                values[slot] = constant[slot] ? values[slot] : random.nextLong() >> random.nextInt(64);
                batch.put(values[slot]);
            }
        }
        return batch;
    }

    private List<EventBatch> batches(int count) {
        List<EventBatch> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batches.add(batch(1 + random.nextInt(EventBatch.MOST)));
        }
        return batches;
    }

    private byte[] write(String name, List<EventBatch> batches, boolean whole) throws IOException {
        Path log = directory.resolve(name);
        EventFrame single = new EventFrame();
        try (LogWriter writer = new LogWriter(log, CHAIN)) {
            for (EventBatch batch : batches) {
                if (whole) {
                    writer.acceptAll(batch);
                } else {
                    for (int n = 0; n < batch.count(); n++) {
                        single.copyFrom(batch.frame(n));
                        writer.accept(single);
                    }
                }
            }
        }
        return Files.readAllBytes(log.resolve(QueueFile.NAME));
    }

    @Test
    void theBytesAreThoseOfEventsOneByOne() throws IOException {
        List<EventBatch> batches = batches(1000);
        assertTrue(NUMERIC.stream().anyMatch(row -> row.components().stream().anyMatch(EventComponent::tick)));
        assertTrue(NUMERIC.stream().anyMatch(row -> row.type() == EventType.TLB_MISS));
        assertArrayEquals(write("alone", batches, false), write("together", batches, true));
    }

    @Test
    void eventsOfABatchAreNumberedByTheLog() {
        EventBatch batch = batch(10);
        try (LogWriter writer = new LogWriter(directory.resolve("log"), CHAIN)) {
            for (int seq = 0; seq <= 2 * LogWriter.BLOCK_EVENTS; seq += 10) {
                writer.acceptAll(batch);
                assertEquals(seq, batch.frame(0).seq);
                assertEquals(seq + 9, batch.frame(9).seq);
            }
        }
    }

    @Test
    void aCursorPassesWhatIsTheSameAndNothingElse() throws IOException {
        List<EventBatch> batches = batches(20);
        write("log", batches, true);
        try (LogReader reader = LogReader.open(directory.resolve("log"), CHAIN)) {
            BlockCursor cursor = reader.cursor();
            cursor.load(reader.blocks().getFirst());
            int seq = 0;
            int inRuns = 0;
            for (EventBatch batch : batches) {
                int other = random.nextInt(batch.count());
                EventBatch changed = changed(batch, other);
                for (int n = 0; n < batch.count(); n++) {
                    int wrong = cursor.pass(EventRounds.of(changed), n);
                    assertTrue(n > other || wrong <= other - n, "one value differs");
                    int passed = wrong + cursor.pass(EventRounds.of(batch), n + wrong);
                    n += passed;
                    seq += passed;
                    inRuns += passed;
                    if (n < batch.count()) {
                        assertTrue(cursor.next());
                        assertTrue(cursor.event().sameAs(batch.frame(n)), "event " + seq);
                        assertEquals(seq++, cursor.event().seq);
                    }
                }
            }
            assertFalse(cursor.next());
            assertTrue(inRuns > seq / 2, "events passed in runs");
        }
    }

    @Test
    void eventsAreReadAsTheyWereWritten() throws IOException {
        List<EventBatch> batches = batches(200);
        write("log", batches, true);
        try (LogReader reader = LogReader.open(directory.resolve("log"), CHAIN)) {
            LogWalk walk = reader.walk(reader.blocks());
            long seq = 0;
            for (EventBatch batch : batches) {
                for (int n = 0; n < batch.count(); n++) {
                    assertTrue(walk.next());
                    assertTrue(walk.event().sameAs(batch.frame(n)), "event " + seq);
                    assertEquals(seq++, walk.event().seq);
                }
            }
            assertFalse(walk.next());
        }
    }

    private static void encodeAll(EventBatch batch, EventEncoder encoder) {
        int n = 0;
        while (n < batch.count()) {
            n += encoder.encode(batch, n, batch.count());
        }
        encoder.endRun();
    }

    @Test
    void aRunTakesFewBytes() {
        int width = EventCatalog.EVENTS.row(EventType.TLB_MISS).numericCount();
        EventBatch misses = new EventBatch().begin(EventType.TLB_MISS, 0, 0, 0);
        for (int n = 0; n < EventBatch.MOST; n++) {
            misses.next(100L * n + random.nextInt(100), 0x8000 + 4 * random.nextInt(8));
            for (int slot = 0; slot < width; slot++) {
                misses.put(slot == 1 || slot == 9 ? random.nextInt(512) << 12 : slot);
            }
        }
        EventEncoder encoder = new EventEncoder();
        encoder.startBlock(new byte[EventEncoder.CAPACITY], 0);
        encodeAll(misses, encoder);
        assertTrue(encoder.position() < 10 * EventBatch.MOST, encoder.position() + " bytes");
    }

    @Test
    void noBytesMakeTheDecoderFail() {
        EventEncoder encoder = new EventEncoder();
        EventDecoder decoder = new EventDecoder();
        byte[] bytes = new byte[EventEncoder.CAPACITY];
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            encoder.startBlock(bytes, 0);
            encodeAll(batch(2 + random.nextInt(20)), encoder);
            int length = encoder.position();
            refused += DamagedEvents.decode(bytes, length, random, decoder) ? 0 : 1;
        }
        assertTrue(refused > 0, "some are no events");
    }

    /** The same but for one value of one event. */
    private EventBatch changed(EventBatch batch, int other) {
        EventFrame first = batch.frame(0);
        EventBatch changed = new EventBatch().begin(first.type, first.cpu, first.vm, first.vcpu);
        for (int n = 0; n < batch.count(); n++) {
            EventFrame frame = batch.frame(n);
            changed.next(frame.icount, frame.pc);
            int slot = random.nextInt(frame.count);
            for (int i = 0; i < frame.count; i++) {
                changed.put(frame.values[i] + (n == other && i == slot ? 1 : 0));
            }
        }
        return changed;
    }
}
