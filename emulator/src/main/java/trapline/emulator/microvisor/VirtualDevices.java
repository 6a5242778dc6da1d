package trapline.emulator.microvisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.board.Peripherals;
import trapline.emulator.device.Pl011;
import trapline.emulator.device.Pl031;
import trapline.emulator.hyp.HypPort;
import trapline.emulator.memory.DmaPort;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.time.Tick;
import trapline.emulator.virtio.NetworkSwitches;
import trapline.emulator.virtio.VirtioBus;
import trapline.emulator.virtio.VirtioConfig;
import trapline.emulator.virtio.VirtioConsole;
import trapline.emulator.virtio.VirtioWiring;
import trapline.recorder.event.EventType;
import trapline.recorder.event.MmioDeviceKind;

/** The emulated devices of a VM, at the board's addresses, and the accesses to them. */
final class VirtualDevices {
    private final int console;
    private final List<DeviceWindow> windows = new ArrayList<>();
    private final Tick tick = new Tick();
    private final Pl011 uart;
    private final Pl031 clock;
    private final Optional<VirtioBus> virtio;
    private final VirtualDistributor distributor;
    private final Wakeup wakeup;

    /**
     * After reset.
     *
     * @param memory of the VM, for devices that reach it
     * @param switches the networks of the machine
     */
    VirtualDevices(
            int vm,
            VirtioConfig virtioDevices,
            GuestMemory memory,
            NetworkSwitches switches,
            VirtualDistributor distributor,
            Wakeup wakeup) {
        this.distributor = distributor;
        this.wakeup = wakeup;
        console = 1 + vm;
        uart = new Pl011(
                console,
                (number, b) -> wakeup.port().consoleOutput(number, b),
                level -> distributor.drive(0, BoardDevice.PL011.intid(), level));
        clock = new Pl031(tick, level -> distributor.drive(0, BoardDevice.PL031.intid(), level));
        windows.add(new DeviceWindow(BoardDevice.GICD.base(), MmioDeviceKind.GICD, distributor));
        windows.add(new DeviceWindow(BoardDevice.PL011.base(), MmioDeviceKind.PL011, uart));
        windows.add(new DeviceWindow(BoardDevice.PL031.base(), MmioDeviceKind.PL031, clock));
        for (FlashBank bank : memory.flash()) {
            windows.add(new DeviceWindow(bank.base(), MmioDeviceKind.PFLASH, new VirtualFlash(bank, memory, wakeup)));
        }
        virtio = virtioDevices.devices().isEmpty()
                ? Optional.empty()
                : Optional.of(transports(virtioDevices, new VirtualDma(memory, wakeup), switches));
    }

    private VirtioBus transports(VirtioConfig config, DmaPort dma, NetworkSwitches switches) {
        BoardDevice transport = BoardDevice.VIRTIO_MMIO;
        VirtioWiring wiring = new VirtioWiring(
                dma,
                tick,
                slot -> level -> distributor.drive(0, transport.intid() + slot, level),
                (number, b) -> wakeup.port().consoleOutput(number, b),
                Peripherals.VIRTIO_CONSOLE + console,
                switches);
        VirtioBus bus = new VirtioBus(config, BoardDevice.VIRTIO_TRANSPORTS, wiring);
        for (int slot = 0; slot < BoardDevice.VIRTIO_TRANSPORTS; slot++) {
            long base = transport.base() + (long) slot * transport.size();
            windows.add(new DeviceWindow(base, MmioDeviceKind.VIRTIO_MMIO, bus.transport(slot)));
        }
        return bus;
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

    /** Takes input that waits for this VM's consoles, as much as they have room for; whether some had to wait. */
    boolean receive(HypPort port) {
        Optional<VirtioConsole> second = virtio.flatMap(VirtioBus::console);
        boolean waits = receive(port, console, uart::room, uart::receive);
        if (second.isEmpty()) {
            discard(port, Peripherals.VIRTIO_CONSOLE + console);
            return waits;
        }
        VirtioConsole device = second.get();
        return waits | receive(port, Peripherals.VIRTIO_CONSOLE + console, device::room, device::receive);
    }

    private boolean receive(HypPort port, int number, IntSupplier room, IntConsumer device) {
        while (port.consoleInputWaits(number)) {
            if (room.getAsInt() == 0) {
                return true;
            }
            device.accept(port.consoleInput(number));
            wakeup.devicesChanged();
        }
        return false;
    }

    /** Throws input for a console away that nobody will read any more. */
    void discardInput(HypPort port) {
        discard(port, console);
        discard(port, Peripherals.VIRTIO_CONSOLE + console);
    }

    private static void discard(HypPort port, int number) {
        while (port.consoleInputWaits(number)) {
            port.consoleInput(number);
        }
    }

    /** The tick at which a device next does something by itself; {@link PhysicalCpu#NEVER} when none will. */
    long nextEvent() {
        return Math.min(clock.nextEvent(), virtio.map(VirtioBus::nextEvent).orElse(VirtioBus.NEVER));
    }

    /** Lets the devices do what is due. */
    void update(HypPort port) {
        tick.now = port.now();
        if (nextEvent() <= tick.now) {
            clock.update();
            virtio.ifPresent(VirtioBus::update);
            wakeup.devicesChanged();
        }
    }

    /** Digest of the virtio devices, 0 when there are none. */
    long digest() {
        return virtio.map(VirtioBus::digest).orElse(0L);
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
            wakeup.devicesChanged();
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
