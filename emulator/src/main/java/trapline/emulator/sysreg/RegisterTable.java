package trapline.emulator.sysreg;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trapline.emulator.cpu.CoprocessorEncoding;

/** The rows of {@code system-registers.table}, found by encoding. */
final class RegisterTable {
    private static final String RESOURCE = "system-registers.table";
    /** Encodings of one coprocessor without its number: 16 bits from bit 4 on. */
    private static final int SPAN = 1 << 16;

    private static final List<RegisterRow> ROWS = load();
    private static final @Nullable RegisterRow[] BY_ENCODING = index(ROWS);

    private RegisterTable() {}

    /** All rows, in the order of the file. */
    static List<RegisterRow> rows() {
        return ROWS;
    }

    /** The row for an encoding of CP14 or CP15. */
    static Optional<RegisterRow> find(int encoding) {
        int coprocessor = CoprocessorEncoding.coprocessor(encoding);
        return coprocessor == 14 || coprocessor == 15
                ? Optional.ofNullable(BY_ENCODING[place(encoding)])
                : Optional.empty();
    }

    /** Position of an encoding of CP14 or CP15 among all of them. */
    static int place(int encoding) {
        return (encoding >>> 20 & 1) * SPAN + (encoding >>> 4 & SPAN - 1);
    }

    private static List<RegisterRow> load() {
        InputStream resource = RegisterTable.class.getResourceAsStream(RESOURCE);
        if (resource == null) {
            throw new IllegalStateException("resource " + RESOURCE + " is missing");
        }
        List<RegisterRow> rows = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    rows.add(RegisterRow.parse(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(rows);
    }

    /** A row for one encoding takes it from a row for many. */
    private static @Nullable RegisterRow[] index(List<RegisterRow> rows) {
        @Nullable RegisterRow[] index = new RegisterRow[2 * SPAN];
        for (RegisterRow row : rows) {
            List<Integer> encodings = row.pattern().encodings();
            for (int encoding : encodings) {
                RegisterRow other = index[place(encoding)];
                boolean precise = encodings.size() == 1;
                if (other == null || precise && other.pattern().encodings().size() > 1) {
                    index[place(encoding)] = row;
                } else if (precise || other.pattern().encodings().size() > 1) {
                    throw new IllegalStateException(row.name() + " has the encoding of " + other.name());
                }
            }
        }
        return index;
    }
}
