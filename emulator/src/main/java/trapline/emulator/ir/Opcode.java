package trapline.emulator.ir;

import java.lang.reflect.Field;
import java.util.Arrays;
import trapline.emulator.isa.Cond;

/**
 * Numbers by which the interpreter's loop tells micro-operations apart: one for each of the {@link UopKind}s that programs consist of, of
 * the same name, and for those with a condition one for each condition. All others are {@link #OTHER}.
 */
public final class Opcode {
    /** Where it is in {@link Block#uops}. */
    public static final int SHIFT = 24;

    /** A kind that is not below. */
    public static final int OTHER = 0;
    /** The end of what is to be run; no micro-operation. */
    public static final int STOP = 1;

    public static final int MOVI = 2;
    public static final int MOV = 3;
    public static final int MVN = 4;
    public static final int AND = 5;
    public static final int ANDI = 6;
    public static final int ORR = 7;
    public static final int ORRI = 8;
    public static final int EOR = 9;
    public static final int EORI = 10;
    public static final int BIC = 11;
    public static final int ADD = 12;
    public static final int ADDI = 13;
    public static final int ADD_LSL = 14;
    public static final int SUB = 15;
    public static final int RSBI = 16;
    public static final int ADC = 17;
    public static final int SBC = 18;
    public static final int ADDS = 19;
    public static final int ADDSI = 20;
    public static final int SUBS = 21;
    public static final int SUBSI = 22;
    public static final int ADCS = 23;
    public static final int SBCS = 24;
    public static final int NZ = 25;
    public static final int CARRY_BIT = 26;
    public static final int CARRYI = 27;
    public static final int LSLI = 28;
    public static final int LSRI = 29;
    public static final int ASRI = 30;
    public static final int RORI = 31;
    public static final int LSL = 32;
    public static final int LSR = 33;
    public static final int ASR = 34;
    public static final int SXTB = 35;
    public static final int SXTH = 36;
    public static final int REV = 37;
    public static final int CLZ = 38;
    public static final int BFI = 39;
    public static final int UBFX = 40;
    public static final int SBFX = 41;
    public static final int MUL = 42;
    public static final int UMULL = 43;
    public static final int SMULL = 44;
    public static final int UMLAL = 45;
    public static final int LOAD8 = 46;
    public static final int LOAD8S = 47;
    public static final int LOAD16 = 48;
    public static final int LOAD16S = 49;
    public static final int LOAD32 = 50;
    public static final int LOAD8X = 51;
    public static final int LOAD32X = 52;
    public static final int LOAD32_ALIGNED = 53;
    public static final int STORE8 = 54;
    public static final int STORE16 = 55;
    public static final int STORE32 = 56;
    public static final int STORE8X = 57;
    public static final int STORE32X = 58;
    public static final int STORE32_ALIGNED = 59;

    // SKIP_UNLESS and EXIT_IF, by condition, in the order of Cond.code().

    public static final int SKIP_UNLESS_EQ = 60;
    public static final int SKIP_UNLESS_NE = 61;
    public static final int SKIP_UNLESS_CS = 62;
    public static final int SKIP_UNLESS_CC = 63;
    public static final int SKIP_UNLESS_MI = 64;
    public static final int SKIP_UNLESS_PL = 65;
    public static final int SKIP_UNLESS_VS = 66;
    public static final int SKIP_UNLESS_VC = 67;
    public static final int SKIP_UNLESS_HI = 68;
    public static final int SKIP_UNLESS_LS = 69;
    public static final int SKIP_UNLESS_GE = 70;
    public static final int SKIP_UNLESS_LT = 71;
    public static final int SKIP_UNLESS_GT = 72;
    public static final int SKIP_UNLESS_LE = 73;

    public static final int EXIT_IF_EQ = 74;
    public static final int EXIT_IF_NE = 75;
    public static final int EXIT_IF_CS = 76;
    public static final int EXIT_IF_CC = 77;
    public static final int EXIT_IF_MI = 78;
    public static final int EXIT_IF_PL = 79;
    public static final int EXIT_IF_VS = 80;
    public static final int EXIT_IF_VC = 81;
    public static final int EXIT_IF_HI = 82;
    public static final int EXIT_IF_LS = 83;
    public static final int EXIT_IF_GE = 84;
    public static final int EXIT_IF_LT = 85;
    public static final int EXIT_IF_GT = 86;
    public static final int EXIT_IF_LE = 87;

    public static final int EXIT_JUMP = 88;
    public static final int EXIT_IF_ZERO = 89;
    public static final int EXIT_IF_NONZERO = 90;
    public static final int EXIT_INDIRECT = 91;
    public static final int EXIT_INTERWORK = 92;
    public static final int EXIT_EXAMINE_AT = 93;
    public static final int EXIT_EXAMINE = 94;

    private static final int[] OF_KIND = new int[UopKind.values().length];

    static {
        Arrays.stream(Opcode.class.getFields()).forEach(Opcode::enter);
        OF_KIND[UopKind.SKIP_UNLESS.ordinal()] = SKIP_UNLESS_EQ;
        OF_KIND[UopKind.EXIT_IF.ordinal()] = EXIT_IF_EQ;
    }

    private Opcode() {}

    private static void enter(Field opcode) {
        for (UopKind kind : UopKind.values()) {
            if (kind.name().equals(opcode.getName())) {
                OF_KIND[kind.ordinal()] = valueOf(opcode);
            }
        }
    }

    private static int valueOf(Field opcode) {
        try {
            return opcode.getInt(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The opcode of a micro-operation; {@code a} is its first operand. */
    static int of(UopKind kind, int a) {
        boolean conditional = kind == UopKind.SKIP_UNLESS || kind == UopKind.EXIT_IF;
        if (conditional && a >= Cond.AL.code()) {
            throw new IllegalArgumentException(kind + " with condition " + a);
        }
        return OF_KIND[kind.ordinal()] + (conditional ? a : 0);
    }
}
