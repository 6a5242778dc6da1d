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

    /** What is in registers at a point of the code. */
    record Snapshot(int[] slotOf, int dirty) {}

    /** Nothing is. */
    static final Snapshot NOTHING = new Snapshot(new int[0], 0);

    Snapshot snapshot() {
        return new Snapshot(slotOf.clone(), dirty);
    }

    /** Two ways meet: the present one and that from a snapshot. */
    void meet(Snapshot other) {
        for (int register : POOL) {
            if (slotOf[register] != other.slotOf[register]) {
                forget(register);
            }
        }
        dirty |= other.dirty;
        for (int register : POOL) {
            if (slotOf[register] == NONE) {
                dirty &= ~(1 << register);
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
    void spill(Snapshot at) {
        for (int register : POOL) {
            if ((at.dirty >>> register & 1) != 0) {
                out.store(Assembler.RBX, offset(at.slotOf[register]), register);
            }
        }
    }

    /** Reads what was in registers at a snapshot. */
    void reload(Snapshot at) {
        for (int register : POOL) {
            if (at.slotOf[register] != NONE) {
                out.load(register, Assembler.RBX, offset(at.slotOf[register]));
            }
        }
    }

    /** Where a slot is from RBX. */
    static int offset(int slot) {
        return slot * Integer.BYTES;
    }
}
