package trapline.emulator;

import java.util.List;
import trapline.emulator.boot.EntryState;
import trapline.emulator.firmware.PowerControl;
import trapline.recorder.event.Observation.GuestExit;

/** Power control of the whole machine. */
final class MachinePower implements PowerControl {
    private final List<Processor> processors;
    private final MachineEnd end;

    MachinePower(List<Processor> processors, MachineEnd end) {
        this.processors = processors;
        this.end = end;
    }

    @Override
    public int cpus() {
        return processors.size();
    }

    @Override
    public boolean isOn(int cpu) {
        return !processors.get(cpu).cpu.off;
    }

    @Override
    public void start(int cpu, int entry, int context) {
        Processor processor = processors.get(cpu);
        processor.parts.coprocessor().reset();
        new EntryState(entry, context, 0, 0).apply(processor.core);
        processor.parts.memory().contextChanged();
        processor.parts.memory().dropFetchPage();
        processor.cpu.waiting = false;
        processor.cpu.off = false;
    }

    @Override
    public void stop(int cpu) {
        processors.get(cpu).cpu.off = true;
    }

    @Override
    public void end(GuestExit.Cause cause, int status, String detail) {
        end.reach(cause, status, detail);
    }
}
