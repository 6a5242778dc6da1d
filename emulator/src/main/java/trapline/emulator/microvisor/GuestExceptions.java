package trapline.emulator.microvisor;

import static trapline.emulator.cpu.ControlBits.SCTLR_EE;
import static trapline.emulator.cpu.ControlBits.SCTLR_TE;
import static trapline.emulator.cpu.ControlBits.SCTLR_V;
import static trapline.emulator.cpu.ControlBits.TTBCR_EAE;

import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.Psr;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.hyp.HypPort;

/**
 * Moves a trapped guest on: past the instruction, or into an exception of its own, as the processor would have taken it
 * (ARM DDI 0406C B1.9).
 */
final class GuestExceptions {
    private static final int UNDEFINED_VECTOR = 0x04;
    private static final int DATA_ABORT_VECTOR = 0x10;
    private static final int HIGH_VECTORS = 0xFFFF_0000;
    private static final int EXTERNAL_SHORT = 0b0_1000;
    private static final int EXTERNAL_LONG = 1 << 9 | 0b01_0000;
    private static final int DFSR_WNR = 1 << 11;

    private GuestExceptions() {}

    /** The trapped instruction is done: on to the next one, with its ITSTATE. */
    static void skip(HypPort port, int hsr) {
        boolean wide = (hsr >>> 25 & 1) != 0;
        skipBytes(port, wide ? 4 : 2);
    }

    /** The same for an instruction of known length. */
    static void skipBytes(HypPort port, int bytes) {
        port.setElrHyp(port.elrHyp() + bytes);
        int psr = port.spsrHyp();
        int it = Psr.itState(psr);
        if (it != 0) {
            int next = (it & 0b111) == 0 ? 0 : it & 0b1110_0000 | it << 1 & 0b0001_1111;
            port.setSpsrHyp(psr & ~Psr.IT | Psr.ofItState(next));
        }
    }

    /** Undefined Instruction: the guest may not execute what it tried. */
    static void undefined(HypPort port) {
        int offset = (port.spsrHyp() & Psr.T) != 0 ? 2 : 4;
        enter(port, Mode.UND, UNDEFINED_VECTOR, port.elrHyp() + offset, 0);
    }

    /** Synchronous external abort: nothing answers at the address any more. */
    static void externalAbort(HypPort port, boolean write) {
        boolean longFormat = ((int) port.system(SysReg.TTBCR) & TTBCR_EAE) != 0;
        int status = (longFormat ? EXTERNAL_LONG : EXTERNAL_SHORT) | (write ? DFSR_WNR : 0);
        port.setSystem(SysReg.DFSR, status);
        port.setSystem(SysReg.DFAR, port.system(SysReg.HDFAR));
        enter(port, Mode.ABT, DATA_ABORT_VECTOR, port.elrHyp() + 8, Psr.A);
    }

    private static void enter(HypPort port, Mode mode, int vector, int link, int masks) {
        int psr = port.spsrHyp();
        int sctlr = (int) port.system(SysReg.SCTLR);
        port.setBanked(mode, HypPort.SPSR, psr);
        port.setBanked(mode, 14, link);
        int entered = psr & ~(Psr.MODE | Psr.IT | Psr.J | Psr.T | Psr.E) | mode.number() | Psr.I | masks;
        entered |= (sctlr & SCTLR_TE) != 0 ? Psr.T : 0;
        entered |= (sctlr & SCTLR_EE) != 0 ? Psr.E : 0;
        port.setSpsrHyp(entered);
        int base = (sctlr & SCTLR_V) != 0 ? HIGH_VECTORS : (int) port.system(SysReg.VBAR);
        port.setElrHyp(base + vector);
    }
}
