package trapline.emulator.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import trapline.emulator.board.DeviceTreeConfig;
import trapline.emulator.boot.BootFiles.Contents;

/** Programs in U-Boot's wrapping: where they go, how they start, and what is said of damaged ones. */
class UBootImageTest {
    private static final byte[] PROGRAM = {0, 0, (byte) 0xA0, (byte) 0xE1, 1, 2, 3, 4};
    private static final int LINUX = 5;
    private static final int U_BOOT = 17;
    private static final int LOAD = 0x4020_8000;
    private static final int ENTRY = 0x4020_8004;

    /** As mkimage makes it. */
    private static byte[] wrapped(int system, int type, int compression, byte[] contents) {
        ByteBuffer image = ByteBuffer.allocate(64 + contents.length)
                .putInt(UBootImage.MAGIC)
                .putInt(0)
                .putInt(0)
                .putInt(contents.length)
                .putInt(LOAD)
                .putInt(ENTRY)
                .putInt(0)
                .put((byte) system)
                .put((byte) 2)
                .put((byte) type)
                .put((byte) compression)
                .put(64, contents);
        CRC32 crc = new CRC32();
        crc.update(image.array(), 0, 64);
        return image.putInt(4, (int) crc.getValue()).array();
    }

    private static BootPlan plan(byte[] image) {
        Contents file = new Contents("uImage", image);
        BootFiles files =
                new BootFiles(file, ImageKind.of(image), "", Optional.empty(), Optional.empty(), Optional.empty());
        return BootPlan.of(files, DeviceTreeConfig.ofBoard(64L << 20, 1, false, false));
    }

    private static String refusal(byte[] image) {
        return assertThrows(ImageException.class, () -> plan(image)).getMessage();
    }

    @Test
    void linuxIsStartedByItsProtocolWhereTheHeaderSays() {
        byte[] image = wrapped(LINUX, 2, 0, PROGRAM);
        assertEquals(ImageKind.UIMAGE, ImageKind.of(image));
        BootPlan plan = plan(image);
        assertEquals(LOAD, plan.pieces().getFirst().address());
        assertArrayEquals(PROGRAM, plan.pieces().getFirst().bytes());
        assertEquals(ENTRY, plan.entry().pc());
        assertEquals(-1, plan.entry().r1());
    }

    @Test
    void anythingElseFindsTheDeviceTreeAtTheStartOfRam() {
        BootPlan plan = plan(wrapped(U_BOOT, 2, 0, PROGRAM));
        assertEquals(new EntryState(ENTRY, 0, 0, 0), plan.entry());
        assertEquals(0x4000_0000L, plan.pieces().getLast().address());
    }

    @Test
    void gzipIsUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(PROGRAM);
        }
        byte[] image = wrapped(LINUX, 2, 1, packed.toByteArray());
        assertArrayEquals(PROGRAM, plan(image).pieces().getFirst().bytes());
        image[64] ^= 1;
        assertTrue(refusal(image).startsWith("uImage: cannot be unpacked"), refusal(image));
    }

    @Test
    void damagedOnesAreRefusedByName() {
        byte[] flipped = wrapped(LINUX, 2, 0, PROGRAM);
        flipped[17] ^= 4;
        assertTrue(refusal(flipped).contains("check sum"), refusal(flipped));
        byte[] whole = wrapped(LINUX, 2, 0, PROGRAM);
        assertTrue(refusal(Arrays.copyOf(whole, whole.length - 1)).contains("cut off"));
        assertTrue(refusal(wrapped(LINUX, 3, 0, PROGRAM)).contains("type 3"));
        assertTrue(refusal(wrapped(LINUX, 2, 4, PROGRAM)).contains("compression 4"));
    }
}
