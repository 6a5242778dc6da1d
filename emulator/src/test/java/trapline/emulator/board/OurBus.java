package trapline.emulator.board;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.memory.HostWindow;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.PhysicalMap;
import trapline.emulator.time.Tick;
import trapline.emulator.virtio.VirtioConfig;

/** Our board's devices without processors that run, at tick 0 until a test moves it. */
public final class OurBus implements Bus, AutoCloseable {
    private static final MmioContext CPU0 = new MmioContext(0, false);

    final Tick tick = new Tick();
    final CpuState[] cpus;
    final Peripherals peripherals;
    /** What came out of consoles. */
    public final StringBuilder output = new StringBuilder();

    private final HostWindow window = HostWindow.open();
    private final PhysicalMap map;

    /** A board without virtio devices. */
    public OurBus(int cpuCount) {
        this(cpuCount, VirtioConfig.NONE);
    }

    /** A board with virtio devices. */
    public OurBus(int cpuCount, VirtioConfig virtio) {
        cpus = new CpuState[cpuCount];
        for (int cpu = 0; cpu < cpuCount; cpu++) {
            cpus[cpu] = new CpuState(cpu);
        }
        map = new PhysicalMap(window, BoardDevice.RAM_BASE, 1L << 20, pa -> {}, cpuCount);
        peripherals = new Peripherals(tick, cpus, map, window, (console, b) -> output.append((char) b), virtio);
    }

    /** The devices. */
    public Peripherals peripherals() {
        return peripherals;
    }

    /** The level of an interrupt input, seen at the distributor. */
    public boolean isPending(int intid) {
        return (read(BoardDevice.GICD.base() + 0x200 + intid / 32 * 4, 4) >>> intid % 32 & 1) != 0;
    }

    /** The present tick. */
    public long now() {
        return tick.now;
    }

    /** Goes on to the next tick at which a device does something, up to a tick; false when there is none. */
    public boolean advance(long until) {
        long next = peripherals.nextEvent();
        if (next > until) {
            return false;
        }
        tick.now = Math.max(tick.now, next);
        peripherals.update();
        return true;
    }

    @Override
    public long read(long pa, int size) {
        return map.read(pa, size, CPU0);
    }

    @Override
    public void write(long pa, int size, long value) {
        map.write(pa, size, value, CPU0);
    }

    @Override
    public void close() {
        window.close();
    }
}
