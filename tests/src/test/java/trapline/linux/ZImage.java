package trapline.linux;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tukaani.xz.CorruptedInputException;
import org.tukaani.xz.SingleXZInputStream;

/** A Linux zImage: a program with the compressed kernel somewhere in it. */
final class ZImage {
    private static final byte[] MAGIC = {(byte) 0xFD, '7', 'z', 'X', 'Z', 0};

    private ZImage() {}

    /**
     * The kernel, decompressed. The program that decompresses knows the magic number too, so not everything that begins like
     * a stream is one; behind the right one Linux's build leaves the length of what it holds (scripts/Makefile.lib,
     * {@code size_append}).
     */
    static byte[] payload(byte[] zImage) throws IOException {
        for (int at = find(zImage, 0); at >= 0; at = find(zImage, at + 1)) {
            ByteArrayInputStream rest = new ByteArrayInputStream(zImage, at, zImage.length - at);
            try (SingleXZInputStream stream = new SingleXZInputStream(rest)) {
                byte[] kernel = stream.readAllBytes();
                int length = ByteBuffer.wrap(rest.readNBytes(Integer.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt();
                if (kernel.length != length) {
                    throw new IOException("a kernel of " + kernel.length + " bytes, which should have " + length);
                }
                return kernel;
            } catch (CorruptedInputException e) {
                // Not a stream: the magic number in the program.
                continue;
            }
        }
        throw new IOException("no XZ stream in the zImage");
    }

    private static int find(byte[] bytes, int from) {
        for (int at = from; at + MAGIC.length <= bytes.length; at++) {
            int same = 0;
            while (same < MAGIC.length && bytes[at + same] == MAGIC[same]) {
                same++;
            }
            if (same == MAGIC.length) {
                return at;
            }
        }
        return -1;
    }
}
