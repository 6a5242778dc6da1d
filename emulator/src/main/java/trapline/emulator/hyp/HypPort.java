package trapline.emulator.hyp;

import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.trace.Trace;

/**
 * All that a resident hypervisor can do: what software in Hyp mode could do with instructions, one tick each. There
 * is no other way from the microvisor to a guest.
 */
public interface HypPort {
    /** Index of the physical CPU. */
    int cpu();

    /** The present tick, as CNTPCT scaled would tell; costs nothing. */
    long now();

    /** For events of the hypervisor's own. Emitting costs nothing. */
    Trace trace();

    /** Begins an event at this CPU with the present VM and vCPU; its pc is where the guest goes on (ELR_hyp). */
    default trapline.recorder.event.EventFrame event(trapline.recorder.event.EventType type) {
        trapline.recorder.event.EventFrame frame = trace().begin(type, state());
        frame.pc = state().elrHyp;
        return frame;
    }

    /** The CPU's state, for events and read-only looks; architectural access goes through the methods here. */
    trapline.emulator.cpu.CpuState state();

    /** Says to which VM and vCPU events of this CPU belong from now on; -1, -1 for none. */
    void attribute(int vm, int vcpu);

    /** General-purpose register {@code n} (0–14) as the interrupted guest mode {@code SPSR_hyp.M} sees it. */
    int guestRegister(int n);

    /** Sets a register of the interrupted guest mode. */
    void setGuestRegister(int n, int value);

    /** A banked register of any mode: {@code n} is 8–14, or {@link #SPSR}. */
    int banked(Mode mode, int n);

    /** Sets a banked register. */
    void setBanked(Mode mode, int n, int value);

    /** Register D{@code n} of the Floating-point and Advanced SIMD Extensions. */
    long extension(int n);

    /** Sets a register of the extensions. */
    void setExtension(int n, long value);

    /** FPSCR. */
    int fpscr();

    void setFpscr(int value);

    /** FPEXC. */
    int fpexc();

    void setFpexc(int value);

    /** Register number that stands for the mode's SPSR in {@link #banked}. */
    int SPSR = 16;

    /** Reads a system register (the Non-secure copy of banked ones); 32-bit ones zero-extended. */
    long system(SysReg register);

    /** Writes a system register, with its effects. */
    void setSystem(SysReg register, long value);

    /** MRC: a register of CP14 or CP15 by its {@link trapline.emulator.cpu.CoprocessorEncoding}. */
    long coprocessor(int encoding);

    /** MCR. */
    void setCoprocessor(int encoding, long value);

    /** ELR_hyp. */
    int elrHyp();

    void setElrHyp(int value);

    /** SPSR_hyp. */
    int spsrHyp();

    void setSpsrHyp(int value);

    /** Loads a word from physical memory or a device (Hyp's own mapping is flat). */
    int loadWord(long pa);

    /** Stores a word. */
    void storeWord(long pa, int value);

    /** Loads a byte. */
    int loadByte(long pa);

    /** Stores a byte. */
    void storeByte(long pa, int value);

    /** A 64-bit load, one tick. */
    long loadDouble(long pa);

    /** So many bytes at an address that is a multiple of them, zero-extended. */
    long load(long pa, int size);

    /** A 64-bit store. */
    void storeDouble(long pa, long value);

    /** LDREX: the CPU's exclusive monitor watches the address; what is there does not matter. */
    void markExclusive(long pa);

    /** Whether a STREX to the address would pass, which ends the watch. */
    boolean passExclusive(long pa);

    /** CLREX. */
    void clearExclusive();

    /** Copies within RAM, one tick per started 8 bytes; both ranges must be RAM. */
    void copy(long fromPa, long toPa, int bytes);

    /**
     * ATS12NSO* on a guest address (B4.2.4): the physical address, or -1 with the reason in PAR.
     *
     * @param va guest virtual address
     * @param write for writing
     * @param privileged as PL1
     */
    long translateGuest(int va, boolean write, boolean privileged);

    /** ATS1C* under the guest's stage 1 only: the intermediate physical address, or -1. */
    long translateGuestStage1(int va, boolean write, boolean privileged);

    /** DSB, TLBI…, DSB, ISB: a TLB maintenance operation executed in Hyp mode. */
    void tlbMaintenance(trapline.recorder.event.TlbOperation operation, int operand);

    /** SEV. */
    void sendEvent();

    /** The wake-up of other CPUs' Hyp code: sends software generated interrupt {@code intid} to a CPU. */
    void sendSgi(int intid, int targetCpu);

    /** ERET: back to ELR_hyp with SPSR_hyp. The resident returns to the machine at once after it. */
    void eret();

    /**
     * CPSIE, WFI: sleeps until an interrupt, which is then taken from Hyp mode, by {@link HypResident#onException}. Like any
     * exception to Hyp mode it overwrites ELR_hyp and SPSR_hyp: what is in them for a guest must be saved before.
     */
    void waitForInterrupt();

    /** The whole machine ends (after a GUEST_EXIT event). */
    void powerOff(int status);

    /** Sends output bytes of an emulated console to the host; emits the CONSOLE_OUTPUT event as it sees fit. */
    void consoleOutput(int device, int b);

    /** Whether outside input waits for emulated console {@code device}. */
    boolean consoleInputWaits(int device);

    /** Next byte that outside input gave to emulated console {@code device}, or -1. */
    int consoleInput(int device);
}
