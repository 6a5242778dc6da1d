package trapline.recorder.event;

/** TLB maintenance operations, ARM DDI 0406C B4.2.2 and B4.2.3. Names are the manual's. */
public enum TlbOperation {
    /** Invalidate entire unified TLB. */
    TLBIALL,
    /** Invalidate unified TLB entry by MVA and ASID. */
    TLBIMVA,
    /** Invalidate unified TLB by ASID match. */
    TLBIASID,
    /** Invalidate unified TLB entries by MVA, all ASID. */
    TLBIMVAA,
    /** Inner Shareable TLBIALL. */
    TLBIALLIS,
    /** Inner Shareable TLBIMVA. */
    TLBIMVAIS,
    /** Inner Shareable TLBIASID. */
    TLBIASIDIS,
    /** Inner Shareable TLBIMVAA. */
    TLBIMVAAIS,
    /** Invalidate entire instruction TLB. */
    ITLBIALL,
    /** Invalidate instruction TLB entry by MVA. */
    ITLBIMVA,
    /** Invalidate instruction TLB by ASID match. */
    ITLBIASID,
    /** Invalidate entire data TLB. */
    DTLBIALL,
    /** Invalidate data TLB entry by MVA. */
    DTLBIMVA,
    /** Invalidate data TLB by ASID match. */
    DTLBIASID,
    /** Invalidate entire Hyp unified TLB. */
    TLBIALLH,
    /** Invalidate Hyp unified TLB entry by MVA. */
    TLBIMVAH,
    /** Invalidate entire Non-secure Non-Hyp unified TLB. */
    TLBIALLNSNH,
    /** Inner Shareable TLBIALLH. */
    TLBIALLHIS,
    /** Inner Shareable TLBIMVAH. */
    TLBIMVAHIS,
    /** Inner Shareable TLBIALLNSNH. */
    TLBIALLNSNHIS
}
