package trapline.emulator.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trapline.emulator.cpu.CoprocessorEncoding;
import trapline.emulator.cpu.ExtensionAccess;
import trapline.emulator.cpu.Features;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;

/** Who may use Floating-point and Advanced SIMD, what happens to the others, and the system registers (ARM DDI 0406C B1.11). */
class ExtensionControlTest {
    private static final int PASSED = 0b11110;
    private static final int FPEXC_EN = 1 << 30;
    private static final int CPACR_PL1 = 0b01 << 20;
    private static final int CPACR_ALL = 0b11 << 20;
    private static final long CPACR_ASEDIS = 1L << 31;
    private static final int CPACR_D32DIS = 1 << 30;
    private static final int TCP10 = 1 << 10;
    private static final int TASE = 1 << 15;
    private static final int EVERYTHING = ExtensionAccess.VFP | ExtensionAccess.SIMD | ExtensionAccess.D32;

    private final ProcessorRig rig = new ProcessorRig(Features.HYP);

    @AfterEach
    void close() {
        rig.close();
    }

    private static int register(int number) {
        return CoprocessorEncoding.of(10, 7, number, 0, 0);
    }

    private void write(SysReg register, long value) {
        rig.parts.coprocessor().write(register, value);
    }

    private ExtensionControlTest enabled() {
        write(SysReg.CPACR, CPACR_ALL);
        rig.core.writeFpexc(FPEXC_EN);
        return this;
    }

    private int access() {
        return rig.cpu.extensionAccess;
    }

    @Test
    void nothingIsPermittedAfterReset() {
        assertEquals(0, access());
        write(SysReg.CPACR, CPACR_ALL);
        assertEquals(0, access(), "without FPEXC.EN");
        rig.core.writeFpexc(FPEXC_EN);
        assertEquals(EVERYTHING, access());
    }

    @Test
    void cpacrGrantsByPrivilegeLevelAndSparesHypMode() {
        enabled();
        write(SysReg.CPACR, CPACR_PL1);
        assertEquals(EVERYTHING, access());
        assertEquals(0, rig.in(Mode.USR).cpu.extensionAccess, "PL0");
        write(SysReg.CPACR, 0);
        assertEquals(0, rig.in(Mode.SVC).cpu.extensionAccess, "PL1");
        assertEquals(EVERYTHING, rig.in(Mode.HYP).cpu.extensionAccess, "Hyp mode");
    }

    @Test
    void simdAndUpperRegistersAreDisabledApart() {
        enabled();
        write(SysReg.CPACR, CPACR_ALL | CPACR_ASEDIS);
        assertEquals(ExtensionAccess.VFP | ExtensionAccess.D32, access());
        write(SysReg.CPACR, CPACR_ALL | CPACR_D32DIS);
        assertEquals(ExtensionAccess.VFP | ExtensionAccess.SIMD, access());
    }

    @Test
    void vectorsInFpscrAreSeen() {
        enabled();
        rig.core.writeFpscr(1 << 16);
        assertEquals(EVERYTHING | ExtensionAccess.SHORT_VECTORS, access());
        rig.core.writeFpscr(1 << 20);
        assertEquals(EVERYTHING | ExtensionAccess.SHORT_VECTORS, access());
    }

    @Test
    void nsacrKeepsNonSecureStateOut() {
        ProcessorRig secure = new ProcessorRig(Features.ALL);
        secure.parts.coprocessor().write(SysReg.CPACR, CPACR_ALL);
        secure.core.writeFpexc(FPEXC_EN);
        assertEquals(0, secure.cpu.extensionAccess, "Non-secure, NSACR is 0");
        secure.in(Mode.HYP);
        secure.run(() -> secure.control.otherCoprocessor(10, 0, PASSED));
        assertEquals(0x07, secure.ec(), "HCPTR.TCP10 reads as one in Hyp mode");
        secure.parts.coprocessor().write(SysReg.NSACR, 1 << 10);
        assertEquals(EVERYTHING, secure.cpu.extensionAccess);
        secure.parts.coprocessor().write(SysReg.NSACR, 1 << 10 | 1 << 14 | 1 << 15);
        assertEquals(ExtensionAccess.VFP, secure.cpu.extensionAccess, "NSD32DIS and NSASEDIS");
        secure.in(Mode.MON);
        secure.parts.coprocessor().write(SysReg.NSACR, 0);
        assertEquals(EVERYTHING, secure.cpu.extensionAccess, "Secure state");
    }

    @ParameterizedTest
    @CsvSource({"0, false, 0x1E0000A", "1, true, 0x1E0002A"})
    void hcptrTrapsToHypMode(int simd, boolean isSimd, int iss) {
        enabled();
        write(SysReg.HCPTR, TCP10);
        assertEquals(0, access());
        rig.run(() -> rig.control.otherCoprocessor(10, simd, PASSED));
        assertEquals(Mode.HYP, rig.cpu.mode);
        assertEquals(ProcessorRig.HVBAR + 0x14, rig.pc());
        assertEquals(0x07, rig.ec());
        assertEquals(1 << 25 | iss, rig.hsr() & 0x03FF_FFFF, "IL, CV, COND, " + (isSimd ? "TA" : "coproc"));
        assertEquals(ProcessorRig.PC, rig.cpu.elrHyp);
    }

    @Test
    void hcptrTrapsSimdAlone() {
        enabled();
        write(SysReg.HCPTR, TASE);
        assertEquals(ExtensionAccess.VFP | ExtensionAccess.D32, access());
        rig.run(() -> rig.control.otherCoprocessor(10, 1, PASSED));
        assertEquals(0x07, rig.ec());
    }

    @Test
    void whatHcptrRefusesInHypModeIsUndefinedWithItsSyndrome() {
        enabled();
        rig.in(Mode.HYP);
        write(SysReg.HCPTR, TCP10);
        assertEquals(0, access());
        rig.run(() -> rig.control.otherCoprocessor(10, 0, PASSED));
        assertEquals(ProcessorRig.HVBAR + 0x04, rig.pc(), "the vector of Undefined Instruction exceptions");
        assertEquals(0x07, rig.ec());
    }

    @Test
    void whatCpacrOrFpexcRefusesIsUndefinedBeforeHcptrTraps() {
        write(SysReg.HCPTR, TCP10);
        rig.run(() -> rig.control.otherCoprocessor(10, 0, PASSED));
        assertEquals(Mode.UND, rig.cpu.mode, "CPACR");
        rig.in(Mode.SVC);
        write(SysReg.CPACR, CPACR_ALL);
        rig.run(() -> rig.control.otherCoprocessor(10, 0, PASSED));
        assertEquals(Mode.UND, rig.cpu.mode, "FPEXC.EN");
    }

    @Test
    void otherCoprocessorsAreUndefinedWhateverHcptrSays() {
        write(SysReg.HCPTR, 0x3FFF);
        rig.run(() -> rig.control.otherCoprocessor(7, 0x1234, PASSED));
        assertEquals(Mode.UND, rig.cpu.mode);
    }

    @Test
    void systemRegistersNeedNoFpexcButFpscrDoes() {
        write(SysReg.CPACR, CPACR_ALL);
        assertEquals(0x4104_30F0, rig.control.readCoprocessor(register(0), 0, PASSED), "FPSID");
        assertEquals(0x1011_0222, rig.control.readCoprocessor(register(7), 0, PASSED), "MVFR0");
        assertEquals(0x1111_1111, rig.control.readCoprocessor(register(6), 0, PASSED), "MVFR1");
        assertEquals(0, rig.control.readCoprocessor(register(8), 0, PASSED), "FPEXC");
        rig.run(() -> rig.control.writeCoprocessor(register(1), 0, PASSED, 0));
        assertEquals(Mode.UND, rig.cpu.mode, "FPSCR");
        rig.in(Mode.SVC);
        rig.control.writeCoprocessor(register(8), 0, PASSED, -1);
        assertEquals(FPEXC_EN, rig.control.readCoprocessor(register(8), 0, PASSED), "only EN is there");
        rig.control.writeCoprocessor(register(1), 0, PASSED, -1);
        assertEquals(0xFFF7_009F, rig.control.readCoprocessor(register(1), 0, PASSED), "bits of FPSCR");
        rig.control.writeCoprocessor(register(0), 0, PASSED, 0);
        assertEquals(0x4104_30F0, rig.control.readCoprocessor(register(0), 0, PASSED), "FPSID ignores writes");
    }

    @ParameterizedTest
    @CsvSource({"0", "6", "7", "8"})
    void userModeReachesFpscrAlone(int number) {
        enabled();
        rig.in(Mode.USR);
        rig.run(() -> rig.control.readCoprocessor(register(number), 0, PASSED));
        assertEquals(Mode.UND, rig.cpu.mode);
        rig.in(Mode.USR);
        rig.control.writeCoprocessor(register(1), 0, PASSED, 1);
        assertEquals(1, rig.control.readCoprocessor(register(1), 0, PASSED));
    }

    @ParameterizedTest
    @CsvSource({"0, 15", "6, 18", "7, 18"})
    void hcrTrapsTheIdentificationRegisters(int number, int bit) {
        enabled();
        rig.set(SysReg.HCR, 1L << bit);
        rig.run(() -> rig.control.readCoprocessor(register(number), 5, PASSED));
        assertEquals(Mode.HYP, rig.cpu.mode);
        assertEquals(0x08, rig.ec());
        assertEquals(number << 10 | 5 << 5 | 7 << 14 | 1, rig.hsr() & 0xF_FFFF, "opc1, CRn, Rt, read");
    }

    @Test
    void aRefusalOfWhatIsPermittedIsABrokenInvariant() {
        enabled();
        assertThrows(IllegalStateException.class, () -> rig.control.otherCoprocessor(10, 0, PASSED));
    }
}
