package trapline.emulator.execute;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.ir.Block;
import trapline.emulator.ir.BlockBuilder;
import trapline.emulator.ir.Effect;
import trapline.emulator.ir.Shape;
import trapline.emulator.ir.UopKind;

/** Random states and operands to try micro-operations with. */
final class UopSamples {
    /** The slots of operands dst, a, b and of the fourth. */
    static final int[] OPERANDS = {1, 2, 3, 4};

    private static final int REGISTERS = 15;

    private final RandomGenerator random;

    UopSamples(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** Registers, then N, Z, C, V, Q, GE. */
    int[] state() {
        int[] state = new int[REGISTERS + 6];
        for (int n = 0; n < REGISTERS; n++) {
            state[n] = random.nextInt(4) == 0 ? random.nextInt(3) - 1 : random.nextInt();
        }
        state[REGISTERS] = random.nextInt();
        state[REGISTERS + 1] = random.nextInt(2);
        state[REGISTERS + 2] = random.nextInt(2);
        state[REGISTERS + 3] = random.nextInt();
        state[REGISTERS + 5] = random.nextInt(16);
        return state;
    }

    static void put(CpuState cpu, int[] state) {
        System.arraycopy(state, 0, cpu.slots, 0, REGISTERS);
        cpu.nf = state[REGISTERS];
        cpu.zf = state[REGISTERS + 1];
        cpu.cf = state[REGISTERS + 2];
        cpu.vf = state[REGISTERS + 3];
        cpu.qf = state[REGISTERS + 4];
        cpu.ge = state[REGISTERS + 5];
    }

    static int[] take(CpuState cpu) {
        int[] state = new int[REGISTERS + 6];
        System.arraycopy(cpu.slots, 0, state, 0, REGISTERS);
        state[REGISTERS] = cpu.nf;
        state[REGISTERS + 1] = cpu.zf;
        state[REGISTERS + 2] = cpu.cf;
        state[REGISTERS + 3] = cpu.vf;
        state[REGISTERS + 4] = cpu.qf;
        state[REGISTERS + 5] = cpu.ge;
        return state;
    }

    /** A constant that makes sense for a kind. */
    int immediate(UopKind kind) {
        int operands = kind.shape().read() | kind.shape().written();
        if ((operands & Shape.FOURTH) != 0) {
            return OPERANDS[3];
        }
        return switch (kind) {
            case BFI, UBFX, SBFX -> {
                int lsb = random.nextInt(32);
                yield 1 + random.nextInt(32 - lsb) << 8 | lsb;
            }
            case CARRYI -> random.nextInt(2);
            case PARALLEL, PARALLEL_GE -> random.nextInt(36);
            case SSAT16, USAT16 -> 1 + random.nextInt(15);
            default -> random.nextInt(1, 32);
        };
    }

    /** A block of one instruction that consists of one micro-operation. */
    static Block block(UopKind kind, int imm) {
        BlockBuilder builder = new BlockBuilder();
        builder.begin(Rig.CODE, 0, Rig.CODE);
        builder.beginInstruction(0, 0, 0);
        builder.emit(kind, OPERANDS[0], OPERANDS[1], OPERANDS[2], imm);
        builder.emit(UopKind.EXIT_JUMP, 0, 0, 0, Rig.CODE + 4);
        builder.endInstruction(Rig.CODE + 4, 0);
        return builder.finish();
    }

    /** Whether a kind works on registers and flags only. */
    static boolean isPure(UopKind kind) {
        boolean isOfState = kind == UopKind.SET_IT || kind == UopKind.SET_THUMB;
        return kind.effect() == Effect.PURE && kind.method().isEmpty() && !isOfState;
    }
}
