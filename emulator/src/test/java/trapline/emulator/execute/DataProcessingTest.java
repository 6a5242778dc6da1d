package trapline.emulator.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Data processing against the pseudocode of ARM DDI 0406C A2.2.1 and A8.4.3, written here a second time and plainly. */
class DataProcessingTest {
    private static final long SEED = 20260101;
    private static final int[] CORNERS = {
        0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x8000, 0xFFFF_0000, 0x1234_5678
    };
    private static final int ADC = 5;
    private static final int SBC = 6;
    private static final int RSC = 7;
    private static final int TST = 8;
    private static final int CMN = 11;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

    /** The Rn field: r1, but zero for the moves. */
    private static int firstOperand(int op) {
        return (op & 0b1101) == 0b1101 ? 0 : 1 << 16;
    }

    private int operand() {
        return random.nextInt(3) == 0 ? random.nextInt() : CORNERS[random.nextInt(CORNERS.length)];
    }

    /** The result in bits 31:0, NZCV in bits 35:32. */
    private static long addWithCarry(int x, int y, int carry) {
        long unsigned = (x & 0xFFFF_FFFFL) + (y & 0xFFFF_FFFFL) + carry;
        long signed = (long) x + y + carry;
        int result = (int) unsigned;
        long flags = (result < 0 ? 8 : 0)
                | (result == 0 ? 4 : 0)
                | ((result & 0xFFFF_FFFFL) != unsigned ? 2 : 0)
                | (result != signed ? 1 : 0);
        return flags << 32 | result & 0xFFFF_FFFFL;
    }

    /** The shifted value in bits 31:0, the carry in bit 32; one bit at a time. */
    private static long shiftC(int value, int type, int amount, int carryIn) {
        int result = value;
        int carry = carryIn;
        for (int n = 0; n < amount; n++) {
            carry = type == 0 ? result >>> 31 : result & 1;
            result = switch (type) {
                case 0 -> result << 1;
                case 1 -> result >>> 1;
                case 2 -> result >> 1;
                default -> result >>> 1 | result << 31;
            };
        }
        return (long) carry << 32 | result & 0xFFFF_FFFFL;
    }

    /** Result and flags of opcode {@code op} with the second operand y, whose shift gave {@code shifterCarry}. */
    private static long reference(int op, int x, int y, int flags, int shifterCarry) {
        int carry = flags >>> 1 & 1;
        switch (op) {
            case 2, 10:
                return addWithCarry(x, ~y, 1);
            case 3:
                return addWithCarry(~x, y, 1);
            case 4, 11:
                return addWithCarry(x, y, 0);
            case ADC:
                return addWithCarry(x, y, carry);
            case SBC:
                return addWithCarry(x, ~y, carry);
            case RSC:
                return addWithCarry(~x, y, carry);
            default:
                break;
        }
        int result =
                switch (op) {
                    case 0, TST -> x & y;
                    case 1, 9 -> x ^ y;
                    case 12 -> x | y;
                    case 13 -> y;
                    case 14 -> x & ~y;
                    default -> ~y;
                };
        long nz = (result < 0 ? 8 : 0) | (result == 0 ? 4 : 0);
        return (nz | (long) shifterCarry << 1 | flags & 1) << 32 | result & 0xFFFF_FFFFL;
    }

    private void check(String what, Rig rig, int op, boolean setFlags, long expected, int flagsBefore) {
        rig.run(1);
        boolean test = op >= TST && op <= CMN;
        assertEquals(Rig.CODE + 4, rig.pc(), what);
        assertEquals(test ? 0x5555 : (int) expected, rig.r(0), what + ": result");
        assertEquals(setFlags ? (int) (expected >>> 32) : flagsBefore, rig.flags(), what + ": NZCV");
    }

    @Test
    void everyOperationWithAnImmediateShiftFollowsThePseudocode() {
        for (int n = 0; n < 6000; n++) {
            int op = random.nextInt(16);
            boolean setFlags = op >= TST && op <= CMN || random.nextBoolean();
            int type = random.nextInt(4);
            int imm5 = random.nextInt(32);
            int x = operand();
            int y = operand();
            int flags = random.nextInt(16);
            int word = 0xE000_0000 | op << 21 | (setFlags ? 1 << 20 : 0) | firstOperand(op) | imm5 << 7 | type << 5 | 2;
            int carry = flags >>> 1 & 1;
            long shifted;
            if (type == 3 && imm5 == 0) {
                shifted = (long) (y & 1) << 32 | (y >>> 1 | carry << 31) & 0xFFFF_FFFFL;
            } else {
                shifted = shiftC(y, type, imm5 == 0 && type != 0 ? 32 : imm5, carry);
            }
            long expected = reference(op, x, (int) shifted, flags, (int) (shifted >>> 32));
            Rig rig = Rig.a32(word).set(0, 0x5555).set(1, x).set(2, y).flags(flags);
            check("%08x x=%x y=%x flags=%x".formatted(word, x, y, flags), rig, op, setFlags, expected, flags);
        }
    }

    @Test
    void everyOperationWithARegisterShiftFollowsThePseudocode() {
        for (int n = 0; n < 6000; n++) {
            int op = random.nextInt(16);
            boolean setFlags = op >= TST && op <= CMN || random.nextBoolean();
            int type = random.nextInt(4);
            int amount = random.nextInt(70);
            int x = operand();
            int y = operand();
            int flags = random.nextInt(16);
            int word = 0xE000_0010 | op << 21 | (setFlags ? 1 << 20 : 0) | firstOperand(op) | 3 << 8 | type << 5 | 2;
            long shifted = shiftC(y, type, amount, flags >>> 1 & 1);
            long expected = reference(op, x, (int) shifted, flags, (int) (shifted >>> 32));
            Rig rig = Rig.a32(word)
                    .set(0, 0x5555)
                    .set(1, x)
                    .set(2, y)
                    .set(3, amount | 0xABCD00)
                    .flags(flags);
            check("%08x x=%x y=%x by %d".formatted(word, x, y, amount), rig, op, setFlags, expected, flags);
        }
    }

    @Test
    void everyOperationWithAnImmediateFollowsThePseudocode() {
        for (int n = 0; n < 6000; n++) {
            int op = random.nextInt(16);
            boolean setFlags = op >= TST && op <= CMN || random.nextBoolean();
            int imm12 = random.nextInt(4096);
            int x = operand();
            int flags = random.nextInt(16);
            int word = 0xE200_0000 | op << 21 | (setFlags ? 1 << 20 : 0) | firstOperand(op) | imm12;
            if ((op & 0b1101) == 0b1000 && !setFlags) {
                continue;
            }
            int value = Integer.rotateRight(imm12 & 0xFF, 2 * (imm12 >>> 8));
            int carry = imm12 >>> 8 == 0 ? flags >>> 1 & 1 : value >>> 31;
            long expected = reference(op, x, value, flags, carry);
            Rig rig = Rig.a32(word).set(0, 0x5555).set(1, x).flags(flags);
            check("%08x x=%x flags=%x".formatted(word, x, flags), rig, op, setFlags, expected, flags);
        }
    }

    @Test
    void theDestinationMayBeAnOperand() {
        Rig rig = Rig.a32(0xE1B0_00E0).set(0, 0x8000_0001); // movs r0, r0, ror #1
        rig.run(1);
        assertEquals(0xC000_0000, rig.r(0));
        assertEquals(0b1010, rig.flags() | 0);

        rig = Rig.a32(0xE1B0_0060).set(0, 1).flags(0b0010); // movs r0, r0, rrx
        rig.run(1);
        assertEquals(0x8000_0000, rig.r(0));
        assertEquals(0b1010, rig.flags(), "carry from the old value");
    }

    @Test
    void everyConditionIsThatOfTheManual() {
        for (int cond = 0; cond < 15; cond++) {
            for (int flags = 0; flags < 16; flags++) {
                boolean n = (flags & 8) != 0;
                boolean z = (flags & 4) != 0;
                boolean c = (flags & 2) != 0;
                boolean v = (flags & 1) != 0;
                boolean[] holds = {
                    z, !z, c, !c, n, !n, v, !v, c && !z, !c || z, n == v, n != v, !z && n == v, z || n != v, true
                };
                Rig rig = Rig.a32(cond << 28 | 0x03A0_0001).flags(flags); // mov<c> r0, #1
                rig.run(1);
                assertEquals(holds[cond] ? 1 : 0, rig.r(0), "condition " + cond + " flags " + flags);
                assertEquals(1, rig.tick.now, "a failed condition costs a tick too");
            }
        }
    }

    @Test
    void readsOfThePcGiveTheInstructionPlusEightOrFour() {
        assertEquals(Rig.CODE + 8, Rig.a32(0xE1A0_000F).run(1).r(0), "mov r0, pc");
        assertEquals(Rig.CODE + 4, Rig.t32(0x4678).run(1).r(0), "mov r0, pc");
        assertEquals(Rig.CODE + 8 + 16, Rig.a32(0xE28F_0010).run(1).r(0), "adr r0, . + 24");
        assertEquals(Rig.CODE + 4 + 16, Rig.t32(0xBF00, 0xA004).run(2).r(0), "adr r0 aligns the PC");
    }

    @Test
    void writesToThePcInterworkInA32Only() {
        Rig rig = Rig.a32(0xE1A0_F000).set(0, 0x2001).run(1); // mov pc, r0
        assertEquals(0x2000, rig.pc());
        assertEquals(true, rig.cpu.thumb, "ALUWritePC in A32 is BXWritePC");
        rig = Rig.t32(0x4687).set(0, 0x2001).run(1);
        assertEquals(0x2000, rig.pc());
        assertEquals(true, rig.cpu.thumb);
        rig = Rig.t32(0x4687).set(0, 0x2000).run(1);
        assertEquals(true, rig.cpu.thumb, "mov pc, r0 in T32 stays there");
    }

    @Test
    void wideMovesKeepTheOtherHalf() {
        assertEquals(0xABCD, Rig.a32(0xE30A_0BCD).set(0, -1).run(1).r(0), "movw");
        assertEquals(0xABCD_FFFF, Rig.a32(0xE34A_0BCD).set(0, -1).run(1).r(0), "movt");
    }
}
