package trapline.emulator.board;

import java.lang.foreign.Arena;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.PhysicalMap;
import trapline.emulator.time.Tick;

/** Our board's devices without processors that run, at tick 0 until a test moves it. */
final class OurBus implements Bus, AutoCloseable {
    private static final MmioContext CPU0 = new MmioContext(0, false);

    final Tick tick = new Tick();
    final CpuState[] cpus;
    final Peripherals peripherals;
    private final Arena arena = Arena.ofConfined();
    private final PhysicalMap map;

    OurBus(int cpuCount) {
        cpus = new CpuState[cpuCount];
        for (int cpu = 0; cpu < cpuCount; cpu++) {
            cpus[cpu] = new CpuState(cpu);
        }
        map = new PhysicalMap(arena, BoardDevice.RAM_BASE, 1L << 20, pa -> {}, cpuCount);
        peripherals = new Peripherals(tick, cpus, map, arena, (console, b) -> {});
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
        arena.close();
    }
}
