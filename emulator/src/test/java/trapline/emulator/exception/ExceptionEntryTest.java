package trapline.emulator.exception;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static trapline.emulator.system.ProcessorRig.HVBAR;
import static trapline.emulator.system.ProcessorRig.MVBAR;
import static trapline.emulator.system.ProcessorRig.PC;
import static trapline.emulator.system.ProcessorRig.VBAR;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trapline.emulator.cpu.ControlBits;
import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.Features;
import trapline.emulator.cpu.MethodOfEntry;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.system.ProcessorRig;
import trapline.recorder.event.AccessKind;
import trapline.recorder.event.EventType;

class ExceptionEntryTest {
    private final ProcessorRig rig = new ProcessorRig(Features.HYP);
    private final Fault fault = rig.cpu.fault;

    @AfterEach
    void close() {
        rig.close();
    }

    private void stage1Fault(AccessKind access) {
        fault.kind = Fault.Kind.PERMISSION;
        fault.access = access;
        fault.va = 0x1234_5678;
        fault.level = 2;
        fault.domain = 5;
        fault.stage2 = false;
    }

    /** Kind, A32 or T32, then what table B1-7 says: vector, mode, and LR relative to the instruction. */
    @ParameterizedTest
    @CsvSource({
        "UNDEF, false, 0x04, UND, 4",
        "UNDEF, true,  0x04, UND, 2",
        "SVC,   false, 0x08, SVC, 4",
        "SVC,   true,  0x08, SVC, 2",
        "PABT,  false, 0x0C, ABT, 4",
        "PABT,  true,  0x0C, ABT, 4",
        "DABT,  false, 0x10, ABT, 8",
        "DABT,  true,  0x10, ABT, 8",
        "IRQ,   false, 0x18, IRQ, 4",
        "IRQ,   true,  0x18, IRQ, 4",
        "FIQ,   false, 0x1C, FIQ, 4",
    })
    void exceptionsToPl1EnterTheirModeAtTheirVector(String kind, boolean thumb, String vector, Mode mode, int link) {
        rig.in(Mode.USR);
        rig.cpu.thumb = thumb;
        rig.cpu.nf = -1;
        take(kind);
        int flags = 0x8000_0000 | (thumb ? 0x20 : 0);
        assertAll(
                () -> assertEquals(VBAR + Integer.decode(vector), rig.pc()),
                () -> assertEquals(mode, rig.cpu.mode),
                () -> assertEquals(PC + link, rig.lr()),
                () -> assertEquals(flags | 0x10, rig.spsr()),
                () -> assertFalse(rig.cpu.thumb),
                () -> assertTrue(rig.cpu.maskI),
                () -> assertEquals(mode == Mode.FIQ, rig.cpu.maskF),
                () -> assertEquals(mode == Mode.ABT || mode == Mode.IRQ || mode == Mode.FIQ, rig.cpu.maskA));
        rig.event(EventType.PL1_EXCEPTION);
    }

    private void take(String kind) {
        switch (kind) {
            case "UNDEF" -> rig.run(() -> rig.control.undefinedInstruction(0xE7F0_00F0));
            case "SVC" -> rig.run(() -> rig.control.supervisorCall(0x12));
            case "PABT" -> {
                stage1Fault(AccessKind.FETCH);
                rig.parts.exceptions().prefetchAbort();
            }
            case "DABT" -> {
                stage1Fault(AccessKind.WRITE);
                rig.parts.exceptions().dataAbort();
            }
            case "IRQ" -> interrupt(true);
            default -> interrupt(false);
        }
    }

    private void interrupt(boolean irq) {
        rig.cpu.irqLine = irq;
        rig.cpu.fiqLine = !irq;
        rig.parts.exceptions().interrupt(rig.parts.interrupts().next());
    }

    @Test
    void highVectorsAndExecutionStateComeFromSctlr() {
        rig.set(SysReg.SCTLR, ControlBits.SCTLR_V | ControlBits.SCTLR_TE | ControlBits.SCTLR_EE);
        rig.cpu.itState = 0x55;
        rig.run(() -> rig.control.supervisorCall(0));
        assertEquals(0xFFFF_0008, rig.pc());
        assertTrue(rig.cpu.thumb);
        assertTrue(rig.cpu.bigEndian);
        assertEquals(0, rig.cpu.itState);
    }

    @Test
    void supervisorCallInAnItBlockSavesTheAdvancedItState() {
        rig.cpu.thumb = true;
        rig.cpu.itState = 0b0000_1100;
        rig.run(() -> rig.control.supervisorCall(0));
        assertEquals(0b0001_1000 << 8 | 0x20 | 0x13, rig.spsr());
    }

    @Test
    void dataAbortFillsDfsrAndDfarInTheShortFormat() {
        stage1Fault(AccessKind.WRITE);
        rig.parts.exceptions().dataAbort();
        assertEquals(1 << 11 | 5 << 4 | 0b01111, rig.registers.get32(SysReg.DFSR));
        assertEquals(0x1234_5678, rig.registers.get32(SysReg.DFAR));
    }

    @Test
    void dataAbortFillsDfsrInTheLongFormatWithEae() {
        rig.set(SysReg.TTBCR, 1L << 31);
        stage1Fault(AccessKind.READ);
        rig.parts.exceptions().dataAbort();
        assertEquals(1 << 9 | 0b001110, rig.registers.get32(SysReg.DFSR));
    }

    @Test
    void prefetchAbortFillsIfsrAndIfar() {
        stage1Fault(AccessKind.FETCH);
        fault.kind = Fault.Kind.TRANSLATION;
        fault.level = 1;
        rig.parts.exceptions().prefetchAbort();
        assertEquals(5 << 4 | 0b00101, rig.registers.get32(SysReg.IFSR));
        assertEquals(0x1234_5678, rig.registers.get32(SysReg.IFAR));
    }

    @Test
    void breakpointIsAPrefetchAbortWithTheDebugStatus() {
        rig.run(() -> rig.control.breakpoint(1));
        assertEquals(0b00010, rig.registers.get32(SysReg.IFSR));
        assertEquals(PC + 4, rig.lr());
        assertEquals(0b0011 << 2, rig.registers.get32(SysReg.DBGDSCR), "DBGDSCR.MOE");
    }

    @Test
    void watchpointIsADataAbortThatSaysWhatWasWatched() {
        rig.cpu.fault.setDebugEvent(MethodOfEntry.WATCHPOINT);
        rig.cpu.fault.access = AccessKind.WRITE;
        rig.cpu.fault.va = 0x1234;
        rig.run(() -> rig.parts.exceptions().dataAbort());
        assertEquals(0b00010, rig.registers.get32(SysReg.DFSR), "WnR is UNKNOWN");
        assertEquals(0x1234, rig.registers.get32(SysReg.DFAR));
        assertEquals(0b1010 << 2, rig.registers.get32(SysReg.DBGDSCR), "DBGDSCR.MOE");
        assertEquals(PC + 8, rig.lr());
    }

    @ParameterizedTest
    @CsvSource({"SVC", "USR"})
    void debugExceptionsGoToHypModeThatAsksForThem(Mode from) {
        rig.set(SysReg.HDCR, ControlBits.HDCR_TDE).in(from);
        rig.cpu.fault.setDebugEvent(MethodOfEntry.WATCHPOINT);
        rig.cpu.fault.access = AccessKind.WRITE;
        rig.cpu.fault.va = 0x1234;
        rig.run(() -> rig.parts.exceptions().dataAbort());
        assertEquals(HVBAR + 0x14, rig.pc());
        assertEquals(0x24 << 26 | 1 << 6 | 0b100010, rig.hsr());
        assertEquals(0x1234, rig.registers.get32(SysReg.HDFAR));
        rig.in(from);
        rig.run(() -> rig.control.breakpoint(1));
        assertEquals(HVBAR + 0x14, rig.pc());
        assertEquals(0x20 << 26 | 0b100010, rig.hsr());
    }

    /** From lower levels everything but interrupts enters Hyp mode at 0x14, from Hyp mode at its own vector (B1.8.1). */
    @ParameterizedTest
    @CsvSource({"SVC, 0x14", "HYP, 0x08"})
    void hypervisorCallReturnsBehindItself(Mode from, String vector) {
        rig.in(from);
        rig.run(() -> rig.control.hypervisorCall(0x1234));
        assertEquals(Mode.HYP, rig.cpu.mode);
        assertEquals(HVBAR + Integer.decode(vector), rig.pc());
        assertEquals(PC + 4, rig.cpu.elrHyp);
        assertEquals(0x12 << 26 | 1 << 25 | 0x1234, rig.hsr());
        assertEquals(from.number(), rig.spsr());
        assertEquals(PC + 4, rig.event(EventType.HYP_TRAP).pc);
    }

    @Test
    void entryToHypMasksWhatScrDoesNotRouteToMonitorMode() {
        ProcessorRig both = new ProcessorRig(Features.ALL);
        both.set(SysReg.SCR, ControlBits.SCR_HCE | ControlBits.SCR_IRQ);
        both.run(() -> both.control.hypervisorCall(0));
        assertEquals(Mode.HYP, both.cpu.mode);
        assertTrue(both.cpu.maskA);
        assertFalse(both.cpu.maskI);
        assertTrue(both.cpu.maskF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PL0", "SECURE", "HCE"})
    void hypervisorCallIsUndefinedWhereHypModeCannotBeCalled(String where) {
        ProcessorRig both = new ProcessorRig(Features.ALL);
        both.set(SysReg.SCR, ControlBits.SCR_HCE);
        switch (where) {
            case "PL0" -> both.in(Mode.USR);
            case "SECURE" -> both.registers.set(SysReg.SCR, ControlBits.SCR_HCE);
            default -> both.registers.set(SysReg.SCR, 1);
        }
        both.run(() -> both.control.hypervisorCall(0));
        assertEquals(Mode.UND, both.cpu.mode);
    }

    @Test
    void stage2AbortGoesToHypModeWithItsSyndrome() {
        fault.kind = Fault.Kind.TRANSLATION;
        fault.access = AccessKind.WRITE;
        fault.va = 0xC000_0ABC;
        fault.level = 2;
        fault.stage2 = true;
        fault.ipa = 0x12_0900_0ABCL;
        fault.instructionSyndrome = 1 << 25 | 1 << 24 | 0b10 << 22 | 3 << 16;
        rig.parts.exceptions().dataAbort();
        assertEquals(0x24 << 26 | 1 << 25 | 1 << 24 | 0b10 << 22 | 3 << 16 | 1 << 6 | 0b000110, rig.hsr());
        assertEquals(0xC000_0ABC, rig.registers.get32(SysReg.HDFAR));
        assertEquals(0x1209_0000, rig.registers.get32(SysReg.HPFAR));
        assertEquals(PC, rig.cpu.elrHyp);
        assertEquals(HVBAR + 0x14, rig.pc());
        assertEquals(0x12_0900_0ABCL, rig.event(EventType.HYP_TRAP).values[4]);
    }

    @Test
    void anAbortOnAStage1WalkHasNoInstructionSyndrome() {
        fault.kind = Fault.Kind.PERMISSION;
        fault.access = AccessKind.READ;
        fault.level = 3;
        fault.stage2 = true;
        fault.onStage1Walk = true;
        fault.instructionSyndrome = 1 << 25 | 1 << 24;
        rig.parts.exceptions().dataAbort();
        assertEquals(0x24 << 26 | 1 << 7 | 0b001111, rig.hsr());
    }

    @Test
    void anAbortInHypModeStaysThere() {
        rig.in(Mode.HYP);
        stage1Fault(AccessKind.READ);
        rig.parts.exceptions().dataAbort();
        assertEquals(0x25, rig.ec());
        assertEquals(HVBAR + 0x10, rig.pc());
        rig.in(Mode.HYP);
        stage1Fault(AccessKind.FETCH);
        rig.parts.exceptions().prefetchAbort();
        assertEquals(0x21, rig.ec());
        assertEquals(HVBAR + 0x0C, rig.pc());
        assertEquals(0x1234_5678, rig.registers.get32(SysReg.HIFAR));
    }

    @Test
    void tgeRoutesWhatUserModeCausesToHypMode() {
        rig.set(SysReg.HCR, ControlBits.HCR_TGE);
        rig.in(Mode.USR).run(() -> rig.control.supervisorCall(0x77));
        assertEquals(0x11 << 26 | 1 << 25 | 0x77, rig.hsr());
        assertEquals(PC + 4, rig.cpu.elrHyp);
        rig.in(Mode.USR).run(() -> rig.control.undefinedInstruction(0));
        assertEquals(0, rig.hsr());
        assertEquals(PC, rig.cpu.elrHyp);
        stage1Fault(AccessKind.READ);
        rig.in(Mode.USR).parts.exceptions().dataAbort();
        assertEquals(0x24, rig.ec());
        rig.in(Mode.SVC).run(() -> rig.control.supervisorCall(0));
        assertEquals(Mode.SVC, rig.cpu.mode);
    }

    @Test
    void secureMonitorCallEntersMonitorMode() {
        ProcessorRig both = new ProcessorRig(Features.ALL);
        both.run(() -> both.control.secureMonitorCall(3, 0));
        assertEquals(Mode.MON, both.cpu.mode);
        assertEquals(MVBAR + 0x08, both.pc());
        assertEquals(PC + 4, both.lr());
        assertTrue(both.cpu.secure);
        assertEquals(
                1, both.registers.get32(SysReg.SCR) & 1, "SCR.NS stays, so that the monitor knows where it came from");
    }

    @Test
    void anExceptionInMonitorModeClearsNs() {
        ProcessorRig both = new ProcessorRig(Features.ALL);
        both.in(Mode.MON).run(() -> both.control.undefinedInstruction(0));
        assertEquals(Mode.UND, both.cpu.mode);
        assertEquals(0, both.registers.get32(SysReg.SCR) & 1);
        assertTrue(both.cpu.secure);
    }

    @Test
    void trappedSecureMonitorCallReturnsToItself() {
        rig.set(SysReg.HCR, ControlBits.HCR_TSC);
        rig.run(() -> rig.control.secureMonitorCall(0, 0x1E));
        assertEquals(0x13 << 26 | 1 << 25, rig.hsr());
        assertEquals(PC, rig.cpu.elrHyp);
    }
}
