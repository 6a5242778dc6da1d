package trapline.recorder.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import trapline.recorder.event.EventType;

class DetailTest {
    private static List<EventType> included(Detail detail) {
        return Arrays.stream(EventType.values()).filter(detail::includes).toList();
    }

    @Test
    void inputsAreWhatRepeatsASessionAndShowsThatItWasRepeated() {
        Set<EventType> needed = EnumSet.of(
                EventType.CONSOLE_INPUT,
                EventType.HOST_TIME,
                EventType.STOP_REQUEST,
                EventType.GUEST_EXIT,
                EventType.STATE_DIGEST);
        assertEquals(List.copyOf(needed), included(Detail.INPUTS));
    }

    @Test
    void eventsAreAllOfThem() {
        assertEquals(List.of(EventType.values()), included(Detail.EVENTS));
    }
}
