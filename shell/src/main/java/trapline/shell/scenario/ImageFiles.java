package trapline.shell.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import trapline.emulator.Image;
import trapline.emulator.virtio.Drive;
import trapline.shell.CommandFailure;

/** Reads the files that go into the machine's memory, and on its disks. */
public final class ImageFiles {
    /** More than this fits into no machine we build. */
    private static final long MOST_BYTES = 1L << 30;

    private static final MemorySegment QCOW = MemorySegment.ofArray(new byte[] {'Q', 'F', 'I', (byte) 0xFB});

    private ImageFiles() {}

    /** One image; a missing, empty or unreasonable file is told by its name. */
    public static Image read(Path file) {
        requireReadable(file);
        try {
            long size = Files.size(file);
            if (size == 0 || size > MOST_BYTES) {
                throw new CommandFailure(
                        file + ": " + size + " bytes cannot be an image; it must have between 1 byte and 1 GiB");
            }
            byte[] contents = Files.readAllBytes(file);
            return Image.ofHash(file.getFileName().toString(), contents, hash(contents));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Works out the hash beside what else there is to do. */
    private static Supplier<String> hash(byte[] contents) {
        return CompletableFuture.supplyAsync(
                () -> Image.hashOf(contents),
                task -> Thread.ofPlatform().daemon().name("hash").start(task))::join;
    }

    /** A disk image, which is mapped and never written. */
    public static Drive readDrive(Path file) {
        requireReadable(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size == 0 || size % Drive.SECTOR != 0) {
                throw new CommandFailure(
                        file + ": " + size + " bytes cannot be a raw disk image, which consists of sectors" + " of "
                                + Drive.SECTOR + " bytes; fill it up with: truncate -s %" + Drive.SECTOR + " " + file);
            }
            MemorySegment contents = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto());
            if (contents.asSlice(0, QCOW.byteSize()).mismatch(QCOW) < 0) {
                throw new CommandFailure(file + ": is an image in the format qcow2, not a raw one; convert it with:"
                        + " qemu-img convert -O raw " + file + " disk.img");
            }
            return new Drive(file.getFileName().toString(), contents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path that a scenario file writes, relative to that file. */
    static Path beside(Path scenario, String path) {
        try {
            return scenario.resolveSibling(path);
        } catch (InvalidPathException e) {
            throw new CommandFailure("no file can be called that: " + e.getReason());
        }
    }

    private static void requireReadable(Path file) {
        if (!Files.exists(file)) {
            throw new CommandFailure(file + ": there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(file + ": is not a file");
        }
        if (!Files.isReadable(file)) {
            throw new CommandFailure(file + ": permission denied");
        }
    }
}
