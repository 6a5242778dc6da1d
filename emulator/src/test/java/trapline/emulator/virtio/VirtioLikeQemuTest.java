package trapline.emulator.virtio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.board.OurBus;
import trapline.emulator.board.QemuBus;

/** Our transports and disk, and QEMU's, under the same driver. */
class VirtioLikeQemuTest {
    private static final int SECTORS = 4096;
    private static final long BUFFER = VirtioDriver.DATA + 0x1000;
    private static final int SLOT = 31;

    @TempDir
    private Path directory;

    private final byte[] disk = TestDrive.bytes(SECTORS * Drive.SECTOR, 5);

    /** Both machines, and the drivers of their disks. */
    private record Pair(OurBus ours, QemuBus qemu, VirtioDriver ourDisk, VirtioDriver qemuDisk)
            implements AutoCloseable {
        /** What both drivers see must be the same. */
        <T> void same(String what, Function<VirtioDriver, T> look) {
            assertEquals(look.apply(qemuDisk), look.apply(ourDisk), what);
        }

        @Override
        public void close() {
            ours.close();
            qemu.close();
        }
    }

    private Pair start(boolean legacy) throws IOException {
        Path file = Files.write(directory.resolve("disk"), disk);
        OurBus ours = new OurBus(
                1,
                new VirtioConfig(
                        legacy,
                        List.of(
                                new VirtioSpec.Block(TestDrive.of(disk), "serial", false),
                                new VirtioSpec.Entropy(1),
                                new VirtioSpec.Console(true),
                                new VirtioSpec.Network("lan", MacAddress.automatic(0)))));
        // Its transport has no register to reset a queue by, but says so only since version 8.
        String noReset = ",queue_reset=off";
        QemuBus qemu = QemuBus.start(
                "virt",
                "-global",
                "virtio-mmio.force-legacy=" + legacy,
                "-drive",
                "if=none,id=disk,format=raw,cache=unsafe,file=" + file,
                "-device",
                "virtio-blk-device,drive=disk,serial=serial" + noReset,
                "-device",
                "virtio-rng-device" + noReset,
                "-device",
                "virtio-serial-device,max_ports=1" + noReset,
                "-netdev",
                "hubport,id=lan,hubid=0",
                "-device",
                "virtio-net-device,netdev=lan,mrg_rxbuf=off,ctrl_vq=off,ctrl_rx=off,ctrl_vlan=off,ctrl_rx_extra=off,"
                        + "ctrl_mac_addr=off,ctrl_guest_offloads=off,guest_announce=off,gso=off" + noReset);
        return new Pair(
                ours,
                qemu,
                new VirtioDriver(ours, SLOT, () -> ours.advance(VirtioBus.NEVER - 1)),
                new VirtioDriver(qemu, SLOT, VirtioLikeQemuTest::letQemuWork));
    }

    /** Its disk works in a thread of its own. */
    private static void letQemuWork() {
        LockSupport.parkNanos(200_000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyRegisterReadsAlike(boolean legacy) throws IOException {
        try (Pair pair = start(legacy)) {
            for (int slot = 27; slot <= SLOT; slot++) {
                VirtioDriver ours = new VirtioDriver(pair.ours, slot, () -> {});
                VirtioDriver qemu = new VirtioDriver(pair.qemu, slot, () -> {});
                assertEquals(qemu.offered(), ours.offered(), "features of transport " + slot);
                // Its console and its network card have control queues even when they do not offer them.
                for (int queue = 0; queue < 2; queue++) {
                    ours.set(0x030, queue);
                    qemu.set(0x030, queue);
                    for (int offset = 0; offset < 0x200; offset += 4) {
                        assertEquals(
                                Integer.toHexString(qemu.get(offset)),
                                Integer.toHexString(ours.get(offset)),
                                "transport %d, queue %d, offset 0x%x".formatted(slot, queue, offset));
                    }
                }
                for (int offset = 0; offset < 0x80; offset++) {
                    assertEquals(qemu.config(offset, 1), ours.config(offset, 1), "byte " + offset + " of " + slot);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "false, 0", "true, 0x20000000", "false, 0x20000000"})
    void randomRequestsToTheDiskEndAlike(boolean legacy, String features) throws IOException {
        long seed = 11 + Long.decode(features) + (legacy ? 1 : 0);
        Random random = new Random(seed);
        try (Pair pair = start(legacy)) {
            for (VirtioDriver driver : List.of(pair.ourDisk, pair.qemuDisk)) {
                driver.start(Long.decode(features), 1);
            }
            pair.same("status", driver -> driver.get(0x070));
            for (int i = 0; i < 150; i++) {
                randomRequest(pair, random, "seed %d, request %d".formatted(seed, i));
            }
        }
        assertArrayEquals(TestDrive.bytes(disk.length, 5), disk, "our image is as it was");
    }

    private static void randomRequest(Pair pair, Random random, String what) {
        // Not 2: it looks at the SCSI command before it says that it supports none.
        int[] types = {0, 0, 0, 1, 1, 1, 4, 8, 11, 13, 13, 5, 99, 0x8000_0001, 10};
        int type = types[random.nextInt(types.length)];
        boolean write = (type & 1) != 0;
        long sector = random.nextInt(6) == 0 ? SECTORS - random.nextInt(6) : random.nextInt(SECTORS - 8);
        byte[] data = new byte[4096];
        random.nextBytes(data);
        if (type == 11 || type == 13) {
            Arrays.fill(data, 0, 16, (byte) 0);
            Rings.putInt64(data, 0, sector);
            Rings.putInt32(data, 8, random.nextInt(30) == 0 ? -1 : random.nextInt(20));
            data[12] = (byte) (random.nextInt(4) == 0 ? random.nextInt(4) : 0);
        }
        List<VirtioDriver.Piece> pieces = new ArrayList<>();
        int left = type == 4 ? 0 : type == 11 || type == 13 ? 16 : type == 8 ? 20 : 512 * (1 + random.nextInt(6));
        left += left > 20 && random.nextInt(12) == 0 ? 100 : 0;
        for (int at = 0; left > 0; ) {
            int bytes = Math.min(left, 1 + random.nextInt(1500));
            pieces.add(new VirtioDriver.Piece(BUFFER + at, bytes, !write));
            at += bytes;
            left -= bytes;
        }
        int flags = random.nextInt(3) == 0 ? 1 : 0;
        int usedEvent = random.nextInt(3) == 0 ? random.nextInt(100) : -1;
        for (VirtioDriver driver : List.of(pair.ourDisk, pair.qemuDisk)) {
            driver.put(BUFFER, data);
            driver.suppress(flags, usedEvent);
            driver.disk(type, sector, pieces);
        }
        pair.same(what + ": status", driver -> driver.fetch(VirtioDriver.DATA + 0x20, 1)[0]);
        pair.same(what + ": data", driver -> Arrays.toString(driver.fetch(BUFFER, data.length)));
        pair.same(what + ": used ring", driver -> Arrays.toString(driver.usedRing()));
        pair.same(what + ": interrupts", driver -> driver.get(0x060));
        if (random.nextBoolean()) {
            pair.ourDisk.set(0x064, 1);
            pair.qemuDisk.set(0x064, 1);
        }
    }

    @Test
    void brokenRingsNeedAResetAlike() throws IOException {
        try (Pair pair = start(false)) {
            for (VirtioDriver driver : List.of(pair.ourDisk, pair.qemuDisk)) {
                driver.start(0, 1);
                driver.offer(0, 500);
                driver.kick(0);
            }
            pair.ours.advance(VirtioBus.NEVER - 1);
            pair.same("status", driver -> driver.get(0x070));
            pair.same("interrupts", driver -> driver.get(0x060));
            pair.same("generation", driver -> driver.get(0x0FC));
            long line = BoardDevice.GICD.base() + 0x200 + 4 * ((BoardDevice.VIRTIO_MMIO.intid() + SLOT) / 32);
            assertEquals(pair.qemu.read(line, 4), pair.ours.read(line, 4), "interrupt line");
        }
    }
}
