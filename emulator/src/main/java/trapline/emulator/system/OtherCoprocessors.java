package trapline.emulator.system;

import trapline.emulator.cpu.CoprocessorEncoding;
import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.exception.Syndrome;

/**
 * Whether VFP and Advanced SIMD instructions, which are UNDEFINED here, are trapped to Hyp mode before (ARM DDI 0406C
 * B1.14.9): only when CPACR and NSACR let the guest reach them.
 */
final class OtherCoprocessors {
    /** The instruction is not trapped. */
    static final int NO_TRAP = 0;

    private static final int CP10_SHIFT = 20;
    private static final int NSACR_CP10 = 1 << 10;
    private static final int HCPTR_TCP10 = 1 << 10;
    private static final int HCPTR_TASE = 1 << 15;
    private static final int HCR_TID0 = 1 << 15;
    private static final int HCR_TID3 = 1 << 18;

    private OtherCoprocessors() {}

    /** The syndrome of the trap, or {@link #NO_TRAP}. */
    static int trapSyndrome(Core core, int coprocessor, int instruction, int condition) {
        boolean floatingPoint = coprocessor == 10 || coprocessor == 11;
        if (!floatingPoint || !core.isGuest() || !permitted(core)) {
            return NO_TRAP;
        }
        boolean simd = instruction >>> 28 == 0b1111;
        int hcptr = core.registers.get32(SysReg.HCPTR);
        if ((hcptr & HCPTR_TCP10) != 0 || simd && (hcptr & HCPTR_TASE) != 0) {
            return Syndrome.hcptr(coprocessor, simd, condition);
        }
        return idTrap(core, instruction, condition);
    }

    /** CPACR.cp10, and NSACR.cp10 where there is a Secure state. */
    private static boolean permitted(Core core) {
        int access = core.registers.get32(SysReg.CPACR) >>> CP10_SHIFT & 0b11;
        boolean own = core.state.mode == Mode.USR ? access == 0b11 : access != 0;
        boolean nonSecure = !core.features.security() || (core.registers.get32(SysReg.NSACR) & NSACR_CP10) != 0;
        return own && nonSecure;
    }

    /** VMRS of FPSID, MVFR0 and MVFR1: MRC p10, 7, Rt, CRn, c0, 0. */
    private static int idTrap(Core core, int instruction, int condition) {
        if ((instruction & 0x0FF0_0FFF) != 0x0EF0_0A10) {
            return NO_TRAP;
        }
        int register = instruction >>> 16 & 0xF;
        int bit = register == 0 ? HCR_TID0 : register == 6 || register == 7 ? HCR_TID3 : 0;
        if ((core.registers.get32(SysReg.HCR) & bit) == 0) {
            return NO_TRAP;
        }
        int encoding = CoprocessorEncoding.of(10, 7, register, 0, 0);
        return Syndrome.vfpId(encoding, instruction >>> 12 & 0xF, condition);
    }
}
