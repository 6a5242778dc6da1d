package trapline.emulator;

import trapline.emulator.board.BoardDevice;
import trapline.emulator.boot.ElfImage;
import trapline.emulator.boot.ImageKind;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.device.ConsoleOutputs;
import trapline.emulator.firmware.SemihostingHost;
import trapline.recorder.event.Observation.GuestExit;

/** What the semihosting of one processor gets from this machine. */
final class SemihostingPort implements SemihostingHost {
    /** Number of the console to which semihosting writes. */
    private static final int CONSOLE = -1;

    private final MachineClock clock;
    private final ConsoleOutputs outputs;
    private final Consoles consoles;
    private final MachineEnd end;
    private final Scenario scenario;
    private final CpuState cpu;

    SemihostingPort(
            MachineClock clock,
            ConsoleOutputs outputs,
            Consoles consoles,
            MachineEnd end,
            Scenario scenario,
            CpuState cpu) {
        this.cpu = cpu;
        this.clock = clock;
        this.outputs = outputs;
        this.consoles = consoles;
        this.end = end;
        this.scenario = scenario;
    }

    @Override
    public void output(int b) {
        outputs.put(CONSOLE, b);
    }

    @Override
    public int input() {
        return consoles.takeForSemihosting();
    }

    @Override
    public long seconds() {
        return clock.seconds();
    }

    @Override
    public long ticks() {
        return clock.tick().now;
    }

    /** The guest that is calling. */
    private GuestConfig guest() {
        return scenario.guests().get(Math.max(0, cpu.vm));
    }

    @Override
    public String commandLine() {
        GuestConfig guest = guest();
        return guest.append().isEmpty() ? guest.image().name() : guest.image().name() + " " + guest.append();
    }

    @Override
    public int heapBase() {
        Image image = guest().image();
        return image.kind() == ImageKind.ELF
                ? (int) Math.max(ElfImage.parse(image.name(), image.contents()).end(), BoardDevice.RAM_BASE)
                : (int) BoardDevice.RAM_BASE;
    }

    @Override
    public int heapLimit() {
        boolean virtual = scenario.boot() == Scenario.Boot.GUEST;
        return (int) (BoardDevice.RAM_BASE
                + (virtual ? guest().ramBytes() : scenario.machine().ramBytes()));
    }

    /** A VM's end is the hypervisor's business: the call becomes an HVC. */
    @Override
    public void exit(GuestExit.Cause cause, int status, String detail) {
        if (scenario.boot() != Scenario.Boot.GUEST) {
            end.reach(cause, status, detail);
        }
    }
}
