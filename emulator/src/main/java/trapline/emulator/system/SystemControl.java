package trapline.emulator.system;

import static trapline.emulator.cpu.ControlBits.HCR_TSC;
import static trapline.emulator.cpu.ControlBits.HCR_TWE;
import static trapline.emulator.cpu.ControlBits.HCR_TWI;
import static trapline.emulator.cpu.ControlBits.HSTR_TJDBX;
import static trapline.emulator.cpu.ControlBits.SCR_HCE;
import static trapline.emulator.cpu.ControlBits.SCR_SCD;

import trapline.emulator.cpu.Banks;
import trapline.emulator.cpu.CoprocessorEncoding;
import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.MethodOfEntry;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.Psr;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.cpu.SystemOperations;
import trapline.emulator.exception.BankedAccess;
import trapline.emulator.exception.ExceptionEntry;
import trapline.emulator.exception.ExceptionReturn;
import trapline.emulator.exception.Interrupts;
import trapline.emulator.exception.StatusRegisters;
import trapline.emulator.exception.Syndrome;
import trapline.emulator.firmware.Conduit;
import trapline.emulator.firmware.Semihosting;
import trapline.emulator.hyp.HypResident;
import trapline.emulator.mmu.MemoryPort;
import trapline.emulator.sysreg.CoprocessorRegisters;

/** The {@link SystemOperations} of one processor. */
public final class SystemControl implements SystemOperations {
    private static final int SEMIHOSTING_A32 = 0x12_3456;
    private static final int SEMIHOSTING_T32 = 0xAB;
    /** HLT #0xF000, which ARMv7 does not have: QEMU takes it for a semihosting call all the same. */
    private static final int HLT_A32 = 0xE10F_0070;
    /** HLT #0x3C. */
    private static final int HLT_T32 = 0xBABC;

    private static final int SCTLR_SW = 1 << 10;

    private final Core core;
    private final CpuState cpu;
    private final MemoryPort memory;
    private final ExceptionEntry exceptions;
    private final ExceptionReturn returns;
    private final StatusRegisters status;
    private final BankedAccess banked;
    private final Interrupts interrupts;
    private final CoprocessorRegisters coprocessor;
    private final ExtensionRegisters extension;
    private final FirmwareCalls firmware;
    private final EventBroadcast events;

    /** Puts one processor's parts together. */
    public SystemControl(ProcessorParts parts, FirmwareCalls firmware, EventBroadcast events) {
        this.core = parts.core();
        this.cpu = core.state;
        this.memory = parts.memory();
        this.exceptions = parts.exceptions();
        this.interrupts = parts.interrupts();
        this.coprocessor = parts.coprocessor();
        this.extension = new ExtensionRegisters(core);
        this.returns = parts.returns();
        this.status = parts.status();
        this.banked = new BankedAccess(core);
        this.firmware = firmware;
        this.events = events;
    }

    /** Takes the exception of a fault at the present instruction. */
    public void take(GuestFault.Reason reason) {
        switch (reason) {
            case DATA_ABORT -> exceptions.dataAbort();
            case PREFETCH_ABORT -> exceptions.prefetchAbort();
            case UNDEFINED -> exceptions.undefined();
            case HYP_TRAP -> exceptions.hypTrap(core.trapSyndrome);
            case RETRY_ALONE, RETRY_STORE ->
                throw new IllegalStateException("an instruction to be run again takes no exception");
        }
    }

    private GuestFault trap(int syndrome) {
        core.trapSyndrome = syndrome;
        return GuestFault.HYP_TRAP;
    }

    private boolean hcr(int bit) {
        return core.isGuest() && (core.registers.get32(SysReg.HCR) & bit) != 0;
    }

    @Override
    public int readCpsr() {
        return status.readCpsr();
    }

    @Override
    public void writeCpsr(int value, int byteMask) {
        Mode before = cpu.mode;
        status.writeCpsr(value, byteMask);
        modeMayHaveChanged(before);
    }

    @Override
    public void changeProcessorState(boolean enable, boolean disable, int aif, int mode) {
        if (cpu.mode == Mode.USR) {
            return;
        }
        Mode before = cpu.mode;
        int masks = enable || disable ? aif << 6 : 0;
        int value = disable ? masks : 0;
        status.writeCpsrBits(value | mode, masks | (mode != 0 ? 0x1F : 0));
        modeMayHaveChanged(before);
    }

    private void modeMayHaveChanged(Mode before) {
        if (cpu.mode != before) {
            memory.contextChanged();
        }
    }

    @Override
    public void setEndianness(boolean bigEndian) {
        cpu.bigEndian = bigEndian;
    }

    @Override
    public int readSpsr() {
        return status.readSpsr();
    }

    @Override
    public void writeSpsr(int value, int byteMask) {
        status.writeSpsr(value, byteMask);
    }

    @Override
    public int readBanked(int sysm, boolean spsr) {
        return banked.read(sysm, spsr);
    }

    @Override
    public void writeBanked(int sysm, boolean spsr, int value) {
        banked.write(sysm, spsr, value);
    }

    @Override
    public int readUserRegister(int n) {
        requireNotHyp();
        return Banks.read(cpu, Mode.USR, n);
    }

    @Override
    public void writeUserRegister(int n, int value) {
        requireNotHyp();
        Banks.write(cpu, Mode.USR, n, value);
    }

    private void requireNotHyp() {
        if (cpu.mode == Mode.HYP) {
            throw GuestFault.UNDEFINED;
        }
    }

    @Override
    public int readBankedSp(int mode) {
        return Banks.read(cpu, stackMode(mode), CpuState.SP);
    }

    @Override
    public void writeBankedSp(int mode, int value) {
        Banks.write(cpu, stackMode(mode), CpuState.SP, value);
    }

    /** SRS (B9.3.16): modes that it may not name are UNDEFINED, as under QEMU. */
    private Mode stackMode(int number) {
        boolean permitted = cpu.mode.privilegeLevel() == 1 && cpu.mode != Mode.SYS && Mode.isValid(number);
        if (!permitted || Mode.of(number) == Mode.HYP || Mode.of(number) == Mode.MON && !core.isSecure()) {
            throw GuestFault.UNDEFINED;
        }
        return Mode.of(number);
    }

    @Override
    public int readCoprocessor(int encoding, int rt, int conditionSyndrome) {
        if (CoprocessorEncoding.coprocessor(encoding) == ExtensionRegisters.COPROCESSOR) {
            return extension.read(encoding, rt, conditionSyndrome);
        }
        switch (coprocessor.judge(encoding, true)) {
            case PERMITTED -> {
                return (int) coprocessor.read(encoding);
            }
            case UNDEFINED -> throw GuestFault.UNDEFINED;
            case HYP_TRAP -> throw trap(Syndrome.coprocessor(encoding, rt, true, conditionSyndrome));
        }
        throw new IllegalStateException("no verdict");
    }

    @Override
    public void writeCoprocessor(int encoding, int rt, int conditionSyndrome, int value) {
        if (CoprocessorEncoding.coprocessor(encoding) == ExtensionRegisters.COPROCESSOR) {
            extension.write(encoding, value, conditionSyndrome);
            return;
        }
        switch (coprocessor.judge(encoding, false)) {
            case PERMITTED -> coprocessor.write(encoding, value & 0xFFFF_FFFFL);
            case UNDEFINED -> throw GuestFault.UNDEFINED;
            case HYP_TRAP -> throw trap(Syndrome.coprocessor(encoding, rt, false, conditionSyndrome));
        }
    }

    @Override
    public long readCoprocessor64(int encoding, int rt, int rt2, int conditionSyndrome) {
        switch (coprocessor.judge(encoding, true)) {
            case PERMITTED -> {
                return coprocessor.read(encoding);
            }
            case UNDEFINED -> throw GuestFault.UNDEFINED;
            case HYP_TRAP -> throw trap(Syndrome.coprocessor64(encoding, rt, rt2, true, conditionSyndrome));
        }
        throw new IllegalStateException("no verdict");
    }

    @Override
    public void writeCoprocessor64(int encoding, int rt, int rt2, int conditionSyndrome, long value) {
        switch (coprocessor.judge(encoding, false)) {
            case PERMITTED -> coprocessor.write(encoding, value);
            case UNDEFINED -> throw GuestFault.UNDEFINED;
            case HYP_TRAP -> throw trap(Syndrome.coprocessor64(encoding, rt, rt2, false, conditionSyndrome));
        }
    }

    @Override
    public void otherCoprocessor(int number, int instruction, int conditionSyndrome) {
        boolean ofExtension = number == ExtensionRegisters.COPROCESSOR;
        throw ofExtension ? extension.refusal(instruction != 0, conditionSyndrome) : GuestFault.UNDEFINED;
    }

    @Override
    public void supervisorCall(int immediate) {
        int next = cpu.slots[CpuState.PC] + (cpu.thumb ? 2 : 4);
        if (isSemihosting(immediate, cpu.thumb)) {
            semihosting(next);
        } else {
            advanceIt();
            exceptions.supervisorCall(immediate, next);
        }
    }

    /** The state that a call returns to is that of the next instruction, ITSTATE included (B1.9.4). */
    private void advanceIt() {
        cpu.itState = Psr.itAdvance(cpu.itState);
    }

    /**
     * A call that waits for input leaves the PC where it is, so that it is made again. The end of a program in a VM goes on
     * to the hypervisor.
     */
    private void semihosting(int next) {
        cpu.outside = true;
        Semihosting semihosting = firmware.semihosting().orElseThrow();
        if (serve(semihosting)) {
            cpu.slots[CpuState.PC] = next;
            if (semihosting.takeExit() && firmware.conduit() == Conduit.NONE) {
                exceptions.hypervisorCall(HypResident.SEMIHOSTING_EXIT, next);
            }
            advanceIt();
        } else {
            cpu.waiting = true;
        }
    }

    private boolean serve(Semihosting semihosting) {
        cpu.servedByDebugger = true;
        try {
            return semihosting.call();
        } finally {
            cpu.servedByDebugger = false;
        }
    }

    private boolean isSemihosting(int immediate, boolean thumb) {
        return firmware.semihosting().isPresent()
                && cpu.mode != Mode.USR
                && immediate == (thumb ? SEMIHOSTING_T32 : SEMIHOSTING_A32);
    }

    @Override
    public void hypervisorCall(int immediate) {
        int next = cpu.slots[CpuState.PC] + 4;
        if (cpu.mode == Mode.USR) {
            throw GuestFault.UNDEFINED;
        }
        if (firmware.conduit() == Conduit.HVC) {
            callPsci(next);
        } else if (!core.features.virtualization() || core.isSecure() || !hypervisorCallsEnabled()) {
            throw GuestFault.UNDEFINED;
        } else {
            advanceIt();
            exceptions.hypervisorCall(immediate, next);
        }
    }

    private boolean hypervisorCallsEnabled() {
        return !core.features.security() || (core.registers.get32(SysReg.SCR) & SCR_HCE) != 0;
    }

    private void callPsci(int next) {
        cpu.outside = true;
        cpu.slots[CpuState.PC] = next;
        advanceIt();
        firmware.psci().call(cpu);
    }

    @Override
    public void secureMonitorCall(int immediate, int conditionSyndrome) {
        int next = cpu.slots[CpuState.PC] + 4;
        if (cpu.mode == Mode.USR) {
            throw GuestFault.UNDEFINED;
        }
        if (hcr(HCR_TSC)) {
            throw trap(Syndrome.secureMonitorCall());
        }
        if (firmware.conduit() == Conduit.SMC) {
            callPsci(next);
        } else if (!core.features.security() || isSecureMonitorCallDisabled()) {
            throw GuestFault.UNDEFINED;
        } else {
            advanceIt();
            exceptions.secureMonitorCall(immediate, next);
        }
    }

    private boolean isSecureMonitorCallDisabled() {
        return !core.isSecure() && (core.registers.get32(SysReg.SCR) & SCR_SCD) != 0;
    }

    @Override
    public void breakpoint(int immediate) {
        cpu.fault.setDebugEvent(MethodOfEntry.BKPT_INSTRUCTION);
        exceptions.prefetchAbort();
    }

    @Override
    public void undefinedInstruction(int instruction) {
        boolean halt = instruction == (cpu.thumb ? HLT_T32 : HLT_A32);
        if (halt && cpu.mode != Mode.USR && firmware.semihosting().isPresent()) {
            semihosting(cpu.slots[CpuState.PC] + (cpu.thumb ? 2 : 4));
        } else {
            throw GuestFault.UNDEFINED;
        }
    }

    @Override
    public void exceptionReturnFromHyp() {
        returns.byEret();
    }

    @Override
    public void exceptionReturn(int target, int psr) {
        if (cpu.mode == Mode.USR || cpu.mode == Mode.HYP) {
            throw GuestFault.UNDEFINED;
        }
        returns.to(target, psr);
    }

    @Override
    public void waitForInterrupt(int conditionSyndrome) {
        if (interrupts.wakes()) {
            return;
        }
        if (hcr(HCR_TWI)) {
            throw trap(Syndrome.waitInstruction(false, conditionSyndrome));
        }
        cpu.waiting = true;
        cpu.waitingForEvent = false;
    }

    @Override
    public void waitForEvent(int conditionSyndrome) {
        if (cpu.eventRegister) {
            cpu.eventRegister = false;
            return;
        }
        if (interrupts.wakes()) {
            return;
        }
        if (hcr(HCR_TWE)) {
            throw trap(Syndrome.waitInstruction(true, conditionSyndrome));
        }
        cpu.waiting = true;
        cpu.waitingForEvent = true;
    }

    @Override
    public void sendEvent() {
        events.sendEvent();
    }

    @Override
    public void checkBxj(int rm, int conditionSyndrome) {
        if (core.isGuest() && (core.registers.get32(SysReg.HSTR) & HSTR_TJDBX) != 0) {
            throw trap(Syndrome.bxj(rm, conditionSyndrome));
        }
    }

    /** SCTLR.SW enables SWP and SWPB (A8.8.229); Hyp mode has no such bit. */
    @Override
    public void checkSwap() {
        if (cpu.mode == Mode.HYP || (core.banked(SysReg.SCTLR) & SCTLR_SW) == 0) {
            throw GuestFault.UNDEFINED;
        }
    }

    @Override
    public void instructionBarrier() {
        memory.dropFetchPage();
    }
}
