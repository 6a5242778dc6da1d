package trapline.emulator.sysreg;

import trapline.emulator.cpu.SysReg;

/** Bits without which PL0 may not access a register, each a mask of CNTKCTL, or PMUSERENR.EN. */
enum UserEnable {
    /** PMUSERENR.EN. */
    PMUEN(0),
    /** PL0PCTEN. */
    PL0PCTEN(1),
    /** PL0VCTEN. */
    PL0VCTEN(1 << 1),
    /** Either of the two: CNTFRQ. */
    PL0CTEN(0b11),
    /** PL0VTEN. */
    PL0VTEN(1 << 8),
    /** PL0PTEN. */
    PL0PTEN(1 << 9);

    private final int mask;

    UserEnable(int mask) {
        this.mask = mask;
    }

    /** Whether PL0 may; {@code monitorsEnabled} is PMUSERENR.EN. */
    boolean permits(int cntkctl, boolean monitorsEnabled) {
        return this == PMUEN ? monitorsEnabled : (cntkctl & mask) != 0;
    }

    /** The register in which the timer's bits are. */
    static final SysReg TIMER_CONTROL = SysReg.CNTKCTL;
}
