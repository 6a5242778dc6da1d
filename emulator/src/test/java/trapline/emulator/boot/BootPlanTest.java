package trapline.emulator.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trapline.emulator.board.DeviceTreeConfig;
import trapline.emulator.boot.BootFiles.Contents;

class BootPlanTest {
    private static final byte[] DISK = {1, 2, 3};

    @Test
    void imageLiesAtItsOffsetWithDiskAndTreeBehindHalfOfRam() {
        byte[] image = image();
        BootPlan plan = BootPlan.of(files(image, Optional.of(DISK), Optional.empty()), machine(256L << 20));

        assertEquals(new EntryState(0x4020_8000, 0, -1, 0x4800_1000), plan.entry());
        assertEquals(0x4020_8000L, plan.pieces().get(0).address());
        assertArrayEquals(image, plan.pieces().get(0).bytes());
        assertEquals(0x4800_0000L, plan.pieces().get(1).address());
        assertArrayEquals(DISK, plan.pieces().get(1).bytes());
        assertEquals(0x4800_1000L, plan.pieces().get(2).address());
        assertTrue(plan.flash().isEmpty());
    }

    @Test
    void diskLiesBehindAnImageThatReachesBeyondHalfOfRam() {
        BootPlan plan = BootPlan.of(files(image(), Optional.of(DISK), Optional.empty()), machine(32L << 20));

        assertEquals(0x4020_9000L + (16 << 20), plan.pieces().get(1).address(), "behind the image and its zeroed data");
    }

    @Test
    void imageThatDoesNotFitIsRefusedWithWhatItNeeds() {
        ImageException e = assertThrows(
                ImageException.class,
                () -> BootPlan.of(files(image(), Optional.empty(), Optional.empty()), machine(8L << 20)));

        assertTrue(e.getMessage().startsWith("Image: needs memory at 0x40208000"), e.getMessage());
    }

    @Test
    void suppliedTreeMustBeOne() {
        ImageException e = assertThrows(
                ImageException.class,
                () -> BootPlan.of(files(image(), Optional.empty(), Optional.of(DISK)), machine(64L << 20)));

        assertEquals("board.dtb: is no device tree blob; make one with dtc -O dtb", e.getMessage());
    }

    @Test
    void programWithoutHeaderStartsWhereQemuPutsIt() {
        byte[] program = {0x00, 0x00, (byte) 0xA0, (byte) 0xE3};
        BootPlan plan = BootPlan.of(files(program, Optional.empty(), Optional.empty()), machine(64L << 20));

        assertEquals(new EntryState(0x4001_0000, 0, -1, 0x4200_0000), plan.entry());
        assertEquals(0x4001_0000L, plan.pieces().get(0).address());
    }

    @Test
    void programMayBeLinkedIntoFlash() {
        byte[] program = ElfImageTest.executable();
        ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN).putInt(ElfImageTest.HEADER + 12, 0x20);
        BootPlan plan = BootPlan.of(files(program, Optional.empty(), Optional.empty()), machine(64L << 20));

        byte[] flash = plan.flash().orElseThrow();
        assertEquals(0x30, flash.length);
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, Arrays.copyOfRange(flash, 0x20, 0x28));
        assertEquals(0x4000_0000L, plan.pieces().getFirst().address(), "the device tree, as RAM is free");
    }

    private static DeviceTreeConfig machine(long ram) {
        return DeviceTreeConfig.ofBoard(ram, 1, false, false);
    }

    private static BootFiles files(byte[] image, Optional<byte[]> initrd, Optional<byte[]> deviceTree) {
        return new BootFiles(
                new Contents("Image", image),
                ImageKind.of(image),
                "quiet",
                initrd.map(bytes -> new Contents("disk.cpio", bytes)),
                deviceTree.map(bytes -> new Contents("board.dtb", bytes)),
                Optional.empty());
    }

    /** A kernel that is to be at 0x208000. */
    private static byte[] image() {
        byte[] contents = new byte[0x200];
        ByteBuffer words = ByteBuffer.wrap(contents).order(ByteOrder.LITTLE_ENDIAN);
        words.putInt(0xE320_F000)
                .putInt(0xE10F_9000)
                .putInt(0xE229_901A)
                .putInt(0xE319_001F)
                .putInt(0xE248_8982);
        return contents;
    }
}
