package trapline.tests.agreement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The few A32 instructions that the harness is made of, with labels. */
final class A32Assembler {
    static final int R0 = 0;
    static final int R1 = 1;
    static final int R2 = 2;
    static final int R3 = 3;
    static final int R4 = 4;
    static final int R5 = 5;
    static final int R6 = 6;
    static final int R7 = 7;
    static final int SP = 13;
    static final int LR = 14;
    static final int PC = 15;

    static final int EQ = 0x0;
    static final int NE = 0x1;
    static final int CS = 0x2;
    static final int AL = 0xE;

    private final int base;
    private final List<Integer> words = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private final Map<Integer, String> branches = new HashMap<>();

    /** Code for an address. */
    A32Assembler(int base) {
        this.base = base;
    }

    void word(int word) {
        words.add(word);
    }

    void label(String name) {
        labels.put(name, words.size());
    }

    void branch(int cond, String label) {
        branches.put(words.size(), label);
        word(cond << 28 | 0x0A00_0000);
    }

    void call(String label) {
        branches.put(words.size(), label);
        word(0xEB00_0000);
    }

    /** MOVW and MOVT. */
    void constant(int rd, int value) {
        word(0xE300_0000 | (value >>> 12 & 0xF) << 16 | rd << 12 | value & 0xFFF);
        word(0xE340_0000 | value >>> 28 << 16 | rd << 12 | value >>> 16 & 0xFFF);
    }

    void move(int rd, int rm) {
        word(0xE1A0_0000 | rd << 12 | rm);
    }

    void moveImmediate(int rd, int imm8) {
        word(0xE3A0_0000 | rd << 12 | imm8);
    }

    void add(int rd, int rn, int imm8) {
        word(0xE280_0000 | rn << 16 | rd << 12 | imm8);
    }

    /** SUBS. */
    void subtract(int rd, int rn, int imm8) {
        word(0xE250_0000 | rn << 16 | rd << 12 | imm8);
    }

    void load(int rt, int rn, int offset) {
        word(0xE590_0000 | rn << 16 | rt << 12 | offset);
    }

    void store(int rt, int rn, int offset) {
        word(0xE580_0000 | rn << 16 | rt << 12 | offset);
    }

    /** LDR {@code rt, [rn], #4}. */
    void loadNext(int rt, int rn) {
        word(0xE490_0004 | rn << 16 | rt << 12);
    }

    /** STR {@code rt, [rn], #4}. */
    void storeNext(int rt, int rn) {
        word(0xE480_0004 | rn << 16 | rt << 12);
    }

    /** Writes a CP15 register: {@code MCR p15, opc1, rt, crn, crm, opc2}. */
    void systemWrite(int rt, int crn, int opc1, int crm, int opc2) {
        word(0xEE00_0F10 | opc1 << 21 | crn << 16 | rt << 12 | opc2 << 5 | crm);
    }

    /** Reads a CP15 register. */
    void systemRead(int rt, int crn, int opc1, int crm, int opc2) {
        word(0xEE10_0F10 | opc1 << 21 | crn << 16 | rt << 12 | opc2 << 5 | crm);
    }

    /** The address of a label. */
    int address(String label) {
        return base + 4 * labels.getOrDefault(label, 0);
    }

    /** The code with its branches resolved. */
    List<Integer> assemble() {
        List<Integer> resolved = new ArrayList<>(words);
        branches.forEach((at, label) -> {
            Integer target = labels.get(label);
            if (target == null) {
                throw new IllegalStateException("no label " + label);
            }
            resolved.set(at, words.get(at) | (target - at - 2) & 0xFF_FFFF);
        });
        return resolved;
    }
}
