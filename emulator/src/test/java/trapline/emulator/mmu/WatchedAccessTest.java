package trapline.emulator.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.MethodOfEntry;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;
import trapline.recorder.event.AccessKind;

/** Every kind of access to a watched word, which must abort before anything has happened. */
class WatchedAccessTest {
    private static final int WORD = 0x4000_0100;
    private static final int LOADS = 0b1111 << 5 | 0b01 << 3 | 0b11 << 1 | 1;
    private static final int STORES = 0b1111 << 5 | 0b10 << 3 | 0b11 << 1 | 1;

    private final MmuFixture at = new MmuFixture();

    @BeforeEach
    void touchBeforeItIsWatched() {
        at.port.store32(WORD, 5);
        at.port.load32(WORD);
    }

    @AfterEach
    void close() {
        at.close();
    }

    private void watch(int control) {
        at.set(SysReg.DBGWVR0, WORD);
        at.set(SysReg.DBGWCR0, control);
        at.set(SysReg.DBGDSCR, 1 << 15);
    }

    private void assertWatched(int va, AccessKind access, Executable operation) {
        Fault fault = at.fault(operation);
        assertEquals(Fault.Kind.DEBUG, fault.kind);
        assertEquals(MethodOfEntry.WATCHPOINT, fault.methodOfEntry);
        assertEquals(access, fault.access);
        assertEquals(va, fault.va);
        assertEquals(5, at.word(WORD), "nothing was stored");
    }

    @Test
    void loadsOfAWatchedWordAbort() {
        watch(LOADS);
        MemoryPort port = at.port;
        assertWatched(WORD, AccessKind.READ, () -> port.load32(WORD));
        assertWatched(WORD, AccessKind.READ, () -> port.load32Aligned(WORD));
        assertWatched(WORD + 2, AccessKind.READ, () -> port.load16(WORD + 2));
        assertWatched(WORD + 3, AccessKind.READ, () -> port.load8(WORD + 3));
        assertWatched(WORD, AccessKind.READ, () -> port.load32(WORD - 3));
        assertWatched(WORD, AccessKind.READ, () -> port.loadExclusive(WORD, 8));
        assertWatched(WORD, AccessKind.READ, () -> port.loadElements(WORD, 4));
        assertWatched(WORD, AccessKind.READ, () -> port.loadElements(WORD - 2, 2));
        assertWatched(WORD, AccessKind.READ, () -> port.loadUnprivileged(WORD, 4));
        port.store32(WORD, 5);
        port.load32(WORD - 4);
        assertEquals(0, port.load8(WORD + 4));
    }

    @Test
    void storesToAWatchedWordAbort() {
        watch(STORES);
        MemoryPort port = at.port;
        assertWatched(WORD, AccessKind.WRITE, () -> port.store32(WORD, 1));
        assertWatched(WORD, AccessKind.WRITE, () -> port.store32Aligned(WORD, 1));
        assertWatched(WORD + 2, AccessKind.WRITE, () -> port.store16(WORD + 2, 1));
        assertWatched(WORD + 1, AccessKind.WRITE, () -> port.store8(WORD + 1, 1));
        assertWatched(WORD, AccessKind.WRITE, () -> port.store32(WORD - 1, 1));
        assertWatched(WORD, AccessKind.WRITE, () -> port.storeElements(WORD, 4, 1));
        assertWatched(WORD, AccessKind.WRITE, () -> port.storeUnprivileged(WORD, 4, 1));
        assertWatched(WORD, AccessKind.WRITE, () -> port.probeStore(WORD - 8, 16));
        assertEquals(5, port.load32(WORD));
    }

    @Test
    void exclusiveStoreIsWatchedOnlyWhenItStores() {
        watch(STORES);
        assertEquals(1, at.port.storeExclusive(WORD, 4, 1));
        at.port.loadExclusive(WORD, 4);
        assertWatched(WORD, AccessKind.WRITE, () -> at.port.storeExclusive(WORD, 4, 1));
        at.set(SysReg.DBGWCR0, 0);
        assertEquals(0, at.port.storeExclusive(WORD, 4, 1), "the monitor was left alone");
    }

    @Test
    void watchedPagesStayOutOfTheLookAside() {
        watch(STORES);
        at.port.load32(WORD + 8);
        at.port.store32(WORD + 8, 1);
        LookAside lookAside = at.port.lookAside();
        assertNotEquals(WORD & LookAside.BYTE, LookAside.tag(LookAside.read(lookAside.words, WORD)) & LookAside.BYTE);
        assertNotEquals(WORD & LookAside.BYTE, LookAside.tag(LookAside.write(lookAside.words, WORD)) & LookAside.BYTE);
    }

    @Test
    void unprivilegedAccessesAreTheUsers() {
        watch(LOADS & ~0b110 | 0b100);
        at.mode(Mode.SVC);
        assertEquals(5, at.port.load32(WORD));
        assertWatched(WORD, AccessKind.READ, () -> at.port.loadUnprivileged(WORD, 4));
        at.mode(Mode.USR);
        assertWatched(WORD, AccessKind.READ, () -> at.port.load32(WORD));
    }

    @Test
    void faultsOfTheMmuComeFirst() {
        watch(LOADS);
        at.shortDescriptors();
        assertEquals(Fault.Kind.TRANSLATION, at.fault(() -> at.port.load32(WORD)).kind);
        at.first(WORD, 0x4000_0000 | 0b11 << 10 | 0b10);
        assertWatched(WORD, AccessKind.READ, () -> at.port.load32(WORD));
    }
}
