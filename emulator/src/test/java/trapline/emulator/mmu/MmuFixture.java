package trapline.emulator.mmu;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.cpu.SystemRegisters;
import trapline.emulator.memory.HostWindow;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;
import trapline.emulator.memory.PhysicalMap;
import trapline.emulator.time.Tick;
import trapline.emulator.trace.Trace;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventType;
import trapline.recorder.event.Observation;

/** Processors, memory and an event log, with the words that tests of translation are written in. */
final class MmuFixture implements AutoCloseable {
    static final long RAM = 0x4000_0000L;
    static final long RAM_SIZE = 16L << 20;
    static final long DEVICE = 0x0900_0000L;
    /** Where tests put their stage-1 and stage-2 tables. */
    static final long TABLES = RAM + 0x10_0000;

    static final long STAGE2_TABLES = RAM + 0x20_0000;
    static final MmioContext BUS = new MmioContext(0, false);

    final HostWindow window = HostWindow.open();
    final List<CpuState> cpus = new ArrayList<>();
    final List<SystemRegisters> registers = new ArrayList<>();
    final List<EventFrame> events = new ArrayList<>();
    final List<Long> codeWrites = new ArrayList<>();
    final PhysicalMap memory;
    final MemorySystem system;
    final CpuState cpu;
    final SystemRegisters system0;
    final MemoryPort port;

    MmuFixture() {
        this(1, TlbConfig.CORTEX_A15);
    }

    MmuFixture(int count, TlbConfig config) {
        memory = new PhysicalMap(window, RAM, RAM_SIZE, codeWrites::add, count);
        memory.addDevice(DEVICE, new Latch());
        for (int i = 0; i < count; i++) {
            cpus.add(new CpuState(i));
            registers.add(new SystemRegisters());
        }
        Trace trace = new Trace(new Tick(), frame -> {
            EventFrame copy = new EventFrame();
            copy.copyFrom(frame);
            events.add(copy);
        });
        system = new MemorySystem(cpus, registers, memory, trace, config);
        cpu = cpus.getFirst();
        system0 = registers.getFirst();
        port = system.port(0);
    }

    /** A device that remembers one doubleword. */
    private static final class Latch implements MmioDevice {
        private long value;

        @Override
        public String name() {
            return "latch";
        }

        @Override
        public long size() {
            return 0x1000;
        }

        @Override
        public long read(long offset, int size, MmioContext access) {
            return value;
        }

        @Override
        public void write(long offset, int size, long newValue, MmioContext access) {
            value = newValue;
        }
    }

    void set(SysReg register, long value) {
        system0.set(register, value);
        port.contextChanged();
    }

    void set(int index, SysReg register, long value) {
        registers.get(index).set(register, value);
        system.port(index).contextChanged();
    }

    void mode(Mode mode) {
        cpu.mode = mode;
        port.contextChanged();
    }

    void word(long pa, int value) {
        memory.write(pa, 4, value, BUS);
    }

    int word(long pa) {
        return (int) memory.read(pa, 4, BUS);
    }

    void doubleword(long pa, long value) {
        memory.write(pa, 8, value, BUS);
    }

    /** Short descriptors at {@link #TABLES}, MMU on, all domains clients. */
    void shortDescriptors() {
        set(SysReg.TTBR0, TABLES);
        set(SysReg.DACR, 0x5555_5555);
        set(SysReg.SCTLR, 1);
    }

    /** A first-level descriptor of {@link #TABLES}. */
    void first(int va, int descriptor) {
        word(TABLES + 4L * (va >>> 20), descriptor);
    }

    /** A second-level descriptor of a table 64 KiB behind {@link #TABLES}, with its first level in domain 3. */
    void second(int va, int descriptor) {
        long table = TABLES + 0x1_0000 + 0x400L * (va >>> 20 & 0xF);
        first(va, (int) table | 3 << 5 | 0b01);
        word(table + 4L * (va >>> 12 & 0xFF), descriptor);
    }

    /** Long descriptors at {@link #TABLES} for the lower 4 GB, MMU on, MAIR index 0 Normal and 1 Device. */
    void longDescriptors() {
        set(SysReg.TTBR0, TABLES);
        set(SysReg.TTBCR, 1L << 31);
        set(SysReg.PRRR, 0x04FF);
        set(SysReg.SCTLR, 1);
    }

    /** A long descriptor at a level of a three-level tree at {@code root}, whose upper levels are made on the way. */
    static void longEntry(MmuFixture at, long root, long address, int level, long descriptor) {
        long table = root;
        for (int l = 1; l < level; l++) {
            long next = root + 0x1000L * (l == 1 ? 1 + (address >>> 30 & 3) : 8 + (address >>> 21 & 0x1F));
            at.doubleword(table + 8 * index(address, l), next | 0b11);
            table = next;
        }
        at.doubleword(table + 8 * index(address, level), descriptor);
    }

    private static long index(long address, int level) {
        return address >>> 39 - 9 * level & (level == 1 ? 0x3FF : 0x1FF);
    }

    void longEntry(int va, int level, long descriptor) {
        longEntry(this, TABLES, Integer.toUnsignedLong(va), level, descriptor);
    }

    /** Stage 2 at {@link #STAGE2_TABLES}, three levels, 32-bit IPAs, on, with a VMID. */
    void stage2(int vmid) {
        set(SysReg.VTTBR, STAGE2_TABLES | (long) vmid << 48);
        set(SysReg.VTCR, 1 << 6 | 1L << 31);
        set(SysReg.HCR, 1);
    }

    void stage2Entry(long ipa, int level, long descriptor) {
        longEntry(this, STAGE2_TABLES, ipa, level, descriptor);
    }

    /** Runs what must abort, and gives the fault. */
    Fault fault(Executable access) {
        Assertions.assertThrows(GuestFault.class, access, "the access had to abort");
        return cpu.fault;
    }

    Observation.TlbMiss lastMiss() {
        return (Observation.TlbMiss)
                EventCatalog.EVENTS.toRecord(last(EventType.TLB_MISS)).event();
    }

    Observation.TlbMaintenance lastMaintenance() {
        return (Observation.TlbMaintenance)
                EventCatalog.EVENTS.toRecord(last(EventType.TLB_MAINTENANCE)).event();
    }

    private EventFrame last(EventType type) {
        return events.stream().filter(e -> e.type == type).reduce((a, b) -> b).orElseThrow();
    }

    long count(EventType type) {
        return events.stream().filter(e -> e.type == type).count();
    }

    @Override
    public void close() {
        window.close();
    }
}
