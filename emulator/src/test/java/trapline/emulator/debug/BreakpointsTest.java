package trapline.emulator.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static trapline.emulator.debug.DebugFixture.ANY;
import static trapline.emulator.debug.DebugFixture.ENABLED;
import static trapline.emulator.debug.DebugFixture.PRIVILEGED;
import static trapline.emulator.debug.DebugFixture.USER;
import static trapline.emulator.debug.DebugFixture.WORD;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.MethodOfEntry;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;

class BreakpointsTest {
    private static final int PC = 0x8000;
    private static final int LINKED_TO_4 = 4 << 16 | 1 << 20;

    private final DebugFixture at = new DebugFixture();

    private static int type(int bits) {
        return bits << 20;
    }

    @Test
    void nothingIsArmedOutsideMonitorModeOrLocked() {
        at.breakpoint(PC, ANY | WORD | ENABLED);
        assertTrue(at.hits(PC));
        at.set(SysReg.DBGOSLSR, 0b1010);
        assertFalse(at.breakpoints.areArmed(), "OS Lock");
        at.set(SysReg.DBGOSLSR, 0b1000).set(SysReg.DBGOSDLR, 1);
        assertFalse(at.breakpoints.areArmed(), "OS Double Lock");
        at.set(SysReg.DBGPRCR, 1);
        assertTrue(at.hits(PC), "DBGPRCR.CORENPDRQ keeps the double lock open");
        at.in(Mode.HYP);
        assertFalse(at.breakpoints.areArmed(), "Hyp mode");
        at.in(Mode.SVC).set(SysReg.DBGDSCR, 0);
        assertFalse(at.breakpoints.areArmed(), "no monitor debug-mode");
    }

    @ParameterizedTest
    @CsvSource({
        "0b0000, false, false",
        "0b0011, true, false",
        "0b1100, false, true",
        "0b1111, true, true",
    })
    void theBytesThatAreSelectedSayWhichHalfwords(String bytes, boolean first, boolean second) {
        at.breakpoint(PC, ANY | Integer.parseInt(bytes.substring(2), 2) << 5 | ENABLED);
        assertEquals(first, at.hits(PC));
        assertEquals(second, at.hits(PC + 2));
        assertFalse(at.hits(PC - 2));
        assertFalse(at.hits(PC + 4));
    }

    /** PMC, and the modes in which it matches (C11.11, DBGBCR). */
    @ParameterizedTest
    @CsvSource({
        "0, USR, true",
        "0, SYS, true",
        "0, SVC, true",
        "0, ABT, false",
        "1, USR, false",
        "1, ABT, true",
        "2, USR, true",
        "2, SYS, false",
        "3, USR, true",
        "3, IRQ, true",
    })
    void privilegeAndModeAreCompared(int control, Mode mode, boolean expected) {
        at.breakpoint(PC, control << 1 | WORD | ENABLED).in(mode);
        assertEquals(expected, at.hits(PC));
    }

    @Test
    void securityStateIsCompared() {
        int nonSecure = 0b01 << 14;
        int secure = 0b10 << 14;
        at.breakpoint(PC, ANY | WORD | ENABLED | nonSecure);
        assertTrue(at.hits(PC));
        at.breakpoint(PC, ANY | WORD | ENABLED | secure);
        assertFalse(at.hits(PC));
        at.cpu.secure = true;
        assertTrue(at.hits(PC));
        at.breakpoint(PC, WORD | ENABLED | 1 << 13 | 0b11 << 14);
        at.cpu.secure = false;
        assertFalse(at.hits(PC), "Hyp mode only");
    }

    @Test
    void linkedBreakpointNeedsItsContext() {
        at.breakpoint(PC, ANY | WORD | ENABLED | LINKED_TO_4);
        assertFalse(at.hits(PC), "breakpoint 4 is off");
        at.context(7, ANY | WORD | ENABLED | type(0b0011));
        assertFalse(at.hits(PC), "another Context ID");
        at.set(SysReg.CONTEXTIDR, 7);
        assertTrue(at.hits(PC));
        at.context(7, ANY | WORD | ENABLED | type(0b0010));
        at.in(Mode.SVC);
        assertFalse(at.hits(PC), "not one to link to");
    }

    @Test
    void linkedBreakpointMayNeedAVmid() {
        at.breakpoint(PC, ANY | WORD | ENABLED | LINKED_TO_4);
        at.context(7, ANY | WORD | ENABLED | type(0b1001)).set(SysReg.DBGBXVR4, 3);
        at.registers.set(SysReg.VTTBR, 3L << 48);
        assertTrue(at.hits(PC), "VMID");
        at.context(7, ANY | WORD | ENABLED | type(0b1011));
        assertFalse(at.hits(PC), "VMID, but another Context ID");
        at.set(SysReg.CONTEXTIDR, 7);
        assertTrue(at.hits(PC));
        at.registers.set(SysReg.VTTBR, 4L << 48);
        assertFalse(at.hits(PC), "another VMID");
    }

    @Test
    void mismatchHitsWhatIsElsewhere() {
        at.breakpoint(PC, USER | WORD | ENABLED | type(0b0100)).in(Mode.USR);
        assertFalse(at.hits(PC));
        assertFalse(at.hits(PC + 2), "the same word");
        assertTrue(at.hits(PC + 4));
        assertTrue(at.hits(0));
        at.breakpoint(PC, USER | 0b1100 << 5 | ENABLED | type(0b0100));
        assertTrue(at.hits(PC), "the other halfword");
        assertFalse(at.hits(PC + 2));
    }

    @Test
    void mismatchDoesNotStopItsOwnHandler() {
        at.breakpoint(PC, ANY | WORD | ENABLED | type(0b0100));
        assertFalse(at.hits(0), "PL1");
        at.in(Mode.USR);
        assertTrue(at.hits(0));
        at.breakpoint(PC, WORD | ENABLED | type(0b0100)).in(Mode.ABT);
        assertFalse(at.hits(0));
        at.in(Mode.SVC);
        assertTrue(at.hits(0), "PMC leaves the modes of abort handlers out");
    }

    @Test
    void contextHitsEverywhereInIt() {
        at.context(7, USER | WORD | ENABLED | type(0b0010)).in(Mode.USR);
        assertFalse(at.hits(PC));
        at.set(SysReg.CONTEXTIDR, 7);
        assertTrue(at.hits(PC));
        assertTrue(at.hits(0));
        at.set(SysReg.DBGBCR4, 0).set(SysReg.DBGBVR0, 7).set(SysReg.DBGBCR0, USER | WORD | ENABLED | type(0b0010));
        assertFalse(at.hits(PC), "breakpoint 0 cannot compare contexts");
    }

    @Test
    void vectorsAreCaught() {
        at.set(SysReg.VBAR, 0x2_0000).set(SysReg.DBGVCR, 0xFF);
        assertTrue(at.hits(0x2_0004), "Undefined Instruction");
        assertTrue(at.hits(0x2_0008), "SVC");
        assertFalse(at.hits(0x2_000C), "Prefetch Abort, whose handler this is");
        assertFalse(at.hits(0x2_0010), "Data Abort");
        assertTrue(at.hits(0x2_0018), "IRQ");
        assertTrue(at.hits(0x2_001C), "FIQ");
        at.set(SysReg.SCTLR, 1 << 13);
        assertTrue(at.hits(0xFFFF_0008), "high vectors");
        assertFalse(at.hits(0x2_0008));
    }

    @Test
    void theFaultSaysWhatKindOfEventItIs() {
        at.breakpoint(PC, PRIVILEGED | WORD | ENABLED).set(SysReg.DBGVCR, 1 << 2);
        assertTrue(at.breakpoints.areArmed());
        at.breakpoints.check(PC + 4);
        GuestFault thrown = assertThrows(GuestFault.class, () -> at.breakpoints.check(PC));
        assertEquals(GuestFault.Reason.PREFETCH_ABORT, thrown.reason());
        assertEquals(Fault.Kind.DEBUG, at.cpu.fault.kind);
        assertEquals(MethodOfEntry.BREAKPOINT, at.cpu.fault.methodOfEntry);
        assertThrows(GuestFault.class, () -> at.breakpoints.check(8));
        assertEquals(MethodOfEntry.VECTOR_CATCH, at.cpu.fault.methodOfEntry);
    }
}
