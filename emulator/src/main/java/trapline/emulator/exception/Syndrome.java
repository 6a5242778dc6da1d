package trapline.emulator.exception;

import trapline.emulator.cpu.CoprocessorEncoding;
import trapline.emulator.cpu.Fault;
import trapline.emulator.mmu.FaultStatus;
import trapline.recorder.event.TrapReason;

/**
 * Values of the HSR (ARM DDI 0406C B3.13.6). As on ARMv7 implementations and QEMU, IL is 0 where it is not valid:
 * prefetch aborts, data aborts without ISV, and class 0.
 */
public final class Syndrome {
    /** A 32-bit instruction. */
    public static final int IL = 1 << 25;

    private static final int ISV = 1 << 24;
    /** IL, ISV, SAS, SSE and SRT: what the instruction contributes to the syndrome of a data abort. */
    private static final int INSTRUCTION = IL | 0x01FF_0000;

    private static final int CM = 1 << 8;
    private static final int S1PTW = 1 << 7;
    private static final int WNR = 1 << 6;

    /** Class 0: no further information. */
    public static final int UNKNOWN = 0;

    private Syndrome() {}

    private static int of(TrapReason reason, int iss) {
        return reason.ec() << 26 | iss;
    }

    /** MRC or MCR to CP15 or CP14; {@code condition} is CV and COND. */
    public static int coprocessor(int encoding, int rt, boolean read, int condition) {
        TrapReason reason = CoprocessorEncoding.coprocessor(encoding) == 14 ? TrapReason.CP14_MR : TrapReason.CP15_32;
        return of(reason, transfer(encoding, rt, read, condition));
    }

    /** VMRS of a VFP ID register, which MRC p10 is. */
    public static int vfpId(int encoding, int rt, int condition) {
        return of(TrapReason.CP10_ID, transfer(encoding, rt, true, condition));
    }

    private static int transfer(int encoding, int rt, boolean read, int condition) {
        return IL
                | condition(condition)
                | CoprocessorEncoding.opc2(encoding) << 17
                | CoprocessorEncoding.opc1(encoding) << 14
                | CoprocessorEncoding.crn(encoding) << 10
                | rt << 5
                | CoprocessorEncoding.crm(encoding) << 1
                | (read ? 1 : 0);
    }

    /** MRRC or MCRR to CP15 or CP14. */
    public static int coprocessor64(int encoding, int rt, int rt2, boolean read, int condition) {
        TrapReason reason = CoprocessorEncoding.coprocessor(encoding) == 14 ? TrapReason.CP14_64 : TrapReason.CP15_64;
        int iss = condition(condition)
                | CoprocessorEncoding.opc1(encoding) << 16
                | rt2 << 10
                | rt << 5
                | CoprocessorEncoding.crm(encoding) << 1
                | (read ? 1 : 0);
        return of(reason, IL | iss);
    }

    /** A coprocessor instruction that HCPTR traps; {@code simd} for Advanced SIMD data processing and the like. */
    public static int hcptr(int coprocessor, boolean simd, int condition) {
        return of(TrapReason.CP_0_13, IL | condition(condition) | (simd ? 1 << 5 | 0b1010 : coprocessor));
    }

    /** WFI or WFE; {@code lengthAndCondition} is IL, CV and COND. */
    public static int waitInstruction(boolean event, int lengthAndCondition) {
        return of(TrapReason.WFI, (lengthAndCondition & 0x3F) << 20 | (event ? 1 : 0));
    }

    /** BXJ. */
    public static int bxj(int rm, int condition) {
        return of(TrapReason.BXJ, IL | condition(condition) | rm);
    }

    /** SVC taken to Hyp mode. */
    public static int supervisorCall(int immediate, boolean wide) {
        return of(TrapReason.SVC_HYP, (wide ? IL : 0) | immediate & 0xFFFF);
    }

    /** HVC. */
    public static int hypervisorCall(int immediate) {
        return of(TrapReason.HVC, IL | immediate & 0xFFFF);
    }

    /** SMC trapped by HCR.TSC. */
    public static int secureMonitorCall() {
        return of(TrapReason.SMC, IL);
    }

    /** A Prefetch Abort taken to Hyp mode. */
    static int prefetchAbort(Fault fault, boolean fromHyp) {
        return of(fromHyp ? TrapReason.IABT_HYP : TrapReason.IABT, abort(fault));
    }

    /** A Data Abort taken to Hyp mode. */
    static int dataAbort(Fault fault, boolean fromHyp) {
        int instruction = 0;
        if (fault.stage2 && !fault.onStage1Walk && (fault.instructionSyndrome & ISV) != 0) {
            instruction = fault.instructionSyndrome & INSTRUCTION;
        }
        int iss = abort(fault) | instruction | (fault.cacheMaintenance ? CM : 0) | (fault.isWrite() ? WNR : 0);
        return of(fromHyp ? TrapReason.DABT_HYP : TrapReason.DABT, iss);
    }

    private static int abort(Fault fault) {
        return (fault.onStage1Walk ? S1PTW : 0) | FaultStatus.longFormat(fault.kind, fault.level);
    }

    private static int condition(int cvAndCond) {
        return (cvAndCond & 0x1F) << 20;
    }
}
