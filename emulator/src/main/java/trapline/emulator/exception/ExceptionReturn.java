package trapline.emulator.exception;

import trapline.emulator.cpu.Banks;
import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.mmu.MemoryPort;
import trapline.emulator.trace.Trace;
import trapline.recorder.event.EventType;

/** Returns from exceptions (ARM DDI 0406C B1.8.13): ERET, and everything that writes PC and CPSR together. */
public final class ExceptionReturn {
    private final Core core;
    private final CpuState cpu;
    private final StatusRegisters status;
    private final MemoryPort memory;
    private final Trace trace;

    /** For one processor. */
    public ExceptionReturn(Core core, StatusRegisters status, MemoryPort memory, Trace trace) {
        this.core = core;
        this.cpu = core.state;
        this.status = status;
        this.memory = memory;
        this.trace = trace;
    }

    /** ERET (B9.3.3): from Hyp mode by ELR_hyp, from the other modes by LR. */
    public void byEret() {
        if (!Banks.hasSpsr(cpu.mode)) {
            throw GuestFault.UNDEFINED;
        }
        boolean fromHyp = cpu.mode == Mode.HYP;
        int psr = Banks.spsr(cpu);
        int target = fromHyp ? cpu.elrHyp : cpu.slots[CpuState.LR];
        if (fromHyp) {
            trace.send(trace.begin(EventType.HYP_RETURN, cpu).put(target).put(psr));
        }
        to(target, psr);
    }

    /** Goes on at {@code target} with the CPSR {@code psr}. */
    public void to(int target, int psr) {
        status.returnTo(target, psr);
        core.controlChanged();
        memory.contextChanged();
        memory.dropFetchPage();
    }
}
