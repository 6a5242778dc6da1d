package trapline.emulator.exception;

import static trapline.emulator.cpu.ControlBits.HCR_TGE;
import static trapline.emulator.cpu.ControlBits.SCR_AW;
import static trapline.emulator.cpu.ControlBits.SCR_FW;

import trapline.emulator.cpu.Banks;
import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.Psr;
import trapline.emulator.cpu.SysReg;

/**
 * CPSR and SPSR as instructions read and write them (ARM DDI 0406C B1.3.3, CPSRWriteByInstr and SPSRWriteByInstr). Where
 * the manual says UNPREDICTABLE this does what QEMU does: an illegal change of mode leaves CPSR.M alone, an access to an
 * SPSR that does not exist is UNDEFINED.
 */
public final class StatusRegisters {
    /** Bits that MSR and CPS never write: J, T and IT. */
    private static final int EXECUTION_STATE = Psr.J | Psr.T | Psr.IT;
    /** All that User mode writes. */
    private static final int USER = Psr.FLAGS | Psr.GE | Psr.E;

    private final Core core;
    private final CpuState cpu;

    /** For one processor. */
    public StatusRegisters(Core core) {
        this.core = core;
        this.cpu = core.state;
    }

    /** CPSR as MRS reads it. */
    public int readCpsr() {
        return Psr.read(cpu) & ~EXECUTION_STATE;
    }

    /** MSR to CPSR: {@code byteMask} bit i permits byte i. */
    public void writeCpsr(int value, int byteMask) {
        write(value, spread(byteMask) & ~EXECUTION_STATE, true);
    }

    /** CPS and MSR by the bits themselves. */
    public void writeCpsrBits(int value, int mask) {
        write(value, mask, true);
    }

    /**
     * CPSR from an SPSR, as an exception return writes it: all of it, unless the mode is illegal; the PC is aligned to the
     * new instruction set.
     */
    public void returnTo(int target, int psr) {
        write(psr, ~Psr.J, false);
        cpu.slots[CpuState.PC] = target & (cpu.thumb ? ~1 : ~3);
    }

    /** SPSR of the current mode. */
    public int readSpsr() {
        requireSpsr();
        return Banks.spsr(cpu);
    }

    /** MSR to SPSR. */
    public void writeSpsr(int value, int byteMask) {
        requireSpsr();
        int mask = spread(byteMask);
        Banks.setSpsr(cpu, Banks.spsr(cpu) & ~mask | value & mask);
    }

    private void requireSpsr() {
        if (!Banks.hasSpsr(cpu.mode)) {
            throw GuestFault.UNDEFINED;
        }
    }

    private static int spread(int byteMask) {
        return ((byteMask & 1) | (byteMask & 2) << 7 | (byteMask & 4) << 14 | (byteMask & 8) << 21) * 0xFF;
    }

    private void write(int value, int mask, boolean byInstruction) {
        int permitted = cpu.mode == Mode.USR ? mask & USER : mask & ~maskedAway();
        if ((permitted & Psr.MODE) != 0 && !mayChangeTo(value & Psr.MODE, byInstruction)) {
            permitted &= ~Psr.MODE;
        }
        Psr.write(cpu, value, permitted);
        core.controlChanged();
    }

    /** A and F that SCR keeps from Non-secure software; only without the Virtualization Extensions (B1.5.1). */
    private int maskedAway() {
        if (!core.features.security() || core.features.virtualization() || core.isSecure()) {
            return 0;
        }
        int scr = core.registers.get32(SysReg.SCR);
        return ((scr & SCR_AW) == 0 ? Psr.A : 0) | ((scr & SCR_FW) == 0 ? Psr.F : 0);
    }

    /** Whether CPSR.M may become {@code number}: BadMode() and the rules of B1.3.1. */
    private boolean mayChangeTo(int number, boolean byInstruction) {
        if (!Mode.isValid(number)) {
            return false;
        }
        Mode mode = Mode.of(number);
        if (mode == cpu.mode) {
            return true;
        }
        if (byInstruction && (cpu.mode == Mode.HYP || mode == Mode.HYP)) {
            return false;
        }
        return switch (mode) {
            case USR -> true;
            case SYS, SVC, ABT, UND, IRQ, FIQ -> !byInstruction || !leavesMonitorAgainstTge();
            case MON -> core.isSecure();
            case HYP -> mayReturnToHyp();
        };
    }

    private boolean leavesMonitorAgainstTge() {
        return cpu.mode == Mode.MON && !core.secureRegisters() && (core.registers.get32(SysReg.HCR) & HCR_TGE) != 0;
    }

    /** To Hyp mode: by a return within it, or from Monitor mode with SCR.NS set. */
    private boolean mayReturnToHyp() {
        return core.features.virtualization() && cpu.mode == Mode.MON && !core.secureRegisters();
    }
}
