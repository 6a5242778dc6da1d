package trapline.emulator.cpu;

/**
 * Who may execute instructions of the Floating-point and Advanced SIMD Extensions (ARM DDI 0406C B1.11): what CPACR, NSACR, HCPTR and
 * FPEXC say to the current mode. The answer for the present state is {@link CpuState#extensionAccess}, on which translations depend.
 */
public final class ExtensionAccess {
    /** Floating-point instructions, and those that both extensions have. */
    public static final int VFP = 1;
    /** Advanced SIMD instructions. */
    public static final int SIMD = 1 << 1;
    /** D16–D31 in Floating-point instructions. */
    public static final int D32 = 1 << 2;
    /** FPSCR.Len and Stride ask for vectors, which this implementation does not have (MVFR0). */
    public static final int SHORT_VECTORS = 1 << 3;

    /** FPEXC.EN. */
    public static final int FPEXC_EN = 1 << 30;

    private static final int FPSCR_LEN_STRIDE = 0x0037_0000;
    private static final int CPACR_CP10_SHIFT = 20;
    private static final int CPACR_D32DIS = 1 << 30;
    private static final int CPACR_ASEDIS = 1 << 31;
    private static final int NSACR_CP10 = 1 << 10;
    private static final int NSACR_NSD32DIS = 1 << 14;
    private static final int NSACR_NSASEDIS = 1 << 15;
    private static final int HCPTR_TCP10 = 1 << 10;
    private static final int HCPTR_TASE = 1 << 15;

    /** What becomes of an instruction. */
    public enum Verdict {
        /** It executes. */
        PERMITTED,
        /** It is UNDEFINED. */
        UNDEFINED,
        /** HCPTR refuses it: trapped to Hyp mode, or in Hyp mode itself UNDEFINED with the syndrome of the trap. */
        HCPTR
    }

    private ExtensionAccess() {}

    /** The bits for the present state. */
    static int of(Core core) {
        if (judge(core, false, true) != Verdict.PERMITTED) {
            return 0;
        }
        boolean simd = judge(core, true, true) == Verdict.PERMITTED;
        boolean vectors = (core.state.fpscr & FPSCR_LEN_STRIDE) != 0;
        return VFP | (simd ? SIMD : 0) | (hasD32(core) ? D32 : 0) | (vectors ? SHORT_VECTORS : 0);
    }

    /**
     * {@code CheckAdvSIMDOrVFPEnabled} (B1.11).
     *
     * @param simd whether the instruction is one of Advanced SIMD
     * @param checkEnable whether it needs FPEXC.EN: all do but accesses to the system registers other than FPSCR
     */
    public static Verdict judge(Core core, boolean simd, boolean checkEnable) {
        int nsacr = nonSecureAccess(core);
        boolean permittedBySecure = (nsacr & NSACR_CP10) != 0;
        boolean hyp = core.state.mode == Mode.HYP;
        if (!hyp && (!permittedBySecure || !permittedByCpacr(core, simd, nsacr))) {
            return Verdict.UNDEFINED;
        }
        if (checkEnable && (core.state.fpexc & FPEXC_EN) == 0) {
            return Verdict.UNDEFINED;
        }
        if (!core.features.virtualization() || core.isSecure()) {
            return Verdict.PERMITTED;
        }
        int hcptr = core.registers.get32(SysReg.HCPTR)
                | (permittedBySecure ? 0 : HCPTR_TCP10)
                | ((nsacr & NSACR_NSASEDIS) != 0 ? HCPTR_TASE : 0);
        int refusing = HCPTR_TCP10 | (simd ? HCPTR_TASE : 0);
        return (hcptr & refusing) != 0 ? Verdict.HCPTR : Verdict.PERMITTED;
    }

    /** NSACR as it applies: to Secure state, and without Security Extensions, everything is permitted. */
    private static int nonSecureAccess(Core core) {
        boolean applies = core.features.security() && !core.isSecure();
        return applies ? core.registers.get32(SysReg.NSACR) : NSACR_CP10;
    }

    private static boolean permittedByCpacr(Core core, boolean simd, int nsacr) {
        int cpacr = core.registers.get32(SysReg.CPACR);
        int cp10 = cpacr >>> CPACR_CP10_SHIFT & 0b11;
        boolean permitted = core.state.mode == Mode.USR ? cp10 == 0b11 : (cp10 & 1) != 0;
        boolean simdDisabled = (cpacr & CPACR_ASEDIS) != 0 || (nsacr & NSACR_NSASEDIS) != 0;
        return permitted && !(simd && simdDisabled);
    }

    /** CPACR.D32DIS and NSACR.NSD32DIS (B4.1.40, B4.1.111). */
    private static boolean hasD32(Core core) {
        boolean disabled = core.state.mode != Mode.HYP && (core.registers.get32(SysReg.CPACR) & CPACR_D32DIS) != 0;
        return !disabled && (nonSecureAccess(core) & NSACR_NSD32DIS) == 0;
    }
}
