package trapline.recorder.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventRounds;
import trapline.recorder.event.EventType;
import trapline.recorder.event.Recurrence;

/** Events that recur, as those of a trap and its return do: stored in rounds, they are read as they were written. */
class CycleTest {
    private final Random random = new Random(12);
    private final EventEncoder encoder = new EventEncoder();
    private final EventDecoder decoder = new EventDecoder();
    private final byte[] bytes = new byte[EventEncoder.CAPACITY];
    private long icount;

    private EventFrame trap(int vm) {
        EventFrame frame = header(EventType.HYP_TRAP, vm);
        return frame.put(1)
                .put(0x4A00_0000L + random.nextInt(3))
                .put(0x13)
                .put(0)
                .put(random.nextInt(2));
    }

    private EventFrame mmio(int vm) {
        EventFrame frame = header(EventType.MMIO_ACCESS, vm);
        frame.put(1)
                .put(0x0900_0000L + 4 * random.nextInt(8))
                .put(4 * random.nextInt(8))
                .put(4);
        return frame.put(true).put(random.nextInt()).put(false).put(icount - 1 - random.nextInt(2));
    }

    private EventFrame back(int vm) {
        return header(EventType.HYP_RETURN, vm)
                .put(0x8000 + 4 * random.nextInt(4))
                .put(0x1D3);
    }

    private EventFrame header(EventType type, int vm) {
        icount += 1 + random.nextInt(300);
        EventFrame frame = new EventFrame();
        frame.icount = icount;
        frame.vm = vm;
        frame.vcpu = vm;
        frame.pc = 0x8000 + 4 * random.nextInt(4);
        return frame.begin(type);
    }

    private EventFrame console() {
        EventFrame frame = header(EventType.CONSOLE_OUTPUT, 0).put(0);
        frame.putBytes(new byte[] {'!'}, 0, 1);
        return frame;
    }

    private List<EventFrame> rounds(int count) {
        List<EventFrame> events = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            events.add(trap(1));
            events.add(mmio(1));
            events.add(back(1));
        }
        return events;
    }

    /** Mostly rounds of two to four events in the context of one VM or another, now and then something else. */
    private List<EventFrame> mixture(int count) {
        List<EventFrame> events = new ArrayList<>();
        while (events.size() < count) {
            boolean withAccess = random.nextBoolean();
            int other = random.nextInt(3);
            for (int left = random.nextInt(300); left > 0; left--) {
                events.add(trap(1));
                if (withAccess) {
                    events.add(mmio(1));
                }
                events.add(back(other));
                if (random.nextInt(100) == 0) {
                    events.add(random.nextBoolean() ? console() : trap(2));
                }
            }
        }
        return events;
    }

    private int encode(List<EventFrame> events) {
        encoder.startBlock(bytes, 0);
        events.forEach(encoder::encode);
        encoder.endRun();
        decoder.startBlock(FormatVersion.CURRENT, bytes, 0, encoder.position());
        return encoder.position();
    }

    @Test
    void eventsAreReadAsTheyWereWritten() {
        for (int i = 0; i < 200; i++) {
            List<EventFrame> events = mixture(1000);
            encode(events);
            for (EventFrame event : events) {
                assertTrue(decoder.decode());
                assertTrue(decoder.event().sameAs(event), () -> event.type + " at " + event.icount);
            }
            assertTrue(decoder.atEnd());
        }
    }

    @Test
    void theyArePassedAsLongAsTheyAreTheSame() {
        List<EventFrame> events = mixture(5000);
        encode(events);
        EventRounds waiting = new EventRounds();
        int passed = 0;
        for (EventFrame event : events) {
            if (!waiting.take(event)) {
                passed += pass(waiting);
                assertTrue(waiting.begin(event)
                        || decoder.decode() && decoder.event().sameAs(event));
            }
        }
        passed += pass(waiting);
        assertTrue(passed > events.size() / 2, passed + " of " + events.size());
        assertTrue(decoder.atEnd());
    }

    /** Passes all events of some rounds, and says how many of them undecoded: not with one value changed. */
    private int pass(EventRounds rounds) {
        int other = random.nextInt(rounds.count() + 1);
        int passed = 0;
        for (int n = 0; n < rounds.count(); n++) {
            change(rounds, other);
            int same = decoder.pass(rounds, n);
            assertTrue(n > other || same <= other - n, "one value differs");
            change(rounds, other);
            same += decoder.pass(rounds, n + same);
            n += same;
            passed += same;
            assertTrue(
                    n == rounds.count() || decoder.decode() && decoder.event().sameAs(rounds.frame(n)));
        }
        rounds.clear();
        return passed;
    }

    /** Changes one value of an event, or changes it back. */
    private static void change(EventRounds rounds, int n) {
        EventBatch batch = rounds.batch(n);
        int column = n % batch.width();
        batch.columns()[column * EventBatch.MOST + rounds.round(n)] ^= 1L << n % 31;
    }

    @Test
    void roundsTakeFewBytes() {
        int rounds = 84;
        assertTrue(encode(rounds(rounds)) < 3 * rounds * 8);
    }

    @Test
    void aRunEndsInTheMiddleOfARound() {
        for (int left = 0; left < 3; left++) {
            List<EventFrame> events = rounds(20);
            events.subList(events.size() - left, events.size()).clear();
            encode(events);
            for (EventFrame event : events) {
                assertTrue(decoder.decode() && decoder.event().sameAs(event));
            }
            assertTrue(decoder.atEnd());
        }
    }

    @Test
    void noPeriodIsFoundInWhatDoesNotRecur() {
        assertEquals(1, Recurrence.period(0x0505));
        assertEquals(2, Recurrence.period(0x05060506));
        assertEquals(3, Recurrence.period(0x050607050607L));
        assertEquals(4, Recurrence.period(0x0506070805060708L));
        for (long recent : new long[] {0, 5, 0x0506, 0x060506, 0x0607050607L, 0x050506050506L}) {
            assertEquals(0, Recurrence.period(recent), () -> Long.toHexString(recent));
        }
    }

    @Test
    void noBytesMakeTheDecoderFail() {
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            int length = encode(mixture(60));
            refused += DamagedEvents.decode(bytes, length, random, decoder) ? 0 : 1;
        }
        assertTrue(refused > 0, "some are no events");
    }
}
