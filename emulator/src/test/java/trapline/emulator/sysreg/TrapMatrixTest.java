package trapline.emulator.sysreg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import trapline.emulator.cpu.CoprocessorEncoding;
import trapline.emulator.cpu.Features;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.system.ProcessorRig;
import trapline.recorder.event.EventType;

/** Each control bit traps exactly the accesses that the table gives it, and nothing without its bit. */
class TrapMatrixTest {
    private static final int TIDCP = 1 << 20;

    private final ProcessorRig rig = new ProcessorRig(Features.HYP);
    private final CoprocessorRegisters registers = rig.parts.coprocessor();

    @AfterEach
    void close() {
        rig.close();
    }

    TrapMatrixTest() {
        clearTraps();
    }

    private void clearTraps() {
        for (TrapBit bit : TrapBit.values()) {
            rig.registers.set(bit.register(), 0);
        }
        rig.registers.set(SysReg.CNTHCTL, 0b11);
    }

    private static boolean isInverted(TrapBit bit) {
        return bit.register() == SysReg.CNTHCTL;
    }

    private void arm(TrapBit bit) {
        long mask = 1L << bit.bit();
        rig.registers.set(bit.register(), isInverted(bit) ? 0b11 & ~mask : mask);
    }

    private static boolean traps(RegisterRow row, TrapBit bit, boolean read) {
        return row.traps().stream().anyMatch(trap -> trap.bit() == bit && (read ? trap.reads() : trap.writes()));
    }

    @ParameterizedTest
    @EnumSource(TrapBit.class)
    void aBitTrapsItsAccessesAndNoOthers(TrapBit bit) {
        int trapped = 0;
        for (RegisterRow row : RegisterTable.rows()) {
            for (int access = 0; access < 2; access++) {
                boolean read = access == 1;
                int encoding = row.pattern().encodings().getFirst();
                clearTraps();
                Verdict before = registers.judge(encoding, read);
                arm(bit);
                Verdict after = registers.judge(encoding, read);
                boolean expected = before == Verdict.PERMITTED && traps(row, bit, read);
                assertEquals(expected ? Verdict.HYP_TRAP : before, after, row.name() + (read ? " read" : " write"));
                trapped += expected ? 1 : 0;
            }
        }
        assertTrue(trapped > 0, bit + " traps nothing");
    }

    @ParameterizedTest
    @EnumSource(TrapBit.class)
    void noBitTrapsHypMode(TrapBit bit) {
        rig.in(Mode.HYP);
        arm(bit);
        for (RegisterRow row : RegisterTable.rows()) {
            assertTrue(registers.judge(row.pattern().encodings().getFirst(), true) != Verdict.HYP_TRAP, row.name());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15})
    void hstrTrapsByPrimaryRegister(int n) {
        rig.registers.set(SysReg.HSTR, 1L << n);
        for (RegisterRow row : RegisterTable.rows()) {
            int encoding = row.pattern().encodings().getFirst();
            boolean is64 = CoprocessorEncoding.is64(encoding);
            int primary = is64 ? CoprocessorEncoding.crm(encoding) : CoprocessorEncoding.crn(encoding);
            boolean cp15 = CoprocessorEncoding.coprocessor(encoding) == 15;
            if (cp15 && primary == n) {
                assertEquals(Verdict.HYP_TRAP, registers.judge(encoding, true), row.name());
            } else {
                assertTrue(registers.judge(encoding, true) != Verdict.HYP_TRAP, row.name());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 14})
    void hstrHasNoBitForThese(int n) {
        rig.registers.set(SysReg.HSTR, 1L << n);
        assertEquals(Verdict.PERMITTED, registers.judge(SysReg.CNTKCTL.encoding(), true));
    }

    @Test
    void hstrComesBeforeUndefinedAtPl1ButAfterItAtPl0() {
        rig.registers.set(SysReg.HSTR, 1L << 13);
        int unallocated = CoprocessorEncoding.of(15, 0, 13, 5, 5);
        assertEquals(Verdict.HYP_TRAP, registers.judge(unallocated, true));
        rig.in(Mode.USR);
        assertEquals(Verdict.UNDEFINED, registers.judge(unallocated, true));
        assertEquals(Verdict.UNDEFINED, registers.judge(SysReg.TPIDRPRW.encoding(), true));
        assertEquals(Verdict.HYP_TRAP, registers.judge(SysReg.TPIDRURW.encoding(), true));
    }

    @ParameterizedTest
    @CsvSource({
        "9, 0, true",
        "9, 2, true",
        "9, 3, false",
        "9, 12, false",
        "10, 0, true",
        "10, 2, false",
        "11, 8, true",
        "11, 9, false",
        "11, 15, true"
    })
    void tidcpTrapsImplementationDefinedSpace(int crn, int crm, boolean traps) {
        rig.registers.set(SysReg.HCR, TIDCP);
        Verdict verdict = registers.judge(CoprocessorEncoding.of(15, 0, crn, crm, 0), true);
        assertEquals(traps, verdict == Verdict.HYP_TRAP);
    }

    @Test
    void thePhysicalTimerIsUndefinedAtPl0BeforeItIsTrapped() {
        rig.registers.set(SysReg.CNTHCTL, 0);
        rig.in(Mode.USR);
        assertEquals(Verdict.UNDEFINED, registers.judge(SysReg.CNTPCT.encoding(), true));
        rig.registers.set(SysReg.CNTKCTL, 0b11);
        assertEquals(Verdict.HYP_TRAP, registers.judge(SysReg.CNTPCT.encoding(), true));
        assertEquals(Verdict.PERMITTED, registers.judge(SysReg.CNTVCT.encoding(), true));
    }

    @ParameterizedTest
    @EnumSource(names = {"SVC", "USR"})
    void hypRegistersAreUndefinedBelowHypMode(Mode mode) {
        rig.in(mode);
        for (RegisterRow row : RegisterTable.rows()) {
            if (row.access().scope() == Access.Scope.HYP) {
                assertEquals(
                        Verdict.UNDEFINED,
                        registers.judge(row.pattern().encodings().getFirst(), true),
                        row.name());
            }
        }
    }

    @Test
    void readOnlyAndWriteOnlyRegistersAreUndefinedTheOtherWay() {
        assertEquals(Verdict.UNDEFINED, registers.judge(SysReg.MIDR.encoding(), false));
        assertEquals(Verdict.UNDEFINED, registers.judge(CoprocessorEncoding.of(15, 0, 8, 7, 0), true));
    }

    @Test
    void anUnknownRegisterIsReportedOnce() {
        int unallocated = CoprocessorEncoding.of(15, 0, 13, 5, 5);
        assertEquals(Verdict.UNDEFINED, registers.judge(unallocated, true));
        assertEquals(Verdict.UNDEFINED, registers.judge(unallocated, true));
        assertEquals(
                "register p15,0,c13,c5,5 read",
                rig.event(EventType.UNIMPLEMENTED).text());
    }
}
