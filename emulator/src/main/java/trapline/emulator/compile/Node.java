package trapline.emulator.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trapline.emulator.ir.Block;

/** A block in a region. */
final class Node {
    final Block block;
    final int index;
    /** Its instructions, up to one that has to run alone. */
    final int length;

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

    Node(Block block, int index) {
        this.block = block;
        this.index = index;
        length = Math.min(block.length, block.aloneAt);
    }

    /** Whether it stops before its block's end. */
    boolean isCut() {
        return length < block.length;
    }

    /** Number of its micro-operations. */
    int size() {
        return block.starts[length];
    }

    /** All nodes that may follow. */
    List<Node> successors() {
        List<Node> all = new ArrayList<>(targets);
        next.ifPresent(all::add);
        taken.ifPresent(all::add);
        return all;
    }
}
