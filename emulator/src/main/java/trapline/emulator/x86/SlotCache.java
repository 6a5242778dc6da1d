package trapline.emulator.x86;

import java.util.Arrays;
import trapline.emulator.cpu.CpuState;

/**
 * Which of the host's registers hold which slots, while a block is being translated. What is written to a guest's register goes to memory
 * at once, so that the state is exact wherever the code is left; temporaries only when something will read them there.
 */
final class SlotCache {
    /** The registers that hold slots. */
    private static final int[] POOL = {Assembler.RSI, Assembler.RDI, Assembler.R8, Assembler.R9, Assembler.R10};

    private static final int NONE = -1;
    private static final int SLOT_BITS = 8;
    private static final long SLOT_MASK = 0xFF;
    private static final int REGISTERS = 16;

    private final Assembler out;
    private final int[] registerOf = new int[CpuState.SLOTS];
    private final int[] slotOf = new int[REGISTERS];
    /** Bit per register: memory does not have its value. */
    private int dirty;

    private final int[] lastUse = new int[REGISTERS];
    private int uses;

    SlotCache(Assembler out) {
        this.out = out;
        Arrays.fill(registerOf, NONE);
        Arrays.fill(slotOf, NONE);
    }

    /** What is in registers at this point of the code: eight bits of slot for each of the pool, then a bit for each that memory lacks. */
    long snapshot() {
        long snapshot = 0;
        for (int n = 0; n < POOL.length; n++) {
            int register = POOL[n];
            snapshot |= (slotOf[register] & SLOT_MASK) << SLOT_BITS * n;
            snapshot |= (long) (dirty >>> register & 1) << SLOT_BITS * POOL.length + n;
        }
        return snapshot;
    }

    private static int slotAt(long snapshot, int n) {
        return (byte) (snapshot >>> SLOT_BITS * n);
    }

    private static boolean isDirtyAt(long snapshot, int n) {
        return (snapshot >>> SLOT_BITS * POOL.length + n & 1) != 0;
    }

    /** Two ways meet, on both of which memory has everything: the present one and that from a snapshot. */
    void meet(long other) {
        for (int n = 0; n < POOL.length; n++) {
            if (slotOf[POOL[n]] != slotAt(other, n)) {
                forget(POOL[n]);
            }
        }
    }

    /** Nothing is in a register. */
    void clear() {
        for (int register : POOL) {
            forget(register);
        }
    }

    private void forget(int register) {
        int slot = slotOf[register];
        if (slot != NONE) {
            registerOf[slot] = NONE;
            slotOf[register] = NONE;
        }
        dirty &= ~(1 << register);
    }

    /** Temporaries have no meaning any more. */
    void endInstruction() {
        for (int register : POOL) {
            if (slotOf[register] >= CpuState.FIRST_TEMPORARY) {
                forget(register);
            }
        }
    }

    /** A register that holds a slot. */
    int read(int slot) {
        int register = registerOf[slot];
        if (register == NONE) {
            register = allocate(slot);
            out.load(register, Assembler.RBX, offset(slot));
        }
        lastUse[register] = ++uses;
        return register;
    }

    /** A register that is to hold a slot; its present value is kept until the caller writes the new one. */
    int define(int slot) {
        int register = registerOf[slot];
        if (register == NONE) {
            register = allocate(slot);
        }
        lastUse[register] = ++uses;
        return register;
    }

    /** The new value of a slot is in its register. */
    void defined(int slot) {
        int register = registerOf[slot];
        if (slot < CpuState.FIRST_TEMPORARY) {
            out.store(Assembler.RBX, offset(slot), register);
        } else {
            dirty |= 1 << register;
        }
    }

    private int allocate(int slot) {
        int best = POOL[0];
        for (int register : POOL) {
            if (slotOf[register] == NONE) {
                best = register;
                break;
            }
            if (lastUse[register] < lastUse[best]) {
                best = register;
            }
        }
        if ((dirty >>> best & 1) != 0) {
            out.store(Assembler.RBX, offset(slotOf[best]), best);
        }
        forget(best);
        registerOf[slot] = best;
        slotOf[best] = slot;
        return best;
    }

    /** Writes what memory does not have. */
    void spill() {
        spill(snapshot());
        dirty = 0;
    }

    /** The same as it was at a snapshot. */
    void spill(long at) {
        for (int n = 0; n < POOL.length; n++) {
            if (isDirtyAt(at, n)) {
                out.store(Assembler.RBX, offset(slotAt(at, n)), POOL[n]);
            }
        }
    }

    /** Reads what was in registers at a snapshot. */
    void reload(long at) {
        for (int n = 0; n < POOL.length; n++) {
            if (slotAt(at, n) != NONE) {
                out.load(POOL[n], Assembler.RBX, offset(slotAt(at, n)));
            }
        }
    }

    /** Where a slot is from RBX. */
    static int offset(int slot) {
        return slot * Integer.BYTES;
    }
}
