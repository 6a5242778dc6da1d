package trapline.executors;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import trapline.emulator.GuestConfig;
import trapline.emulator.Image;
import trapline.emulator.Machine;
import trapline.emulator.MachineConfig;
import trapline.emulator.MachineResult;
import trapline.emulator.MicrovisorConfig;
import trapline.emulator.Scenario;
import trapline.emulator.compile.RegionCompiler;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Psr;
import trapline.emulator.execute.RegionFactory;
import trapline.emulator.execute.Tiers;
import trapline.emulator.memory.HostWindow;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.EventType;
import trapline.recorder.event.InputSource;

/** The emulator's machine. */
public final class PlainMachine implements BuiltMachine {
    /** An executable of one instruction; what runs is put in its place. */
    private static final Image STUB = new Image("random.elf", stub());

    /** Emptied, for machines to come: the host need not provide their memory again. */
    private static final Queue<HostWindow> WINDOWS = new ConcurrentLinkedQueue<>();

    private final Machine machine;
    private final HostWindow window;
    private final int cpus;

    private PlainMachine(Machine machine, HostWindow window, int cpus) {
        this.machine = machine;
        this.window = window;
        this.cpus = cpus;
    }

    /** Builds machines that interpret. */
    public static MachineBuild interpreter() {
        return (setup, ram, sink) -> build(Tiers.INTERPRETER, setup, ram, sink);
    }

    /** Builds machines that compile early. */
    public static MachineBuild compiler() {
        return (setup, ram, sink) ->
                build(tiers(setup.manner().into(), setup.manner().threshold()), setup, ram, sink);
    }

    /** The same, always into machine code. */
    public static MachineBuild machineCode() {
        return (setup, ram, sink) ->
                build(tiers(Setup.Into.MACHINE_CODE, setup.manner().threshold()), setup, ram, sink);
    }

    /** The same, always into regions. */
    public static MachineBuild regions() {
        return (setup, ram, sink) ->
                build(tiers(Setup.Into.REGIONS, setup.manner().threshold()), setup, ram, sink);
    }

    private static Tiers tiers(Setup.Into into, int threshold) {
        return switch (into) {
            case MACHINE_CODE -> new Tiers(threshold, RegionFactory.NONE);
            case REGIONS -> new Tiers(Tiers.NEVER, new RegionCompiler(threshold));
            case BOTH -> new Tiers(threshold, new RegionCompiler(threshold));
        };
    }

    private static PlainMachine build(Tiers tiers, Setup setup, byte[] ram, EventSink sink) {
        Scenario scenario = new Scenario(
                setup.hyp() ? Scenario.Boot.HYP : Scenario.Boot.NATIVE,
                new MachineConfig(Layout.RAM_BYTES, setup.cpus(), setup.quantum()),
                MicrovisorConfig.DEFAULT,
                List.of(GuestConfig.of("random", STUB)));
        HostWindow window = Optional.ofNullable(WINDOWS.poll()).orElseGet(HostWindow::open);
        Machine machine = new Machine(scenario, window, tiers, sink, new Arrivals(setup.inputs()));
        machine.memory().writeRam(Layout.RAM, ram, 0, ram.length);
        return new PlainMachine(machine, window, setup.cpus());
    }

    private static byte[] stub() {
        int[] words = {
            0x464C_457F,
            0x0001_0101,
            0,
            0,
            0x0028_0002,
            1,
            Layout.BOOT,
            52,
            0,
            0x0500_0000,
            0x0020_0034,
            0x0028_0001,
            0,
            1,
            84,
            Layout.BOOT,
            Layout.BOOT,
            4,
            4,
            7,
            4,
            0xEAFF_FFFE,
        };
        byte[] bytes = new byte[4 * words.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (words[i / 4] >>> 8 * (i % 4));
        }
        return bytes;
    }

    @Override
    public void runUntil(long tick) {
        machine.runUntil(tick);
    }

    @Override
    public String result() {
        MachineResult result = machine.result();
        return result.toString();
    }

    @Override
    public long now() {
        return machine.now();
    }

    @Override
    public boolean ended() {
        return machine.result().exit().isPresent();
    }

    @Override
    public long stateHash() {
        return machine.stateHash();
    }

    @Override
    public String registers() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < cpus; i++) {
            CpuState cpu = machine.cpu(i);
            text.append("cpu %d %s cpsr %08x%s%n"
                    .formatted(i, cpu.mode, Psr.read(cpu), cpu.off ? " off" : cpu.waiting ? " waiting" : ""));
            text.append(Arrays.stream(cpu.slots, 0, CpuState.PC + 1)
                            .mapToObj("%08x"::formatted)
                            .collect(Collectors.joining(" ")))
                    .append(System.lineSeparator());
        }
        return text.toString();
    }

    @Override
    public int pc(int cpu) {
        CpuState state = machine.cpu(cpu);
        return state.slots[CpuState.PC] | (state.thumb ? 1 : 0);
    }

    @Override
    public int privilegeLevel(int cpu) {
        return machine.cpu(cpu).privilegeLevel();
    }

    @Override
    public int word(int address) {
        byte[] bytes = new byte[4];
        machine.memory().readRam(address, bytes, 0, 4);
        return bytes[0] & 0xFF | (bytes[1] & 0xFF) << 8 | (bytes[2] & 0xFF) << 16 | bytes[3] << 24;
    }

    @Override
    public void close() {
        machine.close();
        window.reuse();
        WINDOWS.add(window);
    }

    /** The bytes that arrive, one at a time. */
    private static final class Arrivals implements InputSource {
        private final List<Setup.Arrival> arrivals;
        private int next;

        Arrivals(List<Setup.Arrival> arrivals) {
            this.arrivals = arrivals;
        }

        @Override
        public long nextTick(long now, Demand demand) {
            return next < arrivals.size() ? Math.max(now, arrivals.get(next).tick()) : NEVER;
        }

        @Override
        public boolean take(long now, Demand demand, EventFrame frame) {
            if (next == arrivals.size() || arrivals.get(next).tick() > now) {
                return false;
            }
            byte[] bytes = {(byte) arrivals.get(next).value()};
            next++;
            frame.begin(EventType.CONSOLE_INPUT).put(0).putBytes(bytes, 0, 1);
            return true;
        }
    }
}
