package trapline.emulator.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.GuestFault;

/** Exclusive monitors, translated code, and devices: the accesses that must not go the fast way. */
class ExclusiveAccessTest {
    private static final int WORD = 0x4000_0100;

    private final MmuFixture at = new MmuFixture(2, TlbConfig.CORTEX_A15);
    private final MemoryPort first = at.system.port(0);
    private final MemoryPort second = at.system.port(1);

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void storeExclusiveNeedsTheMonitor() {
        assertEquals(1, first.storeExclusive(WORD, 4, 1), "without load-exclusive");
        first.loadExclusive(WORD, 4);
        assertEquals(0, first.storeExclusive(WORD, 4, 2));
        assertEquals(1, first.storeExclusive(WORD, 4, 3), "once only");
        assertEquals(2, at.word(WORD));
        first.loadExclusive(WORD, 8);
        first.clearExclusive();
        assertEquals(1, first.storeExclusive(WORD, 8, 3));
    }

    @Test
    void anotherProcessorsStoreToTheGranuleClearsIt() {
        second.store32(WORD, 5);
        second.store32(WORD + 64, 5);
        first.loadExclusive(WORD, 4);
        second.store32(WORD + 64, 6);
        assertEquals(0, first.storeExclusive(WORD, 4, 7), "the next granule is not watched");
        first.loadExclusive(WORD, 4);
        second.store8(WORD + 63, 7);
        assertEquals(1, first.storeExclusive(WORD, 4, 8));
        assertEquals(7, at.word(WORD));
    }

    @Test
    void ownPlainStoresDoNotClearIt() {
        first.loadExclusive(WORD, 4);
        first.store32(WORD + 4, 5);
        assertEquals(0, first.storeExclusive(WORD, 4, 7));
    }

    @Test
    void ofTwoProcessorsThatLoadedOnlyTheFirstToStoreSucceeds() {
        first.loadExclusive(WORD, 4);
        second.loadExclusive(WORD, 4);
        assertEquals(0, second.storeExclusive(WORD, 4, 1));
        assertEquals(1, first.storeExclusive(WORD, 4, 2));
    }

    @Test
    void misalignedExclusivesFault() {
        assertEquals(Fault.Kind.ALIGNMENT, at.fault(() -> first.loadExclusive(WORD + 2, 4)).kind);
        assertEquals(Fault.Kind.ALIGNMENT, at.fault(() -> first.storeExclusive(WORD + 4, 8, 0)).kind);
        assertEquals(Fault.Kind.ALIGNMENT, at.fault(() -> first.load32Aligned(WORD + 1)).kind);
    }

    @Test
    void storesToTranslatedCodeAreToldAndMustBeAlone() {
        first.store32(WORD, 1);
        at.memory.markCode(WORD & ~0xFFF, 0x140);
        first.setAlone(false);
        GuestFault retry = assertThrows(GuestFault.class, () -> first.store32(WORD, 2));
        assertEquals(GuestFault.Reason.RETRY_STORE, retry.reason());
        assertEquals(1, at.word(WORD), "nothing has happened yet");
        first.store32(WORD + 0x800, 3);
        assertEquals(List.of(), at.codeWrites, "another line of the page is data");
        first.setAlone(true);
        first.store32(WORD, 2);
        assertEquals(List.of(WORD & ~0xFFFL), at.codeWrites);
        first.store32(WORD, 4);
        assertEquals(1, at.codeWrites.size(), "the mark is gone with the translations");
    }

    @Test
    void loadersTellTooAndClearMonitors() {
        at.memory.markCode(WORD);
        first.loadExclusive(WORD, 4);
        byte[] text = "abcd".getBytes(StandardCharsets.US_ASCII);
        at.memory.writeRam(WORD, text, 0, 4);
        assertEquals(1, at.codeWrites.size());
        assertEquals(1, first.storeExclusive(WORD, 4, 0));
    }

    @Test
    void devicesAreReachedAloneOnly() {
        int device = (int) MmuFixture.DEVICE;
        first.store32(device, 0x1234);
        assertEquals(0x1234, first.load32(device));
        first.setAlone(false);
        assertEquals(
                GuestFault.Reason.RETRY_ALONE,
                assertThrows(GuestFault.class, () -> first.load8(device)).reason());
        assertEquals(
                GuestFault.Reason.RETRY_ALONE,
                assertThrows(GuestFault.class, () -> first.store8(device, 0)).reason());
    }

    @Test
    void nothingAnswersInAHole() {
        assertEquals(Fault.Kind.EXTERNAL, at.fault(() -> first.load32(0x2000_0000)).kind);
        assertEquals(Fault.Kind.EXTERNAL, at.fault(() -> first.store32(0x2000_0000, 1)).kind);
        assertEquals(Fault.Kind.EXTERNAL, at.fault(() -> first.fetchPage(0x2000_0000)).kind);
    }
}
