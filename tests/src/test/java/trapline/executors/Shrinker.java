package trapline.executors;

import java.util.BitSet;
import java.util.List;

/** Makes a program on which two builds differ as small as it can: fewer instructions, a simpler set-up, fewer ticks. */
final class Shrinker {
    /** Runs that it takes at most. */
    private static final int MOST_RUNS = 4_000;

    private final Comparison comparison;
    private int runs;

    Shrinker(Comparison comparison) {
        this.comparison = comparison;
    }

    /** A program that differs too. */
    Program shrink(Program differing) {
        Program program = simplify(differing);
        program = shorten(program);
        int before;
        do {
            before = instructions(program);
            program = removeInstructions(program);
            program = shorten(program);
        } while (instructions(program) < before && runs < MOST_RUNS);
        return simplify(program);
    }

    private boolean differs(Program program) {
        runs++;
        return !comparison.agrees(program);
    }

    private Program simplify(Program program) {
        Program simpler = program;
        for (Setup setup : List.of(
                program.setup().withSlice(0),
                program.setup().withInputs(List.of()),
                program.setup().withSlice(0).withInputs(List.of()))) {
            if (differs(program.with(setup))) {
                simpler = program.with(setup);
            }
        }
        return simpler;
    }

    /** To the first tick at which the difference shows, or one of the first. */
    private Program shorten(Program program) {
        long same = 0;
        long differing = program.setup().ticks();
        while (differing - same > 1) {
            long middle = (same + differing) >>> 1;
            if (differs(program.with(program.setup().withTicks(middle)))) {
                differing = middle;
            } else {
                same = middle;
            }
        }
        return program.with(program.setup().withTicks(differing));
    }

    /** Chunk by chunk, from the end, with smaller and smaller chunks. */
    private Program removeInstructions(Program program) {
        Program smaller = program;
        for (int size = program.slots().size() / 2; size > 0; size /= 2) {
            for (int end = program.slots().size(); end > 0 && runs < MOST_RUNS; end -= size) {
                BitSet chunk = new BitSet();
                for (int n = Math.max(0, end - size); n < end; n++) {
                    chunk.set(n, !smaller.slots().get(n).isNop());
                }
                Program candidate = smaller.without(chunk);
                if (!chunk.isEmpty() && differs(candidate)) {
                    smaller = candidate;
                }
            }
        }
        return smaller;
    }

    private static int instructions(Program program) {
        int count = 0;
        for (Slot slot : program.slots()) {
            count += slot.isNop() ? 0 : 1;
        }
        return count;
    }
}
