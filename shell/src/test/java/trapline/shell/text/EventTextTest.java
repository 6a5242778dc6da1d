package trapline.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventHeader;
import trapline.recorder.event.Observation.HypTrap;
import trapline.recorder.event.RecordedEvent;
import trapline.recorder.event.TrapReason;

class EventTextTest {

    private static EventFrame trap(TrapReason reason, int hsr) {
        EventFrame frame = new EventFrame();
        EventHeader header = new EventHeader(7, 1234, 0, 1, 0, 0x8000);
        EventCatalog.EVENTS.toFrame(new RecordedEvent(header, new HypTrap(reason, hsr, 0x1d3, 0, 0)), frame);
        return frame;
    }

    @Test
    void aDataAbortIsTakenApart() {
        List<String> lines = EventText.explain(trap(TrapReason.DABT, 0x93830047));
        assertEquals("event 7: HYP_TRAP", lines.getFirst());
        assertEquals("  at tick 1234 on CPU 0, VM 1.0, pc 0x00008000", lines.get(1));
        String text = String.join("\n", lines);
        for (String expected : List.of(
                "EC 0x24: Data Abort routed to Hyp mode",
                "ISV       = 0x1",
                "SAS       = 0x2",
                "SRT       = 0x3",
                "WnR       = 0x1  (0 read, 1 write)",
                "DFSC      = 0x7  (translation fault, level 3)")) {
            assertTrue(text.contains(expected), expected + " in\n" + text);
        }
    }

    @Test
    void everyClassHasWords() {
        for (TrapReason reason : TrapReason.values()) {
            assertTrue(Syndrome.describe(reason, 0).getFirst().length() > 8, reason.name());
        }
    }

    @Test
    void aLineNamesEveryField() {
        assertEquals(
                "         7  tick 1234         cpu 0  VM 1.0   pc 0x00008000  HYP_TRAP"
                        + " reason=HVC hsr=0x4a001400 spsr=0x000001d3 far=0x00000000 ipa=0x0",
                EventText.line(trap(TrapReason.HVC, 0x4A001400)));
    }
}
