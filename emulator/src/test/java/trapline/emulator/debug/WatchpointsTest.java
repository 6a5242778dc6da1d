package trapline.emulator.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static trapline.emulator.debug.DebugFixture.ANY;
import static trapline.emulator.debug.DebugFixture.ENABLED;
import static trapline.emulator.debug.DebugFixture.LOAD;
import static trapline.emulator.debug.DebugFixture.PRIVILEGED;
import static trapline.emulator.debug.DebugFixture.STORE;
import static trapline.emulator.debug.DebugFixture.USER;
import static trapline.emulator.debug.DebugFixture.WORD;

import org.junit.jupiter.api.Test;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;

class WatchpointsTest {
    private static final int VA = 0x8000;

    private final DebugFixture at = new DebugFixture();

    private long load(int va, int size) {
        return at.watchpoints.hit(va, size, false, true);
    }

    private void assertMisses(int va, int size) {
        assertEquals(Watchpoints.NONE, load(va, size));
    }

    @Test
    void anyByteOfTheAccessThatIsSelectedHits() {
        at.watchpoint(VA, ANY | LOAD | 0b0100_0010 << 5 | ENABLED);
        assertEquals(VA + 1, load(VA, 4), "the first one that is");
        assertEquals(VA + 6, load(VA + 2, 8));
        assertEquals(VA + 1, load(VA - 2, 4), "from before");
        assertMisses(VA - 3, 4);
        assertMisses(VA + 2, 4);
        assertMisses(VA + 7, 4);
    }

    @Test
    void anOddWordHasFourBytes() {
        at.watchpoint(VA + 4, ANY | LOAD | 0b1111_1111 << 5 | ENABLED);
        assertEquals(VA + 4, load(VA + 4, 1));
        assertEquals(VA + 7, load(VA + 7, 4));
        assertMisses(VA, 4);
        assertMisses(VA + 8, 8);
    }

    @Test
    void masksCoverPowersOfTwo() {
        at.watchpoint(VA + 0x10, ANY | LOAD | 0xFF << 5 | 12 << 24 | ENABLED);
        assertEquals(VA, load(VA, 4), "what is masked of the address does not count");
        assertEquals(VA + 4095, load(VA + 4095, 1));
        assertMisses(VA + 4096, 4);
        at.watchpoint(0x8000_0000, ANY | LOAD | 0xFF << 5 | 31 << 24 | ENABLED);
        assertEquals(0xFFFF_FFFFL, load(0xFFFF_FFFF, 1));
        assertMisses(0x7FFF_FFFF, 1);
        at.watchpoint(VA, ANY | LOAD | WORD | 2 << 24 | ENABLED);
        assertMisses(VA, 4);
    }

    @Test
    void kindAndPrivilegeOfTheAccessAreCompared() {
        at.watchpoint(VA, USER | STORE | WORD | ENABLED);
        assertEquals(VA, at.watchpoints.hit(VA, 4, true, false));
        assertEquals(Watchpoints.NONE, at.watchpoints.hit(VA, 4, true, true), "privileged");
        assertEquals(Watchpoints.NONE, at.watchpoints.hit(VA, 4, false, false), "a load");
        at.watchpoint(VA, PRIVILEGED | LOAD | STORE | WORD | ENABLED);
        assertEquals(VA, at.watchpoints.hit(VA, 4, true, true));
        assertEquals(VA, load(VA, 4));
        at.in(Mode.HYP);
        assertMisses(VA, 4);
    }

    @Test
    void linkedWatchpointNeedsItsContext() {
        at.watchpoint(VA, ANY | LOAD | WORD | 4 << 16 | 1 << 20 | ENABLED);
        at.context(7, ANY | WORD | 0b0011 << 20 | ENABLED);
        assertMisses(VA, 4);
        at.registers.set(SysReg.CONTEXTIDR, 7);
        assertEquals(VA, load(VA, 4));
    }

    @Test
    void theSecondWatchpointIsAskedWhereTheFirstDoesNotMatch() {
        at.watchpoint(VA, USER | LOAD | WORD | ENABLED);
        at.set(SysReg.DBGWVR3, VA).set(SysReg.DBGWCR3, PRIVILEGED | LOAD | 0b1000 << 5 | ENABLED);
        assertEquals(VA + 3, load(VA, 4));
    }

    @Test
    void pagesAreCoveredWhateverTheState() {
        assertFalse(at.watchpoints.coversPage(VA));
        at.watchpoint(VA + 0xFFC, USER | LOAD | WORD | ENABLED);
        assertTrue(at.watchpoints.coversPage(VA));
        assertTrue(at.watchpoints.coversPage(VA + 0x1000 - 1));
        assertFalse(at.watchpoints.coversPage(VA + 0x1004), "the word ends with its page");
        at.set(SysReg.DBGDSCR, 0);
        assertFalse(at.watchpoints.coversPage(VA));
    }

    @Test
    void refreshTellsOfAddressesThatWereNotWatchedBefore() {
        at.registers.set(SysReg.DBGWVR1, VA);
        assertFalse(at.watchpoints.refresh());
        at.registers.set(SysReg.DBGWCR1, ANY | LOAD | WORD | ENABLED);
        assertTrue(at.watchpoints.refresh());
        assertFalse(at.watchpoints.refresh(), "nothing was written");
        at.registers.set(SysReg.CONTEXTIDR, 7);
        assertFalse(at.watchpoints.refresh(), "the same addresses");
        at.registers.set(SysReg.DBGWVR1, VA + 8);
        assertTrue(at.watchpoints.refresh());
        at.registers.set(SysReg.DBGWCR1, 0);
        assertFalse(at.watchpoints.refresh(), "fewer");
    }

    @Test
    void theDebuggersAccessesAreNotWatched() {
        at.watchpoint(VA, ANY | LOAD | WORD | ENABLED);
        at.cpu.servedByDebugger = true;
        assertMisses(VA, 4);
    }
}
