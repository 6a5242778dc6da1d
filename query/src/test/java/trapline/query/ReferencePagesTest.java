package trapline.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Fails when a generated page is stale; {@code -Dtrapline.regenerate} writes the pages anew. */
class ReferencePagesTest {
    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void sqlReferenceIsUpToDate() throws IOException {
        check(DOCS.resolve("sql.md"), ReferencePages.sql());
    }

    @Test
    void eventReferenceIsUpToDate() throws IOException {
        check(DOCS.resolve("events.md"), ReferencePages.events());
    }

    private static void check(Path page, String generated) throws IOException {
        if (System.getProperty("trapline.regenerate") != null) {
            Files.writeString(page, generated);
        }
        String stale = page + " is stale: run this test with -Dtrapline.regenerate";
        assertEquals(generated, Files.exists(page) ? Files.readString(page) : "", stale);
    }
}
