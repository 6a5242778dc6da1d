package trapline.emulator.translate;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.BlockMode;
import trapline.emulator.isa.LoadStoreInsn;

/**
 * LDM and STM with their variants (ARM DDI 0406C A4.7, B9.3). Registers are loaded in order as memory gives them, the base register and
 * the PC last, so that after an abort the instruction can be run again.
 */
final class LoadStoreMultiple {
    private static final int PC_BIT = 1 << CpuState.PC;

    private LoadStoreMultiple() {}

    static void load(Emitter e, LoadStoreInsn.LoadMultiple insn) {
        int list = insn.registers();
        int offset = insn.mode().startOffset(Integer.bitCount(list));
        int base = insn.rn();
        int newBase = base;
        int target = CpuState.PC;
        for (int n = 0; n <= CpuState.PC; n++) {
            if ((list >>> n & 1) == 0) {
                continue;
            }
            if (n == base) {
                newBase = LoadStore.alignedWord(e, base, offset);
            } else if (n == CpuState.PC) {
                target = LoadStore.alignedWord(e, base, offset);
            } else {
                loadRegister(e, n, base, offset);
            }
            offset += 4;
        }
        writeBack(e, insn.mode(), base, insn.writeBack() && newBase == base, list);
        e.move(base, newBase);
        if ((list & PC_BIT) != 0) {
            e.loadWritePc(target);
        }
    }

    private static void loadRegister(Emitter e, int n, int base, int offset) {
        e.opImmediate(UopKind.LOAD32_ALIGNED, n, base, offset);
        if (e.isBigEndian()) {
            e.op(UopKind.REV, n, n, 0);
        }
    }

    static void store(Emitter e, LoadStoreInsn.StoreMultiple insn) {
        int list = insn.registers();
        int offset = insn.mode().startOffset(Integer.bitCount(list));
        for (int n = 0; n <= CpuState.PC; n++) {
            if ((list >>> n & 1) != 0) {
                LoadStore.storeAlignedWord(e, e.read(n), insn.rn(), offset);
                offset += 4;
            }
        }
        writeBack(e, insn.mode(), insn.rn(), insn.writeBack(), list);
    }

    private static void writeBack(Emitter e, BlockMode mode, int rn, boolean writeBack, int list) {
        if (writeBack) {
            e.opImmediate(UopKind.ADDI, rn, rn, mode.writeBackOffset(Integer.bitCount(list)));
        }
    }

    static void loadUser(Emitter e, LoadStoreInsn.LoadMultipleUser insn) {
        if (isRefused(e)) {
            return;
        }
        int[] values = loadAll(e, insn.mode(), insn.rn(), insn.registers());
        writeBack(e, insn.mode(), insn.rn(), insn.writeBack(), insn.registers());
        for (int n = 0; n < CpuState.PC; n++) {
            if ((insn.registers() >>> n & 1) != 0) {
                e.opImmediate(UopKind.WRITE_USER, 0, values[n], n);
            }
        }
    }

    static void storeUser(Emitter e, LoadStoreInsn.StoreMultipleUser insn) {
        if (isRefused(e)) {
            return;
        }
        int offset = insn.mode().startOffset(Integer.bitCount(insn.registers()));
        for (int n = 0; n <= CpuState.PC; n++) {
            if ((insn.registers() >>> n & 1) != 0) {
                int value = n == CpuState.PC ? e.read(n) : userRegister(e, n);
                LoadStore.storeAlignedWord(e, value, insn.rn(), offset);
                offset += 4;
            }
        }
        writeBack(e, insn.mode(), insn.rn(), insn.writeBack(), insn.registers());
    }

    private static int userRegister(Emitter e, int n) {
        int slot = e.temporary();
        e.opImmediate(UopKind.READ_USER, slot, 0, n);
        return slot;
    }

    static void exceptionReturn(Emitter e, LoadStoreInsn.LoadMultipleExceptionReturn insn) {
        if (isRefused(e)) {
            return;
        }
        int[] values = loadAll(e, insn.mode(), insn.rn(), insn.registers());
        int psr = e.temporary();
        e.op(UopKind.READ_SPSR, psr, 0, 0);
        writeBack(e, insn.mode(), insn.rn(), insn.writeBack(), insn.registers());
        for (int n = 0; n < CpuState.PC; n++) {
            if ((insn.registers() >>> n & 1) != 0) {
                e.move(n, values[n]);
            }
        }
        e.op(UopKind.EXCEPTION_RETURN, 0, values[CpuState.PC], psr);
        e.examine();
    }

    /** B9.3.5, B9.3.6, B9.3.17: UNDEFINED in Hyp mode, UNPREDICTABLE in User mode. */
    private static boolean isRefused(Emitter e) {
        if (e.isHyp()) {
            e.undefined();
        } else if (e.isUser()) {
            e.unpredictable();
        }
        return e.isHyp() || e.isUser();
    }

    /** Loads all registers of the list into temporaries, which it gives by register number. */
    private static int[] loadAll(Emitter e, BlockMode mode, int rn, int list) {
        int[] values = new int[16];
        int offset = mode.startOffset(Integer.bitCount(list));
        for (int n = 0; n <= CpuState.PC; n++) {
            if ((list >>> n & 1) != 0) {
                values[n] = LoadStore.alignedWord(e, rn, offset);
                offset += 4;
            }
        }
        return values;
    }
}
