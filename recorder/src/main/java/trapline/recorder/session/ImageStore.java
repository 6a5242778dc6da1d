package trapline.recorder.session;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.function.Supplier;
import trapline.recorder.log.LogFormatException;

/** The images of a session, each in a file named by its SHA-256. */
public final class ImageStore {
    /** The name of a file whose hash is not known yet. */
    private static final String NEW = "new.tmp";

    private final Path directory;

    ImageStore(Path directory) {
        this.directory = directory;
    }

    /** Keeps the contents of an image; returns its entry. Equal contents are kept once. */
    public ImageEntry add(String role, int vm, String name, byte[] contents) throws IOException {
        return add(role, vm, name, () -> hash(contents), contents);
    }

    /** The same when somebody knows their SHA-256, in hexadecimal; he is asked when they have been written. */
    public ImageEntry add(String role, int vm, String name, Supplier<String> sha256, byte[] contents)
            throws IOException {
        Files.createDirectories(directory);
        Path temporary = directory.resolve(NEW);
        AtomicFile.writeTemporary(temporary, contents);
        String hash = sha256.get();
        AtomicFile.move(temporary, directory.resolve(hash));
        return new ImageEntry(role, vm, name, FileSeal.of(contents, hash, SessionDirectory.IMAGES + "/" + hash));
    }

    /** Keeps contents likewise that may be larger than memory. What is zero in them takes no space. */
    public ImageEntry add(String role, int vm, String name, MemorySegment contents) throws IOException {
        Files.createDirectories(directory);
        Path temporary = directory.resolve(NEW);
        try {
            SparseFile.write(temporary, contents);
        } catch (InternalError e) {
            throw new IOException(name + " became shorter while it was read", e);
        }
        FileSeal seal = FileSeal.of(temporary, SessionDirectory.IMAGES + "/" + NEW);
        AtomicFile.move(temporary, directory.resolve(seal.sha256()));
        String path = SessionDirectory.IMAGES + "/" + seal.sha256();
        return new ImageEntry(role, vm, name, seal.at(path));
    }

    /**
     * The contents of an image without loading them. Whether they are what was recorded is for the caller to find out:
     * {@link SessionCheck#checkSeals}.
     *
     * @throws LogFormatException when it is missing or has another size
     */
    public MemorySegment map(ImageEntry image) throws IOException {
        Path file = fileOf(image);
        if (!Files.isRegularFile(file) || Files.size(file) != image.seal().size()) {
            throw new LogFormatException(
                    "image %s of this session is missing, or has another size: %s".formatted(image.name(), file));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, image.seal().size(), Arena.ofAuto());
        }
    }

    private static String hash(byte[] contents) {
        return HexFormat.of().formatHex(FileSeal.newDigest().digest(contents));
    }

    private Path fileOf(ImageEntry image) {
        return directory.resolve(Path.of(image.seal().path()).getFileName());
    }

    /**
     * The contents of an image.
     *
     * @throws LogFormatException when it is missing or not what was recorded
     */
    public byte[] read(ImageEntry image) throws IOException {
        Path file = fileOf(image);
        if (Files.isRegularFile(file)) {
            byte[] contents = Files.readAllBytes(file);
            if (hash(contents).equals(image.seal().sha256())) {
                return contents;
            }
        }
        throw new LogFormatException("image %s of this session is not the one that was recorded: %s"
                .formatted(
                        image.name(),
                        image.seal().verify(file).map(SessionProblem::toString).orElse("it was changed meanwhile")));
    }
}
