package trapline.emulator.microvisor;

import trapline.emulator.board.BoardDevice;
import trapline.emulator.board.PrivateInterrupt;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.hyp.HypPort;

/** The Hyp registers and the interrupt controller as the microvisor wants them, once for each physical CPU. */
final class HardwareSetup {
    // HCR (ARM DDI 0406C B4.1.68)
    private static final int HCR_VM = 1;
    private static final int HCR_SWIO = 1 << 1;
    private static final int HCR_PTW = 1 << 2;
    private static final int HCR_FMO_IMO_AMO = 0b111 << 3;
    private static final int HCR_FB = 1 << 9;
    private static final int HCR_BSU_INNER = 0b01 << 10;
    private static final int HCR_TWI = 1 << 13;
    private static final int HCR_TWE = 1 << 14;
    private static final int HCR_TSC = 1 << 19;
    private static final int HCR_TIDCP = 1 << 20;
    private static final int HCR_TAC = 1 << 21;
    private static final int HCR_TSW = 1 << 22;

    /** What guests do without a trap is what hardware assistance is for; the rest is as Xen has it. */
    static final int HCR = HCR_VM
            | HCR_SWIO
            | HCR_PTW
            | HCR_FMO_IMO_AMO
            | HCR_FB
            | HCR_BSU_INNER
            | HCR_TWI
            | HCR_TSC
            | HCR_TIDCP
            | HCR_TAC
            | HCR_TSW;

    /** T15: what an implementation adds. */
    static final int HSTR = 1 << 15;
    /** ThumbEE's registers. */
    static final int HSTR_TTEE = 1 << 16;
    /** Coprocessors 0 to 13 but for VFP and Advanced SIMD, and trace registers. */
    static final int HCPTR = 1 << 20 | 0x33FF;
    /** Debug and performance monitors: TDRA, TDOSA, TDA, TDE, TPM, TPMCR. */
    static final int HDCR = 0b1111 << 8 | 0b11 << 5;
    /** PL1PCTEN: guests read the physical counter; its timer is not theirs. */
    private static final int CNTHCTL = 1;

    private static final int GICC_CTLR_ENABLE = 1;
    private static final int GICC_CTLR_EOI_MODE = 1 << 9;
    private static final int LOWEST_PRIORITY = 0xFF;
    private static final int PRIORITY = 0x80;

    private HardwareSetup() {}

    /**
     * Whether a WFE traps: while others wait for the CPU, it is theirs; while nobody does, the CPU itself waits for the event,
     * and a guest that loops around a WFE makes no traps.
     */
    static void trapEventWaits(HypPort port, boolean on) {
        port.setSystem(SysReg.HCR, HCR | (on ? HCR_TWE : 0));
    }

    /** One CPU: traps, stage 2, its part of the interrupt controller. */
    static void ofCpu(HypPort port) {
        port.setSystem(SysReg.HCR, HCR);
        port.setSystem(SysReg.HSTR, HSTR | HSTR_TTEE);
        ExtensionContext.enable(port);
        port.setSystem(SysReg.HCPTR, HCPTR | ExtensionSwitch.TRAPS);
        port.setSystem(SysReg.HDCR, port.system(SysReg.HDCR) & 0x1F | HDCR);
        port.setSystem(SysReg.VTCR, Stage2Tables.VTCR & 0xFFFF_FFFFL);
        port.setSystem(SysReg.VPIDR, port.system(SysReg.MIDR));
        port.setSystem(SysReg.CNTHCTL, CNTHCTL);
        int privateInterrupts = 1 << PrivateInterrupt.MAINTENANCE.intid()
                | 1 << PrivateInterrupt.HYP_TIMER.intid()
                | 1 << PrivateInterrupt.VIRTUAL_TIMER.intid();
        port.storeWord(BoardDevice.GICD.base() + 0x100, privateInterrupts);
        port.storeWord(BoardDevice.GICC.base() + 0x04, LOWEST_PRIORITY);
        port.storeWord(BoardDevice.GICC.base(), GICC_CTLR_ENABLE | GICC_CTLR_EOI_MODE);
    }

    /** What is there once: the distributor, and the interrupt that tells of console input. */
    static void ofMachine(HypPort port, int consoleIntid) {
        port.storeByte(BoardDevice.GICD.base() + 0x400 + consoleIntid, PRIORITY);
        port.storeByte(BoardDevice.GICD.base() + 0x800 + consoleIntid, 1);
        port.storeWord(BoardDevice.GICD.base() + 0x100 + 4 * (consoleIntid / 32), 1 << consoleIntid % 32);
        port.storeWord(BoardDevice.GICD.base(), 1);
    }
}
