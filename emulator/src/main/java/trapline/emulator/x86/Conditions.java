package trapline.emulator.x86;

import static trapline.emulator.x86.Assembler.RAX;
import static trapline.emulator.x86.Assembler.RBX;

/**
 * The guest's flags: kept in {@link Cells}, and for the micro-operation behind the one that set them in the host's flags too, where these
 * say the same.
 */
final class Conditions {
    /** What the host's flags are those of. */
    enum Source {
        UNKNOWN,
        VALUE,
        SUM,
        DIFFERENCE
    }

    private static final int N = SlotCache.offset(Cells.N);
    private static final int Z = SlotCache.offset(Cells.Z);
    private static final int C = SlotCache.offset(Cells.C);
    private static final int V = SlotCache.offset(Cells.V);

    /** By condition of the guest without its lowest bit: that of the host after a subtraction. */
    private static final int[] OF_DIFFERENCE = {
        Assembler.EQUAL,
        Assembler.NOT_BELOW,
        Assembler.SIGN,
        Assembler.OVERFLOW,
        Assembler.ABOVE,
        Assembler.NOT_LESS,
        Assembler.GREATER
    };

    private final Assembler out;
    private Source source = Source.UNKNOWN;

    Conditions(Assembler out) {
        this.out = out;
    }

    /** The host's flags have been used for something else. */
    void forget() {
        source = Source.UNKNOWN;
    }

    Source source() {
        return source;
    }

    void restore(Source before) {
        source = before;
    }

    /** N and Z are those of a register. */
    void ofValue(int register) {
        out.store(RBX, N, register);
        out.store(RBX, Z, register);
        out.test(register, register);
        source = Source.VALUE;
    }

    /** The host has added, the result is in a register. */
    void ofSum(int register) {
        out.setIf(Assembler.BELOW, RBX, C);
        result(register);
        source = Source.SUM;
    }

    /** The host has subtracted, the result is in a register. */
    void ofDifference(int register) {
        out.setIf(Assembler.NOT_BELOW, RBX, C);
        result(register);
        source = Source.DIFFERENCE;
    }

    private void result(int register) {
        out.setIf(Assembler.OVERFLOW, RBX, V);
        out.store(RBX, N, register);
        out.store(RBX, Z, register);
    }

    /** The host's condition that holds when the guest's does. */
    int holds(int condition) {
        int host = fromHost(condition >>> 1);
        if (host < 0) {
            host = fromCells(condition >>> 1);
        }
        return host ^ condition & 1;
    }

    private int fromHost(int condition) {
        return switch (source) {
            case UNKNOWN -> -1;
            case DIFFERENCE -> OF_DIFFERENCE[condition];
            case SUM ->
                switch (condition) {
                    case 1 -> Assembler.BELOW;
                    case 4 -> -1;
                    default -> OF_DIFFERENCE[condition];
                };
            case VALUE -> condition == 0 || condition == 2 ? OF_DIFFERENCE[condition] : -1;
        };
    }

    private int fromCells(int condition) {
        source = Source.UNKNOWN;
        switch (condition) {
            case 0 -> {
                out.operateOnMemory(Assembler.CMP, RBX, Z, 0);
                return Assembler.EQUAL;
            }
            case 1 -> {
                out.operateOnMemory8(Assembler.CMP, RBX, C, 0);
                return Assembler.NOT_EQUAL;
            }
            case 2 -> {
                out.operateOnMemory(Assembler.CMP, RBX, N, 0);
                return Assembler.SIGN;
            }
            case 3 -> {
                out.operateOnMemory8(Assembler.CMP, RBX, V, 0);
                return Assembler.NOT_EQUAL;
            }
            case 4 -> {
                // All ones when Z is clear.
                out.load(RAX, RBX, Z);
                out.negate(RAX);
                out.operate(Assembler.SBB, RAX, RAX);
                out.operate8(Assembler.AND, RAX, RBX, C);
                return Assembler.NOT_EQUAL;
            }
            case 5 -> {
                out.load(RAX, RBX, N);
                out.shift(Assembler.SHR, RAX, 31);
                out.operate8(Assembler.CMP, RAX, RBX, V);
                return Assembler.EQUAL;
            }
            case 6 -> {
                out.load(RAX, RBX, N);
                out.shift(Assembler.SHR, RAX, 31);
                out.operate8(Assembler.XOR, RAX, RBX, V);
                out.operateOnMemory(Assembler.CMP, RBX, Z, 1);
                out.operateConstant(Assembler.ADC, RAX, 0);
                return Assembler.EQUAL;
            }
            default -> throw new IllegalArgumentException("condition " + 2 * condition);
        }
    }
}
