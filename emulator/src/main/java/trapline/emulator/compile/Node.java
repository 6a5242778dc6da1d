package trapline.emulator.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trapline.emulator.ir.Block;

/** A block in a region. */
final class Node {
    /** What a memory access weighs more than other instructions: HotSpot stops inlining into methods of too many nodes. */
    private static final int ACCESS_WEIGHT = 3;

    final Block block;
    final int index;
    /** Its instructions, up to one that has to run alone, or that would make it too heavy. */
    final int length;
    /** Instructions, and more for what they take. */
    final int weight;

    /** Where link 0 leads, when that is in the region. */
    Optional<Node> next = Optional.empty();
    /** Where link 1 leads, when that is in the region. */
    Optional<Node> taken = Optional.empty();
    /** Where its jump by register was seen to lead, as far as that is in the region. */
    final List<Node> targets = new ArrayList<>(0);

    /** Whether a path from the entry leads to it. */
    boolean reachable;
    /** Whether a path within the region comes back to it, so that the room is looked at before it. */
    boolean loopHead;
    /** Most instructions from its first one to the next look at the room, or out of the region. */
    int reach;
    /** In what form C and V are when it begins. */
    CarryForm form = CarryForm.EXPLICIT;

    Node(Block block, int index, int mostWeight) {
        this.block = block;
        this.index = index;
        int most = Math.min(block.length, block.aloneAt);
        int sum = weightOf(block, 0);
        int n = 1;
        while (n < most && sum + weightOf(block, n) <= mostWeight) {
            sum += weightOf(block, n);
            n++;
        }
        length = n;
        weight = sum;
    }

    private static int weightOf(Block block, int instruction) {
        int sum = 1;
        int end = block.start(instruction + 1);
        for (int n = block.start(instruction); n < end; n++) {
            sum += block.kind(n).mayFault() ? ACCESS_WEIGHT : 0;
        }
        return sum;
    }

    /** Whether it stops before its block's end. */
    boolean isCut() {
        return length < block.length;
    }

    /** Number of its micro-operations. */
    int size() {
        return block.start(length);
    }

    /** All nodes that may follow. */
    List<Node> successors() {
        List<Node> all = new ArrayList<>(targets);
        next.ifPresent(all::add);
        taken.ifPresent(all::add);
        return all;
    }
}
