package trapline.emulator.cpu;

/**
 * The registers of one processor, as flat data. Nothing here acts; see {@link SystemOperations} for what the
 * architecture does to it.
 *
 * <p>{@link #slots} holds R0–R14 <em>of the current mode</em>, the PC, and the micro-op temporaries. The registers of
 * other modes are in {@link #banked}; {@link Banks} exchanges them when the mode changes.
 */
public final class CpuState {
    public static final int SP = 13;
    public static final int LR = 14;
    public static final int PC = 15;
    /** First of the numbers in {@link #slots} that only machine code of the host uses. */
    public static final int FIRST_CELL = 16;
    /** First slot that is a temporary of a micro-op sequence; temporaries do not live across instructions. */
    public static final int FIRST_TEMPORARY = 22;
    /** Number of slots. */
    public static final int SLOTS = 128;

    private static final int MORE_CELLS = 16;

    /** Index in {@link #words} of what memory keeps. */
    public static final int FIRST_OF_MEMORY = SysReg.values().length;
    /** How much that is. */
    public static final int MEMORY_WORDS = 1 << 14;

    /** Index of this processor, from 0; MPIDR.Aff0. */
    public final int index;

    /** R0–R14 of the current mode, PC at 15 (address of the next instruction between blocks), temporaries from 16. */
    public final int[] slots = new int[SLOTS + MORE_CELLS];

    /** CPSR.N is the sign bit. */
    public int nf;
    /** CPSR.Z is set when this is 0. */
    public int zf = 1;
    /** CPSR.C: 0 or 1. */
    public int cf;
    /** CPSR.V is the sign bit. */
    public int vf;
    /** CPSR.Q: 0 or 1. */
    public int qf;
    /** CPSR.GE: four bits. */
    public int ge;
    /** CPSR.IT: eight bits, of the instruction at PC. */
    public int itState;
    /** CPSR.T. */
    public boolean thumb;
    /** CPSR.E. */
    public boolean bigEndian;
    /** CPSR.A. */
    public boolean maskA = true;
    /** CPSR.I. */
    public boolean maskI = true;
    /** CPSR.F. */
    public boolean maskF = true;
    /** CPSR.M. Change it only through {@link Banks}. */
    public Mode mode = Mode.SVC;
    /** In Secure state: SCR.NS is 0, or Monitor mode. */
    public boolean secure;

    /** Registers of the modes that are not current; laid out by {@link Banks}. */
    public final int[] banked = new int[Banks.SIZE];

    /** ELR_hyp. */
    public int elrHyp;

    /** D0–D31 of the Floating-point and Advanced SIMD Extensions; S and Q registers are views of them (A2.6.2). */
    public final long[] extension = new long[32];

    /**
     * The system registers, and behind them what memory keeps for the host: one array, because each that machine code works on takes time
     * when it is called.
     */
    public final long[] words = new long[FIRST_OF_MEMORY + MEMORY_WORDS];

    /** FPSCR. */
    public int fpscr;
    /** FPEXC. */
    public int fpexc;
    /** Which instructions of the extensions can execute now; {@link ExtensionAccess} works it out. */
    public int extensionAccess;

    /** Waiting for an interrupt (WFI) or event (WFE); the run loop passes it over until it is woken. */
    public boolean waiting;
    /** Waits for an event rather than an interrupt. */
    public boolean waitingForEvent;
    /** The Event Register of WFE and SEV. */
    public boolean eventRegister;
    /** Something beyond this processor may have changed: a device, a timer, another processor, the host. The run loop resets it. */
    public boolean outside;
    /** A debugger serves a semihosting call of its program: the accesses to memory are not the program's own. */
    public boolean servedByDebugger;
    /** Powered off (PSCI). */
    public boolean off;

    /** Physical IRQ line from the GIC CPU interface. */
    public boolean irqLine;
    /** Physical FIQ line. */
    public boolean fiqLine;
    /** Virtual IRQ line from the GIC virtual CPU interface. */
    public boolean virtualIrqLine;
    /** Virtual FIQ line. */
    public boolean virtualFiqLine;

    /** VM-ID to which events of this CPU belong, -1 for none. */
    public int vm = -1;
    /** vCPU to which events belong, -1 for none. */
    public int vcpu = -1;

    /** The fault of the memory access that threw {@link GuestFault}. */
    public final Fault fault = new Fault();

    public CpuState(int index) {
        this.index = index;
    }

    /** Privilege level of the current mode: 0, 1 or 2. */
    public int privilegeLevel() {
        return mode.privilegeLevel();
    }
}
