package trapline.emulator;

import java.util.List;
import java.util.function.LongSupplier;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.cpu.Banks;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.Psr;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.device.GenericTimer;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.PhysicalMap;

/** 64-bit digests of the machine's state: equal states give equal digests. */
final class StateDigest {
    private static final SysReg[] SYSTEM = SysReg.values();
    private static final GenericTimer.Timer[] TIMERS = GenericTimer.Timer.values();
    private static final int WORD = 4;
    /** Behind GICD_ICFGR. */
    private static final int GICD_END = 0xD00;
    /** Behind the list registers. */
    private static final int GICH_END = 0x140;

    private static final int GICC_PMR = 4;
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private final List<Processor> processors;
    private final PhysicalMap map;
    private final LongSupplier devices;
    private long sum;

    /**
     * Of a machine.
     *
     * @param devices digest of the devices that are not looked at here, 0 for none
     */
    StateDigest(List<Processor> processors, PhysicalMap map, LongSupplier devices) {
        this.processors = processors;
        this.map = map;
        this.devices = devices;
    }

    /** Of all general-purpose and status registers of all processors. */
    long ofRegisters() {
        sum = 0;
        for (Processor processor : processors) {
            addRegisters(processor.cpu);
        }
        return sum;
    }

    /** Of registers, system registers, timers, interrupt controller, virtio devices and all of RAM. */
    long ofEverything() {
        sum = ofRegisters();
        for (Processor processor : processors) {
            addSystemRegisters(processor);
            addTimers(processor.parts.ports().timer());
            addInterruptController(new MmioContext(processor.cpu.index, false));
        }
        long more = devices.getAsLong();
        if (more != 0) {
            add(more);
        }
        add(map.digest());
        return sum;
    }

    private void add(long value) {
        long mixed = (sum ^ value) * FACTOR;
        sum = mixed ^ mixed >>> 29;
    }

    private void addRegisters(CpuState cpu) {
        for (int i = 0; i <= CpuState.PC; i++) {
            add(cpu.slots[i]);
        }
        add(Psr.read(cpu));
        add(cpu.elrHyp);
        for (long register : cpu.extension) {
            add(register);
        }
        add(cpu.fpscr);
        add(cpu.fpexc);
        for (Mode mode : Mode.values()) {
            for (int n = 8; n <= Banks.SPSR; n++) {
                addBanked(cpu, mode, n);
            }
        }
        add((cpu.waiting ? 1 : 0) | (cpu.off ? 2 : 0) | (cpu.eventRegister ? 4 : 0));
    }

    private void addBanked(CpuState cpu, Mode mode, int n) {
        boolean exists = n <= CpuState.LR || n == Banks.SPSR && Banks.hasSpsr(mode);
        if (exists) {
            add(Banks.read(cpu, mode, n));
        }
    }

    private void addSystemRegisters(Processor processor) {
        for (SysReg register : SYSTEM) {
            add(processor.core.registers.get(register, true));
            add(processor.core.registers.get(register, false));
        }
        add(processor.parts.coprocessor().digest());
    }

    private void addTimers(GenericTimer timer) {
        add(timer.virtualOffset());
        for (GenericTimer.Timer each : TIMERS) {
            add(timer.readControl(each));
            add(timer.readCompareValue(each));
        }
    }

    /** By the registers whose reading changes nothing. */
    private void addInterruptController(MmioContext access) {
        for (int offset = 0; offset < GICD_END; offset += WORD) {
            add(map.read(BoardDevice.GICD.base() + offset, WORD, access));
        }
        add(map.read(BoardDevice.GICC.base(), WORD, access));
        add(map.read(BoardDevice.GICC.base() + GICC_PMR, WORD, access));
        for (int offset = 0; offset < GICH_END; offset += WORD) {
            add(map.read(BoardDevice.GICH.base() + offset, WORD, access));
        }
    }
}
