package trapline.emulator.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
    void whatIsReusedIsZeroAtTheSamePlace() {
        try (HostWindow window = HostWindow.open()) {
            SparseMemory ram = new SparseMemory(window, 3 << 20);
            SparseMemory flash = new SparseMemory(window, 1 << 20);
            long code = window.allocateCode(1 << 20);
            long place = ram.host((3 << 20) - 4);
            HostMemory.store32(place, 0x1234_5678);
            flash.copyIn((1 << 18) - 1, new byte[] {1, 2}, 0, 2);
            HostMemory.store32(code, 0x1234_5678);
            window.reuse();
            SparseMemory again = new SparseMemory(window, 3 << 20);
            assertEquals(place, again.host((3 << 20) - 4));
            assertEquals(0, HostMemory.load32(place));
            assertFalse(new SparseMemory(window, 1 << 20).isPresent(0), "nothing was touched yet");
            assertEquals(0, HostMemory.load16(flash.host((1 << 18) - 1)));
            assertEquals(0, HostMemory.load32(window.allocate(1 << 20)));
        }
    }

    @Test
    void aReusedWindowServesAnotherMachine() {
        try (HostWindow window = HostWindow.open()) {
            HostMemory.store32(new SparseMemory(window, 1 << 20).host(0), -1);
            window.reuse();
            SparseMemory larger = new SparseMemory(window, 5 << 20);
            HostMemory.store32(larger.host((5 << 20) - 4), -1);
            assertEquals(0, HostMemory.load32(larger.host(0)));
            window.reuse();
            HostMemory.store32(window.allocateCode(4096), -1);
            HostMemory.store32(new SparseMemory(window, 4096).host(0), -1);
            window.reuse();
            assertEquals(0, HostMemory.load32(new SparseMemory(window, 5 << 20).host(2 << 20)), "after code");
            assertEquals(0, HostMemory.load32(window.allocate(4096)));
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
