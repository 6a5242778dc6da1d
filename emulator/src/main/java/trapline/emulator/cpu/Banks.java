package trapline.emulator.cpu;

/** Banked registers (ARM DDI 0406C B1.3.2): where those of other modes are kept, and the exchange on a mode change. */
public final class Banks {
    /** Number of words in {@link CpuState#banked}. */
    public static final int SIZE = 40;

    /** Stands for the SPSR where registers of a mode are named by number. */
    public static final int SPSR = 16;

    /** R8–R12 of all modes but FIQ. */
    private static final int R8_USR = 0;
    /** R8–R12 of FIQ mode. */
    private static final int R8_FIQ = 5;
    /** SP of each bank. */
    private static final int SP_BANKS = 10;
    /** LR of each bank; Hyp mode uses that of User mode. */
    private static final int LR_BANKS = 18;
    /** SPSR of each bank; User mode has none. */
    private static final int SPSR_BANKS = 26;

    private static final int USER_BANK = 0;

    private Banks() {}

    private static int lrBank(Mode mode) {
        return mode == Mode.HYP ? USER_BANK : mode.bank();
    }

    /** Enters a mode: its registers come into the slots, those of the mode left are put away. */
    public static void enter(CpuState cpu, Mode mode) {
        Mode old = cpu.mode;
        if (old.bank() != mode.bank()) {
            int[] banked = cpu.banked;
            int[] slots = cpu.slots;
            banked[SP_BANKS + old.bank()] = slots[CpuState.SP];
            banked[LR_BANKS + lrBank(old)] = slots[CpuState.LR];
            if (old == Mode.FIQ || mode == Mode.FIQ) {
                System.arraycopy(slots, 8, banked, old == Mode.FIQ ? R8_FIQ : R8_USR, 5);
                System.arraycopy(banked, mode == Mode.FIQ ? R8_FIQ : R8_USR, slots, 8, 5);
            }
            slots[CpuState.SP] = banked[SP_BANKS + mode.bank()];
            slots[CpuState.LR] = banked[LR_BANKS + lrBank(mode)];
        }
        cpu.mode = mode;
    }

    /** Register {@code n} (0–14, or {@link #SPSR}) as the given mode sees it, whatever the current mode. */
    public static int read(CpuState cpu, Mode mode, int n) {
        int place = place(cpu.mode, mode, n);
        return place < 0 ? cpu.slots[n] : cpu.banked[place];
    }

    /** Sets a register as {@link #read} names it. */
    public static void write(CpuState cpu, Mode mode, int n, int value) {
        int place = place(cpu.mode, mode, n);
        if (place < 0) {
            cpu.slots[n] = value;
        } else {
            cpu.banked[place] = value;
        }
    }

    /** Index into {@link CpuState#banked}, or -1 when the register is in the slots because the current mode shares it. */
    private static int place(Mode current, Mode mode, int n) {
        if (n == SPSR) {
            if (mode.bank() == USER_BANK) {
                throw new IllegalArgumentException("mode " + mode + " has no SPSR");
            }
            return SPSR_BANKS + mode.bank();
        }
        if (n == CpuState.SP) {
            return mode.bank() == current.bank() ? -1 : SP_BANKS + mode.bank();
        }
        if (n == CpuState.LR) {
            return lrBank(mode) == lrBank(current) ? -1 : LR_BANKS + lrBank(mode);
        }
        if (n < 8 || n > 12 || (mode == Mode.FIQ) == (current == Mode.FIQ)) {
            return -1;
        }
        return n - 8 + (mode == Mode.FIQ ? R8_FIQ : R8_USR);
    }

    /** SPSR of the current mode, which must have one. */
    public static int spsr(CpuState cpu) {
        return read(cpu, cpu.mode, SPSR);
    }

    /** Sets the SPSR of the current mode, which must have one. */
    public static void setSpsr(CpuState cpu, int value) {
        write(cpu, cpu.mode, SPSR, value);
    }

    /** Whether a mode has an SPSR. */
    public static boolean hasSpsr(Mode mode) {
        return mode.bank() != USER_BANK;
    }
}
