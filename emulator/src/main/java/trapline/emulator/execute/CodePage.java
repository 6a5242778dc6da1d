package trapline.emulator.execute;

import java.util.ArrayList;
import java.util.List;
import trapline.emulator.ir.Block;

/** The blocks that come from one physical page, in buckets by address. */
final class CodePage {
    private static final int BUCKETS = 64;

    private final List<List<Block>> buckets = new ArrayList<>(BUCKETS);
    private int size;

    CodePage() {
        for (int n = 0; n < BUCKETS; n++) {
            buckets.add(List.of());
        }
    }

    /** The block that starts in this page, for a virtual address and key, or {@link Block#NONE}. */
    Block find(int pc, int key, long page) {
        for (Block block : buckets.get(bucket(pc))) {
            if (block.pc == pc && block.key == key && block.page == page && block.valid) {
                return block;
            }
        }
        return Block.NONE;
    }

    void add(Block block) {
        int bucket = bucket(block.pc);
        List<Block> blocks = buckets.get(bucket);
        if (blocks.isEmpty()) {
            blocks = new ArrayList<>(4);
            buckets.set(bucket, blocks);
        }
        blocks.add(block);
        size++;
    }

    int size() {
        return size;
    }

    void invalidate() {
        for (List<Block> blocks : buckets) {
            for (Block block : blocks) {
                block.invalidate();
            }
        }
    }

    private static int bucket(int pc) {
        return pc >>> 2 & (BUCKETS - 1);
    }
}
