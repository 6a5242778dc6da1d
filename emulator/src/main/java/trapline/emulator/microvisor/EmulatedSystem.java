package trapline.emulator.microvisor;

import trapline.emulator.cpu.Banks;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.Psr;
import trapline.emulator.cpu.SystemOperations;
import trapline.emulator.hyp.HypPort;

/**
 * What loads and stores ask of the processor beside registers and memory, for one that is carried out on a guest's behalf: the User mode
 * registers of LDM and STM (User registers), the stacks of SRS, the exception return of LDM and RFE. Nothing else is a load or store:
 * what is not is {@linkplain #refused}.
 */
final class EmulatedSystem implements SystemOperations {
    private static final int SP = 13;

    private final HypPort port;
    private final CpuState copy;
    private boolean refused;
    private boolean returned;
    private int returnPsr;

    /** With the registers that the instruction works on. */
    EmulatedSystem(HypPort port, CpuState copy) {
        this.port = port;
        this.copy = copy;
    }

    /** Whether the instruction was no load or store, so that it has not been carried out. */
    boolean refused() {
        return refused;
    }

    /** Whether the instruction returned from an exception. */
    boolean returned() {
        return returned;
    }

    /** The CPSR that it returned with. */
    int returnPsr() {
        return returnPsr;
    }

    private GuestFault refuse() {
        refused = true;
        return GuestFault.UNDEFINED;
    }

    @Override
    public int readUserRegister(int n) {
        return n < 8 ? port.guestRegister(n) : port.banked(Mode.USR, n);
    }

    @Override
    public void writeUserRegister(int n, int value) {
        if (n < 8) {
            port.setGuestRegister(n, value);
        } else {
            port.setBanked(Mode.USR, n, value);
        }
    }

    @Override
    public void checkSwap() {
        // It has come to its access, so that SCTLR.SW is 1.
    }

    @Override
    public int readSpsr() {
        Mode mode = Mode.of(port.spsrHyp() & Psr.MODE);
        if (!Banks.hasSpsr(mode)) {
            throw GuestFault.UNDEFINED;
        }
        return port.banked(mode, HypPort.SPSR);
    }

    @Override
    public int readBankedSp(int mode) {
        return port.banked(Mode.of(mode), SP);
    }

    @Override
    public void writeBankedSp(int mode, int value) {
        port.setBanked(Mode.of(mode), SP, value);
    }

    @Override
    public int readCpsr() {
        throw refuse();
    }

    @Override
    public void writeCpsr(int value, int byteMask) {
        throw refuse();
    }

    @Override
    public void changeProcessorState(boolean enable, boolean disable, int aif, int mode) {
        throw refuse();
    }

    @Override
    public void setEndianness(boolean bigEndian) {
        throw refuse();
    }

    @Override
    public void writeSpsr(int value, int byteMask) {
        throw refuse();
    }

    @Override
    public int readBanked(int sysm, boolean spsr) {
        throw refuse();
    }

    @Override
    public void writeBanked(int sysm, boolean spsr, int value) {
        throw refuse();
    }

    @Override
    public int readCoprocessor(int encoding, int rt, int conditionSyndrome) {
        throw refuse();
    }

    @Override
    public void writeCoprocessor(int encoding, int rt, int conditionSyndrome, int value) {
        throw refuse();
    }

    @Override
    public long readCoprocessor64(int encoding, int rt, int rt2, int conditionSyndrome) {
        throw refuse();
    }

    @Override
    public void writeCoprocessor64(int encoding, int rt, int rt2, int conditionSyndrome, long value) {
        throw refuse();
    }

    @Override
    public void otherCoprocessor(int coprocessor, int instruction, int conditionSyndrome) {
        throw refuse();
    }

    @Override
    public void supervisorCall(int immediate) {
        throw refuse();
    }

    @Override
    public void hypervisorCall(int immediate) {
        throw refuse();
    }

    @Override
    public void secureMonitorCall(int immediate, int conditionSyndrome) {
        throw refuse();
    }

    @Override
    public void breakpoint(int immediate) {
        throw refuse();
    }

    @Override
    public void undefinedInstruction(int instruction) {
        throw refuse();
    }

    @Override
    public void exceptionReturnFromHyp() {
        throw refuse();
    }

    @Override
    public void exceptionReturn(int target, int psr) {
        returned = true;
        copy.slots[CpuState.PC] = target;
        returnPsr = psr;
    }

    @Override
    public void waitForInterrupt(int conditionSyndrome) {
        throw refuse();
    }

    @Override
    public void waitForEvent(int conditionSyndrome) {
        throw refuse();
    }

    @Override
    public void sendEvent() {
        throw refuse();
    }

    @Override
    public void checkBxj(int rm, int conditionSyndrome) {
        throw refuse();
    }

    @Override
    public void instructionBarrier() {
        throw refuse();
    }
}
