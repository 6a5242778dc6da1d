package trapline.emulator.compile;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import trapline.emulator.execute.Region;
import trapline.emulator.ir.Block;
import trapline.emulator.ir.Effect;
import trapline.emulator.ir.UopKind;

/** Finds the {@link CarryForm} at the beginning of each node, such that every way to it can bring it into this form. */
final class CarryFlow {
    private final List<Node> nodes;
    private final boolean[] reached;
    private final Deque<Node> work = new ArrayDeque<>();

    private CarryFlow(List<Node> nodes) {
        this.nodes = nodes;
        reached = new boolean[nodes.size()];
    }

    /** Sets {@link Node#form} of all nodes; the first is entered with explicit flags. */
    static void settle(List<Node> nodes) {
        new CarryFlow(nodes).run();
    }

    private void run() {
        arrive(nodes.getFirst(), CarryForm.EXPLICIT);
        while (!work.isEmpty()) {
            Node node = work.remove();
            Walk walk = new Walk(node);
            walk.run();
        }
    }

    private void arrive(Node node, CarryForm form) {
        CarryForm met = reached[node.index] ? node.form.meet(form) : form;
        if (!reached[node.index] || met != node.form) {
            reached[node.index] = true;
            node.form = met;
            work.add(node);
        }
    }

    /** One pass over a node, which hands the form on at each of its exits. */
    private final class Walk {
        private final Node node;
        private CarryForm form;

        Walk(Node node) {
            this.node = node;
            form = node.form;
        }

        void run() {
            Block block = node.block;
            int size = node.size();
            CarryForm[] meeting = new CarryForm[size + 1];
            boolean[] meets = new boolean[size + 1];
            Arrays.fill(meeting, CarryForm.EXPLICIT);
            for (int n = 0; n < size; n++) {
                if (meets[n]) {
                    form = form.meet(meeting[n]);
                }
                UopKind kind = block.kind(n);
                if (kind.effect() == Effect.SKIP) {
                    int end = n + 1 + block.imm(n);
                    meeting[end] = form;
                    meets[end] = true;
                } else if (kind.effect() == Effect.EXIT) {
                    leave(block, n, kind);
                }
                form = form.after(kind);
            }
        }

        private void leave(Block block, int n, UopKind kind) {
            if (kind == UopKind.EXIT_INDIRECT || kind == UopKind.EXIT_INTERWORK) {
                node.targets.forEach(to -> arrive(to, form));
            } else if (kind == UopKind.EXIT_JUMP && block.uop(n).a() == Region.NEXT) {
                node.next.ifPresent(to -> arrive(to, form));
            } else if (kind == UopKind.EXIT_EXAMINE || kind == UopKind.EXIT_EXAMINE_AT) {
                node.targets.forEach(to -> arrive(to, CarryForm.EXPLICIT));
            } else {
                node.taken.ifPresent(to -> arrive(to, form));
            }
        }
    }
}
