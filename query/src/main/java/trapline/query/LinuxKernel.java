package trapline.query;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.SingleXZInputStream;

/** Linux's compressed kernels for 32-bit ARM: a zImage is a program that decompresses the kernel it holds. */
public final class LinuxKernel {
    private static final int ZIMAGE_MAGIC_OFFSET = 0x24;
    private static final byte[] ZIMAGE_MAGIC = {0x18, 0x28, 0x6F, 0x01};
    private static final byte[] XZ_MAGIC = {(byte) 0xFD, '7', 'z', 'X', 'Z', 0};
    private static final byte[] GZIP_MAGIC = {0x1F, (byte) 0x8B, 8};
    /** A kernel is not larger; a stream that is was made to fill memory. */
    private static final int LARGEST = 256 << 20;
    /** Memory for a stream's dictionary; Linux's build asks for 64 MiB at most. */
    private static final int MOST_KIB = 128 << 10;

    /** Makes a stream of what is compressed. */
    private interface Decompressor {
        InputStream open(InputStream compressed) throws IOException;
    }

    private LinuxKernel() {}

    /** Whether it is a zImage. */
    public static boolean isZImage(byte[] file) {
        return matches(file, ZIMAGE_MAGIC_OFFSET, ZIMAGE_MAGIC);
    }

    /** The kernel in a zImage that was compressed by XZ or gzip; none when it was not. */
    public static Optional<byte[]> decompressed(byte[] zImage) {
        return payload(zImage, XZ_MAGIC, compressed -> new SingleXZInputStream(compressed, MOST_KIB))
                .or(() -> payload(zImage, GZIP_MAGIC, GZIPInputStream::new));
    }

    /**
     * The program that decompresses knows the magic number too, so not everything that begins like a stream is one; what is
     * one has the right check sums.
     */
    private static Optional<byte[]> payload(byte[] zImage, byte[] magic, Decompressor decompressor) {
        for (int at = find(zImage, magic, 0); at >= 0; at = find(zImage, magic, at + 1)) {
            Optional<byte[]> kernel = stream(new ByteArrayInputStream(zImage, at, zImage.length - at), decompressor);
            if (kernel.isPresent()) {
                return kernel;
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> stream(InputStream compressed, Decompressor decompressor) {
        try (InputStream stream = decompressor.open(compressed)) {
            byte[] kernel = stream.readNBytes(LARGEST);
            return kernel.length < LARGEST ? Optional.of(kernel) : Optional.empty();
        } catch (IOException e) {
            // Not a stream after all.
            return Optional.empty();
        }
    }

    private static int find(byte[] bytes, byte[] wanted, int from) {
        for (int at = from; at + wanted.length <= bytes.length; at++) {
            if (matches(bytes, at, wanted)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] bytes, int at, byte[] wanted) {
        return at + wanted.length <= bytes.length
                && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
