package trapline.emulator.ir;

import trapline.emulator.cpu.CpuState;

/**
 * Checks what executors rely on: every path ends in an exit, only the last instruction has exits, the way on follows EXIT_IF, skips stay inside their instruction,
 * temporaries are written before they are read in the same instruction, the PC is no operand, {@link Uop#ZERO} is never written, and an examining exit
 * follows a SYSTEM micro-operation.
 */
public final class BlockVerifier {
    private BlockVerifier() {}

    /** True; throws {@link IllegalStateException} when the block is malformed. */
    public static boolean verify(Block block) {
        require(block, block.size(), block.length > 0, "is empty");
        require(block, block.size(), endsInExit(block), "does not end in an unconditional exit");
        for (int instruction = 0; instruction < block.length; instruction++) {
            verifyInstruction(block, instruction);
        }
        return true;
    }

    private static boolean endsInExit(Block block) {
        int last = block.size() - 1;
        UopKind kind = block.kind(last);
        boolean conditional =
                kind == UopKind.EXIT_IF || kind == UopKind.EXIT_IF_ZERO || kind == UopKind.EXIT_IF_NONZERO;
        return last >= block.start(block.length - 1) && kind.effect() == Effect.EXIT && !conditional;
    }

    private static void verifyInstruction(Block block, int instruction) {
        boolean[] written = new boolean[CpuState.SLOTS];
        boolean system = false;
        int end = block.start(instruction + 1);
        for (int n = block.start(instruction); n < end; n++) {
            Uop uop = block.uop(n);
            Effect effect = uop.kind().effect();
            require(block, n, block.instructionOf(n) == instruction, "belongs to another instruction");
            require(
                    block,
                    n,
                    effect != Effect.EXIT || instruction == block.length - 1,
                    "leaves the block in its middle");
            require(block, n, effect != Effect.SKIP || n + 1 + uop.imm() <= end, "skips beyond its instruction");
            boolean examines = uop.kind() == UopKind.EXIT_EXAMINE || uop.kind() == UopKind.EXIT_EXAMINE_AT;
            require(block, n, uop.kind() != UopKind.EXIT_IF || isGoingOn(block, n + 1), "has no other way");
            require(block, n, !examines || system, "examines without cause");
            system |= effect == Effect.SYSTEM;
            verifySlots(block, n, uop, written);
        }
    }

    private static boolean isGoingOn(Block block, int n) {
        return n < block.size()
                && block.kind(n) == UopKind.EXIT_JUMP
                && block.uop(n).a() == 0;
    }

    private static void verifySlots(Block block, int n, Uop uop, boolean[] written) {
        Shape shape = uop.kind().shape();
        int[] slots = {uop.dst(), uop.a(), uop.b(), uop.fourth()};
        for (int operand = 0; operand < slots.length; operand++) {
            int slot = slots[operand];
            boolean used = ((shape.read() | shape.written()) >>> operand & 1) != 0;
            require(block, n, !used || slot != CpuState.PC, "uses the PC as an operand");
            boolean unset = slot >= CpuState.FIRST_CELL && slot != Uop.ZERO && !written[slot & 0x7F];
            require(block, n, (shape.read() >>> operand & 1) == 0 || !unset, "reads a temporary that is not written");
        }
        for (int operand = 0; operand < slots.length; operand++) {
            if ((shape.written() >>> operand & 1) != 0) {
                require(block, n, slots[operand] < Uop.ZERO, "writes no slot");
                written[slots[operand]] = true;
            }
        }
    }

    private static void require(Block block, int n, boolean condition, String complaint) {
        if (!condition) {
            String at = n < block.size() ? "micro-operation " + n + " " : "";
            throw new IllegalStateException(at + complaint + System.lineSeparator() + BlockDump.dump(block));
        }
    }
}
