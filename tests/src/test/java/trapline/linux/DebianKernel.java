package trapline.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import trapline.oracle.DebianFiles;
import trapline.query.LinuxKernel;

/** Debian's kernels for 32-bit ARM, and the static busybox that goes with them. */
enum DebianKernel {
    /** With short descriptors. */
    ARMMP("armmp"),
    /** With long descriptors. */
    ARMMP_LPAE("armmp-lpae");

    /** Where the kernel proper goes: its TEXT_OFFSET behind the start of RAM. */
    private static final int IMAGE_ADDRESS = 0x4020_8000;

    private final String flavour;

    DebianKernel(String flavour) {
        this.flavour = flavour;
    }

    /** The compressed kernel, which decompresses itself. */
    Path zImage() {
        return DebianFiles.boot("vmlinuz-.*-" + flavour);
    }

    /** The kernel that is compressed in it. */
    byte[] image() throws IOException {
        return LinuxKernel.decompressed(Files.readAllBytes(zImage())).orElseThrow();
    }

    /** The same in the form that QEMU takes. */
    byte[] uImage() throws IOException {
        return UImage.of(image(), IMAGE_ADDRESS);
    }

    /** Its virtio modules, and what these need. */
    List<Path> modules() {
        return DebianFiles.modules("modules", ".*-" + flavour);
    }

    /** Modules that test themselves, and what these need. */
    List<Path> selfTests() {
        return DebianFiles.modules("selftests", ".*-" + flavour);
    }
}
