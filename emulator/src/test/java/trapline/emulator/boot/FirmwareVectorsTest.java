package trapline.emulator.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class FirmwareVectorsTest {
    private static final int BRANCH = 0xEA00_00B8;
    /** LDR PC, [PC, #0x14]: seven of them load seven words behind the vectors. */
    private static final int LOAD = 0xE59F_F014;

    @Test
    void vectorsThatLeadIntoFlashAreFirmware() {
        assertEquals(ImageKind.FIRMWARE, kind(BRANCH, LOAD, 0x60), "as U-Boot's");
        assertEquals(ImageKind.FIRMWARE, kind(BRANCH, 0xFFFF_FFFF, 0), "as EDK2's");
        assertEquals(ImageKind.FIRMWARE, kind(BRANCH, BRANCH, 0));
    }

    @Test
    void vectorsThatLeadIntoRamAreAKernel() {
        assertEquals(ImageKind.KERNEL, kind(BRANCH, LOAD, 0x4001_0060));
    }

    @Test
    void anythingElseIsAKernel() {
        assertEquals(ImageKind.KERNEL, kind(0xE59F_408C, 0xE59F_508C, 0), "loads of other registers");
        assertEquals(ImageKind.KERNEL, kind(BRANCH, 0xE1A0_0000, 0), "a branch over a header");
        assertEquals(ImageKind.KERNEL, ImageKind.of(new byte[4]), "shorter than vectors");
    }

    /** Of an image with this reset vector, seven others of these, and what they would load. */
    private static ImageKind kind(int reset, int other, int literal) {
        ByteBuffer words =
                ByteBuffer.allocate(0x80).order(ByteOrder.LITTLE_ENDIAN).putInt(reset);
        for (int i = 1; i < 8; i++) {
            words.putInt(other);
        }
        for (int i = 8; i < 16; i++) {
            words.putInt(literal);
        }
        return ImageKind.of(words.array());
    }
}
