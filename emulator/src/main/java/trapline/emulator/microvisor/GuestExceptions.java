package trapline.emulator.microvisor;

import static trapline.emulator.cpu.ControlBits.SCTLR_EE;
import static trapline.emulator.cpu.ControlBits.SCTLR_TE;
import static trapline.emulator.cpu.ControlBits.SCTLR_V;
import static trapline.emulator.cpu.ControlBits.TTBCR_EAE;

import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.Psr;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.exception.FaultRegisters;
import trapline.emulator.hyp.HypPort;

/**
 * Moves a trapped guest on: past the instruction, or into an exception of its own, as the processor would have taken it
 * (ARM DDI 0406C B1.9).
 */
final class GuestExceptions {
    private static final int UNDEFINED_VECTOR = 0x04;
    private static final int PREFETCH_ABORT_VECTOR = 0x0C;
    private static final int DATA_ABORT_VECTOR = 0x10;
    private static final int HIGH_VECTORS = 0xFFFF_0000;

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

    /** Data Abort. */
    static void dataAbort(HypPort port, Fault fault) {
        boolean longFormat = isLongFormat(port);
        port.setSystem(
                SysReg.DFSR, longFormat ? FaultRegisters.longFormatData(fault) : FaultRegisters.shortFormatData(fault));
        port.setSystem(SysReg.DFAR, Integer.toUnsignedLong(fault.va));
        enter(port, Mode.ABT, DATA_ABORT_VECTOR, port.elrHyp() + 8, Psr.A);
    }

    /** Prefetch Abort. */
    static void prefetchAbort(HypPort port, Fault fault) {
        boolean longFormat = isLongFormat(port);
        port.setSystem(SysReg.IFSR, longFormat ? FaultRegisters.longFormat(fault) : FaultRegisters.shortFormat(fault));
        port.setSystem(SysReg.IFAR, Integer.toUnsignedLong(fault.va));
        enter(port, Mode.ABT, PREFETCH_ABORT_VECTOR, port.elrHyp() + 4, Psr.A);
    }

    /** Whether the guest has long descriptors, so that its fault status is of that format. */
    static boolean isLongFormat(HypPort port) {
        return ((int) port.system(SysReg.TTBCR) & TTBCR_EAE) != 0;
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
