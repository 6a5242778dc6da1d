package trapline.emulator.microvisor;

import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SystemOperations;
import trapline.emulator.hyp.HypPort;

/**
 * What loads and stores ask of the processor beside registers and memory, for one that is carried out on a guest's behalf: the User mode
 * registers of LDM and STM (User registers), and the stacks of SRS. Nothing else is a load or store; what is not ends in
 * {@link GuestFault#UNDEFINED}, which says that it is not carried out.
 */
final class EmulatedSystem implements SystemOperations {
    private static final int SP = 13;

    private final HypPort port;

    EmulatedSystem(HypPort port) {
        this.port = port;
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
        return port.banked(Mode.of(port.spsrHyp() & 0x1F), HypPort.SPSR);
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
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void writeCpsr(int value, int byteMask) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void changeProcessorState(boolean enable, boolean disable, int aif, int mode) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void setEndianness(boolean bigEndian) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void writeSpsr(int value, int byteMask) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public int readBanked(int sysm, boolean spsr) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void writeBanked(int sysm, boolean spsr, int value) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public int readCoprocessor(int encoding, int rt, int conditionSyndrome) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void writeCoprocessor(int encoding, int rt, int conditionSyndrome, int value) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public long readCoprocessor64(int encoding, int rt, int rt2, int conditionSyndrome) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void writeCoprocessor64(int encoding, int rt, int rt2, int conditionSyndrome, long value) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void otherCoprocessor(int coprocessor, int instruction, int conditionSyndrome) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void supervisorCall(int immediate) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void hypervisorCall(int immediate) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void secureMonitorCall(int immediate, int conditionSyndrome) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void breakpoint(int immediate) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void undefinedInstruction(int instruction) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void exceptionReturnFromHyp() {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void exceptionReturn(int target, int psr) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void waitForInterrupt(int conditionSyndrome) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void waitForEvent(int conditionSyndrome) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void sendEvent() {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void checkBxj(int rm, int conditionSyndrome) {
        throw GuestFault.UNDEFINED;
    }

    @Override
    public void instructionBarrier() {
        throw GuestFault.UNDEFINED;
    }
}
