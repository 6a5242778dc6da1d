package trapline.recorder.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** {@code docs/events.md} says what the declarations say; {@link #main} writes it anew. */
class EventReferenceTest {
    private static final Path DOCUMENT = Path.of("docs", "events.md");

    private static final String INTRODUCTION = """
            # Events

            Generated from the records of `trapline.recorder.event` by `EventReferenceTest`, which also fails when this page is
            stale; to write it anew, run that class's `main` in the project's directory.

            Every event carries `seq` (position in the log, from 0), `icount` (the tick), `cpu`, `vm_id` (-1 when it belongs to no
            VM), `vcpu_id` (-1 likewise) and `pc`. Values marked *hex* are addresses, bit patterns or instruction words; those marked
            *tick* are ticks. *Inputs* came from outside and drive a replay; everything else is recomputed and compared.
            """;

    /** Writes the document; run it in the project's directory. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(DOCUMENT, text());
    }

    private static String text() {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        for (EventRow row : EventCatalog.EVENTS.rows()) {
            text.append("\n## %s\n\nId %d, %s, since format %d.\n\n"
                    .formatted(
                            row.type(),
                            row.type().id(),
                            row.type().isInput() ? "input" : "observation",
                            row.type().since()));
            text.append("| field | type | meaning |\n|---|---|---|\n");
            for (EventComponent component : row.components()) {
                text.append(
                        "| `%s` | %s | %s |\n".formatted(component.columnName(), kind(component), component.meaning()));
            }
        }
        return text.toString();
    }

    private static String kind(EventComponent component) {
        return switch (component.kind()) {
            case ENUM -> String.join(", ", component.constants());
            case LONG, INT, BOOLEAN, STRING, BYTES ->
                component.kind().name().toLowerCase(Locale.ROOT)
                        + (component.hex() ? ", hex" : "")
                        + (component.tick() ? ", tick" : "");
        };
    }

    @Test
    void theDocumentSaysWhatTheDeclarationsSay() throws IOException {
        assertEquals(text(), Files.readString(Path.of("..").resolve(DOCUMENT)), "write docs/events.md anew");
    }
}
