package trapline.emulator.exception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static trapline.emulator.cpu.ControlBits.HCR_AMO;
import static trapline.emulator.cpu.ControlBits.HCR_FMO;
import static trapline.emulator.cpu.ControlBits.HCR_IMO;
import static trapline.emulator.cpu.ControlBits.HCR_TGE;
import static trapline.emulator.cpu.ControlBits.HCR_VA;
import static trapline.emulator.cpu.ControlBits.HCR_VF;
import static trapline.emulator.cpu.ControlBits.HCR_VI;
import static trapline.emulator.cpu.ControlBits.SCR_FIQ;
import static trapline.emulator.cpu.ControlBits.SCR_IRQ;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trapline.emulator.cpu.Features;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.exception.Interrupts.Kind;
import trapline.emulator.system.ProcessorRig;

class InterruptsTest {
    private final ProcessorRig rig = new ProcessorRig(Features.HYP);
    private final Interrupts interrupts = rig.parts.interrupts();

    @AfterEach
    void close() {
        rig.close();
    }

    /** Where a physical IRQ goes: mode, HCR.IMO, CPSR.I. */
    @ParameterizedTest
    @CsvSource({
        "SVC, false, false, IRQ",
        "SVC, false, true,  NONE",
        "SVC, true,  false, IRQ_TO_HYP",
        "SVC, true,  true,  IRQ_TO_HYP",
        "USR, true,  true,  IRQ_TO_HYP",
        "HYP, false, false, IRQ_TO_HYP",
        "HYP, true,  true,  NONE",
    })
    void physicalIrqIsRoutedByHcrAndMaskedByTheCpsr(Mode mode, boolean imo, boolean masked, Kind expected) {
        rig.in(mode).set(SysReg.HCR, imo ? HCR_IMO : 0);
        rig.cpu.irqLine = true;
        rig.cpu.maskI = masked;
        assertEquals(expected, interrupts.next());
    }

    @Test
    void fiqComesBeforeIrqAndIsMaskedByItself() {
        rig.cpu.irqLine = true;
        rig.cpu.fiqLine = true;
        assertEquals(Kind.FIQ, interrupts.next());
        rig.cpu.maskF = true;
        assertEquals(Kind.IRQ, interrupts.next());
    }

    @Test
    void tgeRoutesInterruptsToHypMode() {
        rig.set(SysReg.HCR, HCR_TGE);
        rig.in(Mode.USR).cpu.irqLine = true;
        assertEquals(Kind.IRQ_TO_HYP, interrupts.next());
    }

    @Test
    void virtualIrqNeedsItsRoutingBit() {
        rig.cpu.virtualIrqLine = true;
        assertEquals(Kind.NONE, interrupts.next());
        assertFalse(interrupts.wakes());
        rig.set(SysReg.HCR, HCR_IMO);
        assertEquals(Kind.VIRTUAL_IRQ, interrupts.next());
        rig.cpu.maskI = true;
        assertEquals(Kind.NONE, interrupts.next());
        assertTrue(interrupts.wakes());
    }

    @Test
    void virtualInterruptsOfHcrAreTakenFiqFirstAbortLast() {
        rig.set(SysReg.HCR, HCR_IMO | HCR_FMO | HCR_AMO | HCR_VI | HCR_VF | HCR_VA);
        assertEquals(Kind.VIRTUAL_FIQ, interrupts.next());
        rig.cpu.maskF = true;
        assertEquals(Kind.VIRTUAL_IRQ, interrupts.next());
        rig.cpu.maskI = true;
        assertEquals(Kind.VIRTUAL_ABORT, interrupts.next());
        rig.cpu.maskA = true;
        assertEquals(Kind.NONE, interrupts.next());
    }

    @Test
    void virtualInterruptsDoNotReachHypMode() {
        rig.set(SysReg.HCR, HCR_IMO | HCR_VI);
        rig.in(Mode.HYP);
        assertEquals(Kind.NONE, interrupts.next());
    }

    @Test
    void virtualAbortClearsItsBitAndReportsAnAsynchronousAbort() {
        rig.set(SysReg.HCR, HCR_AMO | HCR_VA);
        rig.parts.exceptions().interrupt(interrupts.next());
        assertEquals(0, rig.registers.get32(SysReg.HCR) & HCR_VA);
        assertEquals(Mode.ABT, rig.cpu.mode);
        assertEquals(0x406, rig.registers.get32(SysReg.DFSR));
    }

    @Test
    void scrRoutesInterruptsToMonitorMode() {
        ProcessorRig both = new ProcessorRig(Features.ALL);
        both.set(SysReg.SCR, SCR_IRQ | SCR_FIQ).set(SysReg.HCR, HCR_IMO | HCR_FMO);
        both.cpu.irqLine = true;
        assertEquals(Kind.IRQ_TO_MONITOR, both.parts.interrupts().next());
        both.cpu.maskI = true;
        assertEquals(Kind.NONE, both.parts.interrupts().next());
        both.cpu.fiqLine = true;
        both.cpu.maskF = true;
        assertEquals(Kind.FIQ_TO_MONITOR, both.parts.interrupts().next(), "SCR.FW is 0: F does not mask it");
    }

    @Test
    void isrShowsVirtualInterruptsToAGuestAndPhysicalOnesToTheHypervisor() {
        rig.set(SysReg.HCR, HCR_IMO);
        rig.cpu.irqLine = true;
        assertEquals(0, interrupts.status());
        rig.cpu.virtualIrqLine = true;
        assertEquals(1 << 7, interrupts.status());
        rig.in(Mode.HYP);
        rig.cpu.virtualIrqLine = false;
        assertEquals(1 << 7, interrupts.status());
    }
}
