package trapline.emulator.boot;

/** What an image is, and so where it goes and how it starts. */
public enum ImageKind {
    /** An ELF file: its segments say where they go. */
    ELF,
    /** A Linux zImage: started by Linux's protocol (Documentation/arch/arm/booting.rst). */
    ZIMAGE,
    /** A Linux Image, neither compressed nor relocatable: the same protocol, at the place it is made for. */
    IMAGE,
    /** A program in U-Boot's legacy wrapping: where that says, by Linux's protocol if it says so. */
    UIMAGE,
    /** Any other program for RAM: the same protocol, where QEMU's {@code -kernel} puts it, 0x4001_0000. */
    KERNEL,
    /** Firmware, in flash from address 0, as QEMU's {@code -bios}. */
    FIRMWARE;

    private static final int ELF_MAGIC = 0x464C_457F;
    private static final int ZIMAGE_MAGIC = 0x016F_2818;
    private static final int ZIMAGE_MAGIC_OFFSET = 0x24;

    /** The kind of an image, by its first bytes. */
    public static ImageKind of(byte[] contents) {
        if (word(contents, 0) == ELF_MAGIC) {
            return ELF;
        }
        if (word(contents, ZIMAGE_MAGIC_OFFSET) == ZIMAGE_MAGIC) {
            return ZIMAGE;
        }
        if (UBootImage.isOne(contents)) {
            return UIMAGE;
        }
        if (LinuxImage.isOne(contents)) {
            return IMAGE;
        }
        return FirmwareVectors.begin(contents) ? FIRMWARE : KERNEL;
    }

    /** A little-endian word; 0 beyond the end. */
    static int word(byte[] contents, int offset) {
        if (offset + 4 > contents.length) {
            return 0;
        }
        return contents[offset] & 0xFF
                | (contents[offset + 1] & 0xFF) << 8
                | (contents[offset + 2] & 0xFF) << 16
                | contents[offset + 3] << 24;
    }
}
