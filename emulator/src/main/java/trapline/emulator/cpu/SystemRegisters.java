package trapline.emulator.cpu;

import java.util.EnumMap;
import java.util.Map;

/**
 * The values of one CPU's system registers. Registers that the Security Extensions bank (B3.15.3) have a Secure and a
 * Non-secure copy; for all others the two are the same. Plain storage: no access rules, no effects.
 */
public final class SystemRegisters {
    private static final int COUNT = SysReg.values().length;

    /** The Non-secure copies by {@link SysReg#ordinal}; there may be more behind them. */
    private final long[] nonSecure;

    private final long[] secure = new long[COUNT];
    private long translationVersion;

    /** Those of nobody. */
    public SystemRegisters() {
        this(new long[COUNT]);
    }

    private SystemRegisters(long[] nonSecure) {
        this.nonSecure = nonSecure;
    }

    /** Those of a CPU, which are the first of its {@link CpuState#words}, by their {@link SysReg#ordinal}. */
    public static SystemRegisters of(CpuState cpu) {
        return new SystemRegisters(cpu.words);
    }

    /** The Non-secure copy, or the only one. 32-bit registers are zero-extended. */
    public long get(SysReg register) {
        return nonSecure[register.ordinal()];
    }

    /** The low 32 bits of {@link #get(SysReg)}. */
    public int get32(SysReg register) {
        return (int) nonSecure[register.ordinal()];
    }

    /** The copy of the given Security state. */
    public long get(SysReg register, boolean secureState) {
        return secureState && BANKED.containsKey(register) ? secure[register.ordinal()] : get(register);
    }

    /** Sets the Non-secure copy, or the only one. */
    public void set(SysReg register, long value) {
        nonSecure[register.ordinal()] = value;
        noteChange(register);
    }

    /** Sets the copy of the given Security state. */
    public void set(SysReg register, boolean secureState, long value) {
        if (secureState && BANKED.containsKey(register)) {
            secure[register.ordinal()] = value;
        } else {
            nonSecure[register.ordinal()] = value;
        }
        noteChange(register);
    }

    private void noteChange(SysReg register) {
        if (TRANSLATION[register.ordinal()]) {
            translationVersion++;
        }
    }

    /** Another number whenever a register was set that has a part in what a translation depends on, or which debug events there are. */
    public long translationVersion() {
        return translationVersion;
    }

    /** Registers that say which translation regime is in force, with which identifiers, what walks make of descriptors, and what is watched. */
    private static final boolean[] TRANSLATION = new boolean[COUNT];

    static {
        for (SysReg register : new SysReg[] {
            SysReg.SCTLR,
            SysReg.TTBR0,
            SysReg.TTBR1,
            SysReg.TTBCR,
            SysReg.DACR,
            SysReg.PRRR,
            SysReg.NMRR,
            SysReg.CONTEXTIDR,
            SysReg.HCR,
            SysReg.VTTBR,
            SysReg.HSCTLR,
            SysReg.DBGOSLSR,
            SysReg.DBGOSDLR,
            SysReg.DBGPRCR,
            SysReg.DBGDSCR,
            SysReg.DBGVCR
        }) {
            TRANSLATION[register.ordinal()] = true;
        }
        for (int n = SysReg.DBGBVR0.ordinal(); n <= SysReg.DBGBXVR5.ordinal(); n++) {
            TRANSLATION[n] = true;
        }
    }

    /** Registers banked by Security state (B3.15.3, table B3-33). */
    private static final Map<SysReg, Boolean> BANKED = banked();

    private static Map<SysReg, Boolean> banked() {
        Map<SysReg, Boolean> map = new EnumMap<>(SysReg.class);
        for (SysReg register : new SysReg[] {
            SysReg.CSSELR,
            SysReg.SCTLR,
            SysReg.ACTLR,
            SysReg.TTBR0,
            SysReg.TTBR1,
            SysReg.TTBCR,
            SysReg.DACR,
            SysReg.DFSR,
            SysReg.IFSR,
            SysReg.ADFSR,
            SysReg.AIFSR,
            SysReg.DFAR,
            SysReg.IFAR,
            SysReg.PAR,
            SysReg.PRRR,
            SysReg.NMRR,
            SysReg.AMAIR0,
            SysReg.AMAIR1,
            SysReg.VBAR,
            SysReg.FCSEIDR,
            SysReg.CONTEXTIDR,
            SysReg.TPIDRURW,
            SysReg.TPIDRURO,
            SysReg.TPIDRPRW,
            SysReg.CNTP_CTL,
            SysReg.CNTP_CVAL
        }) {
            map.put(register, Boolean.TRUE);
        }
        return map;
    }
}
