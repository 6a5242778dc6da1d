package trapline.emulator.microvisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.device.Pl011;
import trapline.emulator.device.Pl031;
import trapline.emulator.hyp.HypPort;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.time.Tick;
import trapline.recorder.event.EventType;
import trapline.recorder.event.MmioDeviceKind;

/** The emulated devices of a VM, at the board's addresses, and the accesses to them. */
final class VirtualDevices {
    private final int console;
    private final List<DeviceWindow> windows = new ArrayList<>();
    private final Tick tick = new Tick();
    private final Pl011 uart;
    private final Pl031 clock;

    VirtualDevices(int vm, VirtualDistributor distributor, Wakeup wakeup) {
        console = 1 + vm;
        uart = new Pl011(
                console,
                (number, b) -> wakeup.port().consoleOutput(number, b),
                level -> distributor.drive(0, BoardDevice.PL011.intid(), level));
        clock = new Pl031(tick, level -> distributor.drive(0, BoardDevice.PL031.intid(), level));
        windows.add(new DeviceWindow(BoardDevice.GICD.base(), MmioDeviceKind.GICD, distributor));
        windows.add(new DeviceWindow(BoardDevice.PL011.base(), MmioDeviceKind.PL011, uart));
        windows.add(new DeviceWindow(BoardDevice.PL031.base(), MmioDeviceKind.PL031, clock));
    }

    /** Adds the two flash banks. */
    void addFlash() {
        long size = BoardDevice.FLASH1.base() + BoardDevice.FLASH1.size() - BoardDevice.FLASH.base();
        windows.add(new DeviceWindow(BoardDevice.FLASH.base(), MmioDeviceKind.PFLASH, new VirtualFlash(size)));
    }

    /** Sets the clock by the machine's. */
    void setClock(HypPort port) {
        long seconds = Integer.toUnsignedLong(port.loadWord(BoardDevice.PL031.base()));
        clock.setEpoch(seconds - port.now() / Tick.PER_SECOND);
    }

    /** The device at an address. */
    Optional<DeviceWindow> at(long ipa) {
        for (DeviceWindow window : windows) {
            if (window.contains(ipa)) {
                return Optional.of(window);
            }
        }
        return Optional.empty();
    }

    /** Takes input that waits for this VM's console, as much as the UART has room for; whether some had to wait. */
    boolean receive(HypPort port) {
        while (uart.room() > 0) {
            int b = port.consoleInput(console);
            if (b < 0) {
                return false;
            }
            uart.receive(b);
        }
        return true;
    }

    /** Throws input for a console away that nobody will read any more. */
    void discardInput(HypPort port) {
        int b = port.consoleInput(console);
        while (b >= 0) {
            b = port.consoleInput(console);
        }
    }

    /** One access by a guest, naturally aligned: what was loaded or stored. */
    long access(PhysicalCpu here, DeviceWindow window, DeviceAccess access) {
        HypPort port = here.port();
        tick.now = port.now();
        VirtualCpu vcpu = here.current();
        MmioContext context = new MmioContext(vcpu.index, false);
        long offset = access.ipa() - window.base();
        long value = access.value();
        if (access.write()) {
            window.device().write(offset, access.size(), value, context);
        } else {
            value = window.device().read(offset, access.size(), context) & mask(access.size());
        }
        port.trace()
                .send(port.event(EventType.MMIO_ACCESS)
                        .put(window.kind())
                        .put(access.ipa())
                        .put(offset)
                        .put(access.size())
                        .put(access.write())
                        .put(value)
                        .put(access.decoded())
                        .put(here.entered));
        return value;
    }

    private static long mask(int size) {
        return size == 8 ? -1 : (1L << 8 * size) - 1;
    }
}
