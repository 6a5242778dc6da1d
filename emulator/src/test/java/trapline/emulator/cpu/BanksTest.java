package trapline.emulator.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BanksTest {
    private final CpuState cpu = new CpuState(0);

    /** What B1.3.2, figure B1-2, says: in whose bank each register of a mode is. */
    private static Mode owner(Mode mode, int n) {
        if (mode == Mode.FIQ && n >= 8) {
            return Mode.FIQ;
        }
        if (n < 13 || mode == Mode.SYS || mode == Mode.HYP && n == 14) {
            return Mode.USR;
        }
        return mode;
    }

    @Test
    void everyModeSeesTheRegistersOfItsBank() {
        for (Mode mode : Mode.values()) {
            Banks.enter(cpu, mode);
            for (int n = 0; n <= 14; n++) {
                cpu.slots[n] = owner(mode, n).number() << 8 | n;
            }
        }
        for (Mode current : Mode.values()) {
            Banks.enter(cpu, current);
            for (Mode seen : Mode.values()) {
                for (int n = 0; n <= 14; n++) {
                    assertEquals(
                            owner(seen, n).number() << 8 | n,
                            Banks.read(cpu, seen, n),
                            "R" + n + " of " + seen + " read in " + current);
                }
            }
        }
    }

    @Test
    void writingABankedRegisterIsSeenWhenItsModeIsEntered() {
        Banks.enter(cpu, Mode.SVC);
        Banks.write(cpu, Mode.FIQ, 8, 0x88);
        Banks.write(cpu, Mode.IRQ, 13, 0x13);
        Banks.write(cpu, Mode.SVC, 14, 0x14);
        assertEquals(0x14, cpu.slots[14]);
        Banks.enter(cpu, Mode.FIQ);
        assertEquals(0x88, cpu.slots[8]);
        Banks.enter(cpu, Mode.IRQ);
        assertEquals(0x13, cpu.slots[13]);
    }

    @ParameterizedTest
    @EnumSource(names = {"FIQ", "IRQ", "SVC", "MON", "ABT", "HYP", "UND"})
    void everyExceptionModeHasItsOwnSpsr(Mode mode) {
        Banks.write(cpu, mode, Banks.SPSR, mode.number());
        for (Mode other : Mode.values()) {
            if (other != mode && Banks.hasSpsr(other)) {
                Banks.write(cpu, other, Banks.SPSR, -1);
            }
        }
        Banks.enter(cpu, mode);
        assertEquals(mode.number(), Banks.spsr(cpu));
    }

    @Test
    void userModeHasNoSpsr() {
        assertThrows(IllegalArgumentException.class, () -> Banks.read(cpu, Mode.SYS, Banks.SPSR));
    }
}
