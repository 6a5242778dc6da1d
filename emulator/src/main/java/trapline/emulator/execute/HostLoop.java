package trapline.emulator.execute;

import trapline.emulator.ir.Block;

/**
 * Runs machine code of the host, from block to block as far as links are known. It answers as {@link UopLoop#run} does, of the block at
 * which it stopped; and with {@link #NOT_ENTERED}, {@link #RIPE} or {@link #EXAMINE}.
 */
public interface HostLoop {
    /** The absence of machine code. */
    HostLoop NONE = new HostLoop() {
        @Override
        public int enter(Block block, long now, long end) {
            throw new IllegalStateException("no machine code");
        }

        @Override
        public boolean resumes(int uop) {
            return false;
        }

        @Override
        public int resume(int uop) {
            throw new IllegalStateException("no machine code");
        }

        @Override
        public Block block() {
            return Block.NONE;
        }

        @Override
        public long remaining() {
            return 0;
        }
    };

    /** The block, which PC tells, could not be entered: there is no room for it, or it may not run so. */
    int NOT_ENTERED = UopLoop.LEFT + UopLoop.STOPPED + 1;
    /** The block, which PC tells, has not been entered because it has been so often. */
    int RIPE = NOT_ENTERED + 1;
    /** Beyond every index of a micro-operation: the block ends with an exit for which somebody has to look, whose index is added. */
    int EXAMINE = 1 << 15;

    /** Runs from the start of a block, where PC is, from the tick {@code now} up to {@code end} at most; what it leaves in the trace has ticks. */
    int enter(Block block, long now, long end);

    /** Whether it can go on before a micro-operation of the block at which it stopped. */
    boolean resumes(int uop);

    /** Goes on there. */
    int resume(int uop);

    /** The block at which it stopped. */
    Block block();

    /** What of the room is left when that block has ended. */
    long remaining();
}
