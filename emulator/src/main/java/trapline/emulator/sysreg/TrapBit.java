package trapline.emulator.sysreg;

import trapline.emulator.cpu.SysReg;

/** Control bits that take accesses by Non-secure PL1 and PL0 to Hyp mode (ARM DDI 0406C B1.14). */
enum TrapBit {
    HCR_TID0(SysReg.HCR, 15),
    HCR_TID1(SysReg.HCR, 16),
    HCR_TID2(SysReg.HCR, 17),
    HCR_TID3(SysReg.HCR, 18),
    HCR_TAC(SysReg.HCR, 21),
    HCR_TSW(SysReg.HCR, 22),
    HCR_TPC(SysReg.HCR, 23),
    HCR_TPU(SysReg.HCR, 24),
    HCR_TTLB(SysReg.HCR, 25),
    HCR_TVM(SysReg.HCR, 26),
    HCPTR_TCPAC(SysReg.HCPTR, 31),
    HSTR_TTEE(SysReg.HSTR, 16),
    HSTR_TJDBX(SysReg.HSTR, 17),
    HDCR_TPMCR(SysReg.HDCR, 5),
    HDCR_TPM(SysReg.HDCR, 6),
    HDCR_TDA(SysReg.HDCR, 9),
    HDCR_TDOSA(SysReg.HDCR, 10),
    HDCR_TDRA(SysReg.HDCR, 11),
    CNTHCTL_PL1PCTEN(SysReg.CNTHCTL, 0),
    CNTHCTL_PL1PCEN(SysReg.CNTHCTL, 1);

    private final SysReg register;
    private final int bit;

    TrapBit(SysReg register, int bit) {
        this.register = register;
        this.bit = bit;
    }

    SysReg register() {
        return register;
    }

    int bit() {
        return bit;
    }
}
