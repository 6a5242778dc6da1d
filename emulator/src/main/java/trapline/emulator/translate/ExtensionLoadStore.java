package trapline.emulator.translate;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.ir.Uop;
import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.MemoryOperand;
import trapline.emulator.isa.Operand2.Immediate;
import trapline.emulator.isa.VfpInsn;

/**
 * VLDR, VSTR, VLDM and VSTM (ARM DDI 0406C A7.6): words by way of core temporaries; registers are written after everything that can
 * fault.
 */
final class ExtensionLoadStore {
    private static final int WORD_BYTES = 4;

    private final Emitter e;
    /** The first of the words in the registers, in the order of S registers. */
    private final int first;

    private final int words;
    /** In big-endian order the words of a D register come the other way round. */
    private final int order;

    private ExtensionLoadStore(Emitter e, boolean dp, int register, int registers) {
        this.e = e;
        first = dp ? 2 * register : register;
        words = dp ? 2 * registers : registers;
        order = dp && e.isBigEndian() ? 1 : 0;
    }

    static void one(Emitter e, VfpInsn.LoadStore insn) {
        boolean literal = insn.address().rn() == CpuState.PC;
        int base = literal ? Uop.ZERO : insn.address().rn();
        int offset = (literal ? e.alignedPc() : 0) + offset(insn.address());
        new ExtensionLoadStore(e, insn.dp(), insn.d(), 1).transfer(insn.load(), base, offset);
    }

    private static int offset(MemoryOperand address) {
        if (address.offset() instanceof Immediate immediate) {
            return address.add() ? immediate.value() : -immediate.value();
        }
        throw new IllegalStateException("no immediate offset in " + address);
    }

    static void multiple(Emitter e, VfpInsn.LoadStoreMultiple insn) {
        boolean literal = insn.rn() == CpuState.PC;
        int bytes = WORD_BYTES * insn.imm8();
        int base = literal ? Uop.ZERO : insn.rn();
        int offset = (literal ? e.alignedPc() : 0) - (insn.before() ? bytes : 0);
        new ExtensionLoadStore(e, insn.dp(), insn.d(), insn.registers()).transfer(insn.load(), base, offset);
        if (insn.writeBack()) {
            e.opImmediate(UopKind.ADDI, insn.rn(), insn.rn(), insn.before() ? -bytes : bytes);
        }
    }

    private void transfer(boolean load, int base, int offset) {
        if (load) {
            load(base, offset);
        } else {
            store(base, offset);
        }
    }

    private void load(int base, int offset) {
        int[] slots = new int[words];
        for (int word = 0; word < words; word++) {
            slots[word] = LoadStore.alignedWord(e, base, offset + WORD_BYTES * word);
        }
        for (int word = 0; word < words; word++) {
            e.opImmediate(UopKind.EXT_SET_WORD, 0, slots[word ^ order], first + word);
        }
    }

    private void store(int base, int offset) {
        for (int word = 0; word < words; word++) {
            int slot = e.temporary();
            e.opImmediate(UopKind.EXT_WORD, slot, 0, first + (word ^ order));
            LoadStore.storeAlignedWord(e, slot, base, offset + WORD_BYTES * word);
        }
    }
}
