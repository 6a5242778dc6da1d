package trapline.executors;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import trapline.emulator.decode.EncodingRows.Table;

/** Writes instructions of both sets into the memory of a program, and remembers where each one is. */
final class Code {
    static final int SP = 13;
    static final int LR = 14;
    static final int PC = 15;
    static final int EQ = 0x0;
    static final int NE = 0x1;
    static final int CS = 0x2;
    static final int MI = 0x4;
    static final int AL = 0xE;

    private static final VarHandle HALFWORDS = view(short[].class);
    private static final VarHandle WORDS = view(int[].class);
    private static final VarHandle DOUBLEWORDS = view(long[].class);

    private static final int THUMB_BRANCH = 0x9000;
    private static final int THUMB_CALL = 0xD000;

    private final byte[] ram;
    private final List<Slot> slots = new ArrayList<>();
    private int address;
    private boolean thumb;

    Code(byte[] ram) {
        this.ram = ram;
    }

    private static VarHandle view(Class<?> as) {
        return MethodHandles.byteArrayViewVarHandle(as, ByteOrder.LITTLE_ENDIAN);
    }

    /** Goes on writing somewhere else. */
    void at(int newAddress, boolean newThumb) {
        address = newAddress;
        thumb = newThumb;
    }

    int address() {
        return address;
    }

    boolean thumb() {
        return thumb;
    }

    /** Address for an interworking branch to the next instruction. */
    int entry() {
        return thumb ? address | 1 : address;
    }

    /** The instructions so far, in the order in which they were written. */
    List<Slot> slots() {
        return slots;
    }

    /** Number of instructions so far, the number of the next one. */
    int size() {
        return slots.size();
    }

    private int put(int word, int size) {
        Slot slot = new Slot(address, word, size, thumb);
        slots.add(slot);
        slot.store(ram);
        address += size;
        return slots.size() - 1;
    }

    /** Four bytes: an A32 instruction, or a wide T32 one. The answer is its number. */
    int wide(int word) {
        return put(word, 4);
    }

    /** A 16-bit T32 instruction. */
    int half(int halfword) {
        return put(halfword & 0xFFFF, 2);
    }

    int emit(Table table, int word) {
        return table == Table.T16 ? half(word) : wide(word);
    }

    /** An instruction by the name and fields of its row, which both sets have. */
    int either(String name, int... fields) {
        return wide((thumb ? Table.T32 : Table.A32).encode(name, fields));
    }

    /** A word that is no instruction. */
    void data(int word) {
        word(ram, address, word);
        address += 4;
    }

    /** A byte that is no instruction. */
    void dataByte(int value) {
        ram[address++ - Layout.RAM] = (byte) value;
    }

    /** To the next word boundary; in T32 by a NOP. */
    void align() {
        if (thumb && (address & 2) != 0) {
            half(0xBF00);
        }
    }

    /** Puts another instruction of the same size in the place of one. */
    void patch(int number, int word) {
        Slot old = slots.get(number);
        Slot patched = new Slot(old.address(), word, old.size(), old.thumb());
        slots.set(number, patched);
        patched.store(ram);
    }

    /** MOVW, and MOVT unless the upper half is zero. */
    void constant(int rd, int value) {
        wide(moveWide(thumb, false, rd, value));
        if (value >>> 16 != 0) {
            wide(moveWide(thumb, true, rd, value >>> 16));
        }
    }

    /** MOVW and MOVT of a value that is to come: {@link #patchConstant} with the answer. */
    int futureConstant(int rd) {
        int first = wide(moveWide(thumb, false, rd, 0));
        wide(moveWide(thumb, true, rd, 0));
        return first;
    }

    /** Changes the value that a {@link #futureConstant} loads. */
    void patchConstant(int number, int rd, int value) {
        boolean set = slots.get(number).thumb();
        patch(number, moveWide(set, false, rd, value));
        patch(number + 1, moveWide(set, true, rd, value >>> 16));
    }

    private static int moveWide(boolean thumb, boolean top, int rd, int value) {
        int imm16 = value & 0xFFFF;
        if (!thumb) {
            return (top ? 0xE340_0000 : 0xE300_0000) | (imm16 >>> 12) << 16 | rd << 12 | imm16 & 0xFFF;
        }
        return (top ? 0xF2C0_0000 : 0xF240_0000)
                | (imm16 >>> 12) << 16
                | (imm16 >>> 11 & 1) << 26
                | (imm16 >>> 8 & 7) << 12
                | rd << 8
                | imm16 & 0xFF;
    }

    /** A wide branch whose target is to come: {@link #land} with its number. */
    int branch(int cond) {
        return wide(
                thumb ? cond == AL ? 0xF000_0000 | THUMB_BRANCH : 0xF000_8000 | cond << 22 : cond << 28 | 0x0A00_0000);
    }

    /** Lets a branch lead to the next instruction. */
    void land(int number) {
        aim(number, address);
    }

    /** Lets a branch lead to an address. */
    void aim(int number, int target) {
        Slot branch = slots.get(number);
        int word = branch.word();
        int offset = target - branch.address() - (branch.thumb() ? 4 : 8);
        if (!branch.thumb()) {
            patch(number, word & 0xFF00_0000 | offset >> 2 & 0xFF_FFFF);
        } else if (branch.size() == 2) {
            boolean conditional = word >>> 12 == 0xD;
            patch(number, conditional ? word & 0xFF00 | offset >> 1 & 0xFF : word & 0xF800 | offset >> 1 & 0x7FF);
        } else if ((word & 0x1000) != 0) {
            patch(number, unconditional(word & THUMB_CALL, offset));
        } else {
            patch(number, conditional(word >>> 22 & 0xF, offset));
        }
    }

    private static int conditional(int cond, int offset) {
        int first = 0xF000 | (offset >>> 20 & 1) << 10 | cond << 6 | offset >>> 12 & 0x3F;
        return first << 16 | 0x8000 | (offset >>> 18 & 1) << 13 | (offset >>> 19 & 1) << 11 | offset >>> 1 & 0x7FF;
    }

    private static int unconditional(int kind, int offset) {
        int sign = offset >>> 24 & 1;
        int j1 = ~(offset >>> 23 ^ sign) & 1;
        int j2 = ~(offset >>> 22 ^ sign) & 1;
        int first = 0xF000 | sign << 10 | offset >>> 12 & 0x3FF;
        return first << 16 | kind | j1 << 13 | j2 << 11 | offset >>> 1 & 0x7FF;
    }

    /** A branch to an address, narrow where that is possible and wanted. */
    void branchTo(int cond, int target, boolean narrow) {
        int offset = target - address - 4;
        int reach = cond == AL ? 1 << 11 : 1 << 8;
        if (thumb && narrow && offset >= -reach && offset < reach) {
            aim(half(cond == AL ? 0xE000 : 0xD000 | cond << 8), target);
        } else {
            aim(branch(cond), target);
        }
    }

    /** BL, or BLX where the target is of the other set. */
    void call(int entry) {
        boolean toThumb = (entry & 1) != 0;
        int target = entry & ~1;
        if (!thumb) {
            int offset = target - address - 8;
            int imm24 = offset >> 2 & 0xFF_FFFF;
            wide(toThumb ? 0xFA00_0000 | (offset >>> 1 & 1) << 24 | imm24 : 0xEB00_0000 | imm24);
        } else if (toThumb) {
            wide(unconditional(THUMB_CALL, target - address - 4));
        } else {
            wide(unconditional(THUMB_CALL & ~0x1000, target - (address & ~3) - 4));
        }
    }

    /** Stores a word that is no instruction somewhere else. */
    void store(int at, int value) {
        word(ram, at, value);
    }

    /** Stores a word of data at an address. */
    static void word(byte[] ram, int at, int value) {
        WORDS.set(ram, at - Layout.RAM, value);
    }

    /** Stores a halfword of data at an address. */
    static void halfword(byte[] ram, int at, int value) {
        HALFWORDS.set(ram, at - Layout.RAM, (short) value);
    }

    /** Stores a doubleword of data at an address. */
    static void doubleword(byte[] ram, int at, long value) {
        DOUBLEWORDS.set(ram, at - Layout.RAM, value);
    }
}
