package trapline.emulator.debug;

import static trapline.emulator.cpu.ControlBits.SCTLR_V;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.MethodOfEntry;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.cpu.SystemRegisters;

/**
 * The breakpoints of one processor, and its vector catch in the form that compares addresses (ARM DDI 0406C C3.3, C3.5). Whoever executes
 * asks {@link #areArmed} when mode or registers may have changed, and while they are, {@link #check} before each instruction that
 * {@link #matches}.
 */
public final class Breakpoints {
    private static final int MOST = MonitorMode.BREAKPOINT_CONTROLS.size() + 32;
    private static final int HIGH_VECTORS = 0xFFFF_0000;
    /**
     * The vectors of DBGVCR[7:0] that can be caught; those of Prefetch and Data Abort cannot in monitor debug-mode, which would never get
     * out of their handlers.
     */
    private static final int CAUGHT = 0b1100_0110;

    private static final int EVERY_BYTE = 0b1111;

    private final CpuState cpu;
    private final SystemRegisters registers;
    private final MonitorMode mode;

    /** {@code SystemRegisters.translationVersion} when {@link #enabled} was worked out. */
    private long version = -1;
    /** Something is enabled, in whatever state it may match. */
    private boolean enabled;

    /** How many addresses there are that match in the present state, and the first of them that are breakpoints. */
    private int count;

    private int breakpoints;
    /** Addresses of words, and which of their bytes: BAS. */
    private final int[] words = new int[MOST];

    private final int[] bytes = new int[MOST];
    /** Likewise those of breakpoints that match everywhere else. */
    private int mismatches;

    private final int[] otherWords = new int[MOST];
    private final int[] otherBytes = new int[MOST];

    /** Of a processor with these registers. */
    public Breakpoints(CpuState cpu, SystemRegisters registers) {
        this.cpu = cpu;
        this.registers = registers;
        mode = new MonitorMode(cpu, registers);
    }

    /** Whether there are instructions that may match in the present state, which stays as it is until this is asked again. */
    public boolean areArmed() {
        if (version != registers.translationVersion()) {
            version = registers.translationVersion();
            enabled = areEnabled();
        }
        if (!enabled || !mode.permitsHere()) {
            return false;
        }
        arm();
        return count + mismatches > 0;
    }

    private boolean areEnabled() {
        int any = registers.get32(SysReg.DBGVCR) & CAUGHT;
        for (SysReg control : MonitorMode.BREAKPOINT_CONTROLS) {
            any |= registers.get32(control) & MonitorMode.ENABLED;
        }
        return any != 0 && mode.isSelected();
    }

    private void arm() {
        count = 0;
        mismatches = 0;
        for (int n = 0; n < MonitorMode.BREAKPOINT_CONTROLS.size(); n++) {
            int control = registers.get32(MonitorMode.BREAKPOINT_CONTROLS.get(n));
            if ((control & MonitorMode.ENABLED) != 0) {
                arm(n, control);
            }
        }
        breakpoints = count;
        int caught = registers.get32(SysReg.DBGVCR) & CAUGHT;
        for (int rest = caught; rest != 0; rest &= rest - 1) {
            add(vectorBase() + 4 * Integer.numberOfTrailingZeros(rest), EVERY_BYTE);
        }
    }

    private void arm(int n, int control) {
        int word = registers.get32(MonitorMode.BREAKPOINT_VALUES.get(n)) & ~0b11;
        int select = control >>> 5 & EVERY_BYTE;
        switch (BreakpointType.of(control)) {
            case MATCH -> {
                if (mode.matchesPresentState(control) && mode.matchesLink(control)) {
                    add(word, select);
                }
            }
            case MISMATCH -> {
                if (mayMatchAnywhere(control) && mode.matchesLink(control)) {
                    except(word, select);
                }
            }
            case CONTEXT -> {
                if (mayMatchAnywhere(control) && mode.matchesContext(n, control)) {
                    except(0, 0);
                }
            }
            case LINKED_CONTEXT, RESERVED -> {}
        }
    }

    private void add(int word, int select) {
        words[count] = word;
        bytes[count++] = select;
    }

    private void except(int word, int select) {
        otherWords[mismatches] = word;
        otherBytes[mismatches++] = select;
    }

    /**
     * What matches at next to any address would match in the handler too: at PL1 that is UNPREDICTABLE in monitor debug-mode, unless PMC
     * leaves out the modes of handlers (C3.3.3). It does not match then.
     */
    private boolean mayMatchAnywhere(int control) {
        boolean leavesHandlersOut = MonitorMode.selectsThreeModes(control);
        return mode.matchesPresentState(control) && (leavesHandlersOut || cpu.privilegeLevel() == 0);
    }

    private int vectorBase() {
        boolean high = (registers.get(SysReg.SCTLR, cpu.secure) & SCTLR_V) != 0;
        return high ? HIGH_VECTORS : (int) registers.get(SysReg.VBAR, cpu.secure) & ~0x1F;
    }

    /** Whether an instruction from one address up to another may match: if so, {@link #matches} knows. */
    public boolean mayMatchWithin(int from, int to) {
        if (mismatches > 0) {
            return true;
        }
        int first = from & ~0b11;
        for (int i = 0; i < count; i++) {
            if (Integer.compareUnsigned(words[i] - first, to - first) < 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether an instruction at an address matches; what counts is where it begins. */
    public boolean matches(int pc) {
        return indexOf(pc) < count || differs(pc);
    }

    private int indexOf(int pc) {
        int i = 0;
        while (i < count && !selects(words[i], bytes[i], pc)) {
            i++;
        }
        return i;
    }

    private boolean differs(int pc) {
        for (int i = 0; i < mismatches; i++) {
            if (!selects(otherWords[i], otherBytes[i], pc)) {
                return true;
            }
        }
        return false;
    }

    private static boolean selects(int word, int select, int pc) {
        return word == (pc & ~0b11) && (select >>> (pc & 0b11) & 1) != 0;
    }

    /**
     * Makes a debug event of the instruction at an address, if it matches.
     *
     * @throws GuestFault PREFETCH_ABORT, with {@link CpuState#fault} filled in
     */
    public void check(int pc) {
        if (!matches(pc)) {
            return;
        }
        int index = indexOf(pc);
        boolean vector = index >= breakpoints && index < count && !differs(pc);
        cpu.fault.setDebugEvent(vector ? MethodOfEntry.VECTOR_CATCH : MethodOfEntry.BREAKPOINT);
        throw GuestFault.PREFETCH_ABORT;
    }
}
