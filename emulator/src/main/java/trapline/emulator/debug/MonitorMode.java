package trapline.emulator.debug;

import static trapline.emulator.cpu.ControlBits.DBGDSCR_MDBGEN;
import static trapline.emulator.cpu.ControlBits.DBGOSLSR_OSLK;

import java.util.List;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.cpu.SystemRegisters;

/** What breakpoints and watchpoints have in common: whether there are any, and in which states a control register lets them match. */
final class MonitorMode {
    /** DBGBVR by number. */
    static final List<SysReg> BREAKPOINT_VALUES =
            List.of(SysReg.DBGBVR0, SysReg.DBGBVR1, SysReg.DBGBVR2, SysReg.DBGBVR3, SysReg.DBGBVR4, SysReg.DBGBVR5);
    /** DBGBCR by number. */
    static final List<SysReg> BREAKPOINT_CONTROLS =
            List.of(SysReg.DBGBCR0, SysReg.DBGBCR1, SysReg.DBGBCR2, SysReg.DBGBCR3, SysReg.DBGBCR4, SysReg.DBGBCR5);

    /** Bit 0 of DBGBCR and DBGWCR. */
    static final int ENABLED = 1;

    /** The first breakpoint that can compare Context ID and VMID (DBGDIDR.CTX_CMPs), and where the VMIDs are of those that can. */
    private static final int FIRST_CONTEXT = 4;

    private static final List<SysReg> VMIDS = List.of(SysReg.DBGBXVR4, SysReg.DBGBXVR5);

    private static final int DBGOSDLR_LOCK = 1;
    private static final int DBGPRCR_CORENPDRQ = 1;

    private static final int PRIVILEGED = 1 << 1;
    private static final int USER = 1 << 2;
    private static final int HYP_MODE_CONTROL = 1 << 13;
    private static final int SECURE_ONLY = 0b10;

    private final CpuState cpu;
    private final SystemRegisters registers;

    MonitorMode(CpuState cpu, SystemRegisters registers) {
        this.cpu = cpu;
        this.registers = registers;
    }

    /** Whether monitor debug-mode is selected, and neither the OS Lock nor the OS Double Lock keeps debug events off. */
    boolean isSelected() {
        boolean doubleLocked = (registers.get32(SysReg.DBGOSDLR) & DBGOSDLR_LOCK) != 0
                && (registers.get32(SysReg.DBGPRCR) & DBGPRCR_CORENPDRQ) == 0;
        return (registers.get32(SysReg.DBGDSCR) & DBGDSCR_MDBGEN) != 0
                && (registers.get32(SysReg.DBGOSLSR) & DBGOSLSR_OSLK) == 0
                && !doubleLocked;
    }

    /** Debug exceptions are not generated in Hyp mode (C3.1.1). */
    boolean permitsHere() {
        return cpu.mode != Mode.HYP;
    }

    /**
     * SSC and PAC or PMC (C11.11, DBGBCR and DBGWCR); HMC says more about Hyp mode only, where nothing matches.
     *
     * @param privileged the privilege of the instruction or access
     */
    boolean matchesState(int control, boolean privileged) {
        int security = control >>> 14 & 0b11;
        if (security != 0 && cpu.secure != (security == SECURE_ONLY)) {
            return false;
        }
        return (control & (privileged ? PRIVILEGED : USER)) != 0;
    }

    /** The same of the present state; where three modes are selected, of these. */
    boolean matchesPresentState(int control) {
        if (!selectsThreeModes(control)) {
            return matchesState(control, cpu.privilegeLevel() > 0);
        }
        return matchesState(control | PRIVILEGED, true)
                && (cpu.mode == Mode.USR || cpu.mode == Mode.SYS || cpu.mode == Mode.SVC);
    }

    /** PMC of 0b00 with HMC of 0: User, System and Supervisor mode. */
    static boolean selectsThreeModes(int control) {
        return (control & (PRIVILEGED | USER | HYP_MODE_CONTROL)) == 0;
    }

    /** DBGBCR.LBN and DBGWCR.LBN of what is linked name a breakpoint, which has to be one for linking, and to match. */
    boolean matchesLink(int control) {
        if (!BreakpointType.isLinked(control)) {
            return true;
        }
        int number = control >>> 16 & 0xF;
        if (number >= BREAKPOINT_CONTROLS.size()) {
            return false;
        }
        int linked = registers.get32(BREAKPOINT_CONTROLS.get(number));
        return (linked & ENABLED) != 0
                && BreakpointType.of(linked) == BreakpointType.LINKED_CONTEXT
                && matchesContext(number, linked);
    }

    /** Context ID, VMID or both, as the type of the breakpoint says; a VMID there is in Non-secure state only. */
    boolean matchesContext(int number, int control) {
        if (number < FIRST_CONTEXT) {
            return false;
        }
        boolean matches = true;
        if (BreakpointType.comparesContextId(control)) {
            long id = registers.get(SysReg.CONTEXTIDR, cpu.secure);
            matches = id == registers.get(BREAKPOINT_VALUES.get(number));
        }
        if (BreakpointType.comparesVmid(control)) {
            long vmid = registers.get(SysReg.VTTBR) >>> 48 & 0xFF;
            matches &= !cpu.secure && vmid == registers.get(VMIDS.get(number - FIRST_CONTEXT));
        }
        return matches;
    }
}
