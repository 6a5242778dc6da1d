package trapline.emulator.boot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import trapline.emulator.boot.BootFiles.Contents;

/**
 * A program in U-Boot's legacy wrapping, a {@code uImage} (U-Boot's include/image.h): a header of 64 bytes, big-endian, that says where
 * it is loaded and entered.
 *
 * @param load physical address of the first byte
 * @param entry physical address of the first instruction
 * @param linux it is started by Linux's protocol
 * @param program what is loaded
 */
record UBootImage(long load, long entry, boolean linux, byte[] program) {
    static final int MAGIC = 0x2705_1956;

    private static final int HEADER_BYTES = 64;
    private static final int HEADER_CRC = 4;
    private static final int SIZE = 12;
    private static final int LOAD = 16;
    private static final int ENTRY = 20;
    private static final int OPERATING_SYSTEM = 28;
    private static final int TYPE = 30;
    private static final int COMPRESSION = 31;

    private static final int OS_LINUX = 5;
    private static final int TYPE_KERNEL = 2;
    private static final int COMPRESSION_NONE = 0;
    private static final int COMPRESSION_GZIP = 1;
    /** What is unpacked may not be larger than any RAM. */
    private static final int MOST_BYTES = 1 << 30;

    /** Whether it begins like one. */
    static boolean isOne(byte[] contents) {
        return contents.length >= HEADER_BYTES && ByteBuffer.wrap(contents).getInt() == MAGIC;
    }

    /**
     * Takes the header off.
     *
     * @throws ImageException when it is damaged, or is not a kernel
     */
    static UBootImage parse(Contents file) {
        ByteBuffer header = ByteBuffer.wrap(file.bytes());
        int size = header.getInt(SIZE);
        if (header.getInt(HEADER_CRC) != headerCrc(file.bytes())) {
            throw new ImageException(file.name(), "is damaged: the check sum of its uImage header is wrong");
        }
        if (size < 0 || size > file.bytes().length - HEADER_BYTES) {
            throw new ImageException(
                    file.name(),
                    "is cut off: its uImage header announces %d bytes, %d follow"
                            .formatted(Integer.toUnsignedLong(size), file.bytes().length - HEADER_BYTES));
        }
        if (header.get(TYPE) != TYPE_KERNEL) {
            throw new ImageException(
                    file.name(), "is a uImage of type %d; only kernels (2) can be started".formatted(header.get(TYPE)));
        }
        byte[] contents = Arrays.copyOfRange(file.bytes(), HEADER_BYTES, HEADER_BYTES + size);
        return new UBootImage(
                Integer.toUnsignedLong(header.getInt(LOAD)),
                Integer.toUnsignedLong(header.getInt(ENTRY)),
                header.get(OPERATING_SYSTEM) == OS_LINUX,
                unpacked(file.name(), header.get(COMPRESSION), contents));
    }

    /** Of the header with zeros in the check sum's place. */
    private static int headerCrc(byte[] contents) {
        byte[] header = Arrays.copyOf(contents, HEADER_BYTES);
        Arrays.fill(header, HEADER_CRC, HEADER_CRC + Integer.BYTES, (byte) 0);
        CRC32 crc = new CRC32();
        crc.update(header);
        return (int) crc.getValue();
    }

    private static byte[] unpacked(String name, int compression, byte[] contents) {
        return switch (compression) {
            case COMPRESSION_NONE -> contents;
            case COMPRESSION_GZIP -> gunzipped(name, contents);
            default ->
                throw new ImageException(
                        name, "is a uImage of compression %d; none (0) and gzip (1) are known".formatted(compression));
        };
    }

    private static byte[] gunzipped(String name, byte[] contents) {
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(contents))) {
            byte[] program = stream.readNBytes(MOST_BYTES);
            if (program.length == MOST_BYTES) {
                throw new ImageException(name, "unpacks to a GiB or more");
            }
            return program;
        } catch (IOException e) {
            throw new ImageException(name, "cannot be unpacked: " + e.getMessage());
        }
    }
}
