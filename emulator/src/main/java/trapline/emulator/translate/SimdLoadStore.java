package trapline.emulator.translate;

import trapline.emulator.fp.Packed;
import trapline.emulator.fp.SimdStructures;
import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.SimdInsn;
import trapline.emulator.isa.SimdInsn.Address;

/**
 * Loads and stores of elements and structures (ARM DDI 0406C A7.7): words, or single elements, by way of core temporaries; registers are
 * written after everything that can fault.
 */
final class SimdLoadStore {
    private static final int BYTE = 0;
    private static final int HALFWORD = 1;
    private static final int WORD = 2;
    private static final int DOUBLEWORD = 3;
    private static final int WORD_BYTES = 4;
    private static final int REGISTER_BYTES = 8;
    private static final int WRITE = 1 << 8;

    private final Emitter e;
    private final int size;
    private final int rn;
    private final boolean load;

    private SimdLoadStore(Emitter e, boolean load, int size, Address address) {
        this.e = e;
        this.size = size;
        this.rn = address.rn();
        this.load = load;
        check(address.alignment());
    }

    /** The alignment that the instruction asks for, whatever SCTLR.A says. */
    private void check(int bytes) {
        if (bytes > 1) {
            e.opImmediate(UopKind.CHECK_ALIGNMENT, 0, rn, bytes | (load ? 0 : WRITE));
        }
    }

    private static void writeBack(Emitter e, Address address, int bytes) {
        if (address.isRegisterIndexed()) {
            e.op(UopKind.ADD, address.rn(), address.rn(), address.rm());
        } else if (address.writesBack()) {
            e.opImmediate(UopKind.ADDI, address.rn(), address.rn(), bytes);
        }
    }

    static void structures(Emitter e, SimdInsn.Structures insn) {
        SimdLoadStore access = new SimdLoadStore(e, insn.load(), insn.size(), insn.address());
        if (insn.load()) {
            access.loadStructures(insn);
        } else {
            access.storeStructures(insn);
        }
        writeBack(e, insn.address(), REGISTER_BYTES * insn.elements() * insn.registers());
    }

    /** The register that holds element i of the structures of group r. */
    private static int register(SimdInsn.Structures insn, int r, int i) {
        return insn.d() + r + i * insn.increment();
    }

    private void loadStructures(SimdInsn.Structures insn) {
        int[] slots = new int[2 * insn.elements() * insn.registers()];
        for (int word = 0; word < slots.length; word++) {
            slots[word] = loadWord(WORD_BYTES * word);
        }
        int swapped = size == DOUBLEWORD && e.isBigEndian() ? 1 : 0;
        int next = 0;
        for (int r = 0; r < insn.registers(); r++) {
            for (int i = 0; i < insn.elements(); i++) {
                int first = 2 * register(insn, r, i);
                e.opImmediate(UopKind.EXT_SET_WORD, 0, slots[next ^ swapped], first);
                e.opImmediate(UopKind.EXT_SET_WORD, 0, slots[next + 1 ^ swapped], first + 1);
                next += 2;
            }
            if (insn.elements() > 1) {
                e.extension(UopKind.SIMD_DEINTERLEAVE, structure(insn, r, 0));
            }
        }
    }

    private int structure(SimdInsn.Structures insn, int r, int word) {
        return Packed.registers(insn.d() + r, 0, 0)
                | Packed.elements(size, false)
                | SimdStructures.shape(word, insn.elements(), insn.increment());
    }

    private void storeStructures(SimdInsn.Structures insn) {
        int wordsOfGroup = 2 * insn.elements();
        int swapped = size == DOUBLEWORD && e.isBigEndian() ? 1 : 0;
        for (int r = 0; r < insn.registers(); r++) {
            for (int word = 0; word < wordsOfGroup; word++) {
                int slot = e.temporary();
                if (insn.elements() > 1) {
                    e.opImmediate(UopKind.SIMD_INTERLEAVED_WORD, slot, 0, structure(insn, r, word));
                } else {
                    e.opImmediate(UopKind.EXT_WORD, slot, 0, 2 * (insn.d() + r) + (word ^ swapped));
                }
                storeWord(slot, WORD_BYTES * (r * wordsOfGroup + word));
            }
        }
    }

    /** Whether a word at an offset needs the alignment of words: elements may need less, doublewords more. */
    private boolean isPlainWord(int offset) {
        return size == WORD || size == DOUBLEWORD && offset % REGISTER_BYTES != 0;
    }

    private int loadWord(int offset) {
        if (isPlainWord(offset)) {
            return inOrder(e.valueImmediate(UopKind.LOAD32, rn, offset));
        }
        int address = offset == 0 ? rn : e.valueImmediate(UopKind.ADDI, rn, offset);
        return inOrder(e.value(UopKind.LOAD_ELEMENTS, address, 1 << size));
    }

    private void storeWord(int slot, int offset) {
        inOrder(slot);
        if (isPlainWord(offset)) {
            e.emit(UopKind.STORE32, 0, rn, slot, offset);
        } else {
            int address = offset == 0 ? rn : e.valueImmediate(UopKind.ADDI, rn, offset);
            e.emit(UopKind.STORE_ELEMENTS, 0, address, slot, 1 << size);
        }
    }

    /** Between the order of bytes in memory and in registers, in place. */
    private int inOrder(int slot) {
        if (e.isBigEndian() && size != BYTE) {
            e.op(size == HALFWORD ? UopKind.REV16 : UopKind.REV, slot, slot, 0);
        }
        return slot;
    }

    static void lane(Emitter e, SimdInsn.Lane insn) {
        SimdLoadStore access = new SimdLoadStore(e, insn.load(), insn.size(), insn.address());
        int[] slots = new int[insn.elements()];
        for (int i = 0; i < slots.length; i++) {
            int scalar = access.scalar(insn.d() + i * insn.increment(), insn.index());
            if (insn.load()) {
                slots[i] = access.loadElement(i << insn.size());
            } else {
                int slot = e.temporary();
                e.opImmediate(UopKind.EXT_ELEMENT, slot, 0, scalar);
                access.storeElement(slot, i << insn.size());
            }
        }
        for (int i = 0; i < slots.length && insn.load(); i++) {
            int scalar = access.scalar(insn.d() + i * insn.increment(), insn.index());
            e.opImmediate(UopKind.EXT_SET_ELEMENT, 0, slots[i], scalar);
        }
        writeBack(e, insn.address(), insn.elements() << insn.size());
    }

    private int scalar(int register, int index) {
        return Packed.registers(register, 0, 0) | Packed.elements(size, true) | Packed.amount(index);
    }

    static void allLanes(Emitter e, SimdInsn.AllLanes insn) {
        SimdLoadStore access = new SimdLoadStore(e, true, insn.size(), insn.address());
        int[] slots = new int[insn.elements()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = access.loadElement(i << insn.size());
        }
        for (int i = 0; i < slots.length; i++) {
            for (int r = 0; r < insn.registers(); r++) {
                int registers = Packed.registers(insn.d() + r + i * insn.increment(), 0, 0);
                e.opImmediate(UopKind.EXT_DUPLICATE, 0, slots[i], registers | Packed.elements(insn.size(), false));
            }
        }
        writeBack(e, insn.address(), insn.elements() << insn.size());
    }

    private int loadElement(int offset) {
        UopKind kind = size == BYTE ? UopKind.LOAD8 : size == HALFWORD ? UopKind.LOAD16 : UopKind.LOAD32;
        return inOrder(e.valueImmediate(kind, rn, offset));
    }

    private void storeElement(int slot, int offset) {
        inOrder(slot);
        UopKind kind = size == BYTE ? UopKind.STORE8 : size == HALFWORD ? UopKind.STORE16 : UopKind.STORE32;
        e.emit(kind, 0, rn, slot, offset);
    }
}
