package trapline.emulator.exception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import trapline.emulator.cpu.Banks;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Features;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.Psr;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.system.ProcessorRig;
import trapline.recorder.event.EventType;

class StatusRegistersTest {
    private final ProcessorRig rig = new ProcessorRig(Features.ALL);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void userModeWritesFlagsGeAndEOnly() {
        rig.in(Mode.USR).control.writeCpsr(-1, 0b1111);
        assertEquals(0xF80F_0210, Psr.read(rig.cpu));
    }

    @Test
    void msrNeverWritesTheExecutionState() {
        rig.control.writeCpsr(0x0600_FC33, 0b1111);
        assertEquals(0x213, Psr.read(rig.cpu) | 0x200, "E is bit 9, among IT's bits");
        assertEquals(0, rig.cpu.itState);
        assertEquals(false, rig.cpu.thumb);
    }

    @Test
    void bytesOutsideTheFieldMaskStay() {
        rig.control.writeCpsr(0xF00F_01DF, 0b1000);
        assertEquals(0xF000_0013, Psr.read(rig.cpu));
        rig.control.writeCpsr(0x0000_00D1, 0b0001);
        assertEquals(0xF000_00D1, Psr.read(rig.cpu));
    }

    /** From, to, Security state; and whether MSR changes the mode (B1.3.1 and B1.5.1). */
    @ParameterizedTest
    @CsvSource({
        "SVC, IRQ, true,  true",
        "SVC, SYS, false, true",
        "SVC, USR, false, true",
        "SVC, HYP, true,  false",
        "SVC, MON, true,  false",
        "SVC, MON, false, true",
        "HYP, SVC, true,  false",
        "MON, SVC, true,  true",
        "MON, HYP, true,  false",
    })
    void msrChangesTheModeOnlyWhereThatIsLegal(Mode from, Mode to, boolean nonSecure, boolean changes) {
        rig.registers.set(SysReg.SCR, nonSecure ? 1 : 0);
        rig.in(from).control.writeCpsr(to.number(), 0b0001);
        assertEquals(changes ? to : from, rig.cpu.mode);
    }

    @Test
    void anIllegalModeNumberLeavesTheModeAndWritesTheRest() {
        rig.control.writeCpsr(0x8000_00C5, 0b1001);
        assertEquals(0x8000_00D3, Psr.read(rig.cpu));
    }

    @Test
    void cpsChangesTheNamedMasksAndTheMode() {
        rig.control.changeProcessorState(false, true, 0b011, Mode.SYS.number());
        assertEquals(0xDF, Psr.read(rig.cpu));
        rig.control.changeProcessorState(true, false, 0b010, 0);
        assertEquals(0x5F, Psr.read(rig.cpu));
    }

    @Test
    void cpsDoesNothingInUserMode() {
        rig.in(Mode.USR).control.changeProcessorState(false, true, 0b111, Mode.SVC.number());
        assertEquals(0x10, Psr.read(rig.cpu));
    }

    @ParameterizedTest
    @EnumSource(names = {"USR", "SYS"})
    void spsrIsUndefinedWhereThereIsNone(Mode mode) {
        rig.in(mode);
        assertThrows(GuestFault.class, rig.control::readSpsr);
        assertThrows(GuestFault.class, () -> rig.control.writeSpsr(0, 0b1111));
    }

    @Test
    void exceptionReturnRestoresEverythingAndAlignsThePc() {
        rig.control.exceptionReturn(0x4000_0003, 0x6000_0030);
        assertEquals(0x6000_0030, Psr.read(rig.cpu));
        assertEquals(0x4000_0002, rig.pc());
        rig.in(Mode.SVC).control.exceptionReturn(0x4000_0003, 0x10);
        assertEquals(0x4000_0000, rig.pc());
    }

    @Test
    void monitorModeReturnsToHypModeWithNsSet() {
        rig.in(Mode.MON).control.exceptionReturn(0x4000_0000, 0x1DA);
        assertEquals(Mode.HYP, rig.cpu.mode);
        assertEquals(false, rig.cpu.secure);
    }

    @Test
    void svcModeCannotReturnToHypMode() {
        rig.control.exceptionReturn(0x4000_0000, 0x8000_01DA);
        assertEquals(0x8000_01D3, Psr.read(rig.cpu));
    }

    @Test
    void eretInHypModeGoesByElrHypAndIsReported() {
        rig.in(Mode.HYP);
        rig.cpu.elrHyp = 0x4000_5000;
        rig.cpu.slots[CpuState.LR] = 0x4000_6000;
        Banks.setSpsr(rig.cpu, 0x1D3);
        rig.control.exceptionReturnFromHyp();
        assertEquals(0x4000_5000, rig.pc());
        assertEquals(Mode.SVC, rig.cpu.mode);
        assertEquals(0x4000_5000, rig.event(EventType.HYP_RETURN).values[0]);
    }

    @Test
    void eretElsewhereGoesByLr() {
        rig.cpu.slots[CpuState.LR] = 0x4000_6000;
        Banks.setSpsr(rig.cpu, 0x10);
        rig.control.exceptionReturnFromHyp();
        assertEquals(0x4000_6000, rig.pc());
        assertEquals(Mode.USR, rig.cpu.mode);
    }

    @ParameterizedTest
    @EnumSource(names = {"USR", "HYP"})
    void otherExceptionReturnsAreUndefinedInUserAndHypMode(Mode mode) {
        rig.in(mode);
        assertThrows(GuestFault.class, () -> rig.control.exceptionReturn(0, 0x10));
    }
}
