package trapline.emulator.cpu;

/**
 * What micro-ops ask of the processor beyond its plain registers and memory: status registers, system registers,
 * exceptions, waiting. One object per CPU.
 *
 * <p>Before any call the executor has made {@link CpuState} exact: {@code slots[PC]} is the address of the current
 * instruction, {@code itState} its ITSTATE, and the tick the number of ticks before it. Operations that end a block
 * (exceptions, returns, mode changes) leave {@code slots[PC]} at the address to go on from; the others leave it alone,
 * and the executor advances it. Methods throw {@link GuestFault} when the instruction is undefined or trapped at the
 * current privilege level; then nothing has changed.
 */
public interface SystemOperations {
    /** CPSR as MRS reads it at the current privilege level. */
    int readCpsr();

    /**
     * CPSRWriteByInstr (B1.3.3): MSR and CPS. {@code byteMask} is the four-bit field mask. Ends the block.
     */
    void writeCpsr(int value, int byteMask);

    /** CPS: changes the masks among A, I, F named in {@code aif} (bits 2, 1, 0), and the mode unless it is 0. */
    void changeProcessorState(boolean enable, boolean disable, int aif, int mode);

    /** SETEND. */
    void setEndianness(boolean bigEndian);

    /** SPSR of the current mode. */
    int readSpsr();

    /** SPSRWriteByInstr. */
    void writeSpsr(int value, int byteMask);

    /** MRS (banked register), B9.3.9: {@code sysm} is the five-bit register number, {@code spsr} the R bit. */
    int readBanked(int sysm, boolean spsr);

    /** MSR (banked register), B9.3.10. */
    void writeBanked(int sysm, boolean spsr, int value);

    /** User-mode register {@code n} (0–14), for LDM/STM (User registers). */
    int readUserRegister(int n);

    /** Sets a User-mode register. */
    void writeUserRegister(int n, int value);

    /** R13 of the given mode, for SRS; undefined or unpredictable modes as the manual says. */
    int readBankedSp(int mode);

    /** Writes R13 of the given mode, for SRS with writeback. */
    void writeBankedSp(int mode, int value);

    /**
     * MRC and friends. {@code encoding} is made by {@link CoprocessorEncoding#of}; {@code rt} is the number of the
     * register, for the syndrome; {@code conditionSyndrome} is CV and COND as HSR[24:20] wants them, shifted right by
     * 20. The value read.
     */
    int readCoprocessor(int encoding, int rt, int conditionSyndrome);

    /** MCR; may change translation or interrupts, so it ends the block. */
    void writeCoprocessor(int encoding, int rt, int conditionSyndrome, int value);

    /** MRRC: low word in bits 31:0. */
    long readCoprocessor64(int encoding, int rt, int rt2, int conditionSyndrome);

    /** MCRR. */
    void writeCoprocessor64(int encoding, int rt, int rt2, int conditionSyndrome, long value);

    /**
     * Any other coprocessor instruction (CDP, LDC, STC), which is UNDEFINED; with coprocessor 10, a Floating-point instruction ({@code
     * instruction} 0) or an Advanced SIMD one (1) that {@link CpuState#extensionAccess} does not permit: UNDEFINED or trapped by HCPTR.
     */
    void otherCoprocessor(int coprocessor, int instruction, int conditionSyndrome);

    /** SVC. Takes the exception, or is a semihosting call. */
    void supervisorCall(int immediate);

    /** HVC. Takes the exception, or undefined. */
    void hypervisorCall(int immediate);

    /** SMC: to Monitor mode, to Hyp mode (HCR.TSC), PSCI, or undefined. */
    void secureMonitorCall(int immediate, int conditionSyndrome);

    /** BKPT. Semihosting does not use it on A and R profiles. */
    void breakpoint(int immediate);

    /** UDF and everything unallocated. */
    void undefinedInstruction(int instruction);

    /** ERET (B9.3.3). */
    void exceptionReturnFromHyp();

    /**
     * Exception return by SUBS PC, LR and alike, LDM (exception return), or RFE: branch to {@code target} with the
     * new CPSR {@code psr}, as CPSRWriteByInstr with {@code is_excpt_return}.
     */
    void exceptionReturn(int target, int psr);

    /** SWP and SWPB: throws UNDEFINED unless SCTLR.SW (B4.1.130); where nothing says otherwise they are not implemented. */
    default void checkSwap() {
        throw GuestFault.UNDEFINED;
    }

    /** WFI; the syndrome holds IL too, at its place: it is HSR[25:20]. */
    void waitForInterrupt(int conditionSyndrome);

    /** WFE; the syndrome as for WFI. */
    void waitForEvent(int conditionSyndrome);

    /** SEV. */
    void sendEvent();

    /** BXJ when HSTR.TJDBX traps it; otherwise it is BX and the executor does that. */
    void checkBxj(int rm, int conditionSyndrome);

    /** ISB: everything before is seen by what is fetched after; the fetch register is dropped. */
    void instructionBarrier();
}
