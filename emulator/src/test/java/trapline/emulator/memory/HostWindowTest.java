package trapline.emulator.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** What a window gives: zeros at addresses of its own, and nothing beyond its end. */
class HostWindowTest {
    @Test
    void everythingGivenOutIsZeroAndApart() {
        try (HostWindow window = HostWindow.open()) {
            long first = window.allocate(4096);
            long second = window.allocate(8192);
            HostMemory.store64(first + 4088, -1);
            assertEquals(0, HostMemory.load64(second));
            assertNotEquals(0, first, "0 means that there is no host address");
        }
    }

    @Test
    void aWindowUsedAgainIsZeroAgain() {
        long address;
        try (HostWindow window = HostWindow.open()) {
            address = window.allocate(4096);
            HostMemory.store32(address, 0x1234_5678);
        }
        try (HostWindow window = HostWindow.open()) {
            assertEquals(address, window.allocate(4096), "the lowest free window is taken");
            assertEquals(0, HostMemory.load32(address));
        }
    }

    @Test
    void placesAreWithinTheWindowWhateverTheNumbers() {
        try (HostWindow window = HostWindow.open()) {
            long address = window.allocate(4096);
            assertEquals(address, HostMemory.address(window.number(), (int) address));
            assertEquals(address, HostMemory.address(window.number() + HostMemory.WINDOWS, (int) address));
        }
    }

    @Test
    void moreThanAWindowIsRefused() {
        try (HostWindow window = HostWindow.open()) {
            long most = HostMemory.WINDOW;
            assertThrows(HostMemoryException.class, () -> window.allocate(most));
            window.allocate(3L << 30);
            assertThrows(HostMemoryException.class, () -> window.allocate(1L << 30));
        }
    }
}
