package trapline.emulator.x86;

import trapline.emulator.cpu.CpuState;

/** What machine code keeps besides slots, in the array of the slots: indices in it. Flags lie near the guest's registers. */
final class Cells {
    /** CPSR.N is the sign bit. */
    static final int N = CpuState.FIRST_CELL;
    /** CPSR.Z is set when this is 0. */
    static final int Z = N + 1;
    /** CPSR.C: 0 or 1; written as a byte. */
    static final int C = N + 2;
    /** CPSR.V: 0 or 1; written as a byte. */
    static final int V = N + 3;
    /** CPSR.T: 0 or 1. */
    static final int THUMB = N + 4;
    /** CPSR.IT. */
    static final int IT = N + 5;

    /** The context's part in tags of the look-aside. */
    static final int CONTEXT = CpuState.SLOTS;
    /** From guest to host in the last access. */
    static final int DISTANCE = CONTEXT + 1;
    /** Ticks left when the present block has ended; 64 bits. */
    static final int REMAINING = CONTEXT + 2;
    /** Address of the machine's window; 64 bits. */
    static final int WINDOW = CONTEXT + 4;
    /** The context's key; 64 bits. */
    static final int KEY = CONTEXT + 6;
    /** In Secure state: 0 or 1. */
    static final int SECURE = CONTEXT + 8;
    /** CPSR but for N, Z, C, V and the execution state bits; of it machine code changes A, I and F. */
    static final int CPSR = CONTEXT + 9;
    /** An interrupt may be pending: not 0. */
    static final int PENDING = CONTEXT + 10;
    /** SEV has been executed: not 0. */
    static final int EVENT = CONTEXT + 11;
    /** The tag of the exclusive monitor; 64 bits. Only where there is one CPU. */
    static final int TAG = CONTEXT + 12;
    /** The version of walks that are known; 64 bits. */
    static final int WALKS = CONTEXT + 14;

    private Cells() {}

    static long getLong(int[] slots, int cell) {
        return (long) slots[cell + 1] << 32 | Integer.toUnsignedLong(slots[cell]);
    }

    static void setLong(int[] slots, int cell, long value) {
        slots[cell] = (int) value;
        slots[cell + 1] = (int) (value >>> 32);
    }
}
