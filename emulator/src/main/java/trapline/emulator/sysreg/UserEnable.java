package trapline.emulator.sysreg;

import trapline.emulator.cpu.SysReg;
import trapline.emulator.cpu.SystemRegisters;

/** Control bits by which PL1 decides whether PL0 may access a register. */
enum UserEnable {
    /** PMUSERENR.EN. */
    PMUEN(SysReg.PMUSERENR, 1, true),
    /** CNTKCTL.PL0PCTEN. */
    PL0PCTEN(SysReg.CNTKCTL, 1, true),
    /** CNTKCTL.PL0VCTEN. */
    PL0VCTEN(SysReg.CNTKCTL, 1 << 1, true),
    /** Either of the two: CNTFRQ. */
    PL0CTEN(SysReg.CNTKCTL, 0b11, true),
    /** CNTKCTL.PL0VTEN. */
    PL0VTEN(SysReg.CNTKCTL, 1 << 8, true),
    /** CNTKCTL.PL0PTEN. */
    PL0PTEN(SysReg.CNTKCTL, 1 << 9, true),
    /** DBGDSCR.UDCCdis. */
    UDCC(SysReg.DBGDSCR, 1 << 12, false),
    /** TEECR.XED. */
    XED(SysReg.TEECR, 1, false);

    private final SysReg register;
    private final int mask;
    private final boolean whenSet;

    UserEnable(SysReg register, int mask, boolean whenSet) {
        this.register = register;
        this.mask = mask;
        this.whenSet = whenSet;
    }

    /** Whether PL0 may. */
    boolean permits(SystemRegisters registers) {
        return (registers.get32(register) & mask) != 0 == whenSet;
    }
}
