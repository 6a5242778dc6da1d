package trapline.executors;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import trapline.emulator.decode.EncodingRows.Table;

/** The rows of the encoding tables by what a random program has to prepare for them. */
final class Rows {
    /** What rows have in common. */
    enum Kind {
        COMPUTE,
        MEMORY,
        MULTIPLE,
        EXCLUSIVE,
        BRANCH,
        STATUS,
        EXCEPTION,
        HINT,
        COPROCESSOR,
        FLOATING;

        /** The kind of the rows of a form; a form that is not known here computes. */
        static Kind of(String form) {
            return switch (form) {
                case "Load", "Store", "Unprivileged", "LoadDual", "StoreDual", "Swap" -> MEMORY;
                case "LoadMultiple",
                        "LoadMultipleLow",
                        "LoadMultipleUser",
                        "LoadMultipleWide",
                        "StoreMultiple",
                        "StoreMultipleUser",
                        "StoreMultipleWide",
                        "Push",
                        "Pop" -> MULTIPLE;
                case "LoadExclusive", "LoadExclusiveDual", "StoreExclusive", "StoreExclusiveDual", "ClearExclusive" ->
                    EXCLUSIVE;
                case "CompareAndBranch", "TableBranch", "IfThen" -> BRANCH;
                case "MoveFromStatus",
                        "MoveToStatus",
                        "MoveToStatusImmediate",
                        "MoveFromBanked",
                        "MoveToBanked",
                        "ChangeProcessorState",
                        "ChangeInterruptMasks",
                        "SetEndianness",
                        "ReturnFromException",
                        "StoreReturnState",
                        "ExceptionReturn",
                        "LoadMultipleExceptionReturn" -> STATUS;
                case "Breakpoint", "HypervisorCall", "PermanentlyUndefined", "SecureMonitorCall", "SupervisorCall" ->
                    EXCEPTION;
                case "Hint", "Barrier", "Preload", "MemoryHint" -> HINT;
                case "MoveToCoprocessor",
                        "MoveFromCoprocessor",
                        "MoveTwoToCoprocessor",
                        "MoveTwoFromCoprocessor",
                        "LoadCoprocessor",
                        "StoreCoprocessor",
                        "CoprocessorDataProcessing" -> COPROCESSOR;
                default -> ofName(form);
            };
        }

        private static Kind ofName(String form) {
            if (form.startsWith("Branch")) {
                return BRANCH;
            }
            return form.startsWith("V") || form.startsWith("Simd") ? FLOATING : COMPUTE;
        }
    }

    /** Of each table and kind, the rows of each form. */
    private static final Map<Table, Map<Kind, List<List<Integer>>>> ROWS = load();

    private Rows() {}

    private static Map<Table, Map<Kind, List<List<Integer>>>> load() {
        Map<Table, Map<Kind, List<List<Integer>>>> tables = new EnumMap<>(Table.class);
        for (Table table : Table.values()) {
            Map<String, List<Integer>> forms = new LinkedHashMap<>();
            for (int row = 0; row < table.size(); row++) {
                forms.computeIfAbsent(table.form(row), _ -> new ArrayList<>()).add(row);
            }
            Map<Kind, List<List<Integer>>> kinds = new EnumMap<>(Kind.class);
            for (Kind kind : Kind.values()) {
                kinds.put(kind, new ArrayList<>());
            }
            forms.forEach((form, rows) -> kinds.get(Kind.of(form)).add(rows));
            tables.put(table, kinds);
        }
        return tables;
    }

    static Kind kind(Table table, int row) {
        return Kind.of(table.form(row));
    }

    /** Whether a table has rows of a kind. */
    static boolean has(Table table, Kind kind) {
        return !forms(table, kind).isEmpty();
    }

    /** A row of a kind; half of the time each row is as likely as another, else each form. */
    static int pick(Table table, Kind kind, SplittableRandom random) {
        List<List<Integer>> forms = forms(table, kind);
        if (random.nextBoolean()) {
            List<Integer> form = forms.get(random.nextInt(forms.size()));
            return form.get(random.nextInt(form.size()));
        }
        int rows = 0;
        for (List<Integer> form : forms) {
            rows += form.size();
        }
        int chosen = random.nextInt(rows);
        for (List<Integer> form : forms) {
            if (chosen < form.size()) {
                return form.get(chosen);
            }
            chosen -= form.size();
        }
        throw new IllegalStateException("no row");
    }

    private static List<List<Integer>> forms(Table table, Kind kind) {
        return ROWS.getOrDefault(table, Map.of()).getOrDefault(kind, List.of());
    }
}
