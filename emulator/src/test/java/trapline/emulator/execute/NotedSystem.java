package trapline.emulator.execute;

import java.util.ArrayList;
import java.util.List;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.SystemOperations;
import trapline.emulator.time.Tick;

/** System operations that note who called them, at which tick and PC, and answer with fixed values. */
final class NotedSystem implements SystemOperations {
    static final int CPSR = 0x6000_0013;
    static final int SPSR = 0x2000_0010;
    static final int BANKED_SP = 0x8000;

    final List<String> calls = new ArrayList<>();
    /** When set, calls throw it. */
    boolean traps;

    private final CpuState cpu;
    private final Tick tick;

    NotedSystem(CpuState cpu, Tick tick) {
        this.cpu = cpu;
        this.tick = tick;
    }

    private void note(String name, Object... arguments) {
        StringBuilder text =
                new StringBuilder("%d:%x:%02x %s".formatted(tick.now, cpu.slots[CpuState.PC], cpu.itState, name));
        for (Object argument : arguments) {
            text.append(' ').append(argument instanceof Boolean ? argument.toString() : "%x".formatted(argument));
        }
        calls.add(text.toString());
        if (traps) {
            throw GuestFault.HYP_TRAP;
        }
    }

    private void take(int vector) {
        cpu.slots[CpuState.PC] = vector;
        cpu.itState = 0;
        cpu.thumb = false;
    }

    @Override
    public int readCpsr() {
        note("readCpsr");
        return CPSR;
    }

    @Override
    public void writeCpsr(int value, int byteMask) {
        note("writeCpsr", value, byteMask);
    }

    @Override
    public void changeProcessorState(boolean enable, boolean disable, int aif, int mode) {
        note("cps", enable, disable, aif, mode);
    }

    @Override
    public void setEndianness(boolean bigEndian) {
        note("setend", bigEndian);
        cpu.bigEndian = bigEndian;
    }

    @Override
    public int readSpsr() {
        note("readSpsr");
        return SPSR;
    }

    @Override
    public void writeSpsr(int value, int byteMask) {
        note("writeSpsr", value, byteMask);
    }

    @Override
    public int readBanked(int sysm, boolean spsr) {
        note("readBanked", sysm, spsr);
        return 0xBA;
    }

    @Override
    public void writeBanked(int sysm, boolean spsr, int value) {
        note("writeBanked", sysm, spsr, value);
    }

    @Override
    public int readUserRegister(int n) {
        note("readUser", n);
        return 0x100 + n;
    }

    @Override
    public void writeUserRegister(int n, int value) {
        note("writeUser", n, value);
    }

    @Override
    public int readBankedSp(int mode) {
        note("readBankedSp", mode);
        return BANKED_SP;
    }

    @Override
    public void writeBankedSp(int mode, int value) {
        note("writeBankedSp", mode, value);
    }

    @Override
    public int readCoprocessor(int encoding, int rt, int conditionSyndrome) {
        note("mrc", encoding, rt, conditionSyndrome);
        return 0xA000_0000;
    }

    @Override
    public void writeCoprocessor(int encoding, int rt, int conditionSyndrome, int value) {
        note("mcr", encoding, rt, conditionSyndrome, value);
    }

    @Override
    public long readCoprocessor64(int encoding, int rt, int rt2, int conditionSyndrome) {
        note("mrrc", encoding, rt, rt2, conditionSyndrome);
        return 0x1234_5678_9ABC_DEF0L;
    }

    @Override
    public void writeCoprocessor64(int encoding, int rt, int rt2, int conditionSyndrome, long value) {
        note("mcrr", encoding, rt, rt2, conditionSyndrome, value);
    }

    @Override
    public void otherCoprocessor(int coprocessor, int instruction, int conditionSyndrome) {
        note("coprocessor", coprocessor, instruction, conditionSyndrome);
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void supervisorCall(int immediate) {
        note("svc", immediate);
        boolean semihosting = immediate == (cpu.thumb ? 0xAB : 0x123456);
        if (semihosting) {
            cpu.slots[CpuState.PC] += cpu.thumb ? 2 : 4;
        } else {
            take(0x8);
        }
    }

    @Override
    public void hypervisorCall(int immediate) {
        note("hvc", immediate);
        take(0x14);
    }

    @Override
    public void secureMonitorCall(int immediate, int conditionSyndrome) {
        note("smc", immediate, conditionSyndrome);
        take(0x8);
    }

    @Override
    public void breakpoint(int immediate) {
        note("bkpt", immediate);
        take(0xC);
    }

    @Override
    public void undefinedInstruction(int instruction) {
        note("udf", instruction);
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void exceptionReturnFromHyp() {
        note("eret");
        cpu.slots[CpuState.PC] = 0x40;
    }

    @Override
    public void exceptionReturn(int target, int psr) {
        note("return", target, psr);
        cpu.slots[CpuState.PC] = target;
    }

    @Override
    public void waitForInterrupt(int conditionSyndrome) {
        note("wfi", conditionSyndrome);
    }

    @Override
    public void waitForEvent(int conditionSyndrome) {
        note("wfe", conditionSyndrome);
    }

    @Override
    public void sendEvent() {
        note("sev");
    }

    @Override
    public void checkBxj(int rm, int conditionSyndrome) {
        note("bxj", rm, conditionSyndrome);
    }

    @Override
    public void checkSwap() {
        note("swap");
    }

    @Override
    public void instructionBarrier() {
        note("isb");
    }
}
