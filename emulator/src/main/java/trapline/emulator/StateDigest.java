package trapline.emulator;

import java.util.List;
import trapline.emulator.cpu.Banks;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.Psr;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.memory.PhysicalMap;

/** 64-bit digests of the machine's state: equal states give equal digests. */
final class StateDigest {
    private static final SysReg[] SYSTEM = SysReg.values();
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private final List<Processor> processors;
    private final PhysicalMap map;
    private long sum;

    StateDigest(List<Processor> processors, PhysicalMap map) {
        this.processors = processors;
        this.map = map;
    }

    /** Of all general-purpose and status registers of all processors. */
    long ofRegisters() {
        sum = 0;
        for (Processor processor : processors) {
            addRegisters(processor.cpu);
        }
        return sum;
    }

    /** Of registers, system registers, timers and all of RAM. */
    long ofEverything() {
        sum = ofRegisters();
        for (Processor processor : processors) {
            addSystemRegisters(processor);
        }
        add(map.digest());
        return sum;
    }

    private void add(long value) {
        long mixed = (sum ^ value) * FACTOR;
        sum = mixed ^ mixed >>> 29;
    }

    private void addRegisters(CpuState cpu) {
        for (int i = 0; i <= CpuState.PC; i++) {
            add(cpu.slots[i]);
        }
        add(Psr.read(cpu));
        add(cpu.elrHyp);
        for (Mode mode : Mode.values()) {
            for (int n = 8; n <= Banks.SPSR; n++) {
                addBanked(cpu, mode, n);
            }
        }
        add((cpu.waiting ? 1 : 0) | (cpu.off ? 2 : 0) | (cpu.eventRegister ? 4 : 0));
    }

    private void addBanked(CpuState cpu, Mode mode, int n) {
        boolean exists = n <= CpuState.LR || n == Banks.SPSR && Banks.hasSpsr(mode);
        if (exists) {
            add(Banks.read(cpu, mode, n));
        }
    }

    private void addSystemRegisters(Processor processor) {
        for (SysReg register : SYSTEM) {
            add(processor.core.registers.get(register, true));
            add(processor.core.registers.get(register, false));
        }
        add(processor.parts.coprocessor().digest());
    }
}
