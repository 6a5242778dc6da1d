package trapline.emulator.exception;

import static trapline.emulator.cpu.ControlBits.HCR_AMO;
import static trapline.emulator.cpu.ControlBits.HCR_FMO;
import static trapline.emulator.cpu.ControlBits.HCR_IMO;
import static trapline.emulator.cpu.ControlBits.HCR_TGE;
import static trapline.emulator.cpu.ControlBits.HCR_VA;
import static trapline.emulator.cpu.ControlBits.HCR_VF;
import static trapline.emulator.cpu.ControlBits.HCR_VI;
import static trapline.emulator.cpu.ControlBits.SCR_FIQ;
import static trapline.emulator.cpu.ControlBits.SCR_FW;
import static trapline.emulator.cpu.ControlBits.SCR_IRQ;

import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;

/** Which pending interrupt, if any, is taken before the next instruction (ARM DDI 0406C B1.8.4, B1.8.11, B1.9.9–14). */
public final class Interrupts {
    /** The interrupts, by where they go; FIQs before IRQs, physical before virtual. */
    public enum Kind {
        /** None is to be taken. */
        NONE,
        /** Physical FIQ to Monitor mode. */
        FIQ_TO_MONITOR,
        /** Physical FIQ to Hyp mode. */
        FIQ_TO_HYP,
        /** Physical FIQ to FIQ mode. */
        FIQ,
        /** Physical IRQ to Monitor mode. */
        IRQ_TO_MONITOR,
        /** Physical IRQ to Hyp mode. */
        IRQ_TO_HYP,
        /** Physical IRQ to IRQ mode. */
        IRQ,
        /** Virtual FIQ. */
        VIRTUAL_FIQ,
        /** Virtual IRQ. */
        VIRTUAL_IRQ,
        /** Virtual asynchronous abort. */
        VIRTUAL_ABORT
    }

    private final Core core;
    private final CpuState cpu;

    /** For one processor. */
    public Interrupts(Core core) {
        this.core = core;
        this.cpu = core.state;
    }

    /** Whether any interrupt line is up, masked or not: enough to leave WFI (B1.8.14). */
    public boolean wakes() {
        return cpu.irqLine || cpu.fiqLine || pendingVirtual() != 0;
    }

    /** The interrupt to take now. */
    public Kind next() {
        if (cpu.fiqLine) {
            Kind kind = physical(SCR_FIQ, HCR_FMO, cpu.maskF, Kind.FIQ_TO_MONITOR, Kind.FIQ_TO_HYP, Kind.FIQ);
            if (kind != Kind.NONE) {
                return kind;
            }
        }
        if (cpu.irqLine) {
            Kind kind = physical(SCR_IRQ, HCR_IMO, cpu.maskI, Kind.IRQ_TO_MONITOR, Kind.IRQ_TO_HYP, Kind.IRQ);
            if (kind != Kind.NONE) {
                return kind;
            }
        }
        int virtual = core.features.virtualization() ? pendingVirtual() : 0;
        return virtual == 0 ? Kind.NONE : unmaskedVirtual(virtual);
    }

    private Kind unmaskedVirtual(int virtual) {
        if ((virtual & HCR_VF) != 0 && !cpu.maskF) {
            return Kind.VIRTUAL_FIQ;
        }
        if ((virtual & HCR_VI) != 0 && !cpu.maskI) {
            return Kind.VIRTUAL_IRQ;
        }
        return (virtual & HCR_VA) != 0 && !cpu.maskA ? Kind.VIRTUAL_ABORT : Kind.NONE;
    }

    /** A Non-secure FIQ that SCR routes to Monitor mode is masked only when SCR.FW allows it. */
    private Kind physical(int scrBit, int hcrBit, boolean mask, Kind monitor, Kind hyp, Kind own) {
        boolean secure = core.isSecure();
        int scr = core.features.security() ? core.registers.get32(SysReg.SCR) : 0;
        if ((scr & scrBit) != 0) {
            boolean cannotMask = scrBit == SCR_FIQ && (scr & SCR_FW) == 0 && !secure;
            return mask && !cannotMask ? Kind.NONE : monitor;
        }
        if (cpu.mode == Mode.HYP) {
            return mask ? Kind.NONE : hyp;
        }
        if (!secure && core.features.virtualization() && (core.effectiveHcr() & hcrBit) != 0) {
            return hyp;
        }
        return mask ? Kind.NONE : own;
    }

    /** HCR.VF, VI and VA as they are pending for the guest in execution, from HCR and the virtual CPU interface. */
    private int pendingVirtual() {
        if (!core.isGuest()) {
            return 0;
        }
        int hcr = core.registers.get32(SysReg.HCR);
        if ((hcr & HCR_TGE) != 0) {
            return 0;
        }
        int pending = (hcr & HCR_FMO) != 0 && ((hcr & HCR_VF) != 0 || cpu.virtualFiqLine) ? HCR_VF : 0;
        pending |= (hcr & HCR_IMO) != 0 && ((hcr & HCR_VI) != 0 || cpu.virtualIrqLine) ? HCR_VI : 0;
        return pending | ((hcr & HCR_AMO) != 0 ? hcr & HCR_VA : 0);
    }

    /** ISR (B4.1.83): A, I and F pending, as bits 8, 7 and 6; virtual ones for a guest whose HCR routes them. */
    public int status() {
        if (core.isGuest()) {
            int hcr = core.effectiveHcr();
            int virtual = pendingVirtual();
            boolean irq = (hcr & HCR_IMO) != 0 ? (virtual & HCR_VI) != 0 : cpu.irqLine;
            boolean fiq = (hcr & HCR_FMO) != 0 ? (virtual & HCR_VF) != 0 : cpu.fiqLine;
            return (irq ? 1 << 7 : 0) | (fiq ? 1 << 6 : 0) | ((virtual & HCR_VA) != 0 ? 1 << 8 : 0);
        }
        return (cpu.irqLine ? 1 << 7 : 0) | (cpu.fiqLine ? 1 << 6 : 0);
    }
}
