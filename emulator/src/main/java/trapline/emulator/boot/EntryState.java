package trapline.emulator.boot;

import java.util.Arrays;
import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.Psr;

/**
 * How software finds a processor.
 *
 * @param pc address of the first instruction; bit 0 set for T32
 * @param r0 argument
 * @param r1 argument
 * @param r2 argument
 */
public record EntryState(int pc, int r0, int r1, int r2) {
    /** Z set, as QEMU leaves it; A, I and F masked. */
    private static final int PSR = Psr.Z | Psr.A | Psr.I | Psr.F;

    /** Puts a processor that has been reset into this state, at the highest level there is. */
    public void apply(Core core) {
        CpuState cpu = core.state;
        core.enter(core.features.virtualization() && !core.features.security() ? Mode.HYP : Mode.SVC);
        Psr.write(cpu, PSR | (pc & 1) << 5, ~Psr.MODE);
        cpu.slots[CpuState.PC] = pc & ~1;
        Arrays.fill(cpu.slots, 0, CpuState.PC, 0);
        cpu.slots[0] = r0;
        cpu.slots[1] = r1;
        cpu.slots[2] = r2;
    }
}
