package trapline.emulator;

import java.util.ArrayList;
import java.util.List;
import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Mode;
import trapline.emulator.hyp.HypPort;
import trapline.emulator.hyp.HypResident;

/** Calls the resident hypervisor in place of the code that would be at HVBAR. */
final class ResidentCalls implements ResidentEntry {
    /** Offset of the reset vector. */
    static final int RESET = 0x00;

    private final HypResident resident;
    private final List<HypPort> ports = new ArrayList<>();

    ResidentCalls(HypResident resident) {
        this.resident = resident;
    }

    /** Adds the port of the next processor. */
    void add(HypPort port) {
        ports.add(port);
    }

    @Override
    public void enter(Processor processor) {
        CpuState cpu = processor.cpu;
        HypPort port = ports.get(cpu.index);
        int vector = processor.core.residentVector;
        processor.core.residentVector = Core.NO_VECTOR;
        if (vector == RESET) {
            resident.onReset(port);
        } else {
            resident.onException(port, vector);
        }
        if (cpu.mode == Mode.HYP && !cpu.waiting) {
            throw new IllegalStateException("the resident hypervisor neither returned nor waits, tick " + port.now());
        }
    }
}
