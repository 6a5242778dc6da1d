package trapline.recorder.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventCatalogTest {
    @Test
    void everyTypeHasARowWithAUniqueId() {
        Set<Integer> ids = new HashSet<>();
        for (EventRow row : EventCatalog.EVENTS.rows()) {
            assertTrue(ids.add(row.type().id()), row.type() + ": id used twice");
            assertEquals(row, EventCatalog.EVENTS.byId(row.type().id()).orElseThrow());
        }
        assertEquals(EventType.values().length, ids.size());
        assertTrue(EventCatalog.EVENTS.byId(63).isEmpty());
        assertTrue(EventCatalog.EVENTS.byId(-1).isEmpty());
    }

    @Test
    void everyRecordOfTheSealedHierarchyHasARow() {
        Set<Class<?>> declared = new HashSet<>();
        for (Class<?> kind : new Class<?>[] {Input.class, Observation.class}) {
            declared.addAll(Set.of(kind.getPermittedSubclasses()));
        }
        for (EventRow row : EventCatalog.EVENTS.rows()) {
            assertTrue(declared.remove(row.type().record()), row.type() + ": record not permitted, or used twice");
        }
        assertEquals(Set.of(), declared, "records without a row");
    }

    @Test
    void everyComponentSaysWhatItMeans() {
        for (EventRow row : EventCatalog.EVENTS.rows()) {
            for (EventComponent component : row.components()) {
                assertFalse(component.meaning().isBlank(), row.type() + "." + component.name());
                assertFalse(component.meaning().endsWith("."), row.type() + "." + component.name());
            }
        }
    }

    @Test
    void aRecordSurvivesTheWayThroughAFrame() {
        RecordedEvent event = new RecordedEvent(
                new EventHeader(7, 1_000_000, 1, 2, 0, 0xFFFF0008),
                new Observation.TlbMaintenance(TlbOperation.TLBIMVAIS, true, 3, -1, 0x80001000, 12));
        EventFrame frame = new EventFrame();
        EventCatalog.EVENTS.toFrame(event, frame);
        assertEquals(6, frame.count);
        assertEquals(event, EventCatalog.EVENTS.toRecord(frame));
    }

    @Test
    void textAndBytesTakeNoNumericSlot() {
        EventFrame frame = new EventFrame();
        EventCatalog.EVENTS.toFrame(
                new Observation.GuestExit(-1, Observation.GuestExit.Cause.CRASH, 3, "naïve"), frame);
        assertEquals(3, frame.count);
        assertEquals("naïve", frame.text());
        EventCatalog.EVENTS.toFrame(new Observation.ConsoleOutput(0, new byte[] {1, 2, -1}), frame);
        assertEquals(1, frame.count);
        assertArrayEquals(new byte[] {1, 2, -1}, frame.copyOfBytes());
    }

    @Test
    void aComponentPrintsAsItsDeclarationAsks() {
        EventFrame frame = new EventFrame();
        EventCatalog.EVENTS.toFrame(
                new Observation.HypTrap(TrapReason.DABT, 0x93800006, 0x1D3, -4096, 0x1_0000_0000L), frame);
        EventRow row = EventCatalog.EVENTS.row(EventType.HYP_TRAP);
        assertEquals("DABT", row.components().get(0).text(frame));
        assertEquals("0x93800006", row.components().get(1).text(frame));
        assertEquals("0xfffff000", row.components().get(3).text(frame));
        assertEquals("0x100000000", row.components().get(4).text(frame));
        EventCatalog.EVENTS.toFrame(new Observation.ConsoleOutput(0, new byte[] {0x61, 0x22, 0x0A, 0x07}), frame);
        assertEquals(
                "\"a\\\"\\n\\x07\"",
                EventCatalog.EVENTS
                        .row(EventType.CONSOLE_OUTPUT)
                        .components()
                        .get(1)
                        .text(frame));
    }

    @Test
    void columnNamesAreSnakeCase() {
        EventRow row = EventCatalog.EVENTS.row(EventType.TLB_MISS);
        assertEquals("s1_reads", row.components().get(6).columnName());
        assertEquals("evicted_va", row.components().get(9).columnName());
    }
}
