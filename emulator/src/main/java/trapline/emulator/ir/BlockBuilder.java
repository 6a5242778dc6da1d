package trapline.emulator.ir;

import java.util.Arrays;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.isa.Cond;

/**
 * Collects the micro-operations of a block, instruction by instruction. Reused: {@link #begin} starts over. What the micro-operations
 * of an instruction are is the business of {@code translate}.
 */
public final class BlockBuilder {
    private static final int EXPECTED_UOPS = 256;

    private int startPc;
    private int endPc;
    private int key;
    private long page;
    private long secondPage = Block.NO_PAGE;

    private UopKind[] kinds = new UopKind[EXPECTED_UOPS];
    private int[] operands = new int[2 * EXPECTED_UOPS];
    private byte[] instructionOf = new byte[EXPECTED_UOPS];
    private int size;

    private int length;
    private final int[] words = new int[Block.MAX_INSTRUCTIONS];
    private long wide;
    private boolean inItBlock;
    private final int[] starts = new int[Block.MAX_INSTRUCTIONS + 1];
    private final byte[] itStates = new byte[Block.MAX_INSTRUCTIONS + 1];
    private final short[] syndromes = new short[Block.MAX_INSTRUCTIONS];
    private int nextTemporary;

    /** Starts a block. */
    public void begin(int pc, int blockKey, long physicalPage) {
        startPc = pc;
        endPc = pc;
        key = blockKey;
        page = physicalPage;
        secondPage = Block.NO_PAGE;
        size = 0;
        length = 0;
        wide = 0;
        inItBlock = false;
    }

    /** Says that the instruction reaches into a second page. */
    public void setSecondPage(long physicalPage) {
        secondPage = physicalPage;
    }

    /** Starts an instruction, at {@link #endPc}; {@code syndrome} is HSR[25:16] in place. */
    public void beginInstruction(int word, int itState, int syndrome) {
        words[length] = word;
        starts[length] = size;
        itStates[length] = (byte) itState;
        inItBlock |= itState != 0;
        syndromes[length] = (short) (syndrome >>> 16);
        nextTemporary = CpuState.FIRST_TEMPORARY;
    }

    /** Ends the instruction. */
    public void endInstruction(int followingPc, int followingItState) {
        wide |= (long) (followingPc - endPc >>> 2) << length;
        inItBlock |= followingItState != 0;
        length++;
        starts[length] = size;
        itStates[length] = (byte) followingItState;
        endPc = followingPc;
    }

    /** A fresh temporary of the instruction. */
    public int temporary() {
        if (nextTemporary == Uop.ZERO) {
            throw new IllegalStateException("out of temporaries at pc 0x" + Integer.toHexString(endPc));
        }
        return nextTemporary++;
    }

    /** Adds a micro-operation. */
    public void emit(UopKind kind, int dst, int a, int b, int imm) {
        if (size == kinds.length) {
            grow();
        }
        kinds[size] = kind;
        operands[2 * size] = dst | a << 8 | b << 16;
        operands[2 * size + 1] = imm;
        instructionOf[size] = (byte) length;
        size++;
    }

    private void grow() {
        kinds = Arrays.copyOf(kinds, 2 * size);
        operands = Arrays.copyOf(operands, 4 * size);
        instructionOf = Arrays.copyOf(instructionOf, 2 * size);
    }

    /** Opens a stretch of micro-operations that runs only when the condition holds; the handle is for {@link #endSkip}. */
    public int skipUnless(Cond cond) {
        emit(UopKind.SKIP_UNLESS, 0, cond.code(), 0, 0);
        return size - 1;
    }

    /** Closes the stretch. A single jump in it becomes a conditional exit. */
    public void endSkip(int skip) {
        int skipped = size - skip - 1;
        if (skipped == 1 && kinds[skip + 1] == UopKind.EXIT_JUMP) {
            kinds[skip] = UopKind.EXIT_IF;
            operands[2 * skip + 1] = operands[2 * skip + 3];
            size--;
        } else if (skipped == 0) {
            size--;
        } else {
            operands[2 * skip + 1] = skipped;
        }
    }

    /** Number of instructions so far. */
    public int length() {
        return length;
    }

    /** Whether the instruction in the making contains an exit. */
    public boolean hasExit() {
        for (int n = starts[length]; n < size; n++) {
            if (kinds[n].effect() == Effect.EXIT) {
                return true;
            }
        }
        return false;
    }

    /** The block. */
    public Block finish() {
        Block block = new Block(this);
        assert BlockVerifier.verify(block);
        return block;
    }

    /** {@link Block#NONE}. */
    Block none() {
        begin(0, -1, Block.NO_PAGE);
        return new Block(this);
    }

    int startPc() {
        return startPc;
    }

    int endPc() {
        return endPc;
    }

    int key() {
        return key;
    }

    long page() {
        return page;
    }

    long secondPage() {
        return secondPage;
    }

    byte[] kinds() {
        byte[] numbers = new byte[size];
        for (int n = 0; n < size; n++) {
            numbers[n] = (byte) kinds[n].ordinal();
        }
        return numbers;
    }

    long[] uops() {
        long[] uops = new long[size];
        for (int n = 0; n < size; n++) {
            int word = operands[2 * n] | Opcode.of(kinds[n], operands[2 * n] >>> 8 & 0xFF) << Opcode.SHIFT;
            uops[n] = (long) operands[2 * n + 1] << 32 | Integer.toUnsignedLong(word);
        }
        return uops;
    }

    byte[] instructionOf() {
        return Arrays.copyOf(instructionOf, size);
    }

    int[] words() {
        return Arrays.copyOf(words, length);
    }

    long wide() {
        return wide;
    }

    boolean isInItBlock() {
        return inItBlock;
    }

    byte[] itStates() {
        return Arrays.copyOf(itStates, length + 1);
    }

    short[] syndromes() {
        return Arrays.copyOf(syndromes, length);
    }
}
