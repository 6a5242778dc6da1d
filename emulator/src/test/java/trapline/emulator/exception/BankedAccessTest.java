package trapline.emulator.exception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import trapline.emulator.cpu.Banks;
import trapline.emulator.cpu.Features;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.isa.BankedRegister;
import trapline.emulator.system.ProcessorRig;

class BankedAccessTest {
    private final ProcessorRig rig = new ProcessorRig(Features.ALL);

    @AfterEach
    void close() {
        rig.close();
    }

    /** The register's mode and number, from its name. */
    private static Mode mode(BankedRegister register) {
        return Mode.valueOf(register.name().substring(register.name().indexOf('_') + 1));
    }

    private static int number(BankedRegister register) {
        String name = register.name().substring(0, register.name().indexOf('_'));
        return switch (name) {
            case "SP" -> 13;
            case "LR" -> 14;
            case "SPSR" -> Banks.SPSR;
            default -> Integer.parseInt(name.substring(1));
        };
    }

    @ParameterizedTest
    @EnumSource(names = "ELR_HYP", mode = EnumSource.Mode.EXCLUDE)
    void monitorModeReachesEveryRegisterThatIsNotItsOwn(BankedRegister register) {
        boolean own = mode(register) == Mode.MON || mode(register) == Mode.USR && number(register) < 13;
        rig.in(Mode.MON);
        int sysm = register.code() & 0x1F;
        boolean spsr = register.code() > 0x1F;
        if (own) {
            assertThrows(GuestFault.class, () -> rig.control.readBanked(sysm, spsr));
            return;
        }
        rig.control.writeBanked(sysm, spsr, 0x1234_5678);
        assertEquals(0x1234_5678, Banks.read(rig.cpu, mode(register), number(register)));
        assertEquals(0x1234_5678, rig.control.readBanked(sysm, spsr));
    }

    /** Current mode, register, and whether it can be named there: UNPREDICTABLE is UNDEFINED, as under QEMU. */
    @ParameterizedTest
    @CsvSource({
        "SVC, SP_USR, true",
        "SVC, R8_USR, false",
        "FIQ, R8_USR, true",
        "FIQ, R8_FIQ, false",
        "SVC, SP_SVC, false",
        "SVC, SPSR_IRQ, true",
        "SVC, ELR_HYP, false",
        "SVC, SP_HYP, false",
        "SVC, SP_MON, false",
        "HYP, ELR_HYP, true",
        "HYP, SP_HYP, false",
        "HYP, SPSR_HYP, false",
        "HYP, LR_USR, false",
        "HYP, SP_USR, true",
        "HYP, SPSR_SVC, true",
        "SYS, LR_USR, false",
        "USR, SP_IRQ, false",
        "MON, ELR_HYP, true",
    })
    void aModeNamesOnlyWhatItMayLookInto(Mode current, BankedRegister register, boolean accessible) {
        rig.in(current);
        int sysm = register.code() & 0x1F;
        boolean spsr = register.code() > 0x1F;
        if (accessible) {
            rig.control.writeBanked(sysm, spsr, 42);
            assertEquals(42, rig.control.readBanked(sysm, spsr));
        } else {
            assertThrows(GuestFault.class, () -> rig.control.readBanked(sysm, spsr));
        }
    }

    @Test
    void numbersWithoutARegisterAreUndefined() {
        for (int r = 0; r < 2; r++) {
            for (int sysm = 0; sysm < 32; sysm++) {
                if (BankedRegister.of(r, sysm).isEmpty()) {
                    boolean spsr = r == 1;
                    int number = sysm;
                    assertThrows(
                            GuestFault.class, () -> rig.control.readBanked(number, spsr), "R " + r + " SYSm " + sysm);
                }
            }
        }
    }

    @Test
    void secureModesReachMonitorRegisters() {
        rig.registers.set(SysReg.SCR, 0);
        rig.control.writeBanked(BankedRegister.SP_MON.code(), false, 7);
        assertEquals(7, Banks.read(rig.cpu, Mode.MON, 13));
    }
}
