package trapline.emulator;

import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.exception.Interrupts;
import trapline.emulator.execute.Examination;

/** Whether one processor needs the run loop before its next instruction. */
final class Attention implements Examination {
    private final Core core;
    private final CpuState cpu;
    private final Interrupts interrupts;

    Attention(Core core, Interrupts interrupts) {
        this.core = core;
        this.cpu = core.state;
        this.interrupts = interrupts;
    }

    @Override
    public boolean goesOn() {
        boolean runs = !cpu.outside && !cpu.waiting && !cpu.off && core.residentVector == Core.NO_VECTOR;
        return runs && interrupts.next() == Interrupts.Kind.NONE;
    }
}
