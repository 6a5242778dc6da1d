package trapline.recorder.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import trapline.recorder.log.LogFormatException;

/** The images of a session, each in a file named by its SHA-256. */
public final class ImageStore {
    private final Path directory;

    ImageStore(Path directory) {
        this.directory = directory;
    }

    /** Keeps the contents of an image; returns its entry. Equal contents are kept once. */
    public ImageEntry add(String role, int vm, String name, byte[] contents) throws IOException {
        Files.createDirectories(directory);
        String hash = HexFormat.of().formatHex(FileSeal.newDigest().digest(contents));
        Path target = directory.resolve(hash);
        AtomicFile.write(target, contents);
        String path = SessionDirectory.IMAGES + "/" + hash;
        return new ImageEntry(role, vm, name, FileSeal.of(target, path));
    }

    /**
     * The contents of an image.
     *
     * @throws LogFormatException when it is missing or not what was recorded
     */
    public byte[] read(ImageEntry image) throws IOException {
        Path file = directory.resolve(Path.of(image.seal().path()).getFileName());
        Optional<SessionProblem> problem = image.seal().verify(file);
        if (problem.isPresent()) {
            throw new LogFormatException("image %s of this session is not the one that was recorded: %s"
                    .formatted(image.name(), problem.get()));
        }
        return Files.readAllBytes(file);
    }
}
