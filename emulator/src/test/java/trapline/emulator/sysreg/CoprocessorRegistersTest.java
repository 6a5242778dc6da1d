package trapline.emulator.sysreg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trapline.emulator.cpu.CoprocessorEncoding;
import trapline.emulator.cpu.Features;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.system.ProcessorRig;

class CoprocessorRegistersTest {
    private static final int ALWAYS = 0b11110;
    private static final int PMCR = CoprocessorEncoding.of(15, 0, 9, 12, 0);
    private static final int PMCNTENSET = CoprocessorEncoding.of(15, 0, 9, 12, 1);
    private static final int PMCCNTR = CoprocessorEncoding.of(15, 0, 9, 13, 0);

    private final ProcessorRig rig = new ProcessorRig(Features.HYP);

    @AfterEach
    void close() {
        rig.close();
    }

    private int read(int encoding) {
        return rig.control.readCoprocessor(encoding, 0, ALWAYS);
    }

    private void write(int encoding, int value) {
        rig.control.writeCoprocessor(encoding, 0, ALWAYS, value);
    }

    /** What a program that tries every MRC finds on QEMU's cortex-a15. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, 0x414FC0F0",
        "0, 0, 0, 1, 0x8444C004",
        "0, 0, 0, 5, 0x80000000",
        "0, 0, 1, 0, 0x00001131",
        "0, 0, 1, 1, 0x00011001",
        "0, 0, 1, 4, 0x10201105",
        "0, 0, 2, 4, 0x10011142",
        "1, 0, 0, 0, 0x701FE00A",
        "1, 0, 0, 1, 0x0A200023",
        "0, 1, 0, 0, 0x00C50078",
        "0, 9, 12, 0, 0x410F3000",
        "1, 9, 0, 2, 0x00800000",
        "0, 14, 0, 0, 0x03B9ACA0",
    })
    void resetValuesAreThoseOfQemu(int opc1, int crn, int crm, int opc2, String expected) {
        assertEquals(Long.decode(expected).intValue(), read(CoprocessorEncoding.of(15, opc1, crn, crm, opc2)));
    }

    @Test
    void aGuestSeesTheIdentityThatItsHypervisorGivesIt() {
        rig.registers.set(SysReg.VPIDR, 0x1234);
        rig.registers.set(SysReg.VMPIDR, 0x8000_0003L);
        assertEquals(0x1234, read(SysReg.MIDR.encoding()));
        assertEquals(0x8000_0003, read(SysReg.MPIDR.encoding()));
        rig.in(Mode.HYP);
        assertEquals(0x414F_C0F0, read(SysReg.MIDR.encoding()));
        assertEquals(0x8000_0000, read(SysReg.MPIDR.encoding()));
    }

    @Test
    void ccsidrFollowsCsselr() {
        int ccsidr = CoprocessorEncoding.of(15, 1, 0, 0, 0);
        write(SysReg.CSSELR.encoding(), 1);
        assertEquals(0x201F_E00A, read(ccsidr));
        write(SysReg.CSSELR.encoding(), 2);
        assertEquals(0x711F_E07A, read(ccsidr));
        write(SysReg.CSSELR.encoding(), 4);
        assertEquals(0, read(ccsidr));
    }

    @Test
    void thirtyTwoBitWritesOfTtbrLeaveTheUpperHalf() {
        rig.control.writeCoprocessor64(CoprocessorEncoding.of64(15, 0, 2), 0, 1, ALWAYS, 0x0012_0034_5678_9ABCL);
        write(SysReg.TTBR0.encoding(), 0x1111_2222);
        assertEquals(
                0x0012_0034_1111_2222L,
                rig.control.readCoprocessor64(CoprocessorEncoding.of64(15, 0, 2), 0, 1, ALWAYS));
    }

    @Test
    void bankedRegistersHaveACopyForEachSecurityState() {
        ProcessorRig both = new ProcessorRig(Features.ALL);
        both.control.writeCoprocessor(SysReg.TPIDRURW.encoding(), 0, ALWAYS, 1);
        both.registers.set(SysReg.SCR, 0);
        both.control.writeCoprocessor(SysReg.TPIDRURW.encoding(), 0, ALWAYS, 2);
        both.registers.set(SysReg.SCR, 1);
        assertEquals(1, both.control.readCoprocessor(SysReg.TPIDRURW.encoding(), 0, ALWAYS));
    }

    @Test
    void writingScrChangesTheSecurityState() {
        ProcessorRig both = new ProcessorRig(Features.ALL);
        both.registers.set(SysReg.SCR, 0);
        both.in(Mode.SVC);
        assertTrue(both.cpu.secure);
        both.control.writeCoprocessor(SysReg.SCR.encoding(), 0, ALWAYS, 1);
        assertFalse(both.cpu.secure);
        assertThrows(GuestFault.class, () -> both.control.readCoprocessor(SysReg.SCR.encoding(), 0, ALWAYS));
    }

    @Test
    void trappedAccessesDescribeThemselvesInTheHsr() {
        rig.set(SysReg.HCR, 1 << 26);
        rig.run(() -> write(SysReg.CONTEXTIDR.encoding(), 0));
        assertEquals(0x03 << 26 | 1 << 25 | 0b11110 << 20 | 1 << 17 | 13 << 10, rig.hsr());
        rig.in(Mode.SVC).run(() -> rig.control.writeCoprocessor64(CoprocessorEncoding.of64(15, 1, 2), 6, 7, ALWAYS, 0));
        assertEquals(0x04 << 26 | 1 << 25 | 0b11110 << 20 | 1 << 16 | 7 << 10 | 6 << 5 | 2 << 1, rig.hsr());
        rig.in(Mode.SVC).set(SysReg.HDCR, 1 << 9);
        rig.run(() -> rig.control.readCoprocessor(CoprocessorEncoding.of(14, 0, 0, 0, 0), 9, ALWAYS));
        assertEquals(0x05 << 26 | 1 << 25 | 0b11110 << 20 | 9 << 5 | 1, rig.hsr());
    }

    @Test
    void theCycleCounterCountsTicksWhileItIsEnabled() {
        rig.tick.now = 1000;
        write(PMCNTENSET, 1 << 31);
        write(PMCR, 1);
        rig.tick.now = 1500;
        assertEquals(500, read(PMCCNTR));
        write(PMCR, 0);
        rig.tick.now = 2000;
        assertEquals(500, read(PMCCNTR));
        write(PMCR, 0b1101);
        rig.tick.now = 2640;
        assertEquals(10, read(PMCCNTR), "divided by 64 since the reset");
    }

    @Test
    void dividedCyclesAreNotLostWhenTheyAreLookedAtOften() {
        write(PMCNTENSET, 1 << 31);
        write(PMCR, 0b1101);
        for (int tick = 1; tick <= 640; tick++) {
            rig.tick.now = tick;
            read(PMCCNTR);
        }
        assertEquals(10, read(PMCCNTR));
    }

    @Test
    void eventCountersCountInstructionsAndTakeNoteOfOverflow() {
        int pmselr = CoprocessorEncoding.of(15, 0, 9, 12, 5);
        int pmxevtyper = CoprocessorEncoding.of(15, 0, 9, 13, 1);
        int pmxevcntr = CoprocessorEncoding.of(15, 0, 9, 13, 2);
        write(pmselr, 2);
        write(pmxevtyper, 0x08);
        write(pmxevcntr, -10);
        write(PMCNTENSET, 1 << 2);
        write(PMCR, 1);
        rig.tick.now += 30;
        assertEquals(20, read(pmxevcntr));
        assertEquals(1 << 2, read(CoprocessorEncoding.of(15, 0, 9, 12, 3)), "PMOVSR");
        write(pmxevtyper, 0x03);
        rig.tick.now += 30;
        assertEquals(20, read(pmxevcntr), "events that do not happen are not counted");
    }

    @Test
    void osLockIsLockedByItsKeyOnly() {
        int oslar = CoprocessorEncoding.of(14, 0, 1, 0, 4);
        assertEquals(0b1010, read(SysReg.DBGOSLSR.encoding()), "locked by reset");
        write(oslar, 0);
        assertEquals(0b1000, read(SysReg.DBGOSLSR.encoding()));
        write(oslar, 0xC5AC_CE55);
        assertEquals(0b1010, read(SysReg.DBGOSLSR.encoding()));
    }

    @Test
    void claimTagsAreSetAndClearedThroughTheirTwoRegisters() {
        int set = CoprocessorEncoding.of(14, 0, 7, 8, 6);
        int clear = SysReg.DBGCLAIMCLR.encoding();
        assertEquals(0xFF, read(set), "the tags there are");
        write(set, 0x105);
        assertEquals(0x05, read(clear));
        write(clear, 0x04);
        assertEquals(0x01, read(clear));
    }

    @Test
    void debugStatusIsReadThroughBothRegistersAndClosesThemToPl0() {
        int dbgdscrint = CoprocessorEncoding.of(14, 0, 0, 1, 0);
        write(SysReg.DBGDSCR.encoding(), 1 << 15);
        assertEquals(1 << 15, read(dbgdscrint));
        rig.in(Mode.USR);
        assertEquals(1 << 15, read(dbgdscrint));
        rig.in(Mode.SVC);
        write(SysReg.DBGDSCR.encoding(), 1 << 12);
        rig.in(Mode.USR);
        assertThrows(GuestFault.class, () -> read(dbgdscrint), "UDCCdis");
    }

    @Test
    void breakpointSelectsHalfwords() {
        write(SysReg.DBGBCR0.encoding(), 0b0110 << 5);
        assertEquals(0b1100 << 5, read(SysReg.DBGBCR0.encoding()));
    }

    @Test
    void osLockLocksWithItsKeyOnly() {
        write(CoprocessorEncoding.of(14, 0, 1, 0, 4), 0);
        assertEquals(0b1000, read(SysReg.DBGOSLSR.encoding()));
        write(CoprocessorEncoding.of(14, 0, 1, 0, 4), 0xC5AC_CE55);
        assertEquals(0b1010, read(SysReg.DBGOSLSR.encoding()));
    }

    @Test
    void onlyTheHighestLevelSetsTheFrequency() {
        assertThrows(GuestFault.class, () -> write(SysReg.CNTFRQ.encoding(), 1));
        rig.in(Mode.HYP);
        write(SysReg.CNTFRQ.encoding(), 1);
        assertEquals(1, read(SysReg.CNTFRQ.encoding()));
    }

    @Test
    void ttbcrHasTheBitsOfItsFormatAndOfTheExtensionsThereAre() {
        write(SysReg.TTBCR.encoding(), 0x7FFF_FFFF);
        assertEquals(0b111, read(SysReg.TTBCR.encoding()));
        write(SysReg.TTBCR.encoding(), -1);
        assertEquals(0xFFC7_3F87, read(SysReg.TTBCR.encoding()));
    }
}
