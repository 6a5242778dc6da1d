package trapline.emulator.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import trapline.emulator.memory.DmaPort;
import trapline.emulator.memory.MmioContext;

/** QEMU's docs/specs/fw_cfg.rst. */
final class FwCfgTest {
    private static final MmioContext ACCESS = new MmioContext(0, false);
    private static final int COMMAND = 0x100;
    private static final int TARGET = 0x200;
    private static final int ERROR = 1;
    private static final int READ = 2;
    private static final int SKIP = 4;
    private static final int SELECT = 8;
    private static final int WRITE = 0x10;

    private final byte[] memory = new byte[0x4000];
    private final FwCfg device = new FwCfg(0x2000_0000, 3, new DmaPort() {
        @Override
        public boolean read(long address, byte[] target, int offset, int length) {
            boolean inside = isInside(address, length);
            if (inside) {
                System.arraycopy(memory, (int) address, target, offset, length);
            }
            return inside;
        }

        @Override
        public boolean write(long address, byte[] source, int offset, int length) {
            boolean inside = isInside(address, length);
            if (inside) {
                System.arraycopy(source, offset, memory, (int) address, length);
            }
            return inside;
        }
    });

    private boolean isInside(long address, int length) {
        return address >= 0 && address + length <= memory.length;
    }

    /** The control word that is left. */
    private int command(int control, int length, long address) {
        ByteBuffer.wrap(memory, COMMAND, 16).putInt(control).putInt(length).putLong(address);
        device.write(0x10, 4, 0, ACCESS);
        device.write(0x14, 4, Integer.toUnsignedLong(Integer.reverseBytes(COMMAND)), ACCESS);
        return ByteBuffer.wrap(memory).getInt(COMMAND);
    }

    private byte[] target(int length) {
        return java.util.Arrays.copyOfRange(memory, TARGET, TARGET + length);
    }

    @Test
    void itemIsReadByteByByteFromItsBeginningAfterItsSelection() {
        device.write(8, 2, Short.reverseBytes((short) 5) & 0xFFFFL, ACCESS);
        assertEquals(3, device.read(0, 1, ACCESS));
        assertEquals(0, device.read(0, 8, ACCESS), "behind the end there is nothing");
    }

    @Test
    void deviceSaysThatItHasDma() {
        device.write(8, 2, Short.reverseBytes((short) 1) & 0xFFFFL, ACCESS);
        assertEquals(3, device.read(0, 4, ACCESS));
        assertEquals(Integer.reverseBytes(0x51454D55) & 0xFFFF_FFFFL, device.read(0x10, 4, ACCESS), "QEMU");
        assertEquals(Integer.reverseBytes(0x20434647) & 0xFFFF_FFFFL, device.read(0x14, 4, ACCESS), " CFG");
    }

    @Test
    void commandSelectsAndCopiesAndFillsWithZerosBehindTheEnd() {
        java.util.Arrays.fill(memory, (byte) 0xFF);
        assertEquals(0, command(SELECT | READ, 6, TARGET));
        assertArrayEquals(new byte[] {'Q', 'E', 'M', 'U', 0, 0, -1}, target(7));
    }

    @Test
    void nextCommandGoesOnWhereTheLastOneStopped() {
        assertEquals(0, command(SELECT | SKIP, 1, 0));
        assertEquals(0, command(READ, 1, TARGET));
        assertEquals(0, command(READ, 2, TARGET + 1));
        assertArrayEquals(new byte[] {'E', 'M', 'U'}, target(3));
    }

    @Test
    void commandThatCannotBeCarriedOutLeavesTheErrorBit() {
        assertEquals(ERROR, command(SELECT | READ, 4, memory.length - 2), "over the end of memory");
        assertEquals(ERROR, command(SELECT | READ, -1, TARGET), "4 GiB");
        assertEquals(ERROR, command(SELECT | WRITE, 4, TARGET), "no item can be written");
        assertEquals(0, command(SELECT, 4, TARGET), "nothing to be done");
    }
}
