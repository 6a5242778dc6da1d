package trapline.emulator.system;

import trapline.emulator.cpu.CoprocessorEncoding;
import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.ExtensionAccess;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.exception.Syndrome;

/**
 * What the Floating-point and Advanced SIMD Extensions refuse, and their system registers as VMRS and VMSR reach them (ARM DDI 0406C
 * B1.11, B4.1, B9.3.19, B9.3.20): registers of coprocessor 10, opc1 7.
 */
final class ExtensionRegisters {
    /** The coprocessor whose registers they are. */
    static final int COPROCESSOR = 10;

    private static final int FPSID = 0b0000;
    private static final int FPSCR = 0b0001;
    private static final int MVFR1 = 0b0110;
    private static final int MVFR0 = 0b0111;
    private static final int FPEXC = 0b1000;

    private static final int FPSID_VALUE = 0x4104_30F0;
    private static final int MVFR0_VALUE = 0x1011_0222;
    private static final int MVFR1_VALUE = 0x1111_1111;

    private static final int HCR_TID0 = 1 << 15;
    private static final int HCR_TID3 = 1 << 18;

    private final Core core;
    private final CpuState cpu;

    ExtensionRegisters(Core core) {
        this.core = core;
        this.cpu = core.state;
    }

    /** Why an instruction that is not permitted does not execute. */
    GuestFault refusal(boolean simd, int condition) {
        return refusal(ExtensionAccess.judge(core, simd, true), simd, condition);
    }

    private GuestFault refusal(ExtensionAccess.Verdict verdict, boolean simd, int condition) {
        return switch (verdict) {
            case PERMITTED -> throw new IllegalStateException("a permitted instruction was refused");
            case UNDEFINED -> GuestFault.UNDEFINED;
            case HCPTR -> trap(Syndrome.hcptr(COPROCESSOR, simd, condition));
        };
    }

    private GuestFault trap(int syndrome) {
        core.trapSyndrome = syndrome;
        return GuestFault.HYP_TRAP;
    }

    /** VMRS. */
    int read(int encoding, int rt, int condition) {
        int register = CoprocessorEncoding.crn(encoding);
        check(register, condition);
        int bit = register == FPSID ? HCR_TID0 : register == MVFR0 || register == MVFR1 ? HCR_TID3 : 0;
        if (core.isGuest() && (core.registers.get32(SysReg.HCR) & bit) != 0) {
            throw trap(Syndrome.vfpId(encoding, rt, condition));
        }
        return switch (register) {
            case FPSID -> FPSID_VALUE;
            case FPSCR -> cpu.fpscr;
            case MVFR1 -> MVFR1_VALUE;
            case MVFR0 -> MVFR0_VALUE;
            case FPEXC -> cpu.fpexc;
            default -> throw GuestFault.UNDEFINED;
        };
    }

    /** VMSR; the identification registers ignore it. */
    void write(int encoding, int value, int condition) {
        int register = CoprocessorEncoding.crn(encoding);
        check(register, condition);
        switch (register) {
            case FPSID, MVFR1, MVFR0 -> {}
            case FPSCR -> core.writeFpscr(value);
            case FPEXC -> core.writeFpexc(value);
            default -> throw GuestFault.UNDEFINED;
        }
    }

    /** FPSCR is for all levels and needs FPEXC.EN; the others are for PL1 and PL2 and do not. */
    private void check(int register, int condition) {
        if (register != FPSCR && cpu.mode == Mode.USR) {
            throw GuestFault.UNDEFINED;
        }
        ExtensionAccess.Verdict verdict = ExtensionAccess.judge(core, false, register == FPSCR);
        if (verdict != ExtensionAccess.Verdict.PERMITTED) {
            throw refusal(verdict, false, condition);
        }
    }
}
