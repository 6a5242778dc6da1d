package trapline.emulator.virtio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trapline.emulator.board.OurBus;

class VirtioBlockTest {
    private static final int IN = 0;
    private static final int OUT = 1;
    private static final int FLUSH = 4;
    private static final int GET_ID = 8;
    private static final int DISCARD = 11;
    private static final int WRITE_ZEROES = 13;

    private static final int SECTORS = 512;
    private static final long BUFFER = VirtioDriver.DATA + 0x1000;

    private final byte[] disk = TestDrive.bytes(SECTORS * Drive.SECTOR, 7);
    private OurBus bus = new OurBus(1);
    private VirtioDriver driver = new VirtioDriver(bus, 31, () -> {});

    @BeforeEach
    void start() {
        use(new VirtioSpec.Block(TestDrive.of(disk), "number-7", false));
    }

    private void use(VirtioSpec.Block spec) {
        bus.close();
        bus = new OurBus(1, new VirtioConfig(false, List.of(spec)));
        driver = new VirtioDriver(bus, 31, () -> bus.advance(VirtioBus.NEVER - 1));
        driver.start(0, 1);
    }

    @AfterEach
    void close() {
        bus.close();
    }

    private int read(long sector, int bytes) {
        return driver.disk(IN, sector, List.of(new VirtioDriver.Piece(BUFFER, bytes, true)));
    }

    private int write(long sector, byte[] data) {
        driver.put(BUFFER, data);
        return driver.disk(OUT, sector, List.of(new VirtioDriver.Piece(BUFFER, data.length, false)));
    }

    private int range(int type, long sector, int sectors, int flags) {
        byte[] range = new byte[16];
        Rings.putInt64(range, 0, sector);
        Rings.putInt32(range, 8, sectors);
        Rings.putInt32(range, 12, flags);
        driver.put(BUFFER, range);
        return driver.disk(type, 0, List.of(new VirtioDriver.Piece(BUFFER, 16, false)));
    }

    private byte[] sectors(long first, int count) {
        assertEquals(0, read(first, count * Drive.SECTOR), "status");
        return driver.fetch(BUFFER, count * Drive.SECTOR);
    }

    private byte[] image(int first, int count) {
        return Arrays.copyOfRange(disk, first * Drive.SECTOR, (first + count) * Drive.SECTOR);
    }

    @Test
    void sectorsAreReadAndWritten() {
        assertArrayEquals(image(3, 5), sectors(3, 5), "as the image");
        byte[] data = TestDrive.bytes(2 * Drive.SECTOR, 8);
        assertEquals(0, write(4, data), "status");
        assertArrayEquals(data, sectors(4, 2), "what was written");
        assertArrayEquals(image(3, 1), sectors(3, 1), "the sector before it");
        assertArrayEquals(image(6, 1), sectors(6, 1), "the sector behind it");
        assertArrayEquals(TestDrive.bytes(disk.length, 7), disk, "the image is as it was");
    }

    @Test
    void dataMayLieInManyPieces() {
        List<VirtioDriver.Piece> pieces = List.of(
                new VirtioDriver.Piece(BUFFER + 1000, 1, true),
                new VirtioDriver.Piece(BUFFER, 500, true),
                new VirtioDriver.Piece(BUFFER + 500, 11, true));
        assertEquals(0, driver.disk(IN, 9, pieces), "status");
        byte[] expected = image(9, 1);
        assertEquals(expected[0], driver.fetch(BUFFER + 1000, 1)[0], "first byte");
        assertArrayEquals(Arrays.copyOfRange(expected, 1, 512), driver.fetch(BUFFER, 511), "the others");
    }

    @Test
    void whatLiesOutsideIsAnError() {
        assertEquals(0, read(SECTORS - 1, 512), "the last sector");
        assertEquals(1, read(SECTORS, 512), "behind it");
        assertEquals(1, read(SECTORS - 1, 1024), "over the end");
        assertEquals(1, read(-1, 512), "sector -1");
        assertEquals(1, read(1L << 55, 512), "a sector whose byte has no number");
        assertEquals(1, read(0, 100), "a part of a sector");
    }

    @Test
    void aReadOnlyDiskRefusesWhatChangesIt() {
        use(new VirtioSpec.Block(TestDrive.of(disk), "", true));
        assertTrue((driver.offered() & 1 << 5) != 0, "it says so");
        assertEquals(1, write(0, new byte[512]), "write");
        assertEquals(1, range(WRITE_ZEROES, 0, 1, 0), "write zeroes");
        assertArrayEquals(image(0, 1), sectors(0, 1), "unchanged");
    }

    @Test
    void flushAndSerialNumberWork() {
        assertEquals(0, driver.disk(FLUSH, 0, List.of()), "flush");
        assertEquals(0, driver.disk(GET_ID, 0, List.of(new VirtioDriver.Piece(BUFFER, 20, true))), "get id");
        assertEquals("number-7\0", new String(driver.fetch(BUFFER, 9), StandardCharsets.US_ASCII), "serial");
        assertEquals(2, driver.disk(2, 0, List.of()), "SCSI");
        assertEquals(2, driver.disk(99, 0, List.of()), "unknown");
    }

    @Test
    void zeroesAreWrittenAndDiscardingChangesNothing() {
        assertEquals(0, range(WRITE_ZEROES, 10, 20, 0), "write zeroes");
        assertArrayEquals(new byte[20 * 512], sectors(10, 20), "zeros");
        assertArrayEquals(image(30, 1), sectors(30, 1), "behind them");
        assertEquals(0, range(DISCARD, 40, 20, 0), "discard");
        assertArrayEquals(image(40, 20), sectors(40, 20), "as it was");
        assertEquals(2, range(DISCARD, 40, 20, 1), "unmap is for zeroes only");
        assertEquals(2, range(WRITE_ZEROES, 40, 20, 2), "unknown flag");
        assertEquals(1, range(WRITE_ZEROES, SECTORS - 1, 2, 0), "over the end");
        assertEquals(1, range(WRITE_ZEROES, 0, -1, 0), "too many");
    }

    @Test
    void aLongRequestMovesItsDataPieceByPiece() {
        driver.put(VirtioDriver.DATA, new byte[16]);
        List<VirtioDriver.Piece> pieces = List.of(
                new VirtioDriver.Piece(VirtioDriver.DATA, 16, false),
                new VirtioDriver.Piece(BUFFER, 256 << 10, true),
                new VirtioDriver.Piece(VirtioDriver.DATA + 0x20, 1, true));
        driver.offer(0, driver.chain(0, pieces));
        driver.kick(0);
        long start = bus.now();
        int steps = 0;
        while (!driver.hasUsed(0)) {
            assertTrue(bus.advance(VirtioBus.NEVER - 1), "it goes on");
            steps++;
        }
        assertEquals(4, steps, "slices of 64 KiB");
        assertEquals(start + VirtioDevice.NOTIFY_TICKS + 3 * (64 << 10) / 8, bus.now(), "eight bytes a tick");
        assertArrayEquals(disk, driver.fetch(BUFFER, disk.length), "all of it");
    }

    @Test
    void resetInTheMiddleOfARequestEndsIt() {
        driver.put(VirtioDriver.DATA, new byte[16]);
        List<VirtioDriver.Piece> pieces = List.of(
                new VirtioDriver.Piece(VirtioDriver.DATA, 16, false),
                new VirtioDriver.Piece(BUFFER, 256 << 10, true),
                new VirtioDriver.Piece(VirtioDriver.DATA + 0x20, 1, true));
        driver.offer(0, driver.chain(0, pieces));
        driver.kick(0);
        bus.advance(VirtioBus.NEVER - 1);
        driver.start(0, 1);
        driver.put(BUFFER + (64 << 10), new byte[512]);
        assertArrayEquals(image(0, 1), sectors(0, 1), "a new request");
        assertArrayEquals(new byte[512], driver.fetch(BUFFER + (64 << 10), 512), "the old one does not go on");
    }

    @Test
    void digestFollowsWhatIsOnTheDisk() {
        long before = bus.peripherals().digest();
        sectors(0, 1);
        write(0, new byte[512]);
        long after = bus.peripherals().digest();
        assertNotEquals(before, after, "written");
        start();
        sectors(0, 1);
        write(0, new byte[512]);
        assertEquals(after, bus.peripherals().digest(), "the same once more");
    }

    @Test
    void cacheModeIsAllThatCanBeConfigured() {
        driver.setConfig(32, 1, 0);
        assertEquals(0, driver.config(32, 1), "write through");
        driver.setConfig(0, 4, 0);
        assertEquals(SECTORS, driver.config(0, 4), "capacity");
    }
}
