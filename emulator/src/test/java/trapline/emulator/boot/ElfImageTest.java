package trapline.emulator.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElfImageTest {
    static final int HEADER = 52;
    private static final int PROGRAM_HEADER = 32;

    /** An executable with one segment of eight bytes that takes sixteen in memory. */
    static byte[] executable() {
        ByteBuffer file = ByteBuffer.allocate(HEADER + PROGRAM_HEADER + 8).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7F, 'E', 'L', 'F', 1, 1, 1});
        file.putShort(16, (short) 2).putShort(18, (short) 40).putInt(20, 1);
        file.putInt(24, 0x4001_0004).putInt(28, HEADER).putShort(40, (short) HEADER);
        file.putShort(42, (short) PROGRAM_HEADER).putShort(44, (short) 1);
        file.putShort(46, (short) 40);
        int segment = HEADER;
        file.putInt(segment, 1).putInt(segment + 4, HEADER + PROGRAM_HEADER);
        file.putInt(segment + 8, 0xC001_0000).putInt(segment + 12, 0x4001_0000);
        file.putInt(segment + 16, 8).putInt(segment + 20, 16);
        file.position(HEADER + PROGRAM_HEADER);
        file.put(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        return file.array();
    }

    @Test
    void segmentsGoToTheirPhysicalAddresses() {
        ElfImage elf = ElfImage.parse("a.elf", executable());
        assertEquals(0x4001_0004, elf.entry());
        assertEquals(0x4001_0000L, elf.segments().getFirst().pa());
        assertEquals(0x4001_0010L, elf.end());
        assertArrayEquals(
                new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, elf.segments().getFirst().bytes());
    }

    @Test
    void entryInVirtualMemoryIsWhereThatIsLoaded() {
        byte[] file = executable();
        ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(24, 0xC001_0005);
        assertEquals(0xC001_0005, ElfImage.parse("a.elf", file).entry(), "the segment is no code");

        words.putInt(HEADER + 24, 0b101);

        assertEquals(0x4001_0005, ElfImage.parse("a.elf", file).entry());
    }

    @Test
    void segmentsThatHoldMoreThanTheFileAreRefused() {
        byte[] one = executable();
        byte[] many = Arrays.copyOf(one, one.length + 200 * PROGRAM_HEADER);
        ByteBuffer file = ByteBuffer.wrap(many).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(HEADER + 16, many.length - HEADER - PROGRAM_HEADER).putInt(HEADER + 20, many.length);
        file.putShort(44, (short) 200);
        for (int i = 1; i < 200; i++) {
            System.arraycopy(many, HEADER, many, HEADER + i * PROGRAM_HEADER, PROGRAM_HEADER);
        }
        ImageException thrown = assertThrows(ImageException.class, () -> ElfImage.parse("a.elf", many));
        assertTrue(thrown.getMessage().contains("hold more than the file has"), thrown.getMessage());
    }

    /** A byte changed, and what the message has to say. */
    @ParameterizedTest
    @CsvSource({
        "4, 2, another processor",
        "18, 3, another processor",
        "16, 1, no executable",
        "52, 2, without anything to load",
        "44, 9, behind its end",
        "69, 1, segment 0",
    })
    void whatCannotBeLoadedIsNamedWithItsFile(int offset, int value, String reason) {
        byte[] bytes = executable();
        bytes[offset] = (byte) value;
        ImageException thrown = assertThrows(ImageException.class, () -> ElfImage.parse("a.elf", bytes));
        assertTrue(thrown.getMessage().startsWith("a.elf: "), thrown.getMessage());
        assertTrue(thrown.getMessage().contains(reason), thrown.getMessage());
    }

    @Test
    void noTruncationEscapesAsAnotherException() {
        byte[] whole = executable();
        for (int length = 4; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(ImageException.class, () -> ElfImage.parse("a.elf", part), "length " + length);
        }
    }

    @Test
    void noDamageEscapesAsAnotherException() {
        long seed = 20_261_122;
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = executable();
            for (int n = 0; n < 3; n++) {
                bytes[4 + random.nextInt(HEADER + PROGRAM_HEADER - 4)] = (byte) random.nextInt();
            }
            try {
                ElfImage.parse("a.elf", bytes);
            } catch (ImageException expected) {
                assertTrue(expected.getMessage().startsWith("a.elf: "));
            } catch (RuntimeException other) {
                throw new AssertionError("seed " + seed + ", round " + round, other);
            }
        }
    }

    @Test
    void kindsAreToldByTheirMagic() {
        byte[] zimage = new byte[64];
        ByteBuffer.wrap(zimage).order(ByteOrder.LITTLE_ENDIAN).putInt(0x24, 0x016F_2818);
        assertEquals(ImageKind.ELF, ImageKind.of(executable()));
        assertEquals(ImageKind.ZIMAGE, ImageKind.of(zimage));
        assertEquals(ImageKind.KERNEL, ImageKind.of(new byte[] {1}));
    }
}
