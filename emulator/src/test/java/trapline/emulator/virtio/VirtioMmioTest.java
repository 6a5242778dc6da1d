package trapline.emulator.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.board.OurBus;

class VirtioMmioTest {
    private static final long VERSION_1 = 1L << 32;
    private static final long EVENT_IDX = 1L << 29;
    private static final int INTERRUPT_STATUS = 0x060;
    private static final int INTERRUPT_ACK = 0x064;
    private static final int STATUS = 0x070;
    private static final int SLOT = 31;
    private static final int INTID = BoardDevice.VIRTIO_MMIO.intid() + SLOT;

    private OurBus bus = new OurBus(1);

    @AfterEach
    void close() {
        bus.close();
    }

    private VirtioDriver entropy(boolean legacy) {
        bus.close();
        bus = new OurBus(1, new VirtioConfig(legacy, List.of(new VirtioSpec.Entropy(1))));
        return new VirtioDriver(bus, SLOT, () -> bus.advance(VirtioBus.NEVER - 1));
    }

    @Test
    void devicesAreBehindTheLastTransports() {
        bus.close();
        bus = new OurBus(
                1,
                new VirtioConfig(
                        false,
                        List.of(
                                new VirtioSpec.Entropy(1),
                                new VirtioSpec.Network("lan", MacAddress.automatic(0)),
                                new VirtioSpec.Console(true))));
        int[] expected = {0, 3, 1, 4};
        for (int i = 0; i < expected.length; i++) {
            VirtioDriver driver = new VirtioDriver(bus, 28 + i, () -> {});
            assertEquals(expected[i], driver.get(0x008), "device of transport " + (28 + i));
            assertEquals(0x7472_6976, driver.get(0x000), "magic");
            assertEquals(2, driver.get(0x004), "version");
        }
    }

    @Test
    void featuresAreAgreedUponOnlyIfTheyWereOffered() {
        VirtioDriver driver = entropy(false);
        assertEquals(VERSION_1 | EVENT_IDX | 1 << 28, driver.offered(), "offered");
        int agreed = VirtioDriver.ACKNOWLEDGE | VirtioDriver.DRIVER | VirtioDriver.FEATURES_OK;
        assertEquals(agreed, driver.negotiate(VERSION_1 | EVENT_IDX), "a subset");
        assertEquals(agreed & ~VirtioDriver.FEATURES_OK, driver.negotiate(VERSION_1 | 1), "one that was not offered");
        assertEquals(agreed & ~VirtioDriver.FEATURES_OK, driver.negotiate(EVENT_IDX), "no version 1");
    }

    @Test
    void aDeviceWorksOnlyForADriverThatIsReady() {
        VirtioDriver driver = entropy(false);
        driver.negotiate(VERSION_1);
        driver.setUp(0);
        driver.offer(0, driver.chain(0, List.of(new VirtioDriver.Piece(VirtioDriver.DATA, 8, true))));
        driver.kick(0);
        assertEquals(VirtioBus.NEVER, bus.peripherals().nextEvent(), "nothing is due");
        driver.set(STATUS, driver.get(STATUS) | VirtioDriver.DRIVER_OK);
        assertEquals(new VirtioDriver.Used(0, 8), driver.await(0), "the early notification is made good");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theInterruptIsHighUntilItsCauseIsAcknowledged(boolean legacy) {
        VirtioDriver driver = entropy(legacy);
        driver.start(0, 1);
        assertFalse(bus.isPending(INTID), "nothing happened yet");
        driver.request(0, new VirtioDriver.Piece(VirtioDriver.DATA, 8, true));
        assertEquals(1, driver.get(INTERRUPT_STATUS), "used buffers");
        assertTrue(bus.isPending(INTID), "the line is high");
        driver.set(INTERRUPT_ACK, 2);
        assertTrue(bus.isPending(INTID), "that was not the cause");
        driver.set(INTERRUPT_ACK, 1);
        assertFalse(bus.isPending(INTID), "the line is low");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDriverThatWantsNoInterruptGetsNone(boolean legacy) {
        VirtioDriver driver = entropy(legacy);
        driver.start(0, 1);
        bus.write(driver.available(0), 2, 1);
        driver.request(0, new VirtioDriver.Piece(VirtioDriver.DATA, 8, true));
        assertEquals(0, driver.get(INTERRUPT_STATUS), "NO_INTERRUPT");
        bus.write(driver.available(0), 2, 0);
        driver.request(0, new VirtioDriver.Piece(VirtioDriver.DATA, 8, true));
        assertEquals(1, driver.get(INTERRUPT_STATUS), "wanted again");
    }

    @Test
    void withEventIndexTheInterruptComesWhenTheIndexIsPassed() {
        VirtioDriver driver = entropy(false);
        driver.start(EVENT_IDX, 1);
        long usedEvent = driver.available(0) + 4 + 2 * VirtioDriver.SIZE;
        long availableEvent = driver.used(0) + 4 + 8 * VirtioDriver.SIZE;
        driver.request(0, new VirtioDriver.Piece(VirtioDriver.DATA, 8, true));
        driver.set(INTERRUPT_ACK, 1);
        bus.write(usedEvent, 2, 2);
        driver.request(0, new VirtioDriver.Piece(VirtioDriver.DATA, 8, true));
        assertEquals(0, driver.get(INTERRUPT_STATUS), "entry 1 is not the one");
        driver.request(0, new VirtioDriver.Piece(VirtioDriver.DATA, 8, true));
        assertEquals(1, driver.get(INTERRUPT_STATUS), "entry 2 is");
        while (bus.advance(VirtioBus.NEVER - 1)) {
            continue;
        }
        assertEquals(3, bus.read(availableEvent, 2), "the device wants to hear of the next request");
    }

    @Test
    void resetForgetsEverything() {
        VirtioDriver driver = entropy(false);
        driver.start(0, 1);
        driver.request(0, new VirtioDriver.Piece(VirtioDriver.DATA, 8, true));
        driver.set(STATUS, 0);
        assertEquals(0, driver.get(STATUS), "status");
        assertEquals(0, driver.get(INTERRUPT_STATUS), "interrupts");
        assertEquals(0, driver.get(0x044), "queue ready");
        assertFalse(bus.isPending(INTID), "line");
    }

    @Test
    void thePageFrameIsThatOfTheQueueAndZeroResets() {
        VirtioDriver driver = entropy(true);
        driver.start(0, 1);
        assertEquals(driver.descriptors(0) >>> 12, driver.get(0x040), "page frame");
        driver.set(0x040, 0);
        assertEquals(0, driver.get(STATUS), "reset");
        assertEquals(0, driver.get(0x040), "page frame");
    }

    @Test
    void thePageSizeOutlivesAReset() {
        VirtioDriver driver = entropy(true);
        driver.set(0x028, 4096);
        driver.reset();
        driver.set(0x070, VirtioDriver.ACKNOWLEDGE | VirtioDriver.DRIVER);
        driver.setUp(0);
        driver.set(0x070, driver.get(0x070) | VirtioDriver.DRIVER_OK);
        driver.request(0, new VirtioDriver.Piece(VirtioDriver.DATA, 8, true));
        assertEquals(1, driver.get(INTERRUPT_STATUS), "it works");
    }

    @Test
    void queuesThatDoNotExistHaveNoLength() {
        VirtioDriver driver = entropy(false);
        driver.set(0x030, 1);
        assertEquals(0, driver.get(0x034), "queue 1");
        driver.set(0x030, 5000);
        assertEquals(0, driver.get(0x034), "not selected: still queue 1");
        driver.set(0x030, 0);
        assertEquals(1024, driver.get(0x034), "queue 0");
        driver.kick(7);
        assertEquals(VirtioBus.NEVER, bus.peripherals().nextEvent(), "a notification for nobody");
    }

    @Test
    void registersAreWordsAndConfigurationIsBytes() {
        VirtioDriver driver = entropy(false);
        long base = BoardDevice.VIRTIO_MMIO.base() + SLOT * 0x200L;
        assertEquals(0, bus.read(base, 1), "a byte of a register");
        bus.write(base + STATUS, 1, 1);
        assertEquals(0, driver.get(STATUS), "no byte is written");
        assertEquals(0xFFFF, bus.read(base + 0x100, 2), "behind the configuration");
        assertEquals(0x7472_6976L | 2L << 32, bus.read(base, 8), "two registers at once");
    }

    @Test
    void devicesTakeTheirTime() {
        VirtioDriver driver = entropy(false);
        driver.start(0, 1);
        driver.offer(0, driver.chain(0, List.of(new VirtioDriver.Piece(VirtioDriver.DATA, 8, true))));
        driver.kick(0);
        long due = bus.peripherals().nextEvent();
        assertEquals(bus.now() + VirtioDevice.NOTIFY_TICKS, due, "later than the notification");
        assertFalse(bus.advance(due - 1), "not before");
        assertTrue(bus.advance(due), "on that tick");
        assertTrue(driver.hasUsed(0), "done");
    }
}
