package trapline.emulator.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import trapline.emulator.device.GenericTimer.Timer;
import trapline.emulator.memory.ExternalAbort;

/** The rows of the board table agree with each other and with the devices. */
class BoardDeviceTest {
    private static long end(BoardDevice device) {
        int count = device == BoardDevice.VIRTIO_MMIO ? BoardDevice.VIRTIO_TRANSPORTS : 1;
        return device.base() + device.size() * count;
    }

    @Test
    void rowsAreInAddressOrderAndDoNotOverlap() {
        BoardDevice before = BoardDevice.FLASH;
        for (BoardDevice device : BoardDevice.values()) {
            assertTrue(device == before || device.base() >= end(before), device + " overlaps " + before);
            before = device;
        }
        for (BoardDevice device : BoardDevice.values()) {
            boolean below = end(device) <= BoardDevice.RAM_BASE;
            assertTrue(below || device.base() >= 1L << 32, device + " reaches into RAM");
        }
    }

    @Test
    void interruptsAreDistinct() {
        TreeSet<Integer> seen = new TreeSet<>();
        for (BoardDevice device : BoardDevice.values()) {
            if (device.hasInterrupt()) {
                assertTrue(seen.add(device.intid()), device + " shares its interrupt");
            }
        }
        for (PrivateInterrupt each : PrivateInterrupt.values()) {
            assertTrue(seen.add(each.intid()), each + " shares its interrupt");
        }
    }

    @Test
    void everyRowHasADeviceThatAnswers() {
        try (OurBus bus = new OurBus(1)) {
            for (BoardDevice device : BoardDevice.values()) {
                bus.read(device.base(), 4);
            }
            assertEquals(0x7472_6976, bus.read(end(BoardDevice.VIRTIO_MMIO) - 0x200, 4), "the last transport");
            assertThrows(ExternalAbort.class, () -> bus.read(end(BoardDevice.VIRTIO_MMIO), 4));
        }
    }

    @Test
    void timerOfACpuReachesItsInterrupt() {
        try (OurBus bus = new OurBus(2)) {
            long gicd = BoardDevice.GICD.base();
            bus.peripherals.timer(1).writeControl(Timer.VIRTUAL, 1);
            assertEquals(0, bus.read(gicd + 0x200, 4), "CPU 0 has its own");
            bus.peripherals.timer(0).writeControl(Timer.HYP, 1);
            assertEquals(1 << PrivateInterrupt.HYP_TIMER.intid(), bus.read(gicd + 0x200, 4));
        }
    }

    @Test
    void uartRaisesItsSharedInterrupt() {
        try (OurBus bus = new OurBus(1)) {
            bus.write(BoardDevice.PL011.base() + 0x38, 4, 0x20);
            bus.write(BoardDevice.PL011.base(), 4, 'x');
            assertEquals(1 << BoardDevice.PL011.intid() % 32, bus.read(BoardDevice.GICD.base() + 0x204, 4));
        }
    }

    @Test
    void firmwareIsReadFromFlash() {
        try (OurBus bus = new OurBus(1)) {
            bus.peripherals.loadFirmware(new byte[] {1, 2, 3, 4});
            assertEquals(0x0403_0201, bus.read(0, 4));
        }
    }

    @Test
    void firmwareConfigurationSaysWhoItIs() {
        try (OurBus bus = new OurBus(4)) {
            long base = BoardDevice.FW_CFG.base();
            bus.write(base + 8, 2, 0);
            assertEquals(0x554D_4551, bus.read(base, 4), "QEMU");
            bus.write(base + 8, 2, 0x0500);
            assertEquals(4, bus.read(base, 2), "CPUs");
            bus.write(base + 8, 2, 0x1900);
            assertEquals(0, bus.read(base, 4), "files");
        }
    }

    @Test
    void hostBridgeIsAloneOnItsBus() {
        try (OurBus bus = new OurBus(1)) {
            long base = BoardDevice.PCIE_ECAM.base();
            assertEquals(0x0008_1B36, bus.read(base, 4));
            assertEquals(0x0600, bus.read(base + 10, 2));
            assertEquals(0xFFFF_FFFFL, bus.read(base + (1 << 15), 4), "no device 1");
        }
    }
}
