package trapline.emulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import trapline.emulator.memory.MmioContext;

/** The UART's FIFOs and interrupts (ARM DDI 0183). */
class Pl011Test {
    private static final MmioContext CPU0 = new MmioContext(0, false);
    private static final int DR = 0x00;
    private static final int RSR = 0x04;
    private static final int FR = 0x18;
    private static final int LCR_H = 0x2C;
    private static final int CR = 0x30;
    private static final int IMSC = 0x38;
    private static final int RIS = 0x3C;
    private static final int ICR = 0x44;

    private static final int RXFE = 1 << 4;
    private static final int RXFF = 1 << 6;
    private static final int RX = 1 << 4;
    private static final int TX = 1 << 5;
    private static final int OE = 1 << 10;

    private final StringBuilder sent = new StringBuilder();
    private boolean interrupt;
    private final Pl011 uart =
            new Pl011(3, (console, b) -> sent.append(console).append((char) b), level -> interrupt = level);

    private int read(int offset) {
        return (int) uart.read(offset, 4, CPU0);
    }

    private void write(int offset, int value) {
        uart.write(offset, 4, value, CPU0);
    }

    private void enable() {
        write(LCR_H, 0x70);
        write(CR, 0x301);
    }

    @Test
    void bytesGoToItsConsoleAtOnce() {
        write(DR, 'h');
        write(DR, 'i');

        assertEquals("3h3i", sent.toString());
        assertEquals(TX, read(RIS));
    }

    @Test
    void receivedByteRaisesTheInterruptUntilRead() {
        enable();
        write(IMSC, RX);
        uart.receive('x');
        assertTrue(interrupt);
        assertEquals(0, read(FR) & RXFE);
        assertEquals('x', read(DR));
        assertFalse(interrupt);
        assertEquals(RXFE, read(FR) & RXFE);
    }

    @Test
    void fifoHoldsSixteenBytesInOrder() {
        enable();
        assertEquals(16, uart.room());
        for (int i = 0; i < 16; i++) {
            uart.receive('a' + i);
        }
        assertEquals(0, uart.room());
        assertEquals(RXFF, read(FR) & RXFF);
        for (int i = 0; i < 16; i++) {
            assertEquals('a' + i, read(DR));
        }
    }

    @Test
    void withoutFifosItHoldsOneByte() {
        write(CR, 0x301);
        assertEquals(1, uart.room());
        uart.receive('a');
        assertEquals(RXFF, read(FR) & RXFF);
    }

    @Test
    void overrunLosesTheByteAndSaysSo() {
        write(CR, 0x301);
        uart.receive('a');
        uart.receive('b');
        assertEquals(OE, read(RIS) & OE);
        assertEquals('a', read(DR));
        uart.receive('c');
        assertEquals('c' | 1 << 11, read(DR), "the next byte carries the error");
        assertEquals(1 << 3, read(RSR));
    }

    @Test
    void changingTheFifosEmptiesThem() {
        enable();
        uart.receive('a');
        write(LCR_H, 0x60);

        assertEquals(RXFE, read(FR) & RXFE);
    }

    @Test
    void noInputIsTakenBeforeSoftwareListens() {
        assertEquals(0, uart.room());
        write(IMSC, RX);
        assertEquals(1, uart.room());
    }

    @Test
    void softwareThatOnlySendsDoesNotListen() {
        for (int i = 0; i < 200; i++) {
            read(FR);
            write(DR, 'x');
            read(FR);
        }
        assertEquals(0, uart.room());
    }

    @Test
    void softwareThatLooksForInputBetweenItsOutputListens() {
        for (int i = 0; i < 62; i++) {
            read(FR);
            write(DR, 'x');
            read(FR);
            read(FR);
        }
        assertEquals(0, uart.room());
        read(FR);
        assertEquals(1, uart.room());
    }

    @Test
    void clearedInterruptIsGone() {
        write(DR, 'x');
        write(IMSC, TX);
        assertTrue(interrupt);
        write(ICR, TX);
        assertFalse(interrupt);
    }
}
