package trapline.recorder.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trapline.recorder.log.LogFormatException;
import trapline.recorder.log.LogReader;

class SessionDirectoryTest {
    @TempDir
    Path temporary;

    private Path path() {
        return temporary.resolve("session");
    }

    @Test
    void aManifestReadsBackAsItWasWritten() throws IOException {
        SessionDirectory written = SampleSession.record(path(), 5_000);
        SessionDirectory read = SessionDirectory.open(path());
        assertEquals(written.manifest().toString(), read.manifest().toString());
        assertEquals(1, read.manifest().outcome().orElseThrow().files().size());
        assertEquals(
                "log/19700101.cq4",
                read.manifest().outcome().orElseThrow().files().get(0).path());
    }

    @Test
    void theIdentityDoesNotDependOnHowItWent() throws IOException {
        SessionDirectory begun = SampleSession.begin(path());
        long before = begun.manifest().identity();
        assertEquals(before, SessionDirectory.open(path()).manifest().identity());
        SessionDirectory ended = SampleSession.record(temporary.resolve("other"), 10);
        Manifest m = ended.manifest();
        Manifest renamed = new Manifest(
                m.format(), "?", "?", m.detail(), m.scenario(), m.machine(), m.images(), m.vms(), m.outcome());
        assertEquals(before, renamed.identity());
        assertEquals(before, ended.manifest().identity());
    }

    @Test
    void imagesAreKeptByTheirHash() throws IOException {
        SessionDirectory session = SampleSession.record(path(), 10);
        ImageEntry image = session.manifest().images().get(0);
        assertArrayEquals("first image".getBytes(), session.images().read(image));
        assertEquals("images/" + image.seal().sha256(), image.seal().path());
    }

    @Test
    void aChangedImageIsRefused() throws IOException {
        SessionDirectory session = SampleSession.record(path(), 10);
        ImageEntry image = session.manifest().images().get(0);
        Files.writeString(path().resolve(image.seal().path()), "other image");
        LogFormatException e =
                assertThrows(LogFormatException.class, () -> session.images().read(image));
        assertTrue(e.getMessage().contains("ping.elf"), e.getMessage());
    }

    @Test
    void largeImagesAreKeptWithHolesAndMapped() throws IOException {
        SessionDirectory.create(path());
        ImageStore store = SessionDirectory.imagesOf(path());
        byte[] contents = new byte[3_000_001];
        contents[1_000_000] = 1;
        ImageEntry entry = store.add(ImageEntry.DRIVE, -1, "disk", MemorySegment.ofArray(contents));
        assertEquals(store.add("image", 0, "disk", contents).seal(), entry.seal(), "the same file, kept once");
        try (Stream<Path> files = Files.list(path().resolve("images"))) {
            assertEquals(1, files.count(), "nothing else");
        }
        assertArrayEquals(contents, store.map(entry).toArray(ValueLayout.JAVA_BYTE), "contents");
    }

    @Test
    void aMappedImageOfAnotherSizeIsRefused() throws IOException {
        SessionDirectory.create(path());
        ImageStore store = SessionDirectory.imagesOf(path());
        ImageEntry entry = store.add(ImageEntry.DRIVE, -1, "disk", MemorySegment.ofArray(new byte[512]));
        Files.write(path().resolve(entry.seal().path()), new byte[511]);
        LogFormatException e = assertThrows(LogFormatException.class, () -> store.map(entry));
        assertTrue(e.getMessage().contains("image disk of this session"), e.getMessage());
    }

    @Test
    void aChangedScenarioIsRefused() throws IOException {
        SampleSession.record(path(), 10);
        Path file = path().resolve("session.json");
        Files.writeString(file, Files.readString(file).replace("pong\"", "ping\""));
        LogFormatException e = assertThrows(LogFormatException.class, () -> SessionDirectory.open(path()));
        assertTrue(e.getMessage().contains("was changed"), e.getMessage());
    }

    @Test
    void aLogIsReadOnlyWithItsOwnManifest() throws IOException {
        SampleSession.record(path(), 10);
        Path other = temporary.resolve("other");
        SessionDirectory.create(other);
        Manifest m = SessionDirectory.open(path()).manifest();
        Manifest changed = new Manifest(
                m.format(),
                m.recordedBy(),
                m.name(),
                Detail.INPUTS,
                m.scenario(),
                m.machine(),
                m.images(),
                m.vms(),
                m.outcome());
        SessionDirectory foreign = SessionDirectory.begin(other, changed);
        Files.createDirectories(other.resolve("log"));
        Files.copy(path().resolve("log/19700101.cq4"), other.resolve("log/19700101.cq4"));
        try (LogReader log = foreign.openLog()) {
            assertTrue(log.problem().orElseThrow().what().contains("not to this session"));
        }
    }

    @Test
    void aSessionIsNotWrittenOverAnother() throws IOException {
        SampleSession.record(path(), 10);
        assertThrows(FileAlreadyExistsException.class, () -> SessionDirectory.create(path()));
    }

    @Test
    void whatIsNoSessionIsSaidToBeNone() {
        LogFormatException e = assertThrows(LogFormatException.class, () -> SessionDirectory.open(path()));
        assertTrue(e.getMessage().contains("is no session"), e.getMessage());
    }

    @Test
    void aManifestCannotLeadOutOfTheSession() {
        for (String path : new String[] {"/etc/passwd", "log/../../x", "images/", "log/a/b", "images/.hidden"}) {
            assertThrows(IllegalArgumentException.class, () -> SessionDirectory.requireInside(path), path);
        }
        assertEquals("log/a.cq4", SessionDirectory.requireInside("log/a.cq4"));
    }
}
