package trapline.emulator.execute;

import trapline.emulator.ir.Block;
import trapline.emulator.ir.CompiledCode;

/**
 * Blocks that run one after the other without the interpreter: one method of a hidden class, with the guest's registers in its local
 * variables. It is entered at its first block only, and has to be dropped when one of its blocks becomes invalid.
 *
 * <p>A run ends as that of a block does ({@link #NEXT} to {@link #EXAMINE}), and answers with the index of the block that ended it:
 * {@code block << EXIT_BITS | exit}.
 */
public abstract class Region implements CompiledCode {
    /** The block ended by link 0. */
    public static final int NEXT = 0;
    /** The block ended by link 1. */
    public static final int TAKEN = 1;
    /** The block ended with an address from a register, or anywhere within. */
    public static final int INDIRECT = 2;
    /** The block ended after a call of {@code SystemOperations}. */
    public static final int EXAMINE = 3;
    /** Bits of the exit. */
    public static final int EXIT_BITS = 2;

    /** The absence of a region. */
    static final Region NOWHERE = new Region(new Block[0], 0) {
        @Override
        public int run(RegionFrame frame, long limit) {
            throw new IllegalStateException("no region");
        }
    };

    private final Block[] blocks;
    private final int need;
    private boolean valid = true;
    /** Ticks that it has run for. */
    long ran;

    /**
     * Made by the class of a region.
     *
     * @param blocks its blocks, the entry first
     * @param need ticks that must be left to enter it
     */
    protected Region(Block[] blocks, int need) {
        this.blocks = blocks;
        this.need = need;
    }

    /** Runs from its entry, where PC is; the tick is exact afterwards. */
    public abstract int run(RegionFrame frame, long limit);

    /** A block of it. */
    final Block block(int index) {
        return blocks[index];
    }

    /** Ticks that must be left to enter it. */
    final int need() {
        return need;
    }

    /** Whether it may be entered. */
    public final boolean isValid() {
        return valid;
    }

    /** Makes it what runs instead of its first block. */
    final void install() {
        for (Block block : blocks) {
            block.addUser(this);
        }
        blocks[0].setCode(this);
    }

    @Override
    public final void drop() {
        if (!valid) {
            return;
        }
        valid = false;
        for (Block block : blocks) {
            block.removeUser(this);
        }
        blocks[0].heat = 0;
        blocks[0].clearCode();
    }
}
