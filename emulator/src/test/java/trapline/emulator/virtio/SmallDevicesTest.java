package trapline.emulator.virtio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trapline.emulator.board.OurBus;

/** Console, entropy, network. */
class SmallDevicesTest {
    private static final int RECEIVE = 0;
    private static final int TRANSMIT = 1;
    private static final long BUFFER = VirtioDriver.DATA;

    private OurBus bus = new OurBus(1);

    @AfterEach
    void close() {
        bus.close();
    }

    private VirtioDriver use(boolean legacy, VirtioSpec... specs) {
        bus.close();
        bus = new OurBus(1, new VirtioConfig(legacy, List.of(specs)));
        return driver(31);
    }

    private VirtioDriver driver(int slot) {
        return new VirtioDriver(bus, slot, () -> bus.advance(VirtioBus.NEVER - 1));
    }

    private void settle() {
        while (bus.advance(VirtioBus.NEVER - 1)) {
            continue;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void consoleOutputGoesToItsSinkIfItIsAskedFor(boolean output) {
        VirtioDriver driver = use(false, new VirtioSpec.Console(output));
        driver.start(0, 2);
        driver.put(BUFFER, "hello".getBytes(StandardCharsets.US_ASCII));
        VirtioDriver.Piece first = new VirtioDriver.Piece(BUFFER, 2, false);
        VirtioDriver.Piece second = new VirtioDriver.Piece(BUFFER + 2, 3, false);
        assertEquals(new VirtioDriver.Used(0, 0), driver.request(TRANSMIT, first, second), "returned");
        driver.setConfig(8, 4, '!');
        assertEquals(output ? "hello!" : "", bus.output.toString().replace("\0", ""), "text");
    }

    @Test
    void whatIsTypedWaitsForBuffers() {
        VirtioDriver driver = use(false, new VirtioSpec.Console(false));
        VirtioConsole console = bus.peripherals().virtio().console().orElseThrow();
        assertEquals(0, console.room(), "nobody listens");
        driver.start(0, 2);
        settle();
        assertEquals(16, console.room(), "somebody does");
        for (char c : "typed".toCharArray()) {
            console.receive(c);
        }
        settle();
        driver.offer(RECEIVE, driver.chain(RECEIVE, List.of(new VirtioDriver.Piece(BUFFER, 3, true))));
        driver.kick(RECEIVE);
        assertEquals(new VirtioDriver.Used(0, 3), driver.await(RECEIVE), "the first buffer");
        driver.offer(RECEIVE, driver.chain(RECEIVE, List.of(new VirtioDriver.Piece(BUFFER + 3, 16, true))));
        driver.kick(RECEIVE);
        assertEquals(new VirtioDriver.Used(1, 2), driver.await(RECEIVE), "the second one");
        assertEquals("typed", new String(driver.fetch(BUFFER, 5), StandardCharsets.US_ASCII), "text");
        driver.offer(RECEIVE, driver.chain(RECEIVE, List.of(new VirtioDriver.Piece(BUFFER, 16, true))));
        driver.kick(RECEIVE);
        settle();
        assertFalse(driver.hasUsed(RECEIVE), "nothing is typed");
        console.receive('x');
        settle();
        assertTrue(driver.hasUsed(RECEIVE), "a buffer was waiting");
    }

    @Test
    void entropyFollowsFromItsSeed() {
        byte[][] drawn = new byte[3][];
        long[] seeds = {1, 1, 2};
        for (int i = 0; i < drawn.length; i++) {
            VirtioDriver driver = use(true, new VirtioSpec.Entropy(seeds[i]));
            driver.start(0, 1);
            driver.request(0, new VirtioDriver.Piece(BUFFER, 64, true));
            drawn[i] = driver.fetch(BUFFER, 64);
            driver.request(0, new VirtioDriver.Piece(BUFFER, 64, true));
            assertFalse(Arrays.equals(drawn[i], driver.fetch(BUFFER, 64)), "further numbers are others");
        }
        assertArrayEquals(drawn[0], drawn[1], "the same seed");
        assertFalse(Arrays.equals(drawn[0], drawn[2]), "another seed");
    }

    @Test
    void aRequestForManyNumbersGetsSome() {
        VirtioDriver driver = use(true, new VirtioSpec.Entropy(1));
        driver.start(0, 1);
        VirtioDriver.Used used = driver.request(0, new VirtioDriver.Piece(BUFFER, 1 << 16, true));
        assertEquals(4096, used.bytes(), "a part of it");
        assertNotEquals(0, driver.fetch(BUFFER + 4088, 8)[0] | driver.fetch(BUFFER + 4088, 8)[7], "up to there");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void framesGoFromCardToCard(boolean legacy) {
        use(
                legacy,
                new VirtioSpec.Network("lan", MacAddress.automatic(0)),
                new VirtioSpec.Network("lan", MacAddress.automatic(1)));
        VirtioDriver sender = driver(31);
        VirtioDriver receiver = driver(30);
        assertEquals(0x1200_5452, receiver.config(0, 4), "address");
        assertEquals(0x0001_5734, receiver.config(4, 4), "rest of the address, link up");
        int header = legacy ? 10 : 12;
        sender.start(1 << 5, 2);
        byte[] packet = new byte[header + 60];
        for (int i = 0; i < 60; i++) {
            packet[header + i] = (byte) (i < 6 ? 0xFF : i);
        }
        sender.put(BUFFER, packet);
        sender.request(TRANSMIT, new VirtioDriver.Piece(BUFFER, packet.length, false));
        receiver.start(1 << 5, 2);
        settle();
        receiver.offer(RECEIVE, receiver.chain(RECEIVE, List.of(new VirtioDriver.Piece(BUFFER + 0x1000, 2000, true))));
        receiver.kick(RECEIVE);
        settle();
        assertFalse(receiver.hasUsed(RECEIVE), "nobody was there when the first was sent");
        sender.request(TRANSMIT, new VirtioDriver.Piece(BUFFER, packet.length, false));
        settle();
        assertEquals(new VirtioDriver.Used(0, packet.length), receiver.await(RECEIVE), "the second one");
        byte[] expected = packet.clone();
        expected[10] = legacy ? expected[10] : 1;
        assertArrayEquals(expected, receiver.fetch(BUFFER + 0x1000, packet.length), "frame, and number of buffers");
    }

    @Test
    void aFrameThatDoesNotFitIsLostAndItsBufferIsNot() {
        use(
                false,
                new VirtioSpec.Network("lan", MacAddress.automatic(0)),
                new VirtioSpec.Network("lan", MacAddress.automatic(1)));
        VirtioDriver sender = driver(31);
        VirtioDriver receiver = driver(30);
        sender.start(0, 2);
        receiver.start(0, 2);
        receiver.offer(RECEIVE, receiver.chain(RECEIVE, List.of(new VirtioDriver.Piece(BUFFER + 0x1000, 100, true))));
        receiver.kick(RECEIVE);
        settle();
        sender.put(BUFFER + 12, new byte[] {-1, -1, -1, -1, -1, -1});
        sender.request(TRANSMIT, new VirtioDriver.Piece(BUFFER, 12 + 200, false));
        sender.request(TRANSMIT, new VirtioDriver.Piece(BUFFER, 12 + 5, false));
        sender.request(TRANSMIT, new VirtioDriver.Piece(BUFFER, 12 + 60000, false));
        sender.request(TRANSMIT, new VirtioDriver.Piece(BUFFER, 12 + 80, false));
        settle();
        assertEquals(new VirtioDriver.Used(0, 92), receiver.await(RECEIVE), "the one that fits and is a frame");
        sender.offer(TRANSMIT, sender.chain(TRANSMIT, List.of(new VirtioDriver.Piece(BUFFER, 4, false))));
        sender.kick(TRANSMIT);
        settle();
        assertTrue((sender.get(0x070) & VirtioDriver.NEEDS_RESET) != 0, "not even a header");
    }

    @Test
    void networksOfDifferentNamesAreApart() {
        use(
                false,
                new VirtioSpec.Network("lan", MacAddress.automatic(0)),
                new VirtioSpec.Network("other", MacAddress.automatic(1)));
        VirtioDriver sender = driver(31);
        VirtioDriver receiver = driver(30);
        sender.start(0, 2);
        receiver.start(0, 2);
        receiver.offer(RECEIVE, receiver.chain(RECEIVE, List.of(new VirtioDriver.Piece(BUFFER + 0x1000, 100, true))));
        receiver.kick(RECEIVE);
        sender.put(BUFFER + 12, new byte[] {-1, -1, -1, -1, -1, -1});
        sender.request(TRANSMIT, new VirtioDriver.Piece(BUFFER, 12 + 60, false));
        settle();
        assertFalse(receiver.hasUsed(RECEIVE), "it is not plugged in there");
    }
}
