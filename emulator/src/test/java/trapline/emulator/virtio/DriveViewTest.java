package trapline.emulator.virtio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriveViewTest {
    private static byte[] read(DriveView view, long position, int bytes) {
        byte[] target = new byte[bytes];
        view.read(position, target, bytes);
        return target;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anythingReadIsWhatWasWrittenLast(long seed) {
        byte[] image = TestDrive.bytes(5 << 20 | 512, seed);
        byte[] expected = image.clone();
        DriveView view = new DriveView(TestDrive.of(image));
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            int bytes = 1 + random.nextInt(random.nextBoolean() ? 600 : 20_000);
            int position = random.nextInt(expected.length - bytes);
            if (random.nextInt(3) == 0) {
                byte[] data = new byte[bytes];
                random.nextBytes(data);
                assertTrue(view.write(position, data, bytes), "there is room");
                System.arraycopy(data, 0, expected, position, bytes);
            } else if (random.nextInt(3) == 0) {
                assertTrue(view.zero(position, bytes), "there is room");
                Arrays.fill(expected, position, position + bytes, (byte) 0);
            }
            int from = random.nextInt(expected.length - bytes);
            assertArrayEquals(
                    Arrays.copyOfRange(expected, from, from + bytes), read(view, from, bytes), "seed " + seed);
        }
        assertArrayEquals(expected, read(view, 0, expected.length), "all of it");
        assertArrayEquals(TestDrive.bytes(5 << 20 | 512, seed), image, "the image is as it was");
    }

    @Test
    void aWriteForWhichThereIsNoMemoryChangesNothing() {
        byte[] image = TestDrive.bytes(16 * 4096, 1);
        DriveView view = new DriveView(TestDrive.of(image), 2 * 4096);
        assertTrue(view.write(100, new byte[10], 10), "the first page");
        assertTrue(view.write(5 * 4096, new byte[10], 10), "the second page");
        assertTrue(view.write(200, new byte[10], 10), "the first page again needs no more");
        assertFalse(view.write(5 * 4096 + 4000, new byte[200], 200), "one old and one new page");
        assertEquals(image[5 * 4096 + 4000], read(view, 5 * 4096 + 4000, 1)[0], "no part was written");
        assertTrue(view.zero(8 * 4096, 4 * 4096), "whole pages of zeros need none");
        assertFalse(view.zero(12 * 4096 + 1, 100), "a part of a page does");
        assertArrayEquals(new byte[4096], read(view, 9 * 4096, 4096), "zeros");
    }

    @Test
    void digestTellsWhatWasWrittenAndWhere() {
        Drive drive = TestDrive.of(new byte[64 * 4096]);
        DriveView one = new DriveView(drive);
        DriveView other = new DriveView(drive);
        one.write(3 * 4096, new byte[] {1}, 1);
        other.write(4 * 4096, new byte[] {1}, 1);
        assertNotEquals(one.digest(), other.digest(), "another page");
        DriveView same = new DriveView(drive);
        same.write(3 * 4096, new byte[] {1}, 1);
        assertEquals(one.digest(), same.digest(), "the same change");
    }

    @Test
    void aDriveConsistsOfSectors() {
        assertThrows(IllegalArgumentException.class, () -> TestDrive.of(new byte[513]));
        assertThrows(IllegalArgumentException.class, () -> TestDrive.of(new byte[0]));
        Drive drive = new Drive("disk", MemorySegment.ofArray(new byte[512]));
        assertTrue(drive.contents().isReadOnly(), "nobody writes to the image");
    }
}
