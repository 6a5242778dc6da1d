package trapline.executors;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import trapline.emulator.decode.Decoder;
import trapline.emulator.decode.EncodingRows.Table;
import trapline.emulator.ir.UopKind;
import trapline.recorder.event.EventType;

/**
 * What random programs have reached: all events, and of some programs, by executing them step by step, the instructions.
 * Addresses are taken for physical ones, which they nearly always are.
 */
final class Coverage {
    private static final EventType[] TYPES = EventType.values();

    private final Map<Table, BitSet> rows = new EnumMap<>(Table.class);
    private final Set<UopKind> uops = EnumSet.noneOf(UopKind.class);
    private final Set<Long> seen = new HashSet<>();
    private final Map<Integer, Integer> executed = new HashMap<>();
    private final long[][] events = new long[TYPES.length][0];
    private final Meaning meaning = new Meaning();
    private long steps;
    private long acrossPages;
    private long changedCode;

    Coverage() {
        for (Table table : Table.values()) {
            rows.put(table, new BitSet());
        }
    }

    /** Adds a run's events. */
    synchronized void add(Recorder recorder) {
        long[][] counts = recorder.counts();
        for (int type = 0; type < counts.length; type++) {
            if (events[type].length < counts[type].length) {
                events[type] = new long[counts[type].length];
            }
            for (int kind = 0; kind < counts[type].length; kind++) {
                events[type][kind] += counts[type][kind];
            }
        }
    }

    /** Executes a program tick by tick. The answer is what it left, which must be the same again. */
    synchronized Comparison.Outcome step(MachineBuild build, Program program) {
        Recorder recorder = new Recorder(false);
        executed.clear();
        try (BuiltMachine machine = build.build(program.setup(), program.ram(), recorder)) {
            int[] pcs = new int[program.setup().cpus()];
            int[] levels = new int[pcs.length];
            for (long tick = 1; tick <= program.setup().ticks() && !machine.ended(); tick++) {
                for (int cpu = 0; cpu < pcs.length; cpu++) {
                    pcs[cpu] = machine.pc(cpu);
                    levels[cpu] = machine.privilegeLevel(cpu);
                }
                machine.runUntil(tick);
                for (int cpu = 0; cpu < pcs.length; cpu++) {
                    if (machine.pc(cpu) != pcs[cpu]) {
                        note(machine, pcs[cpu], levels[cpu]);
                    }
                }
            }
            machine.runUntil(program.setup().ticks());
            return new Comparison.Outcome(recorder.digest(), machine.stateHash(), machine.result());
        }
    }

    private void note(BuiltMachine machine, int pc, int level) {
        int address = pc & ~1;
        boolean inRam = address - Layout.RAM >= 0 && address - Layout.RAM < Layout.RAM_BYTES - 8;
        int pa = inRam ? address : Layout.RAM + (address & Layout.RAM_BYTES - 1);
        if (pa > Layout.RAM + Layout.RAM_BYTES - 8) {
            return;
        }
        steps++;
        boolean thumb = (pc & 1) != 0;
        int memory = machine.word(pa);
        int word = !thumb ? memory : Decoder.isWide(memory & 0xFFFF) ? memory << 16 | memory >>> 16 : memory & 0xFFFF;
        Table table = !thumb ? Table.A32 : Decoder.isWide(memory & 0xFFFF) ? Table.T32 : Table.T16;
        acrossPages += table == Table.T32 && (pa & 0xFFF) == 0xFFE ? 1 : 0;
        Integer before = executed.put(pa, word);
        changedCode += before != null && before != word ? 1 : 0;
        if (seen.add((long) (table.ordinal() * 4 + level) << 32 | word & 0xFFFF_FFFFL)) {
            int row = table.rowOf(word);
            if (row >= 0) {
                rows.getOrDefault(table, new BitSet()).set(row);
            }
            uops.addAll(meaning.of(word, table, level));
        }
    }

    /** Rows of a table that no program executed. */
    List<String> missedRows(Table table) {
        List<String> missed = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            if (!rows.getOrDefault(table, new BitSet()).get(row)) {
                missed.add(table.names().get(row));
            }
        }
        return missed;
    }

    /** Micro-operations that no program executed. */
    Set<UopKind> missedUops() {
        return EnumSet.complementOf(EnumSet.copyOf(uops));
    }

    /** Whether an event of a type occurred. */
    boolean reached(EventType type) {
        return countOf(type) > 0;
    }

    private long countOf(EventType type) {
        long count = 0;
        for (long kind : events[type.ordinal()]) {
            count += kind;
        }
        return count;
    }

    /** All of it, a line for each kind of thing. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("%,d instructions step by step, %,d across a page's end, %,d changed since%n"
                        .formatted(steps, acrossPages, changedCode));
        for (Table table : Table.values()) {
            List<String> missed = missedRows(table);
            text.append(
                    "%s: %d of %d rows, not %s%n".formatted(table, table.size() - missed.size(), table.size(), missed));
        }
        text.append("micro-operations: all but %s%n".formatted(missedUops()));
        for (EventType type : TYPES) {
            long[] kinds = events[type.ordinal()];
            for (int kind = 0; kind < kinds.length; kind++) {
                if (kinds[kind] > 0) {
                    text.append("%,12d %s%n".formatted(kinds[kind], Recorder.name(type, kind)));
                }
            }
        }
        return text.toString();
    }
}
