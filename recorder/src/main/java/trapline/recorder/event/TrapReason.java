package trapline.recorder.event;

import java.util.Arrays;

/** Classes of exceptions to Hyp mode: HSR.EC (ARM DDI 0406C B3.13.6), named as in Linux's kvm_arm.h, and interrupts. */
public enum TrapReason {
    /** EC 0x00. */
    UNKNOWN(0x00),
    /** EC 0x01, WFI. */
    WFI(0x01),
    /** EC 0x01 with TI set, WFE. */
    WFE(0x01),
    /** EC 0x03, MCR or MRC to CP15. */
    CP15_32(0x03),
    /** EC 0x04, MCRR or MRRC to CP15. */
    CP15_64(0x04),
    /** EC 0x05, MCR or MRC to CP14. */
    CP14_MR(0x05),
    /** EC 0x06, LDC or STC to CP14. */
    CP14_LS(0x06),
    /** EC 0x07, HCPTR: coprocessors 0 to 13, VFP and Advanced SIMD. */
    CP_0_13(0x07),
    /** EC 0x08, MRC or VMRS of a VFP ID register. */
    CP10_ID(0x08),
    /** EC 0x09. */
    JAZELLE(0x09),
    /** EC 0x0A. */
    BXJ(0x0A),
    /** EC 0x0C, MRRC to CP14. */
    CP14_64(0x0C),
    /** EC 0x11, SVC taken to Hyp mode. */
    SVC_HYP(0x11),
    /** EC 0x12. */
    HVC(0x12),
    /** EC 0x13. */
    SMC(0x13),
    /** EC 0x20, Prefetch Abort from a lower privilege level. */
    IABT(0x20),
    /** EC 0x21, Prefetch Abort from Hyp mode. */
    IABT_HYP(0x21),
    /** EC 0x24, Data Abort from a lower privilege level. */
    DABT(0x24),
    /** EC 0x25, Data Abort from Hyp mode. */
    DABT_HYP(0x25),
    /** Physical IRQ. */
    IRQ(-1),
    /** Physical FIQ. */
    FIQ(-1);

    private final int ec;

    TrapReason(int ec) {
        this.ec = ec;
    }

    /** HSR.EC of this class, or -1 for interrupts, which write no HSR. */
    public int ec() {
        return ec;
    }

    /** The class that an HSR value describes. */
    public static TrapReason ofHsr(int hsr) {
        int ec = hsr >>> 26;
        if (ec == WFI.ec) {
            return (hsr & 1) == 0 ? WFI : WFE;
        }
        return BY_EC[ec];
    }

    private static final TrapReason[] BY_EC = new TrapReason[0x40];

    static {
        Arrays.fill(BY_EC, UNKNOWN);
        for (TrapReason reason : values()) {
            if (reason.ec >= 0) {
                BY_EC[reason.ec] = reason;
            }
        }
    }
}
