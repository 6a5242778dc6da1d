package trapline.linux;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * U-Boot's legacy image format ({@code include/image.h}), which tells QEMU where a raw kernel goes: without it, QEMU puts
 * the kernel where a zImage may lie.
 */
final class UImage {
    private static final int HEADER_BYTES = 64;
    private static final int HEADER_CRC = 4;
    private static final int MAGIC = 0x2705_1956;
    private static final byte OS_LINUX = 5;
    private static final byte ARCH_ARM = 2;
    private static final byte TYPE_KERNEL = 2;
    private static final byte COMPRESSION_NONE = 0;
    private static final int NAME_BYTES = 32;

    private UImage() {}

    /** Wraps a kernel, which is loaded and entered at an address. */
    static byte[] of(byte[] kernel, int address) {
        ByteBuffer image = ByteBuffer.allocate(HEADER_BYTES + kernel.length)
                .putInt(MAGIC)
                .putInt(0)
                .putInt(0)
                .putInt(kernel.length)
                .putInt(address)
                .putInt(address)
                .putInt(crc(kernel, kernel.length))
                .put(OS_LINUX)
                .put(ARCH_ARM)
                .put(TYPE_KERNEL)
                .put(COMPRESSION_NONE)
                .put(HEADER_BYTES - NAME_BYTES, "Linux".getBytes(StandardCharsets.US_ASCII))
                .put(HEADER_BYTES, kernel);
        return image.putInt(HEADER_CRC, crc(image.array(), HEADER_BYTES)).array();
    }

    private static int crc(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
