package trapline.emulator.execute;

import trapline.emulator.ir.ParallelCode;
import trapline.emulator.isa.MediaInsn.ParallelKind;
import trapline.emulator.isa.MediaInsn.ParallelOp;

/** The parallel additions and subtractions (ARM DDI 0406C A4.4.6), by lane. */
public final class ParallelArithmetic {
    private ParallelArithmetic() {}

    /** The result. */
    public static int result(int code, int a, int b) {
        ParallelKind kind = ParallelCode.kind(code);
        ParallelOp op = ParallelCode.op(code);
        int width = laneWidth(op);
        int result = 0;
        for (int lane = 0; lane * width < 32; lane++) {
            int sum = laneSum(op, kind, lane, a, b);
            result |= (finish(kind, sum, width) & Alu.mask(width)) << (lane * width);
        }
        return result;
    }

    /** The GE flags that the S and U kinds set: no borrow, no negative sum, or a carry. */
    public static int ge(int code, int a, int b) {
        ParallelKind kind = ParallelCode.kind(code);
        ParallelOp op = ParallelCode.op(code);
        int width = laneWidth(op);
        int ge = 0;
        for (int lane = 0; lane * width < 32; lane++) {
            int sum = laneSum(op, kind, lane, a, b);
            boolean carry = kind == ParallelKind.U && !subtracts(op, lane);
            if (carry ? sum >= 1 << width : sum >= 0) {
                ge |= Alu.mask(width / 8) << (lane * width / 8);
            }
        }
        return ge;
    }

    private static int laneSum(ParallelOp op, ParallelKind kind, int lane, int a, int b) {
        int width = laneWidth(op);
        boolean exchanges = op == ParallelOp.ASX || op == ParallelOp.SAX;
        int x = lane(a, lane, width, kind);
        int y = lane(b, exchanges ? 1 - lane : lane, width, kind);
        return subtracts(op, lane) ? x - y : x + y;
    }

    private static int lane(int word, int lane, int width, ParallelKind kind) {
        int bits = word << (32 - width - lane * width);
        return isSigned(kind) ? bits >> (32 - width) : bits >>> (32 - width);
    }

    private static int finish(ParallelKind kind, int sum, int width) {
        return switch (kind) {
            case S, U -> sum;
            case Q -> (int) Alu.signedSatQ(sum, width);
            case UQ -> (int) Alu.unsignedSatQ(sum, width);
            case SH, UH -> sum >> 1;
        };
    }

    private static boolean isSigned(ParallelKind kind) {
        return kind == ParallelKind.S || kind == ParallelKind.Q || kind == ParallelKind.SH;
    }

    private static int laneWidth(ParallelOp op) {
        return op == ParallelOp.ADD8 || op == ParallelOp.SUB8 ? 8 : 16;
    }

    private static boolean subtracts(ParallelOp op, int lane) {
        return switch (op) {
            case ADD16, ADD8 -> false;
            case SUB16, SUB8 -> true;
            case ASX -> lane == 0;
            case SAX -> lane == 1;
        };
    }
}
