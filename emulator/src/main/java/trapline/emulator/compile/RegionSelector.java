package trapline.emulator.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trapline.emulator.ir.Block;

/**
 * Chooses the blocks of a region: from its entry along links that have been followed, the hottest first, until there are enough. Then
 * finds the loops, and how far each way leads.
 */
final class RegionSelector {
    /** Blocks that were run this much more rarely than the entry stay outside. */
    private static final int COLD = 64;

    private final int mostWeight;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Block> candidates = new ArrayList<>();
    private int weight;

    private RegionSelector(int mostWeight) {
        this.mostWeight = mostWeight;
    }

    /** The nodes of a region, the entry first. */
    static List<Node> select(Block entry, int mostWeight) {
        RegionSelector selector = new RegionSelector(mostWeight);
        selector.grow(entry);
        selector.connect();
        new LoopFinder(selector.nodes).run();
        return selector.nodes;
    }

    private void grow(Block entry) {
        int coldest = entry.heat / COLD;
        candidates.add(entry);
        while (!candidates.isEmpty()) {
            Block block = takeHottest();
            Node node = new Node(block, nodes.size(), mostWeight);
            if (!nodes.isEmpty() && weight + node.weight > mostWeight) {
                continue;
            }
            nodes.add(node);
            weight += node.weight;
            if (!node.isCut()) {
                consider(block.next, coldest);
                consider(block.taken, coldest);
                block.targets().forEach(target -> consider(target, coldest));
            }
        }
    }

    private Block takeHottest() {
        int best = 0;
        for (int n = 1; n < candidates.size(); n++) {
            if (candidates.get(n).heat > candidates.get(best).heat) {
                best = n;
            }
        }
        return candidates.remove(best);
    }

    private void consider(Block block, int coldest) {
        boolean usable = block.valid && block.secondPage == Block.NO_PAGE && block.aloneAt != 0;
        if (usable
                && block.heat >= coldest
                && !candidates.contains(block)
                && find(block).isEmpty()) {
            candidates.add(block);
        }
    }

    private Optional<Node> find(Block block) {
        for (Node node : nodes) {
            if (node.block == block) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    private void connect() {
        for (Node node : nodes) {
            if (node.isCut()) {
                continue;
            }
            node.next = find(node.block.next);
            node.taken = find(node.block.taken);
            for (Block target : node.block.targets()) {
                find(target).filter(to -> !hasTargetAt(node, to.block)).ifPresent(node.targets::add);
            }
        }
    }

    /** Of several blocks for one virtual address only the first can be told by it. */
    private static boolean hasTargetAt(Node node, Block block) {
        return node.targets.stream().anyMatch(other -> other.block.pc == block.pc);
    }
}
