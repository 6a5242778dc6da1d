package trapline.emulator.virtio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.board.OurBus;

/** Nonsense in a queue: the device wants to be reset, and works again afterwards. */
class HostileRingTest {
    private static final int SLOT = 31;
    private static final long RAM = BoardDevice.RAM_BASE;
    private static final long RAM_END = RAM + (1 << 20);
    private static final VirtioDriver.Piece GOOD = new VirtioDriver.Piece(VirtioDriver.DATA, 8, true);

    /** What a driver does that breaks the ring. */
    @FunctionalInterface
    private interface Nonsense {
        void offer(VirtioDriver driver);
    }

    private enum Attack {
        LOOP(driver -> {
            driver.descriptor(driver.descriptors(0), 0, GOOD, VirtioDriver.NEXT, 1);
            driver.descriptor(driver.descriptors(0), 1, GOOD, VirtioDriver.NEXT, 0);
            driver.offer(0, 0);
        }),
        HEAD_OUT_OF_TABLE(driver -> driver.offer(0, VirtioDriver.SIZE)),
        NEXT_OUT_OF_TABLE(driver -> {
            driver.descriptor(driver.descriptors(0), 0, GOOD, VirtioDriver.NEXT, 0xFFFF);
            driver.offer(0, 0);
        }),
        TOO_MANY_AVAILABLE(driver -> driver.setAvailable(0, VirtioDriver.SIZE + 1)),
        NO_BYTES(driver -> one(driver, new VirtioDriver.Piece(VirtioDriver.DATA, 0, true), 0)),
        NO_MEMORY(driver -> one(driver, new VirtioDriver.Piece(0x2000_0000L, 8, true), 0)),
        A_DEVICE(driver -> one(driver, new VirtioDriver.Piece(BoardDevice.PL011.base(), 8, true), 0)),
        END_OF_MEMORY(driver -> one(driver, new VirtioDriver.Piece(RAM_END - 4, 8, true), 0)),
        HUGE_ADDRESS(driver -> one(driver, new VirtioDriver.Piece(-8, 16, true), 0)),
        ADDRESS_ABOVE_4G(driver -> one(driver, new VirtioDriver.Piece(1L << 32 | RAM, 8, true), 0)),
        READ_BEHIND_WRITE(driver -> {
            driver.descriptor(driver.descriptors(0), 0, GOOD, VirtioDriver.NEXT, 1);
            driver.descriptor(driver.descriptors(0), 1, new VirtioDriver.Piece(VirtioDriver.DATA, 8, false), 0, 0);
            driver.offer(0, 0);
        }),
        EMPTY_INDIRECT(driver -> one(driver, new VirtioDriver.Piece(RAM, 0, false), VirtioDriver.INDIRECT)),
        ODD_INDIRECT(driver -> one(driver, new VirtioDriver.Piece(RAM, 24, false), VirtioDriver.INDIRECT)),
        INDIRECT_NOWHERE(driver -> one(driver, new VirtioDriver.Piece(0x10, 16, false), VirtioDriver.INDIRECT)),
        NESTED_INDIRECT(driver -> {
            driver.descriptor(RAM, 0, new VirtioDriver.Piece(RAM, 16, false), VirtioDriver.INDIRECT, 0);
            one(driver, new VirtioDriver.Piece(RAM, 16, false), VirtioDriver.INDIRECT);
        }),
        LOOP_IN_HUGE_INDIRECT(driver -> {
            driver.descriptor(RAM, 0, GOOD, VirtioDriver.NEXT, 0);
            one(driver, new VirtioDriver.Piece(RAM, 0xFFFF_FFF0, false), VirtioDriver.INDIRECT);
        });

        private final Nonsense nonsense;

        Attack(Nonsense nonsense) {
            this.nonsense = nonsense;
        }

        private static void one(VirtioDriver driver, VirtioDriver.Piece piece, int flags) {
            driver.descriptor(driver.descriptors(0), 0, piece, flags, 0);
            driver.offer(0, 0);
        }
    }

    private static OurBus board(boolean legacy, VirtioSpec spec) {
        return new OurBus(1, new VirtioConfig(legacy, List.of(spec)));
    }

    private static int letWork(OurBus bus) {
        int events = 0;
        while (bus.advance(VirtioBus.NEVER - 1)) {
            events++;
            assertTrue(events < 100_000, "the device never comes to rest");
        }
        return events;
    }

    @ParameterizedTest
    @EnumSource
    void theDeviceNeedsResetAndThenWorksAgain(Attack attack) {
        try (OurBus bus = board(false, new VirtioSpec.Entropy(1))) {
            VirtioDriver driver = new VirtioDriver(bus, SLOT, () -> letWork(bus));
            driver.start(1 << 28, 1);
            int generation = driver.get(0x0FC);
            attack.nonsense.offer(driver);
            driver.kick(0);
            letWork(bus);
            assertEquals(VirtioDriver.NEEDS_RESET, driver.get(0x070) & VirtioDriver.NEEDS_RESET, "status");
            assertEquals(3, driver.get(0x060), "the configuration changed, it says");
            assertEquals(generation + 1, driver.get(0x0FC), "configuration generation");
            assertFalse(driver.hasUsed(0), "nothing was returned");
            driver.kick(0);
            driver.set(0x070, 0xF);
            assertEquals(VirtioDriver.NEEDS_RESET, driver.get(0x070) & VirtioDriver.NEEDS_RESET, "only a reset helps");
            assertEquals(0, letWork(bus), "it does nothing any more");
            driver.start(0, 1);
            assertEquals(new VirtioDriver.Used(0, 8), driver.request(0, GOOD), "after a reset");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLegacyDeviceStopsWithoutAWord(Attack attack) {
        try (OurBus bus = board(true, new VirtioSpec.Entropy(1))) {
            VirtioDriver driver = new VirtioDriver(bus, SLOT, () -> letWork(bus));
            driver.start(1 << 28, 1);
            attack.nonsense.offer(driver);
            driver.kick(0);
            letWork(bus);
            assertEquals(0, driver.get(0x060), "no interrupt");
            assertFalse(driver.hasUsed(0), "nothing was returned");
            driver.start(0, 1);
            assertEquals(new VirtioDriver.Used(0, 8), driver.request(0, GOOD), "after a reset");
        }
    }

    @Test
    void indirectTablesNeedTheFeature() {
        try (OurBus bus = board(false, new VirtioSpec.Entropy(1))) {
            VirtioDriver driver = new VirtioDriver(bus, SLOT, () -> letWork(bus));
            driver.start(0, 1);
            driver.descriptor(RAM, 0, GOOD, 0, 0);
            Attack.one(driver, new VirtioDriver.Piece(RAM, 16, false), VirtioDriver.INDIRECT);
            driver.kick(0);
            letWork(bus);
            assertEquals(VirtioDriver.NEEDS_RESET, driver.get(0x070) & VirtioDriver.NEEDS_RESET, "not negotiated");
        }
    }

    @Test
    void ringsThatLieNowhereBreak() {
        try (OurBus bus = board(false, new VirtioSpec.Entropy(1))) {
            VirtioDriver driver = new VirtioDriver(bus, SLOT, () -> letWork(bus));
            driver.negotiate(1L << 32);
            driver.set(0x030, 0);
            driver.set(0x038, 1024);
            driver.set(0x090, -1);
            driver.set(0x094, -1);
            driver.set(0x044, 1);
            driver.set(0x070, 0xF);
            letWork(bus);
            assertEquals(VirtioDriver.NEEDS_RESET, driver.get(0x070) & VirtioDriver.NEEDS_RESET, "no available ring");
        }
    }

    @Test
    void aRequestOfManyGigabytesTakesTimeAndNotThePatience() {
        byte[] disk = TestDrive.bytes(1 << 20, 3);
        try (OurBus bus = board(false, new VirtioSpec.Block(TestDrive.of(disk), "", false))) {
            VirtioDriver driver = new VirtioDriver(bus, SLOT, () -> bus.advance(VirtioBus.NEVER - 1));
            driver.start(1 << 28, 1);
            for (int i = 0; i < 1000; i++) {
                driver.descriptor(
                        RAM, i, new VirtioDriver.Piece(VirtioDriver.DATA, -512, true), VirtioDriver.NEXT, i + 1);
            }
            driver.descriptor(RAM, 1000, new VirtioDriver.Piece(VirtioDriver.DATA, 1, true), 0, 0);
            VirtioDriver.Piece header = new VirtioDriver.Piece(VirtioDriver.DATA + 0x1000, 16, false);
            driver.descriptor(driver.descriptors(0), 0, header, VirtioDriver.NEXT, 1);
            VirtioDriver.Piece table = new VirtioDriver.Piece(RAM, 1001 * 16, false);
            driver.descriptor(driver.descriptors(0), 1, table, VirtioDriver.INDIRECT, 0);
            driver.offer(0, 0);
            driver.kick(0);
            letWork(bus);
            assertEquals(
                    VirtioDriver.NEEDS_RESET, driver.get(0x070) & VirtioDriver.NEEDS_RESET, "a table in the middle");
            driver.start(1 << 28, 1);
            driver.descriptor(RAM, 0, header, VirtioDriver.NEXT, 1);
            Attack.one(driver, table, VirtioDriver.INDIRECT);
            driver.kick(0);
            assertEquals(0, driver.await(0).head(), "refused: the disk is smaller");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomRingsHarmNobody(long seed) {
        Random random = new Random(seed);
        byte[] disk = TestDrive.bytes(1 << 16, seed);
        VirtioConfig config = new VirtioConfig(
                seed % 2 == 0,
                List.of(
                        new VirtioSpec.Block(TestDrive.of(disk), "", false),
                        new VirtioSpec.Console(true),
                        new VirtioSpec.Entropy(1),
                        new VirtioSpec.Network("lan", MacAddress.automatic(0))));
        try (OurBus bus = new OurBus(1, config)) {
            for (int round = 0; round < 200; round++) {
                VirtioDriver driver = new VirtioDriver(bus, SLOT - round % 4, () -> letWork(bus));
                driver.start(random.nextBoolean() ? 1 << 28 | 1 << 29 : 0, 2);
                for (int step = 0; step < 40; step++) {
                    randomStep(driver, bus, random);
                }
                letWork(bus);
            }
        }
        assertArrayEquals(TestDrive.bytes(1 << 16, seed), disk, "the image is as it was");
    }

    private static void randomStep(VirtioDriver driver, OurBus bus, Random random) {
        int queue = random.nextInt(2);
        switch (random.nextInt(8)) {
            case 0 -> driver.set(4 * random.nextInt(0x40), random.nextInt());
            case 1 -> driver.set(0x070, random.nextInt(256));
            case 2 -> driver.setConfig(random.nextInt(0x40), 1, random.nextInt(256));
            case 3 -> bus.advance(bus.now() + random.nextInt(100_000));
            default -> {
                for (int i = 0; i < VirtioDriver.SIZE; i++) {
                    long address =
                            random.nextInt(4) == 0 ? random.nextLong() : VirtioDriver.DATA + random.nextInt(4096);
                    int bytes = random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(600);
                    VirtioDriver.Piece piece = new VirtioDriver.Piece(address, bytes, random.nextBoolean());
                    int flags = random.nextInt(3) > 0 ? VirtioDriver.NEXT : random.nextInt(8);
                    driver.descriptor(
                            driver.descriptors(queue), i, piece, flags, random.nextInt(VirtioDriver.SIZE + 1));
                }
                driver.offer(queue, random.nextInt(VirtioDriver.SIZE));
                driver.kick(queue);
            }
        }
    }
}
