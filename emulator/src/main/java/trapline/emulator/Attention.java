package trapline.emulator;

import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.debug.Breakpoints;
import trapline.emulator.exception.Interrupts;
import trapline.emulator.execute.Examination;

/** Whether one processor goes on with its next instruction without being asked again how it is to be run. */
final class Attention implements Examination {
    private final Core core;
    private final CpuState cpu;
    private final Interrupts interrupts;
    private final Breakpoints breakpoints;

    Attention(Core core, Interrupts interrupts, Breakpoints breakpoints) {
        this.core = core;
        this.cpu = core.state;
        this.interrupts = interrupts;
        this.breakpoints = breakpoints;
    }

    @Override
    public boolean goesOn() {
        boolean runs = !cpu.outside && !cpu.waiting && !cpu.off && core.residentVector == Core.NO_VECTOR;
        return runs && !breakpoints.areArmed() && interrupts.next() == Interrupts.Kind.NONE;
    }
}
