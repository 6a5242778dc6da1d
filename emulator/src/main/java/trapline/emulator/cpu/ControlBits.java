package trapline.emulator.cpu;

/** Bits of the control registers (ARM DDI 0406C B4.1, C11.11), each named after its register. */
public final class ControlBits {
    public static final int SCTLR_V = 1 << 13;
    public static final int SCTLR_EE = 1 << 25;
    public static final int SCTLR_TE = 1 << 30;

    public static final int SCR_NS = 1 << 0;
    public static final int SCR_IRQ = 1 << 1;
    public static final int SCR_FIQ = 1 << 2;
    public static final int SCR_EA = 1 << 3;
    public static final int SCR_FW = 1 << 4;
    public static final int SCR_AW = 1 << 5;
    public static final int SCR_SCD = 1 << 7;
    public static final int SCR_HCE = 1 << 8;

    public static final int HCR_FMO = 1 << 3;
    public static final int HCR_IMO = 1 << 4;
    public static final int HCR_AMO = 1 << 5;
    public static final int HCR_VF = 1 << 6;
    public static final int HCR_VI = 1 << 7;
    public static final int HCR_VA = 1 << 8;
    public static final int HCR_TWI = 1 << 13;
    public static final int HCR_TWE = 1 << 14;
    public static final int HCR_TSC = 1 << 19;
    public static final int HCR_TGE = 1 << 27;

    public static final int HSTR_TJDBX = 1 << 17;

    public static final int HDCR_TDE = 1 << 8;

    public static final int TTBCR_EAE = 1 << 31;

    public static final int DBGDSCR_MDBGEN = 1 << 15;
    public static final int DBGOSLSR_OSLK = 1 << 1;
    /** What locks when it is written to DBGOSLAR. */
    public static final long DBGOSLAR_KEY = 0xC5AC_CE55L;

    private ControlBits() {}
}
