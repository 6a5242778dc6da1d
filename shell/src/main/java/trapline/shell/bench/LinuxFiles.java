package trapline.shell.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Linux that powers the machine off by itself. QEMU and we take these files by options of the same names, but for a letter.
 *
 * @param kernel zImage, or what both can start
 * @param initrd its initial RAM disk
 * @param deviceTree a device tree instead of the board's own
 * @param append its command line
 */
public record LinuxFiles(Optional<Path> kernel, Optional<Path> initrd, Optional<Path> deviceTree, String append) {
    /** Memory of the machine: enough for a distribution's kernel and its RAM disk. */
    static final String RAM = "512M";

    /** What cannot be read of it, if anything. */
    Optional<Path> unreadable() {
        return Stream.of(kernel, initrd, deviceTree)
                .flatMap(Optional::stream)
                .filter(file -> !Files.isReadable(file))
                .findFirst();
    }

    /** The options of QEMU, or of ours, for all but the kernel; {@code dash} is what theirs begin with. */
    List<String> options(String dash) {
        List<String> options = new ArrayList<>(List.of(dash + "append", append));
        initrd.ifPresent(file -> options.addAll(List.of(dash + "initrd", file.toString())));
        deviceTree.ifPresent(file -> options.addAll(List.of(dash + "dtb", file.toString())));
        return options;
    }
}
