package trapline.recorder.session;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import trapline.recorder.log.LogFormatException;
import trapline.recorder.log.LogReader;
import trapline.recorder.log.LogWriter;

/**
 * A session on disk: {@code session.json}, {@code images/}, {@code log/}, and what is derived from them.
 *
 * <p>{@code session.json} is written when recording begins and again when it ends, each time whole or not at all.
 */
public final class SessionDirectory {
    static final String MANIFEST = "session.json";
    static final String IMAGES = "images";
    static final String LOG = "log";
    private static final String DATABASE = "trace.duckdb";
    private static final long MAX_MANIFEST = 64L << 20;
    private static final Pattern INSIDE = Pattern.compile("(images|log)/[A-Za-z0-9][A-Za-z0-9.-]*");

    private final Path path;
    private final Manifest manifest;

    private SessionDirectory(Path path, Manifest manifest) {
        this.path = path;
        this.manifest = manifest;
    }

    /** Makes the directory of a new session; it must not exist, or be empty. */
    public static void create(Path path) throws IOException {
        Files.createDirectories(path);
        try (Stream<Path> entries = Files.list(path)) {
            if (entries.findAny().isPresent()) {
                throw new FileAlreadyExistsException(path.toString(), "", "is not empty: name another directory");
            }
        }
    }

    /** Gets ready what manifests and logs are written with, so that the first session is begun sooner. May run on any thread. */
    public static void loadAhead() {
        ManifestJson.loadAhead();
        LogWriter.loadAhead();
    }

    /** The image store of the session in a directory. */
    public static ImageStore imagesOf(Path path) {
        return new ImageStore(path.resolve(IMAGES));
    }

    /** Begins a session in a directory made by {@link #create}: writes its manifest. */
    public static SessionDirectory begin(Path path, Manifest manifest) throws IOException {
        SessionDirectory session = new SessionDirectory(path, manifest);
        session.writeManifest();
        return session;
    }

    /**
     * Opens a session.
     *
     * @throws LogFormatException when there is no manifest, or it is damaged
     */
    public static SessionDirectory open(Path path) {
        Path file = path.resolve(MANIFEST);
        try {
            if (Files.size(file) > MAX_MANIFEST) {
                throw new LogFormatException(file + ": too large for a manifest");
            }
            byte[] bytes = Files.readAllBytes(file);
            Optional<String> damage = SealedJson.verify(bytes);
            if (damage.isPresent()) {
                throw new LogFormatException(file + ": " + damage.get());
            }
            return new SessionDirectory(path, ManifestJson.read(bytes));
        } catch (NoSuchFileException e) {
            throw new LogFormatException(path + " is no session: it has no " + MANIFEST, e);
        } catch (IOException e) {
            throw new LogFormatException(file + ": " + e.getMessage(), e);
        }
    }

    /** Ends the session: the log must be closed; its files are sealed in the manifest. */
    public SessionDirectory end(Outcome outcome) throws IOException {
        List<FileSeal> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(logDirectory())) {
            for (Path file : entries.sorted().toList()) {
                files.add(FileSeal.of(file, LOG + "/" + file.getFileName()));
            }
        }
        Outcome sealed = new Outcome(
                outcome.instructions(),
                outcome.ticks(),
                outcome.log(),
                outcome.cause(),
                outcome.status(),
                outcome.vmExits(),
                outcome.stateHash(),
                List.copyOf(files));
        return begin(path, manifest.with(sealed));
    }

    private void writeManifest() throws IOException {
        AtomicFile.write(path.resolve(MANIFEST), SealedJson.seal(ManifestJson.write(manifest)));
    }

    /** A path from a manifest, if it names a file of the session; a manifest must not lead anywhere else. */
    static String requireInside(String relative) {
        if (!INSIDE.matcher(relative).matches()) {
            throw new IllegalArgumentException("not a file of a session: " + relative);
        }
        return relative;
    }

    /** Where the session lies. */
    public Path path() {
        return path;
    }

    /** What it is. */
    public Manifest manifest() {
        return manifest;
    }

    /** Its images. */
    public ImageStore images() {
        return imagesOf(path);
    }

    /** Where a database derived from the log may be kept. */
    public Path database() {
        return path.resolve(DATABASE);
    }

    private Path logDirectory() {
        return path.resolve(LOG);
    }

    /** Starts the log of a session that has just begun. */
    public LogWriter newLog() {
        return new LogWriter(logDirectory(), manifest.identity());
    }

    /** Opens the log for reading. */
    public LogReader openLog() {
        return LogReader.open(logDirectory(), manifest.identity());
    }

    Path resolve(FileSeal seal) {
        return path.resolve(requireInside(seal.path()));
    }
}
