package trapline.emulator.exception;

import static trapline.emulator.cpu.ControlBits.HCR_TGE;
import static trapline.emulator.cpu.ControlBits.HDCR_TDE;
import static trapline.emulator.cpu.ControlBits.SCR_EA;
import static trapline.emulator.cpu.ControlBits.TTBCR_EAE;

import trapline.emulator.cpu.Banks;
import trapline.emulator.cpu.ControlBits;
import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.Psr;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.cpu.SystemRegisters;
import trapline.emulator.mmu.MemoryPort;
import trapline.emulator.trace.Trace;
import trapline.recorder.event.EventType;
import trapline.recorder.event.Observation.Pl1Exception.Kind;
import trapline.recorder.event.TrapReason;

/**
 * Takes exceptions (ARM DDI 0406C B1.9). On entry to every method {@code slots[PC]} is the address of the current
 * instruction, or for interrupts of the next one; afterwards it is the vector's.
 */
public final class ExceptionEntry {
    /** Offset of the IRQ vector. */
    public static final int IRQ = 0x18;

    private static final int HIGH_VECTORS = 0xFFFF_0000;

    private static final int UNDEFINED = 0x04;
    private static final int CALL = 0x08;
    private static final int PREFETCH_ABORT = 0x0C;
    private static final int DATA_ABORT = 0x10;
    private static final int HYP_TRAP = 0x14;
    private static final int FIQ = 0x1C;

    private static final int DBGDSCR_MOE_SHIFT = 2;
    private static final int DBGDSCR_MOE = 0b1111 << DBGDSCR_MOE_SHIFT;

    private final Core core;
    private final CpuState cpu;
    private final SystemRegisters registers;
    private final MemoryPort memory;
    private final Trace trace;
    private final boolean resident;

    /**
     * For one processor.
     *
     * @param resident a hypervisor in Java takes the place of code at HVBAR
     */
    public ExceptionEntry(Core core, MemoryPort memory, Trace trace, boolean resident) {
        this.core = core;
        this.cpu = core.state;
        this.registers = core.registers;
        this.memory = memory;
        this.trace = trace;
        this.resident = resident;
    }

    /** Undefined Instruction exception (B1.9.3). */
    public void undefined() {
        int pc = cpu.slots[CpuState.PC];
        if (cpu.mode == Mode.HYP || trapsGeneralExceptions()) {
            toHyp(UNDEFINED, pc, Syndrome.UNKNOWN, 0, 0);
        } else {
            int psr = report(Kind.UNDEF, 0, 0);
            toPrivileged(Mode.UND, UNDEFINED, pc + (cpu.thumb ? 2 : 4), psr);
        }
    }

    /** Supervisor Call (B1.9.4); {@code next} is the address behind the instruction. */
    public void supervisorCall(int immediate, int next) {
        if (cpu.mode == Mode.HYP || trapsGeneralExceptions()) {
            boolean wide = next - cpu.slots[CpuState.PC] == 4;
            toHyp(CALL, next, Syndrome.supervisorCall(immediate, wide), 0, 0);
        } else {
            int psr = report(Kind.SVC, immediate, 0);
            toPrivileged(Mode.SVC, CALL, next, psr);
        }
    }

    /** Hypervisor Call (B1.9.6), which the current mode permits. */
    public void hypervisorCall(int immediate, int next) {
        toHyp(CALL, next, Syndrome.hypervisorCall(immediate), 0, 0);
    }

    /** Secure Monitor Call to Monitor mode (B1.9.5). */
    public void secureMonitorCall(int immediate, int next) {
        int psr = report(Kind.SMC, immediate, 0);
        toMonitor(CALL, next, psr);
    }

    /** Hyp Trap exception (B1.9.11) with its syndrome; in Hyp mode itself what HCPTR refuses is UNDEFINED (B1.14.9). */
    public void hypTrap(int hsr) {
        toHyp(UNDEFINED, cpu.slots[CpuState.PC], hsr, 0, 0);
    }

    /** Prefetch Abort (B1.9.7), also of debug events; {@link CpuState#fault} says why. */
    public void prefetchAbort() {
        Fault fault = cpu.fault;
        int pc = cpu.slots[CpuState.PC];
        noteMethodOfEntry(fault);
        if (isExternal(fault) && routesToMonitor(SCR_EA)) {
            setFault(SysReg.IFSR, SysReg.IFAR, FaultRegisters.longFormat(fault), true);
            int psr = report(Kind.IABT, FaultRegisters.longFormat(fault), fault.va);
            toMonitor(PREFETCH_ABORT, pc + 4, psr);
        } else if (cpu.mode == Mode.HYP || fault.stage2 || trapsDebug(fault) || trapsGeneralExceptions()) {
            registers.set(SysReg.HIFAR, fault.va & 0xFFFF_FFFFL);
            setHpfar(fault);
            int hsr = Syndrome.prefetchAbort(fault, cpu.mode == Mode.HYP);
            toHyp(PREFETCH_ABORT, pc, hsr, fault.va, faultIpa(fault));
        } else {
            int status = longDescriptors() ? FaultRegisters.longFormat(fault) : FaultRegisters.shortFormat(fault);
            setFault(SysReg.IFSR, SysReg.IFAR, status, core.secureRegisters());
            int psr = report(Kind.IABT, status, fault.va);
            toPrivileged(Mode.ABT, PREFETCH_ABORT, pc + 4, psr);
        }
    }

    /** DBGDSCR.MOE, from which a handler learns what kind of debug event brought it here (C11.11.20). */
    private void noteMethodOfEntry(Fault fault) {
        if (fault.kind == Fault.Kind.DEBUG) {
            int method = fault.methodOfEntry.encoding() << DBGDSCR_MOE_SHIFT;
            registers.set(SysReg.DBGDSCR, registers.get32(SysReg.DBGDSCR) & ~DBGDSCR_MOE | method);
        }
    }

    /** HDCR.TDE routes debug exceptions to Hyp mode. */
    private boolean trapsDebug(Fault fault) {
        return fault.kind == Fault.Kind.DEBUG && core.isGuest() && (registers.get32(SysReg.HDCR) & HDCR_TDE) != 0;
    }

    /** Data Abort (B1.9.8), also of watchpoints; {@link CpuState#fault} says why. */
    public void dataAbort() {
        Fault fault = cpu.fault;
        int pc = cpu.slots[CpuState.PC];
        noteMethodOfEntry(fault);
        if (isExternal(fault) && routesToMonitor(SCR_EA)) {
            setFault(SysReg.DFSR, SysReg.DFAR, FaultRegisters.longFormatData(fault), true);
            int psr = report(Kind.DABT, FaultRegisters.longFormatData(fault), fault.va);
            toMonitor(DATA_ABORT, pc + 8, psr);
        } else if (cpu.mode == Mode.HYP || fault.stage2 || trapsDebug(fault) || trapsGeneralExceptions()) {
            registers.set(SysReg.HDFAR, fault.va & 0xFFFF_FFFFL);
            setHpfar(fault);
            int hsr = Syndrome.dataAbort(fault, cpu.mode == Mode.HYP);
            toHyp(DATA_ABORT, pc, hsr, fault.va, faultIpa(fault));
        } else {
            int status =
                    longDescriptors() ? FaultRegisters.longFormatData(fault) : FaultRegisters.shortFormatData(fault);
            setFault(SysReg.DFSR, SysReg.DFAR, status, core.secureRegisters());
            int psr = report(Kind.DABT, status, fault.va);
            toPrivileged(Mode.ABT, DATA_ABORT, pc + 8, psr);
        }
    }

    /** An interrupt that {@link Interrupts} found to be taken. */
    public void interrupt(Interrupts.Kind kind) {
        int next = cpu.slots[CpuState.PC];
        switch (kind) {
            case FIQ_TO_MONITOR -> interruptToMonitor(Kind.FIQ, FIQ, next);
            case IRQ_TO_MONITOR -> interruptToMonitor(Kind.IRQ, IRQ, next);
            case FIQ_TO_HYP -> interruptToHyp(TrapReason.FIQ, FIQ, next);
            case IRQ_TO_HYP -> interruptToHyp(TrapReason.IRQ, IRQ, next);
            case FIQ -> interruptToPrivileged(Kind.FIQ, Mode.FIQ, FIQ, next);
            case IRQ -> interruptToPrivileged(Kind.IRQ, Mode.IRQ, IRQ, next);
            case VIRTUAL_FIQ -> interruptToPrivileged(Kind.VFIQ, Mode.FIQ, FIQ, next);
            case VIRTUAL_IRQ -> interruptToPrivileged(Kind.VIRQ, Mode.IRQ, IRQ, next);
            case VIRTUAL_ABORT -> virtualAbort(next);
            case NONE -> throw new IllegalStateException("no interrupt to take");
        }
    }

    private void interruptToMonitor(Kind kind, int vector, int next) {
        int psr = report(kind, 0, 0);
        toMonitor(vector, next + 4, psr);
    }

    private void interruptToPrivileged(Kind kind, Mode mode, int vector, int next) {
        int psr = report(kind, 0, 0);
        toPrivileged(mode, vector, next + 4, psr);
        cpu.maskA = true;
        cpu.maskF |= mode == Mode.FIQ;
    }

    private void interruptToHyp(TrapReason reason, int vector, int next) {
        int psr = reportHyp(reason, next, 0, 0, 0);
        enterHyp(vector, next, psr);
    }

    /** HCR.VA clears itself when the abort is taken (B1.8.11). */
    private void virtualAbort(int next) {
        registers.set(SysReg.HCR, registers.get(SysReg.HCR) & ~ControlBits.HCR_VA);
        int status = FaultRegisters.asynchronous(longDescriptors());
        registers.set(SysReg.DFSR, core.secureRegisters(), status);
        int psr = report(Kind.VABT, status, 0);
        toPrivileged(Mode.ABT, DATA_ABORT, next + 8, psr);
    }

    private static boolean isExternal(Fault fault) {
        return fault.kind == Fault.Kind.EXTERNAL || fault.kind == Fault.Kind.EXTERNAL_ON_WALK;
    }

    private boolean routesToMonitor(int scrBit) {
        return core.features.security() && (registers.get32(SysReg.SCR) & scrBit) != 0;
    }

    /** HCR.TGE routes what User mode causes to Hyp mode. */
    private boolean trapsGeneralExceptions() {
        return cpu.mode == Mode.USR && core.isGuest() && (registers.get32(SysReg.HCR) & HCR_TGE) != 0;
    }

    private boolean longDescriptors() {
        return (core.banked(SysReg.TTBCR) & TTBCR_EAE) != 0;
    }

    private void setFault(SysReg statusRegister, SysReg addressRegister, int status, boolean secure) {
        registers.set(statusRegister, secure, status & 0xFFFF_FFFFL);
        registers.set(addressRegister, secure, cpu.fault.va & 0xFFFF_FFFFL);
    }

    private void setHpfar(Fault fault) {
        if (fault.stage2) {
            registers.set(SysReg.HPFAR, fault.ipa >>> 12 << 4);
        }
    }

    private static long faultIpa(Fault fault) {
        return fault.stage2 ? fault.ipa : 0;
    }

    /** Emits the event. The CPSR, which becomes the SPSR. */
    private int report(Kind kind, int status, int address) {
        int psr = Psr.read(cpu);
        trace.send(trace.begin(EventType.PL1_EXCEPTION, cpu)
                .put(kind)
                .put(psr)
                .put(status)
                .put(address));
        return psr;
    }

    private int reportHyp(TrapReason reason, int returnAddress, int hsr, int far, long ipa) {
        int psr = Psr.read(cpu);
        var frame = trace.begin(EventType.HYP_TRAP, cpu);
        frame.pc = returnAddress;
        trace.send(frame.put(reason).put(hsr).put(psr).put(far).put(ipa));
        return psr;
    }

    private void toHyp(int vectorFromHyp, int returnAddress, int hsr, int far, long ipa) {
        int psr = reportHyp(TrapReason.ofHsr(hsr), returnAddress, hsr, far, ipa);
        registers.set(SysReg.HSR, hsr & 0xFFFF_FFFFL);
        enterHyp(cpu.mode == Mode.HYP ? vectorFromHyp : HYP_TRAP, returnAddress, psr);
    }

    /** EnterHypMode() (B1.9.2). */
    private void enterHyp(int vector, int returnAddress, int spsr) {
        int scr = core.features.security() ? registers.get32(SysReg.SCR) : 0;
        core.enter(Mode.HYP);
        Banks.setSpsr(cpu, spsr);
        cpu.elrHyp = returnAddress;
        cpu.maskA |= (scr & SCR_EA) == 0;
        cpu.maskF |= (scr & ControlBits.SCR_FIQ) == 0;
        cpu.maskI |= (scr & ControlBits.SCR_IRQ) == 0;
        start(registers.get32(SysReg.HSCTLR), registers.get32(SysReg.HVBAR) + vector);
        if (resident) {
            core.residentVector = vector;
            core.residentWaits = false;
        }
    }

    /** EnterMonitorMode(): SCR.NS becomes 0 when the exception comes from Monitor mode itself. */
    private void toMonitor(int vector, int returnAddress, int spsr) {
        leaveMonitor();
        core.enter(Mode.MON);
        Banks.setSpsr(cpu, spsr);
        cpu.slots[CpuState.LR] = returnAddress;
        cpu.maskA = true;
        cpu.maskF = true;
        cpu.maskI = true;
        start((int) registers.get(SysReg.SCTLR, true), registers.get32(SysReg.MVBAR) + vector);
    }

    /** Entry to a PL1 mode other than Monitor. A is masked too but for UNDEF and SVC; interrupts set F themselves. */
    private void toPrivileged(Mode mode, int vector, int returnAddress, int spsr) {
        leaveMonitor();
        core.enter(mode);
        Banks.setSpsr(cpu, spsr);
        cpu.slots[CpuState.LR] = returnAddress;
        cpu.maskI = true;
        cpu.maskA |= mode == Mode.ABT;
        int sctlr = core.banked(SysReg.SCTLR);
        int base = (sctlr & ControlBits.SCTLR_V) != 0 ? HIGH_VECTORS : core.banked(SysReg.VBAR);
        start(sctlr, base + vector);
    }

    private void leaveMonitor() {
        if (cpu.mode == Mode.MON) {
            registers.set(SysReg.SCR, registers.get(SysReg.SCR) & ~ControlBits.SCR_NS);
        }
    }

    /** What all entries share: execution state by the system control register, and the vector. */
    private void start(int control, int vector) {
        cpu.itState = 0;
        cpu.thumb = (control & ControlBits.SCTLR_TE) != 0;
        cpu.bigEndian = (control & ControlBits.SCTLR_EE) != 0;
        cpu.slots[CpuState.PC] = vector;
        cpu.waiting = false;
        cpu.waitingForEvent = false;
        memory.contextChanged();
        memory.dropFetchPage();
    }
}
