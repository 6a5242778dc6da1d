package trapline.emulator.virtio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class NetworkSwitchTest {
    private static final MacAddress A = MacAddress.automatic(0);
    private static final MacAddress B = MacAddress.automatic(1);
    private static final MacAddress ALL = new MacAddress(0xFFFF_FFFF_FFFFL);

    private final NetworkSwitch network = new NetworkSwitch();
    private final NetworkPort a = newPort();
    private final NetworkPort b = newPort();
    private final NetworkPort c = newPort();

    private NetworkPort newPort() {
        NetworkPort port = network.newPort();
        port.open();
        return port;
    }

    private static byte[] frame(MacAddress to, MacAddress from) {
        byte[] frame = new byte[60];
        for (int i = 0; i < 6; i++) {
            frame[i] = (byte) to.at(i);
            frame[6 + i] = (byte) from.at(i);
        }
        return frame;
    }

    @Test
    void aFrameArrivesAfterTheLatencyAtAllOthersWhenItsDestinationIsUnknown() {
        byte[] sent = frame(B, A);
        a.send(sent, 1000);
        assertEquals(VirtioFunction.NEVER, a.arrival(), "not where it came from");
        assertEquals(1000 + NetworkSwitch.LATENCY, b.arrival(), "when");
        assertEquals(1000 + NetworkSwitch.LATENCY, c.arrival(), "when");
        assertArrayEquals(sent, b.take(), "what");
    }

    @Test
    void anAddressThatWasHeardGetsItsFramesAlone() {
        b.send(frame(ALL, B), 0);
        a.take();
        c.take();
        a.send(frame(B, A), 100);
        assertEquals(100 + NetworkSwitch.LATENCY, b.arrival(), "for b");
        assertEquals(VirtioFunction.NEVER, c.arrival(), "not for c");
        c.send(frame(B, B), 200);
        a.send(frame(B, A), 300);
        assertEquals(300 + NetworkSwitch.LATENCY, c.arrival(), "the address has moved");
    }

    @Test
    void whatNobodyTakesIsLostAtLast() {
        for (int i = 0; i < 300; i++) {
            a.send(frame(ALL, A), i);
        }
        int frames = 0;
        while (b.arrival() != VirtioFunction.NEVER) {
            assertEquals(frames + NetworkSwitch.LATENCY, b.arrival(), "in order");
            b.take();
            frames++;
        }
        assertEquals(256, frames, "as many as wait");
    }

    @Test
    void aPortWithoutADriverTakesNothing() {
        b.close();
        a.send(frame(ALL, A), 0);
        assertEquals(VirtioFunction.NEVER, b.arrival(), "closed");
    }

    @Test
    void addressesAreReadAndWritten() {
        assertEquals("52:54:00:12:34:57", B.toString(), "text");
        assertEquals(B, MacAddress.parse("52:54:00:12:34:57"), "and back");
        assertThrows(IllegalArgumentException.class, () -> MacAddress.parse("52:54:00:12:34"));
        assertThrows(IllegalArgumentException.class, () -> MacAddress.parse("01:00:5e:00:00:01"));
    }
}
