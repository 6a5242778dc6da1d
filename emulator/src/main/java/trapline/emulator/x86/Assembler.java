package trapline.emulator.x86;

import java.util.Arrays;

/**
 * Encodes instructions of x86-64 into a buffer, for the address at which they are to lie (Intel 64 and IA-32 Architectures Software
 * Developer's Manual, volume 2). Operands are of 32 bits unless a name says otherwise. A place in the code is its absolute address.
 */
final class Assembler {
    static final int RAX = 0;
    static final int RCX = 1;
    static final int RDX = 2;
    static final int RBX = 3;
    static final int RSP = 4;
    static final int RBP = 5;
    static final int RSI = 6;
    static final int RDI = 7;
    static final int R8 = 8;
    static final int R9 = 9;
    static final int R10 = 10;
    static final int R11 = 11;
    static final int R12 = 12;
    static final int R13 = 13;
    static final int R14 = 14;
    static final int R15 = 15;

    // Conditions, as in the opcodes of Jcc and SETcc; the opposite differs in bit 0.

    static final int OVERFLOW = 0x0;
    static final int BELOW = 0x2;
    static final int NOT_BELOW = 0x3;
    static final int EQUAL = 0x4;
    static final int NOT_EQUAL = 0x5;
    static final int ABOVE = 0x7;
    static final int SIGN = 0x8;
    static final int LESS = 0xC;
    static final int NOT_LESS = 0xD;
    static final int GREATER = 0xF;

    // Operations of two operands, as in their opcodes.

    static final int ADD = 0;
    static final int OR = 1;
    static final int ADC = 2;
    static final int SBB = 3;
    static final int AND = 4;
    static final int SUB = 5;
    static final int XOR = 6;
    static final int CMP = 7;

    // Shifts, as in their opcodes.

    static final int ROL = 0;
    static final int ROR = 1;
    static final int RCR = 3;
    static final int SHL = 4;
    static final int SHR = 5;
    static final int SAR = 7;

    /** Bytes of a jump, which is what a {@link #jump} can be patched to. */
    static final int JUMP_BYTES = 5;

    private static final int REX = 0x40;
    private static final int REX_W = 0x48;
    /** In place of an index register. */
    private static final int NO_INDEX = RSP;

    private byte[] code = new byte[1 << 14];
    private int length;
    private long base;

    /** Begins code that is to lie at an address. */
    void begin(long address) {
        base = address;
        length = 0;
    }

    /** The address of what comes next. */
    long here() {
        return base + length;
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return Arrays.copyOf(code, length);
    }

    private void byte1(int value) {
        if (length == code.length) {
            code = Arrays.copyOf(code, 2 * length);
        }
        code[length++] = (byte) value;
    }

    private void byte4(int value) {
        byte1(value);
        byte1(value >> 8);
        byte1(value >> 16);
        byte1(value >> 24);
    }

    private void byte8(long value) {
        byte4((int) value);
        byte4((int) (value >>> 32));
    }

    // Parts of instructions.

    private void rex(int rex, int register, int index, int base) {
        int bits = rex | register >>> 3 << 2 | index >>> 3 << 1 | base >>> 3;
        if (bits != 0) {
            byte1(bits | REX);
        }
    }

    private void registers(int rex, int opcode, int register, int rm) {
        rex(rex, register, 0, rm);
        opcode(opcode);
        byte1(0xC0 | (register & 7) << 3 | rm & 7);
    }

    private void opcode(int opcode) {
        if (opcode > 0xFF) {
            byte1(opcode >> 8);
        }
        byte1(opcode);
    }

    private void memory(int rex, int opcode, int register, int base, int displacement) {
        rex(rex, register, 0, base);
        opcode(opcode);
        int mode = mode(base, displacement);
        byte1(mode << 6 | (register & 7) << 3 | base & 7);
        if ((base & 7) == RSP) {
            byte1(NO_INDEX << 3 | RSP);
        }
        displacement(mode, displacement);
    }

    /** A base register, an index register that counts as often as 1 &lt;&lt; scaleLog2 says, and a displacement. */
    private record Place(int base, int index, int scaleLog2, int displacement) {
        Place(int base, int index) {
            this(base, index, 0, 0);
        }
    }

    private void indexed(int rex, int opcode, int register, Place at) {
        rex(rex, register, at.index, at.base);
        opcode(opcode);
        int mode = mode(at.base, at.displacement);
        byte1(mode << 6 | (register & 7) << 3 | RSP);
        byte1(at.scaleLog2 << 6 | (at.index & 7) << 3 | at.base & 7);
        displacement(mode, at.displacement);
    }

    /** At an address; {@code after} is the number of bytes of the instruction that follow the address. */
    private void relative(int rex, int opcode, int register, long address, int after) {
        rex(rex, register, 0, 0);
        opcode(opcode);
        byte1((register & 7) << 3 | 0b101);
        byte4((int) (address - here() - 4 - after));
    }

    private static int mode(int base, int displacement) {
        if (displacement == 0 && (base & 7) != RBP) {
            return 0;
        }
        return displacement == (byte) displacement ? 1 : 2;
    }

    private void displacement(int mode, int displacement) {
        if (mode == 1) {
            byte1(displacement);
        } else if (mode == 2) {
            byte4(displacement);
        }
    }

    // Moves.

    void move(int to, int from) {
        registers(0, 0x89, from, to);
    }

    void move64(int to, int from) {
        registers(REX_W, 0x89, from, to);
    }

    void constant(int to, int value) {
        rex(0, 0, 0, to);
        byte1(0xB8 | to & 7);
        byte4(value);
    }

    void constant64(int to, long value) {
        if (value >>> 32 == 0) {
            constant(to, (int) value);
            return;
        }
        rex(REX_W, 0, 0, to);
        byte1(0xB8 | to & 7);
        byte8(value);
    }

    void load(int to, int base, int displacement) {
        memory(0, 0x8B, to, base, displacement);
    }

    void load64(int to, int base, int displacement) {
        memory(REX_W, 0x8B, to, base, displacement);
    }

    void loadIndexed(int to, int base, int index, int scaleLog2, int displacement) {
        indexed(0, 0x8B, to, new Place(base, index, scaleLog2, displacement));
    }

    void loadIndexed64(int to, int base, int index, int scaleLog2, int displacement) {
        indexed(REX_W, 0x8B, to, new Place(base, index, scaleLog2, displacement));
    }

    void store(int base, int displacement, int from) {
        memory(0, 0x89, from, base, displacement);
    }

    void store64(int base, int displacement, int from) {
        memory(REX_W, 0x89, from, base, displacement);
    }

    void storeConstant(int base, int displacement, int value) {
        memory(0, 0xC7, 0, base, displacement);
        byte4(value);
    }

    /** A doubleword, which is the constant sign-extended. */
    void storeConstant64(int base, int displacement, int value) {
        memory(REX_W, 0xC7, 0, base, displacement);
        byte4(value);
    }

    void storeConstant8(int base, int displacement, int value) {
        memory(0, 0xC6, 0, base, displacement);
        byte1(value);
    }

    /** A byte at base + index, zero-extended. */
    void load8(int to, int base, int index) {
        indexed(0, 0x0FB6, to, new Place(base, index));
    }

    void load8Signed(int to, int base, int index) {
        indexed(0, 0x0FBE, to, new Place(base, index));
    }

    void load16(int to, int base, int index) {
        indexed(0, 0x0FB7, to, new Place(base, index));
    }

    void load16Signed(int to, int base, int index) {
        indexed(0, 0x0FBF, to, new Place(base, index));
    }

    /** A byte at base + displacement, zero-extended. */
    void load8At(int to, int base, int displacement) {
        memory(0, 0x0FB6, to, base, displacement);
    }

    void store8(int base, int index, int from) {
        indexed(REX, 0x88, from, new Place(base, index));
    }

    void store16(int base, int index, int from) {
        byte1(0x66);
        indexed(0, 0x89, from, new Place(base, index));
    }

    void store32(int base, int index, int from) {
        indexed(0, 0x89, from, new Place(base, index));
    }

    void address(int to, int base, int displacement) {
        memory(0, 0x8D, to, base, displacement);
    }

    void address64(int to, int base, int displacement) {
        memory(REX_W, 0x8D, to, base, displacement);
    }

    void addressIndexed(int to, int base, int index, int scaleLog2, int displacement) {
        indexed(0, 0x8D, to, new Place(base, index, scaleLog2, displacement));
    }

    /** The address of something near the code. */
    void addressOf(int to, long address) {
        relative(REX_W, 0x8D, to, address, 0);
    }

    void extend8(int to, int from) {
        registers(REX, 0x0FB6, to, from);
    }

    void extend8Signed(int to, int from) {
        registers(REX, 0x0FBE, to, from);
    }

    void extend16Signed(int to, int from) {
        registers(0, 0x0FBF, to, from);
    }

    void moveIf(int condition, int to, int from) {
        registers(0, 0x0F40 | condition, to, from);
    }

    // Arithmetic and logic.

    void operate(int operation, int to, int from) {
        registers(0, operation << 3 | 1, from, to);
    }

    void operate64(int operation, int to, int from) {
        registers(REX_W, operation << 3 | 1, from, to);
    }

    void operate(int operation, int to, int base, int displacement) {
        memory(0, operation << 3 | 3, to, base, displacement);
    }

    void operateIndexed(int operation, int to, int base, int index, int scaleLog2, int displacement) {
        indexed(0, operation << 3 | 3, to, new Place(base, index, scaleLog2, displacement));
    }

    void operate64(int operation, int to, int base, int displacement) {
        memory(REX_W, operation << 3 | 3, to, base, displacement);
    }

    void operateConstant(int operation, int to, int value) {
        operateConstant(0, operation, to, value);
    }

    void operateConstant64(int operation, int to, int value) {
        operateConstant(REX_W, operation, to, value);
    }

    private void operateConstant(int rex, int operation, int to, int value) {
        if (value == (byte) value) {
            registers(rex, 0x83, operation, to);
            byte1(value);
        } else {
            registers(rex, 0x81, operation, to);
            byte4(value);
        }
    }

    /** With a constant that fits a signed byte, on a word of memory. */
    void operateOnMemory(int operation, int base, int displacement, int value) {
        memory(0, 0x83, operation, base, displacement);
        byte1(value);
    }

    /** On a doubleword. */
    void operateOnMemory64(int operation, int base, int displacement, int value) {
        memory(REX_W, 0x83, operation, base, displacement);
        byte1(value);
    }

    void operateOnMemory8(int operation, int base, int displacement, int value) {
        memory(0, 0x80, operation, base, displacement);
        byte1(value);
    }

    /** AL with a constant. */
    void operateAl(int operation, int value) {
        byte1(operation << 3 | 4);
        byte1(value);
    }

    void operate8(int operation, int to, int base, int displacement) {
        memory(REX, operation << 3 | 2, to, base, displacement);
    }

    void test(int a, int b) {
        registers(0, 0x85, b, a);
    }

    void testConstant(int register, int value) {
        registers(0, 0xF7, 0, register);
        byte4(value);
    }

    void not(int register) {
        registers(0, 0xF7, 2, register);
    }

    void negate(int register) {
        registers(0, 0xF7, 3, register);
    }

    /** EDX:EAX = EAX × a register, unsigned. */
    void multiplyLong(int by) {
        registers(0, 0xF7, 4, by);
    }

    /** The same, signed. */
    void multiplyLongSigned(int by) {
        registers(0, 0xF7, 5, by);
    }

    void multiply(int to, int by) {
        registers(0, 0x0FAF, to, by);
    }

    void multiply64(int to, int by) {
        registers(REX_W, 0x0FAF, to, by);
    }

    /** EAX, EDX = quotient and remainder of EDX:EAX by a register, unsigned. */
    void divide(int by) {
        registers(0, 0xF7, 6, by);
    }

    /** The same, signed. */
    void divideSigned(int by) {
        registers(0, 0xF7, 7, by);
    }

    /** EDX = sign of EAX. */
    void extendSign() {
        byte1(0x99);
    }

    void extendTo64(int to, int from) {
        registers(REX_W, 0x63, to, from);
    }

    void shift(int operation, int register, int amount) {
        registers(0, 0xC1, operation, register);
        byte1(amount);
    }

    void shift64(int operation, int register, int amount) {
        registers(REX_W, 0xC1, operation, register);
        byte1(amount);
    }

    /** By CL modulo 32. */
    void shiftByCl(int operation, int register) {
        registers(0, 0xD3, operation, register);
    }

    void swapBytes(int register) {
        rex(0, 0, 0, register);
        byte1(0x0F);
        byte1(0xC8 | register & 7);
    }

    void scanForward(int to, int from) {
        registers(0, 0x0FBC, to, from);
    }

    void scanReverse(int to, int from) {
        registers(0, 0x0FBD, to, from);
    }

    /** The carry flag = a bit of a register. */
    void testBit(int register, int bit) {
        registers(0, 0x0FBA, 4, register);
        byte1(bit);
    }

    void complementCarry() {
        byte1(0xF5);
    }

    void setIf(int condition, int base, int displacement) {
        memory(0, 0x0F90 | condition, 0, base, displacement);
    }

    /** A byte register = 1 or 0. */
    void setIf(int condition, int register) {
        registers(REX, 0x0F90 | condition, 0, register);
    }

    /** Subtracts 1 from a word near the code. */
    void decrement(long address) {
        relative(0, 0xFF, 1, address, 0);
    }

    // Jumps.

    void jump(long target) {
        byte1(0xE9);
        byte4((int) (target - here() - 4));
    }

    void call(long target) {
        byte1(0xE8);
        byte4((int) (target - here() - 4));
    }

    void jumpIf(int condition, long target) {
        byte1(0x0F);
        byte1(0x80 | condition);
        byte4((int) (target - here() - 4));
    }

    /** Forward; the answer is for {@link #bind}. */
    int jumpForward() {
        jump(here());
        return length;
    }

    /** Forward, when a condition holds. */
    int jumpForwardIf(int condition) {
        jumpIf(condition, here());
        return length;
    }

    /** A jump forward leads here. */
    void bind(int jump) {
        int distance = length - jump;
        for (int i = 0; i < 4; i++) {
            code[jump - 4 + i] = (byte) (distance >> 8 * i);
        }
    }

    void jumpTo(int register) {
        registers(0, 0xFF, 4, register);
    }

    void jumpToMemory(int base, int displacement) {
        memory(0, 0xFF, 4, base, displacement);
    }

    void push(int register) {
        rex(0, 0, 0, register);
        byte1(0x50 | register & 7);
    }

    void pop(int register) {
        rex(0, 0, 0, register);
        byte1(0x58 | register & 7);
    }

    void ret() {
        byte1(0xC3);
    }
}
