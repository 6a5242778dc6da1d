package trapline.emulator.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PhysicalMapTest {
    private static final long RAM = 0x4000_0000L;
    private static final MmioContext BUS = new MmioContext(0, false);

    private final HostWindow window = HostWindow.open();
    private final List<Long> codeWrites = new ArrayList<>();
    private final PhysicalMap map = new PhysicalMap(window, RAM, 1 << 20, codeWrites::add, 1);

    @AfterEach
    void close() {
        window.close();
    }

    /** Flash that a write of 0xFF makes readable and any other hides. */
    private static final class Flash implements DirectDevice {
        private final long host;
        private boolean readable = true;

        Flash(HostWindow window) {
            host = window.allocate(0x2000);
            HostMemory.store32(host + 0x1004, 0xF1A5);
        }

        @Override
        public String name() {
            return "flash";
        }

        @Override
        public long size() {
            return 0x2000;
        }

        @Override
        public long read(long offset, int size, MmioContext access) {
            return 0x80;
        }

        @Override
        public void write(long offset, int size, long value, MmioContext access) {
            readable = value == 0xFF;
        }

        @Override
        public boolean isDirect() {
            return readable;
        }

        @Override
        public long directHost(long offset) {
            return host + offset;
        }
    }

    @Test
    void ramHoldsEverySizeLittleEndian() {
        map.write(RAM + 8, 8, 0x8877_6655_4433_2211L, BUS);
        assertEquals(0x11, map.read(RAM + 8, 1, BUS));
        assertEquals(0x4433, map.read(RAM + 10, 2, BUS));
        assertEquals(0x8877_6655L, map.read(RAM + 12, 4, BUS));
        byte[] out = new byte[3];
        map.readRam(RAM + 14, out, 1, 2);
        assertEquals((byte) 0x77, out[1]);
    }

    @Test
    void holesAbortAndEndsAreExact() {
        assertThrows(ExternalAbort.class, () -> map.read(RAM - 4, 4, BUS));
        assertThrows(ExternalAbort.class, () -> map.write(RAM + (1 << 20), 4, 0, BUS));
        assertTrue(map.isRam(RAM + (1 << 20) - 4096, 4096));
        assertFalse(map.isRam(RAM + (1 << 20) - 4096, 4097));
    }

    @Test
    void flashIsDirectWhileItCanBeRead() {
        map.addDevice(0, new Flash(window));
        assertTrue(map.isRam(0x1000, 0x1000));
        assertEquals(0xF1A5, map.read(0x1004, 4, BUS));
        map.markCode(0x1000);
        map.write(0, 1, 0x90, BUS);
        assertEquals(List.of(0x1000L), codeWrites, "what was translated from it is no longer there");
        assertFalse(map.isRam(0x1000, 4));
        assertEquals(0x80, map.read(0x1004, 4, BUS));
        map.write(0, 1, 0xFF, BUS);
        assertEquals(0xF1A5, map.read(0x1004, 4, BUS));
    }

    @Test
    void devicesMayNotOverlap() {
        map.addDevice(0, new Flash(window));
        assertThrows(IllegalStateException.class, () -> map.addDevice(0x1000, new Flash(window)));
        assertThrows(IllegalStateException.class, () -> map.addDevice(RAM + 0x1000, new Flash(window)));
    }

    @Test
    void digestDependsOnContentsOnly() {
        long empty = map.digest();
        map.write(RAM + 0x5000, 4, 1, BUS);
        long one = map.digest();
        assertNotEquals(empty, one);
        map.write(RAM + 0x5000, 4, 0, BUS);
        assertEquals(empty, map.digest());
        map.write(RAM + 0x6000, 4, 1, BUS);
        assertNotEquals(one, map.digest(), "the same bytes in another page");
    }

    /** Sessions carry the digest, so its value is part of their format. */
    @Test
    void digestHasTheValueThatItHasInRecordedSessions() {
        assertEquals(0x774D_1F54_07D5_A842L, map.digest(), "of RAM that nobody has touched");
        map.read(RAM + 0xF_F000, 4, BUS);
        assertEquals(0x774D_1F54_07D5_A842L, map.digest(), "of RAM that has only been read");
        map.write(RAM + 0x5000, 4, 1, BUS);
        assertEquals(0xA40B_3F01_DD5C_5384L, map.digest(), "of RAM with one byte that is not zero");
    }

    @Test
    void copiesGoOnWhereTheHostsMemoryDoesNot() {
        byte[] in = new byte[0x9_0000];
        new Random(1).nextBytes(in);
        map.writeRam(RAM + 0x3_FFF3, in, 0, in.length);
        byte[] out = new byte[in.length + 2];
        map.readRam(RAM + 0x3_FFF3, out, 1, in.length);
        assertArrayEquals(in, Arrays.copyOfRange(out, 1, in.length + 1));
        assertEquals(in[0xD] & 0xFF, map.read(RAM + 0x4_0000, 1, BUS));
    }
}
