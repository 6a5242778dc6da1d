package trapline.emulator.compile;

import java.util.Arrays;
import java.util.List;

/** Finds the nodes to which paths come back, and for every node the longest path up to one of these or out of the region. */
final class LoopFinder {
    private enum State {
        NEW,
        ON_PATH,
        DONE
    }

    private final List<Node> nodes;
    private final State[] states;

    LoopFinder(List<Node> nodes) {
        this.nodes = nodes;
        states = new State[nodes.size()];
        Arrays.fill(states, State.NEW);
    }

    void run() {
        findHeads(nodes.getFirst());
        Arrays.fill(states, State.NEW);
        for (Node node : nodes) {
            if (node.reachable) {
                measure(node);
            }
        }
    }

    private void findHeads(Node node) {
        states[node.index] = State.ON_PATH;
        node.reachable = true;
        for (Node to : node.successors()) {
            switch (states[to.index]) {
                case NEW -> findHeads(to);
                case ON_PATH -> to.loopHead = true;
                case DONE -> {}
            }
        }
        states[node.index] = State.DONE;
    }

    /** Without the ways to loop heads there are no circles. */
    private int measure(Node node) {
        if (states[node.index] == State.NEW) {
            int longest = 0;
            for (Node to : node.successors()) {
                longest = Math.max(longest, to.loopHead ? 0 : measure(to));
            }
            node.reach = node.length + longest;
            states[node.index] = State.DONE;
        }
        return node.reach;
    }
}
