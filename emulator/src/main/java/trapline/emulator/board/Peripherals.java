package trapline.emulator.board;

import java.util.List;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.device.ConsoleSink;
import trapline.emulator.device.FwCfg;
import trapline.emulator.device.GenericTimer;
import trapline.emulator.device.Gic;
import trapline.emulator.device.GicConfig;
import trapline.emulator.device.GicV2m;
import trapline.emulator.device.InterruptLine;
import trapline.emulator.device.PcieEcam;
import trapline.emulator.device.PcieWindow;
import trapline.emulator.device.PflashCfi01;
import trapline.emulator.device.Pl011;
import trapline.emulator.device.Pl031;
import trapline.emulator.device.Pl061;
import trapline.emulator.memory.HostWindow;
import trapline.emulator.memory.PhysicalDma;
import trapline.emulator.memory.PhysicalMap;
import trapline.emulator.time.Tick;
import trapline.emulator.virtio.NetworkSwitches;
import trapline.emulator.virtio.VirtioBus;
import trapline.emulator.virtio.VirtioConfig;
import trapline.emulator.virtio.VirtioWiring;

/** The board's devices, built and wired as {@link BoardDevice} and {@link PrivateInterrupt} say. */
public final class Peripherals {
    /** Number of the machine's console, as in {@code ConsoleOutput}. */
    public static final int CONSOLE = 0;

    /** Number of the machine's virtio console; as with UARTs, a VM's is one more than this and its VM-ID. */
    public static final int VIRTIO_CONSOLE = 1000;

    /** Nothing will happen by itself. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int PRIORITY_BITS = 8;
    private static final int MESSAGE_INTERRUPTS = 64;

    private final Gic gic;
    private final GenericTimer[] timers;
    private final Pl011 uart;
    private final Pl031 clock;
    private final PflashCfi01 firmware;
    private final PflashCfi01 secondFlash;
    private final VirtioBus virtio;
    /** The networks that cards are plugged into. */
    private final NetworkSwitches switches = new NetworkSwitches();

    /**
     * Devices after reset, in the address space.
     *
     * @param tick the machine's clock
     * @param cpus the processors
     * @param map where they are put
     * @param window where the flash's contents are
     * @param console where console output goes
     * @param virtioDevices what is behind the virtio transports
     */
    public Peripherals(
            Tick tick,
            CpuState[] cpus,
            PhysicalMap map,
            HostWindow window,
            ConsoleSink console,
            VirtioConfig virtioDevices) {
        GicConfig config = new GicConfig(cpus.length, BoardDevice.INTERRUPTS, false, PRIORITY_BITS);
        gic = new Gic(config, cpus, PrivateInterrupt.MAINTENANCE.intid());
        timers = new GenericTimer[cpus.length];
        for (int cpu = 0; cpu < timers.length; cpu++) {
            timers[cpu] = timerOf(cpu, tick);
        }
        uart = new Pl011(CONSOLE, console, lineOf(BoardDevice.PL011));
        clock = new Pl031(tick, lineOf(BoardDevice.PL031));
        firmware = new PflashCfi01(window);
        secondFlash = new PflashCfi01(window);
        VirtioWiring wiring = new VirtioWiring(
                new PhysicalDma(map),
                tick,
                slot -> gic.sharedLine(BoardDevice.VIRTIO_MMIO.intid() + slot),
                console,
                VIRTIO_CONSOLE,
                switches);
        virtio = new VirtioBus(virtioDevices, BoardDevice.VIRTIO_TRANSPORTS, wiring);
        place(map, cpus.length);
    }

    private GenericTimer timerOf(int cpu, Tick tick) {
        return new GenericTimer(
                tick,
                gic.privateLine(cpu, PrivateInterrupt.SECURE_PHYSICAL_TIMER.intid()),
                gic.privateLine(cpu, PrivateInterrupt.PHYSICAL_TIMER.intid()),
                gic.privateLine(cpu, PrivateInterrupt.VIRTUAL_TIMER.intid()),
                gic.privateLine(cpu, PrivateInterrupt.HYP_TIMER.intid()));
    }

    private InterruptLine lineOf(BoardDevice device) {
        return gic.sharedLine(device.intid());
    }

    private void place(PhysicalMap map, int cpus) {
        map.addDevice(BoardDevice.PL011.base(), uart);
        map.addDevice(BoardDevice.GICC.base(), gic.cpuInterface());
        map.addDevice(BoardDevice.GICD.base(), gic.distributor());
        map.addDevice(BoardDevice.GICH.base(), gic.virtualControl());
        map.addDevice(BoardDevice.GICV.base(), gic.virtualCpuInterface());
        map.addDevice(BoardDevice.FLASH.base(), firmware);
        map.addDevice(BoardDevice.FLASH1.base(), secondFlash);
        map.addDevice(BoardDevice.PL031.base(), clock);
        map.addDevice(BoardDevice.PL061.base(), new Pl061(lineOf(BoardDevice.PL061)));
        map.addDevice(BoardDevice.FW_CFG.base(), new FwCfg(map.ramSize(), cpus, new PhysicalDma(map)));
        map.addDevice(BoardDevice.GICV2M.base(), messageFrame());
        placePcie(map);
        for (int n = 0; n < BoardDevice.VIRTIO_TRANSPORTS; n++) {
            BoardDevice transport = BoardDevice.VIRTIO_MMIO;
            map.addDevice(transport.base() + (long) n * transport.size(), virtio.transport(n));
        }
    }

    private static void placePcie(PhysicalMap map) {
        for (BoardDevice space : List.of(BoardDevice.PCIE_ECAM, BoardDevice.PCIE_ECAM_HIGH)) {
            map.addDevice(space.base(), new PcieEcam(space.size()));
        }
        for (BoardDevice window :
                List.of(BoardDevice.PCIE_MEMORY, BoardDevice.PCIE_PORTS, BoardDevice.PCIE_MEMORY_HIGH)) {
            map.addDevice(window.base(), new PcieWindow(window.size()));
        }
    }

    private GicV2m messageFrame() {
        int first = BoardDevice.GICV2M.intid();
        InterruptLine[] lines = new InterruptLine[MESSAGE_INTERRUPTS];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = gic.sharedLine(first + i);
        }
        return new GicV2m(first, lines);
    }

    /** The interrupt controller. */
    public Gic gic() {
        return gic;
    }

    /** The timers of a CPU. */
    public GenericTimer timer(int cpu) {
        return timers[cpu];
    }

    /** The machine's UART. */
    public Pl011 uart() {
        return uart;
    }

    /** The real-time clock. */
    public Pl031 clock() {
        return clock;
    }

    /** The virtio devices. */
    public VirtioBus virtio() {
        return virtio;
    }

    /** Digest of the virtio devices, 0 when there are none. */
    public long digest() {
        return virtio.digest() + switches.digest();
    }

    /** Puts firmware at the start of the first flash bank, where the processor starts without an image in RAM. */
    public void loadFirmware(byte[] image) {
        firmware.load(image);
    }

    /** Puts contents at the start of the second one. */
    public void loadSecondFlash(byte[] contents) {
        secondFlash.load(contents);
    }

    /** The tick at which a device next does something by itself; the run loop stops there and calls {@link #update}. */
    public long nextEvent() {
        long next = Math.min(clock.nextEvent(), virtio.nextEvent());
        for (GenericTimer timer : timers) {
            next = Math.min(next, timer.nextEvent());
        }
        return next;
    }

    /** Lets the devices do what is due at the present tick. */
    public void update() {
        clock.update();
        virtio.update();
        for (GenericTimer timer : timers) {
            timer.update();
        }
    }
}
