package trapline.linux;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import trapline.oracle.DebianFiles;

/** Writes an archive that Linux unpacks as its root: cpio's new ASCII format (Documentation, initramfs buffer format). */
final class Initramfs {
    private static final int S_IFCHR = 0x2000;
    private static final int S_IFDIR = 0x4000;
    private static final int S_IFREG = 0x8000;
    private static final int EXECUTABLE = 0b111_101_101;
    private static final int OWNER_ONLY = 0b110_000_000;
    private static final int ALIGNMENT = 4;

    private final ByteArrayOutputStream archive = new ByteArrayOutputStream();
    private int entries;

    /** Debian's busybox, and as first process a script of {@code src/debian}. */
    static Initramfs withBusybox(String init) throws IOException {
        return new Initramfs()
                .directory("bin")
                .directory("dev")
                .directory("lib")
                .directory("proc")
                .directory("sys")
                .device("dev/console", 5, 1)
                .program("bin/busybox", Files.readAllBytes(DebianFiles.busybox()))
                .program("init", Files.readAllBytes(Path.of("src", "debian", init)));
    }

    /** The same with modules in {@code lib}. */
    Initramfs with(List<Path> modules) throws IOException {
        for (Path module : modules) {
            program("lib/" + module.getFileName(), Files.readAllBytes(module));
        }
        return this;
    }

    /** A program that needs nothing else, as first process. */
    static Initramfs withProgram(Path program) throws IOException {
        return new Initramfs()
                .directory("dev")
                .device("dev/console", 5, 1)
                .program("init", Files.readAllBytes(program));
    }

    /** A directory. */
    private Initramfs directory(String name) {
        return entry(name, S_IFDIR | EXECUTABLE, new byte[0], 0, 0);
    }

    /** A file that can be executed. */
    private Initramfs program(String name, byte[] contents) {
        return entry(name, S_IFREG | EXECUTABLE, contents, 0, 0);
    }

    /** A character device. */
    private Initramfs device(String name, int major, int minor) {
        return entry(name, S_IFCHR | OWNER_ONLY, new byte[0], major, minor);
    }

    /** The whole archive. */
    byte[] toBytes() {
        entry("TRAILER!!!", 0, new byte[0], 0, 0);
        return archive.toByteArray();
    }

    private Initramfs entry(String name, int mode, byte[] contents, int major, int minor) {
        byte[] path = (name + '\0').getBytes(StandardCharsets.US_ASCII);
        entries++;
        StringBuilder header = new StringBuilder("070701");
        // Inode, mode, user, group, links, time, size, device of the archive, device, length of the name, no check sum.
        int[] fields = {entries, mode, 0, 0, 1, 0, contents.length, 0, 0, major, minor, path.length, 0};
        for (int field : fields) {
            header.append("%08X".formatted(field));
        }
        archive.writeBytes(header.toString().getBytes(StandardCharsets.US_ASCII));
        padded(path);
        padded(contents);
        return this;
    }

    private void padded(byte[] bytes) {
        archive.writeBytes(bytes);
        archive.writeBytes(new byte[-archive.size() & ALIGNMENT - 1]);
    }
}
