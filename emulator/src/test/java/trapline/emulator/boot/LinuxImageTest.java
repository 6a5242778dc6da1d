package trapline.emulator.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class LinuxImageTest {
    /** MRS R9, CPSR; EOR R9, R9, #0x1A; TST R9, #0x1F. */
    private static final int[] A32_BEGINNING = {0xE10F_9000, 0xE229_901A, 0xE319_001F};

    private static final int[] T32_BEGINNING = {0x8900_F3EF, 0x091A_F089, 0x0F1F_F019};

    @Test
    void imageIsKnownByHowItLeavesHypMode() {
        assertEquals(ImageKind.IMAGE, ImageKind.of(image(0xEB04_402E, A32_BEGINNING)));
        assertEquals(ImageKind.IMAGE, ImageKind.of(image(0xE28F_9001, T32_BEGINNING)));
        assertEquals(ImageKind.KERNEL, ImageKind.of(image(0xEA00_00BE, new int[] {0xE10F_0000, 0xE200_101F})));
    }

    @Test
    void zImageIsNoImageThoughItContainsOne() {
        byte[] contents = image(0xE1A0_0000, A32_BEGINNING);
        ByteBuffer.wrap(contents).order(ByteOrder.LITTLE_ENDIAN).putInt(0x24, 0x016F_2818);

        assertEquals(ImageKind.ZIMAGE, ImageKind.of(contents));
    }

    @Test
    void offsetIsWhatTheKernelSubtractsFromItsAddress() {
        byte[] a32 = image(0xEB04_402E, A32_BEGINNING);
        putWord(a32, 0x50, 0xE248_8982); // SUB R8, R8, #0x208000
        byte[] t32 = image(0xE28F_9001, T32_BEGINNING);
        putWord(t32, 0x52, 0x1802_F5A8); // SUB.W R8, R8, #0x208000

        assertEquals(0x20_8000, LinuxImage.textOffset(a32));
        assertEquals(0x20_8000, LinuxImage.textOffset(t32));
    }

    @Test
    void offsetOfOlderKernelsFollowsFromTheirLinkAddress() {
        byte[] contents = image(0xEB04_402E, A32_BEGINNING);
        putWord(contents, 0x90, 0xC030_8090);
        putWord(contents, 0x94, 0xC000_0000);

        assertEquals(0x30_8000, LinuxImage.textOffset(contents));
    }

    @Test
    void offsetIsTheCommonOneWhenNothingTells() {
        assertEquals(0x8000, LinuxImage.textOffset(image(0xEB04_402E, A32_BEGINNING)));
        assertEquals(0x8000, LinuxImage.textOffset(new byte[0x10]));
    }

    private static byte[] image(int first, int[] next) {
        byte[] contents = new byte[0x400];
        putWord(contents, 0, first);
        for (int i = 0; i < next.length; i++) {
            putWord(contents, 4 * (i + 1), next[i]);
        }
        return contents;
    }

    private static void putWord(byte[] contents, int at, int word) {
        ByteBuffer.wrap(contents).order(ByteOrder.LITTLE_ENDIAN).putInt(at, word);
    }
}
