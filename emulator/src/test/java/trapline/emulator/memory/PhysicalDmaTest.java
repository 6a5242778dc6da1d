package trapline.emulator.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhysicalDmaTest {
    private static final long RAM = 0x4000_0000L;
    private static final int SIZE = 0x10_000;

    private final HostWindow window = HostWindow.open();
    private final List<Long> changedCode = new ArrayList<>();
    private final PhysicalMap map = new PhysicalMap(window, RAM, SIZE, changedCode::add, 2);
    private final PhysicalDma dma = new PhysicalDma(map);

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void bytesArriveAndComeBack() {
        byte[] sent = {1, 2, 3, 4, 5};
        assertTrue(dma.write(RAM + 0xFFE, sent, 1, 4), "over a page's end");
        byte[] got = new byte[6];
        assertTrue(dma.read(RAM + 0xFFE, got, 1, 4), "and back");
        assertArrayEquals(new byte[] {0, 2, 3, 4, 5, 0}, got);
    }

    @ParameterizedTest
    @CsvSource({
        "0x3fffffff, 2",
        "0x4000ffff, 2",
        "0x40010000, 1",
        "0, 16",
        "-8, 16",
        "0x140000000, 4",
        "0x7fffffffffffffff, 4"
    })
    void whatIsNotAllRamIsRefused(String address, int bytes) {
        assertFalse(dma.read(Long.decode(address), new byte[bytes], 0, bytes), "read");
        assertFalse(dma.write(Long.decode(address), new byte[bytes], 0, bytes), "write");
    }

    @Test
    void translatedCodeIsDroppedAsWithAStore() {
        map.markCode(RAM + 0x2000, 64);
        assertTrue(dma.write(RAM + 0x1FF0, new byte[16], 0, 16), "before it");
        assertEquals(List.of(), changedCode, "nothing happened to it");
        assertTrue(dma.write(RAM + 0x1FF0, new byte[17], 0, 17), "into it");
        assertEquals(List.of(RAM + 0x2000), changedCode, "its page");
    }

    @Test
    void exclusiveMonitorsOfAllProcessorsAreCleared() {
        map.markExclusive(0, RAM + 0x40);
        map.markExclusive(1, RAM + 0x40);
        dma.read(RAM + 0x40, new byte[4], 0, 4);
        assertTrue(map.isExclusive(0, RAM + 0x40) && map.isExclusive(1, RAM + 0x40), "reading changes nothing");
        dma.write(RAM + 0x7C, new byte[4], 0, 4);
        assertFalse(map.isExclusive(0, RAM + 0x40) || map.isExclusive(1, RAM + 0x40), "the granule was written");
    }
}
