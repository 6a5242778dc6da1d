package trapline.emulator.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trapline.emulator.cpu.Banks;
import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Features;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.Psr;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.cpu.SystemRegisters;
import trapline.emulator.device.GenericTimer;
import trapline.emulator.device.InterruptLine;
import trapline.emulator.firmware.Conduit;
import trapline.emulator.firmware.PowerControl;
import trapline.emulator.firmware.Psci;
import trapline.emulator.memory.HostWindow;
import trapline.emulator.memory.PhysicalMap;
import trapline.emulator.mmu.MemorySystem;
import trapline.emulator.mmu.TlbConfig;
import trapline.emulator.sysreg.CoprocessorPorts;
import trapline.emulator.time.Tick;
import trapline.emulator.trace.Trace;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventType;
import trapline.recorder.event.Observation.GuestExit;

/** One processor with memory, put into whatever state a test wants, and the events it emitted. */
public final class ProcessorRig implements PowerControl, AutoCloseable {
    /** Where the present instruction is unless a test says otherwise. */
    public static final int PC = 0x4000_1000;

    /** Vector bases, all different. */
    public static final int VBAR = 0x4000_2000;

    public static final int HVBAR = 0x4000_3000;
    public static final int MVBAR = 0x4000_4000;

    public final Core core;
    public final CpuState cpu;
    public final SystemRegisters registers = new SystemRegisters();
    public final ProcessorParts parts;
    public final SystemControl control;
    public final PhysicalMap map;
    public final Tick tick = new Tick();
    public final List<EventFrame> events = new ArrayList<>();

    private final HostWindow window = HostWindow.open();

    /** In SVC mode at {@link #PC}, Non-secure when there are two Security states. */
    public ProcessorRig(Features features) {
        this(features, Conduit.NONE);
    }

    /** With PSCI calls. */
    public ProcessorRig(Features features, Conduit conduit) {
        cpu = new CpuState(0);
        core = new Core(cpu, registers, features);
        Trace trace = new Trace(tick, frame -> {
            EventFrame copy = new EventFrame();
            copy.copyFrom(frame);
            events.add(copy);
        });
        map = new PhysicalMap(window, 0x4000_0000L, 1 << 20, pa -> {}, 1);
        MemorySystem memory = new MemorySystem(List.of(cpu), List.of(registers), map, trace, TlbConfig.CORTEX_A15);
        InterruptLine[] lines = new InterruptLine[4];
        java.util.Arrays.fill(lines, InterruptLine.UNCONNECTED);
        CoprocessorPorts ports = new CoprocessorPorts(
                memory.maintenance(0), memory.addressTranslation(0), new GenericTimer(tick, lines), 1);
        parts = ProcessorParts.of(core, memory.port(0), tick, trace, ports, false);
        FirmwareCalls firmware = new FirmwareCalls(new Psci(this), conduit, Optional.empty());
        control = new SystemControl(parts, firmware, () -> cpu.eventRegister = true);
        registers.set(SysReg.VBAR, VBAR);
        registers.set(SysReg.HVBAR, HVBAR);
        registers.set(SysReg.MVBAR, MVBAR);
        if (features.security()) {
            registers.set(SysReg.SCR, 1);
        }
        in(Mode.SVC);
    }

    /** Enters a mode, with A, I and F clear and no flags. */
    public ProcessorRig in(Mode mode) {
        core.enter(mode);
        Psr.write(cpu, 0, ~Psr.MODE);
        cpu.slots[CpuState.PC] = PC;
        parts.memory().contextChanged();
        return this;
    }

    /** Sets bits of a system register, its Non-secure copy. */
    public ProcessorRig set(SysReg register, long bits) {
        registers.set(register, registers.get(register) | bits);
        return this;
    }

    /** Runs an operation; a fault that it throws is taken as the run loop takes it. */
    public ProcessorRig run(Runnable operation) {
        try {
            operation.run();
        } catch (GuestFault fault) {
            control.take(fault.reason());
        }
        return this;
    }

    public int pc() {
        return cpu.slots[CpuState.PC];
    }

    public int lr() {
        return cpu.slots[CpuState.LR];
    }

    public int spsr() {
        return Banks.spsr(cpu);
    }

    public int hsr() {
        return registers.get32(SysReg.HSR);
    }

    /** HSR.EC. */
    public int ec() {
        return hsr() >>> 26;
    }

    /** The only event of a type. */
    public EventFrame event(EventType type) {
        List<EventFrame> found = events.stream().filter(e -> e.type == type).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " events " + type);
        }
        return found.getFirst();
    }

    @Override
    public int cpus() {
        return 1;
    }

    @Override
    public boolean isOn(int index) {
        return !cpu.off;
    }

    @Override
    public void start(int index, int entry, int context) {
        throw new AssertionError("nothing to start");
    }

    @Override
    public void stop(int index) {
        cpu.off = true;
    }

    @Override
    public void end(GuestExit.Cause cause, int status, String detail) {
        cpu.off = true;
    }

    @Override
    public void close() {
        window.close();
    }
}
