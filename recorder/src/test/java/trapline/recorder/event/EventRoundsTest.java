package trapline.recorder.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events taken in rounds are those that came, in their order; what does not recur is not taken. */
class EventRoundsTest {
    private static final List<EventType> TYPES =
            List.of(EventType.HYP_TRAP, EventType.HYP_RETURN, EventType.TLB_MISS, EventType.MMIO_ACCESS);

    private final Random random = new Random(13);
    private final EventRounds rounds = new EventRounds();
    private long icount;

    private EventFrame event(EventType type, int vm) {
        EventFrame frame = new EventFrame();
        frame.icount = icount++;
        frame.vm = vm;
        frame.pc = random.nextInt();
        return frame.begin(type).put(random.nextLong()).put(type.id());
    }

    /** Events of a round after the other, each place of it in a context of its own. */
    private List<EventFrame> recurring(int period, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> event(TYPES.get(n % period), n % period))
                .toList();
    }

    /** Takes events up to the first that cannot be; says how many. */
    private int take(List<EventFrame> events) {
        int taken = 0;
        while (taken < events.size() && rounds.take(events.get(taken))) {
            taken++;
        }
        return taken;
    }

    @Test
    void theyBeginWhereARoundIsThereForTheSecondTime() {
        for (int period = 1; period <= Recurrence.LONGEST; period++) {
            EventRounds fresh = new EventRounds();
            List<EventFrame> events = recurring(period, 2 * period);
            for (EventFrame event : events) {
                assertFalse(fresh.take(event));
                assertEquals(event == events.getLast(), fresh.begin(event));
            }
            assertEquals(period, fresh.period());
            assertEquals(1, fresh.count());
        }
    }

    @Test
    void theyComeBackInTheirOrder() {
        for (int period = 1; period <= Recurrence.LONGEST; period++) {
            List<EventFrame> events = recurring(period, 37);
            int first = 2 * period - 1;
            events.subList(0, first).forEach(rounds::begin);
            assertTrue(rounds.begin(events.get(first)));
            assertEquals(36 - first, take(events.subList(first + 1, 37)));
            assertEquals(37 - first, rounds.count());
            for (int n = 0; n < rounds.count(); n++) {
                assertTrue(rounds.frame(n).sameAs(events.get(first + n)));
            }
            rounds.clear();
            rounds.begin(event(EventType.STATE_DIGEST, 0));
        }
    }

    @Test
    void theyGoOnOnceForgotten() {
        List<EventFrame> events = recurring(3, 1000);
        events.subList(0, 5).forEach(rounds::begin);
        int next = 5;
        while (next < events.size()) {
            assertTrue(rounds.begin(events.get(next++)), "event " + next);
            int end = Math.min(events.size(), next + random.nextInt(100));
            assertEquals(end - next, take(events.subList(next, end)));
            next = end;
            rounds.clear();
        }
    }

    @Test
    void aRoundOfOtherTypesContextsOrSizesEndsThem() {
        List<EventFrame> events = recurring(2, 8);
        events.subList(0, 3).forEach(rounds::begin);
        rounds.begin(events.get(3));
        assertEquals(4, take(events.subList(4, 8)));
        assertFalse(rounds.take(event(TYPES.get(1), 1)), "another one comes next");
        assertFalse(rounds.take(event(TYPES.get(0), 1)), "of another VM");
        assertFalse(rounds.take(event(TYPES.get(0), 0).put(1)), "with one value more");
        assertFalse(rounds.take(event(TYPES.get(0), 0).putBytes(new byte[1], 0, 1)), "with bytes");
        assertEquals(5, rounds.count());
        rounds.clear();
        assertFalse(rounds.take(event(TYPES.get(0), 0)), "none has begun");
    }

    @Test
    void noneIsTakenForWhichABatchHasNoRoom() {
        List<EventFrame> events = recurring(4, 5 * EventBatch.MOST);
        events.subList(0, 7).forEach(rounds::begin);
        rounds.begin(events.get(7));
        assertEquals(4 * EventBatch.MOST - 1, take(events.subList(8, events.size())));
        assertEquals(0, rounds.count() % rounds.period());
    }
}
