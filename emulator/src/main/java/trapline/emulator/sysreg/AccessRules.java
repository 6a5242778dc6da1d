package trapline.emulator.sysreg;

import trapline.emulator.cpu.CoprocessorEncoding;
import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;

/**
 * Whether the current mode may access a register, or is trapped to Hyp mode (ARM DDI 0406C B1.14). An access that is
 * UNDEFINED at its own level is not trapped, but for HSTR.Tn and HCR.TIDCP at PL1, which come before anything is looked up.
 */
final class AccessRules {
    /** Traps what {@link #mayBeImplementationDefined}. */
    static final int HCR_TIDCP = 1 << 20;
    /** HSTR has no bits for c4 and c14. */
    private static final int HSTR_REGISTERS = 0xBFEF;
    /** CRm values that HCR.TIDCP traps, as bit sets, for CRn 9, 10 and 11. */
    private static final int[] TIDCP_CRM = {0b0000_0001_1110_0111, 0b0000_0001_0001_0011, 0b1000_0001_1111_1111};

    private final Core core;

    AccessRules(Core core) {
        this.core = core;
    }

    /** Whether HSTR or HCR.TIDCP traps a CP15 access by number, for Non-secure PL1 and PL0. */
    boolean trapsByNumber(int encoding) {
        if (CoprocessorEncoding.coprocessor(encoding) != 15) {
            return false;
        }
        boolean is64 = CoprocessorEncoding.is64(encoding);
        int crm = CoprocessorEncoding.crm(encoding);
        int crn = is64 ? crm : CoprocessorEncoding.crn(encoding);
        if ((core.registers.get32(SysReg.HSTR) & HSTR_REGISTERS & 1 << crn) != 0) {
            return true;
        }
        return mayBeImplementationDefined(encoding) && (core.registers.get32(SysReg.HCR) & HCR_TIDCP) != 0;
    }

    /** Whether HCR.TIDCP has a say. */
    static boolean mayBeImplementationDefined(int encoding) {
        int crn = CoprocessorEncoding.crn(encoding);
        boolean is64 = CoprocessorEncoding.is64(encoding);
        return !is64 && crn >= 9 && crn <= 11 && (TIDCP_CRM[crn - 9] >>> CoprocessorEncoding.crm(encoding) & 1) != 0;
    }

    /** The verdict on an access to a register that exists. */
    Verdict judge(RegisterRow row, int encoding, boolean read) {
        if (!permits(row, read)) {
            return Verdict.UNDEFINED;
        }
        if (!core.isGuest()) {
            return Verdict.PERMITTED;
        }
        if (trapsByNumber(encoding)) {
            return Verdict.HYP_TRAP;
        }
        for (int i = 0; i < row.traps().size(); i++) {
            if (row.traps().get(i).applies(core.registers, read)) {
                return Verdict.HYP_TRAP;
            }
        }
        return Verdict.PERMITTED;
    }

    private boolean permits(RegisterRow row, boolean read) {
        Access access = row.access();
        if (core.state.mode == Mode.USR) {
            return access.pl0().permits(read)
                    && (access.enable().isEmpty() || access.enable().get().permits(core.registers));
        }
        if (row.action() == Action.FREQUENCY && !read && !isHighestLevel()) {
            return false;
        }
        return access.pl1().permits(read) && inScope(access.scope(), read);
    }

    private boolean inScope(Access.Scope scope, boolean read) {
        Mode mode = core.state.mode;
        boolean monitor = mode == Mode.MON;
        boolean secure = core.isSecure();
        return switch (scope) {
            case PRIVILEGED -> true;
            case HYP -> mode == Mode.HYP || monitor && core.features.virtualization();
            case SECURE -> secure;
            case SECURE_WRITES -> core.features.security() && (secure || read);
            case HYP_OR_SECURE -> mode == Mode.HYP || secure;
        };
    }

    /** The level that owns the counter's frequency. */
    private boolean isHighestLevel() {
        if (core.features.security()) {
            return core.isSecure();
        }
        return !core.features.virtualization() || core.state.mode == Mode.HYP;
    }
}
