package trapline.recorder.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log is a Chronicle queue for Chronicle too, and Chronicle keeps to itself. */
class ChronicleInteroperationTest {
    @TempDir
    Path directory;

    @Test
    void chroniclesOwnTailerReadsTheSameBlocks() {
        try (LogWriter writer = new LogWriter(directory, 1)) {
            SyntheticTrace trace = new SyntheticTrace(5);
            for (int block = 0; block < 150; block++) {
                trace.emit(writer, 2_000);
                writer.flush();
            }
        }
        try (LogReader reader = LogReader.open(directory, 1);
                ChronicleQueue queue = SingleChronicleQueueBuilder.binary(directory)
                        .readOnly(true)
                        .build();
                ExcerptTailer tailer = queue.createTailer()) {
            assertTrue(reader.blocks().size() > 128, "several index pages are between the blocks");
            for (BlockInfo block : reader.blocks()) {
                try (DocumentContext document = tailer.readingDocument()) {
                    assertTrue(document.isPresent(), "block " + block.index());
                    assertEquals(block.length(), document.wire().bytes().readRemaining());
                    assertEquals(BlockHeader.MAGIC, document.wire().bytes().readLong());
                }
            }
            try (DocumentContext document = tailer.readingDocument()) {
                assertTrue(!document.isPresent(), "there is nothing behind the last block");
            }
        }
    }

    @Test
    void nothingThatPhonesHomeIsOnTheClassPath() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("net.openhft.chronicle.analytics.Analytics"));
        new LogWriter(directory, 1).close();
        assertEquals("true", System.getProperty("chronicle.analytics.disable"));
        assertEquals("true", System.getProperty("chronicle.disk.monitor.disable"));
    }

    /** They would write into the temporary and the home directory at each start. */
    @Test
    void nothingThatUnpacksNativeLibrariesIsOnTheClassPath() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("com.sun.jna.Native"));
        assertThrows(ClassNotFoundException.class, () -> Class.forName("jnr.ffi.Runtime"));
    }
}
