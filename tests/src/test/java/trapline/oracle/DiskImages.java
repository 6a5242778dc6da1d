package trapline.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Makes small disks with the tools of Debian's fdisk, dosfstools, mtools and e2fsprogs. */
final class DiskImages {
    private static final List<String> TOOLS = List.of("sfdisk", "mkfs.vfat", "mcopy", "mke2fs");
    private static final int SECONDS = 60;
    private static final int SECTOR = 512;
    private static final int FAT_START = 2048;
    private static final int FAT_SECTORS = 16384;
    private static final int EXT4_START = FAT_START + FAT_SECTORS;
    private static final int EXT4_SECTORS = 28672;

    /** Bytes of the large file. */
    static final int LARGE = 3_000_000;

    private DiskImages() {}

    /** Skips the test, and says why, where a tool is missing. */
    static void assumeTools() {
        for (String tool : TOOLS) {
            Assumptions.assumeTrue(find(tool).isPresent(), "skipped: " + tool + " is not installed");
        }
    }

    private static Optional<Path> find(String tool) {
        return Stream.of((System.getenv("PATH") + ":/usr/sbin:/sbin").split(":"))
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void run(String tool, String... arguments) {
        List<String> command = Stream.concat(Stream.of(find(tool).orElseThrow().toString()), Stream.of(arguments))
                .toList();
        ProgramRun run = ChildProcess.run(command, SECONDS);
        assertEquals(0, run.status(), () -> command + ": " + run.console() + run.errors());
    }

    /**
     * A disk with two partitions: FAT with {@code hello.txt} and the large {@code big.bin}, and ext4 with
     * {@code greeting.txt} and {@code dir/big.bin}.
     */
    static Path partitioned(Path directory) throws IOException {
        Path files = Files.createDirectories(directory.resolve("files/dir")).getParent();
        byte[] large = new byte[LARGE];
        new Random(2).nextBytes(large);
        Path greeting = Files.writeString(files.resolve("greeting.txt"), "hello from a disk\n");
        Path big = Files.write(files.resolve("dir/big.bin"), large);

        Path disk = directory.resolve("disk.img");
        Files.write(disk, new byte[(EXT4_START + EXT4_SECTORS) * SECTOR]);
        Path table = Files.writeString(
                directory.resolve("table"),
                "label: dos\nlabel-id: 0x12345678\nstart=%d, size=%d, type=c\nstart=%d, size=%d, type=83\n"
                        .formatted(FAT_START, FAT_SECTORS, EXT4_START, EXT4_SECTORS));
        String sfdisk = find("sfdisk").orElseThrow().toString();
        ProgramRun made = ChildProcess.run(
                List.of("sh", "-c", "exec \"$0\" -q \"$1\" <\"$2\"", sfdisk, disk.toString(), table.toString()),
                SECONDS);
        assertEquals(0, made.status(), made::errors);
        run("mkfs.vfat", "--offset=" + FAT_START, "-i", "12345678", disk.toString(), Integer.toString(FAT_SECTORS / 2));
        String fat = disk + "@@" + FAT_START * SECTOR;
        run("mcopy", "-i", fat, greeting.toString(), "::hello.txt");
        run("mcopy", "-i", fat, big.toString(), "::big.bin");
        run(
                "mke2fs",
                "-q",
                "-t",
                "ext4",
                "-O",
                "^metadata_csum,^64bit",
                "-d",
                files.toString(),
                "-E",
                "offset=" + EXT4_START * SECTOR,
                disk.toString(),
                EXT4_SECTORS / 2 + "k");
        return disk;
    }
}
