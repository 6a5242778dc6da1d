package trapline.executors;

import java.util.List;
import trapline.executors.Comparison.Outcome;

/** Says how a program differs on two builds, for a person. */
final class Report {
    private static final int EVENTS_BEFORE = 6;

    private final Comparison comparison;

    Report(Comparison comparison) {
        this.comparison = comparison;
    }

    /** The program made as small as possible, what it leaves on each build, and where events begin to differ. */
    String of(Program differing) {
        Program program = new Shrinker(comparison).shrink(differing);
        Recorder firstEvents = new Recorder(true);
        Recorder secondEvents = new Recorder(true);
        Outcome first = comparison.firstOutcome(program, firstEvents);
        Outcome second = comparison.secondOutcome(program, secondEvents);
        return """
                seed %d (run it again with -Dtrapline.seed=%d -Dtrapline.programs=1)
                %s
                shrunk to: %s
                %s
                first:  %s
                second: %s
                %s
                registers of the first at the end, and of the second:
                %s%s""".formatted(
                program.seed(),
                program.seed(),
                differing.setup(),
                program.setup(),
                program.listing(),
                first,
                second,
                events(firstEvents.texts(), secondEvents.texts()),
                registers(comparison.first(), program, 0),
                registers(comparison.second(), program, program.setup().manner().slice()));
    }

    private static String events(List<String> first, List<String> second) {
        int same = 0;
        while (same < Math.min(first.size(), second.size()) && first.get(same).equals(second.get(same))) {
            same++;
        }
        if (same == first.size() && same == second.size()) {
            return "all %d events are the same".formatted(same);
        }
        StringBuilder text = new StringBuilder("events: %d are the same, the last of them%n".formatted(same));
        for (int n = Math.max(0, same - EVENTS_BEFORE); n < same; n++) {
            text.append("      ").append(first.get(n)).append(System.lineSeparator());
        }
        text.append("  1:  ").append(same < first.size() ? first.get(same) : "no more");
        text.append(System.lineSeparator());
        text.append("  2:  ").append(same < second.size() ? second.get(same) : "no more");
        return text.toString();
    }

    private static String registers(MachineBuild build, Program program, int slice) {
        try (BuiltMachine machine = build.build(program.setup(), program.ram(), new Recorder(false))) {
            try {
                Comparison.advance(machine, program.setup().ticks(), slice);
            } catch (RuntimeException | StackOverflowError | VerifyError broken) {
                return "broken: " + broken + System.lineSeparator();
            }
            return machine.registers();
        }
    }
}
