package trapline.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.board.Peripherals;
import trapline.emulator.boot.BootPlan;
import trapline.emulator.boot.EntryState;
import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Features;
import trapline.emulator.cpu.SystemRegisters;
import trapline.emulator.debug.Breakpoints;
import trapline.emulator.decode.Decoder;
import trapline.emulator.device.ConsoleOutputs;
import trapline.emulator.device.InterruptLine;
import trapline.emulator.execute.BlockCache;
import trapline.emulator.execute.Dispatcher;
import trapline.emulator.execute.Execution;
import trapline.emulator.execute.HostCode;
import trapline.emulator.execute.Tiers;
import trapline.emulator.firmware.Conduit;
import trapline.emulator.firmware.Psci;
import trapline.emulator.firmware.Semihosting;
import trapline.emulator.hyp.HypResident;
import trapline.emulator.memory.HostWindow;
import trapline.emulator.memory.PhysicalMap;
import trapline.emulator.microvisor.Microvisor;
import trapline.emulator.microvisor.VmConfig;
import trapline.emulator.mmu.MemorySystem;
import trapline.emulator.mmu.TlbConfig;
import trapline.emulator.sysreg.CoprocessorPorts;
import trapline.emulator.sysreg.CoprocessorRegisters;
import trapline.emulator.system.FirmwareCalls;
import trapline.emulator.system.ProcessorParts;
import trapline.emulator.system.SystemControl;
import trapline.emulator.time.Tick;
import trapline.emulator.trace.Trace;
import trapline.emulator.x86.MachineCodeCache;
import trapline.emulator.x86.MachineParts;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.InputSource;

/**
 * A machine built from a {@link Scenario} and reset: processors, memory and devices, with the images loaded. Run it with
 * {@link #runUntil}; everything it does goes to its event sink, everything from outside comes from its input source.
 *
 * <p>One thread at a time may use it. Its memory is the host's until {@link #close}.
 */
public final class Machine implements AutoCloseable {
    private final Host host;
    private final Tick tick = new Tick();
    private final List<Processor> processors = new ArrayList<>();
    private final List<Core> cores = new ArrayList<>();
    private final CountingSink sink;
    private final MachineBus bus;
    private final MachineEnd end;
    private final MachineClock clock;
    private final Consoles consoles;
    private final StateDigest digest;
    private final RunLoop loop;

    /**
     * What it has of the host.
     *
     * @param window where its memory is
     * @param owned whether nobody else has the window
     * @param tiers what runs its instructions
     */
    private record Host(HostWindow window, boolean owned, Tiers tiers) {
        static Host of(Tiers tiers) {
            return new Host(HostWindow.open(), true, tiers);
        }
    }

    /**
     * Builds and resets a machine.
     *
     * @param tiers see {@link Executor#tiers}
     * @throws trapline.emulator.boot.ImageException when an image cannot be used
     */
    public Machine(Scenario scenario, Tiers tiers, EventSink events, InputSource inputs) {
        this(scenario, microvisorOf(scenario), Host.of(tiers), events, inputs);
    }

    /** The same in an empty window, which stays open for other machines when this one is closed. */
    public Machine(Scenario scenario, HostWindow window, Tiers tiers, EventSink events, InputSource inputs) {
        this(scenario, microvisorOf(scenario), new Host(window, false, tiers), events, inputs);
    }

    /** Loads what every machine needs, tables and ways to the host, so that the first one is built sooner. May run on any thread. */
    public static void loadAhead() {
        HostWindow.open().close();
        MachineCodeCache.loadAhead();
        Decoder.decodeA32(0);
        CoprocessorRegisters.isDefined(0, true);
    }

    private static Optional<HypResident> microvisorOf(Scenario scenario) {
        if (scenario.boot() != Scenario.Boot.GUEST) {
            return Optional.empty();
        }
        MicrovisorConfig config = scenario.microvisor();
        boolean eager = config.stage2() == MicrovisorConfig.Stage2.EAGER;
        List<VmConfig> vms = vmsOf(scenario);
        // The microvisor loads its guests when it runs; what cannot be loaded is refused before that.
        vms.forEach(VmConfig::bootPlan);
        return Optional.of(
                new Microvisor(config.timeslice(), eager, scenario.machine().cpus(), vms));
    }

    private static List<VmConfig> vmsOf(Scenario scenario) {
        return scenario.guests().stream().map(BootPlans::vm).toList();
    }

    /**
     * Builds and resets a machine in whose Hyp mode this hypervisor lives instead of the built-in microvisor. It is called
     * first, and loads the guests.
     */
    public Machine(Scenario scenario, HypResident resident, Tiers tiers, EventSink events, InputSource inputs) {
        this(scenario, Optional.of(resident), Host.of(tiers), events, inputs);
    }

    private Machine(
            Scenario scenario, Optional<HypResident> resident, Host host, EventSink events, InputSource inputs) {
        if (resident.isPresent() != (scenario.boot() == Scenario.Boot.GUEST)) {
            throw new IllegalArgumentException("guests need a hypervisor, and nothing else does");
        }
        this.host = host;
        sink = new CountingSink(events);
        Trace trace = new Trace(tick, sink);
        MachineConfig config = scenario.machine();
        long ram = resident.isPresent()
                ? Math.max(config.ramBytes(), Microvisor.ramNeeded(vmsOf(scenario)))
                : config.ramBytes();
        makeCores(scenario);
        CpuState[] states = cores.stream().map(core -> core.state).toArray(CpuState[]::new);
        LateCodeWatch watch = new LateCodeWatch();
        PhysicalMap map = new PhysicalMap(host.window, BoardDevice.RAM_BASE, ram, watch, config.cpus());
        BlockCache cache = new BlockCache(map);
        watch.watcher = cache;
        ConsoleOutputs outputs = new ConsoleOutputs(tick, trace);
        bus = new MachineBus(
                tick, trace, map, new Peripherals(tick, states, map, host.window, outputs, config.virtio()), outputs);
        end = new MachineEnd(trace, outputs);
        InterruptLine inputLine = bus.peripherals().gic().sharedLine(BoardDevice.PL011.intid());
        consoles = new Consoles(
                bus.peripherals().uart(),
                bus.peripherals().virtio().console(),
                resident.isPresent() ? scenario.guests().size() : 0,
                inputLine);
        digest = new StateDigest(
                processors,
                map,
                () -> bus.peripherals().digest()
                        + resident.map(HypResident::digest).orElse(0L));
        clock = new MachineClock(bus, inputs, sink, consoles, digest, end);
        makeProcessors(scenario, cache, resident.isPresent());
        loop = new RunLoop(processors, clock, resident.map(this::callsOf), config.quantum());
        if (resident.isPresent()) {
            bus.peripherals().gic().attach(resident.get().interruptListener());
            startResident();
        } else {
            boot(scenario);
        }
        clock.changed();
    }

    private void makeCores(Scenario scenario) {
        Features features = scenario.boot() == Scenario.Boot.NATIVE ? Features.PL1_ONLY : Features.HYP;
        for (int i = 0; i < scenario.machine().cpus(); i++) {
            CpuState state = new CpuState(i);
            if (scenario.boot() != Scenario.Boot.GUEST) {
                state.vm = 0;
                state.vcpu = i;
            }
            cores.add(new Core(state, SystemRegisters.of(state), features));
        }
    }

    private void makeProcessors(Scenario scenario, BlockCache cache, boolean resident) {
        HostCode hostCode = MachineCodeCache.open(
                host.window,
                host.tiers,
                new MachineParts(
                        bus.map(), cores.stream().map(core -> core.registers).toList(), cores.getFirst().features));
        MemorySystem memory = new MemorySystem(
                cores.stream().map(core -> core.state).toList(),
                cores.stream().map(core -> core.registers).toList(),
                bus.map(),
                bus.trace(),
                TlbConfig.CORTEX_A15);
        Psci psci = new Psci(new MachinePower(processors, end));
        for (Core core : cores) {
            int cpu = core.state.index;
            CoprocessorPorts ports = new CoprocessorPorts(
                    memory.maintenance(cpu),
                    memory.addressTranslation(cpu),
                    bus.peripherals().timer(cpu),
                    cores.size());
            ProcessorParts parts = ProcessorParts.of(core, memory.port(cpu), tick, bus.trace(), ports, resident);
            SemihostingPort semihosting =
                    new SemihostingPort(clock, bus.outputs(), consoles, end, scenario, core.state);
            FirmwareCalls firmware = new FirmwareCalls(
                    psci,
                    conduit(scenario.boot()),
                    Optional.of(new Semihosting(core.state, memory.port(cpu), semihosting)));
            SystemControl control = new SystemControl(parts, firmware, this::sendEvent);
            Breakpoints breakpoints = new Breakpoints(core.state, core.registers);
            Attention attention = new Attention(core, parts.interrupts(), breakpoints);
            Execution execution = new Execution(core.state, memory.port(cpu), control, attention, tick);
            Dispatcher dispatcher = new Dispatcher(execution, cache, hostCode, host.tiers.regions(), breakpoints);
            processors.add(new Processor(parts, control, attention, dispatcher, tick));
        }
    }

    private static Conduit conduit(Scenario.Boot boot) {
        return switch (boot) {
            case NATIVE -> Conduit.HVC;
            case HYP -> Conduit.SMC;
            case GUEST -> Conduit.NONE;
        };
    }

    private void sendEvent() {
        for (Core core : cores) {
            core.state.eventRegister = true;
        }
    }

    private ResidentEntry callsOf(HypResident resident) {
        ResidentCalls calls = new ResidentCalls(resident);
        for (Processor processor : processors) {
            calls.add(new ResidentPort(processor, bus, clock, consoles, end, this::sendEvent));
        }
        return calls;
    }

    /** All processors come out of reset in Hyp mode at once. */
    private void startResident() {
        for (Core core : cores) {
            new EntryState(0, 0, 0, 0).apply(core);
            core.residentVector = ResidentCalls.RESET;
        }
    }

    private void boot(Scenario scenario) {
        BootPlan plan = BootPlans.ofMachine(scenario, scenario.guests().getFirst());
        plan.flash().ifPresent(bus.peripherals()::loadFirmware);
        plan.secondFlash().ifPresent(bus.peripherals()::loadSecondFlash);
        for (BootPlan.Piece piece : plan.pieces()) {
            bus.map().writeRam(piece.address(), piece.bytes(), 0, piece.bytes().length);
        }
        for (Core core : cores) {
            plan.entry().apply(core);
            core.state.off = core.state.index != 0;
        }
    }

    /** Runs until the tick is {@code stop} or the machine has ended. May be called again and again; where it stops changes nothing. */
    public MachineResult runUntil(long stop) {
        loop.run(stop);
        return result();
    }

    /** How far it has come. */
    public MachineResult result() {
        long attempted = 0;
        for (Core core : cores) {
            attempted += core.ticksRun;
        }
        return new MachineResult(end.cause(), end.status(), end.detail(), attempted, tick.now, sink.count);
    }

    /** The present tick. */
    public long now() {
        return tick.now;
    }

    /** A processor's state, to look at. */
    public CpuState cpu(int index) {
        return cores.get(index).state;
    }

    /** Physical memory, to look at. */
    public PhysicalMap memory() {
        return bus.map();
    }

    /** 64-bit digest of registers, system registers and all of RAM. */
    public long stateHash() {
        return digest.ofEverything();
    }

    @Override
    public void close() {
        if (host.owned) {
            host.window.close();
        }
    }
}
