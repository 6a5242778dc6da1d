package trapline.emulator.debug;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.cpu.SystemRegisters;

/** A processor in monitor debug-mode, Supervisor mode, with what is written to DBGBCR and DBGWCR in the words of the manual. */
final class DebugFixture {
    static final int ENABLED = 1;
    static final int PRIVILEGED = 0b01 << 1;
    static final int USER = 0b10 << 1;
    static final int ANY = 0b11 << 1;
    static final int WORD = 0b1111 << 5;
    static final int LOAD = 0b01 << 3;
    static final int STORE = 0b10 << 3;

    final CpuState cpu = new CpuState(0);
    final SystemRegisters registers = new SystemRegisters();
    final Breakpoints breakpoints = new Breakpoints(cpu, registers);
    final Watchpoints watchpoints = new Watchpoints(cpu, registers);

    DebugFixture() {
        registers.set(SysReg.DBGDSCR, 1 << 15);
    }

    DebugFixture in(Mode mode) {
        cpu.mode = mode;
        return this;
    }

    DebugFixture set(SysReg register, long value) {
        registers.set(register, value & 0xFFFF_FFFFL);
        watchpoints.refresh();
        return this;
    }

    /** Breakpoint 0. */
    DebugFixture breakpoint(int address, int control) {
        return set(SysReg.DBGBVR0, address).set(SysReg.DBGBCR0, control);
    }

    /** Breakpoint 4, which can compare contexts. */
    DebugFixture context(int id, int control) {
        return set(SysReg.DBGBVR4, id).set(SysReg.DBGBCR4, control);
    }

    /** Watchpoint 0. */
    DebugFixture watchpoint(int address, int control) {
        return set(SysReg.DBGWVR0, address).set(SysReg.DBGWCR0, control);
    }

    /** Whether a breakpoint is hit here and now. */
    boolean hits(int pc) {
        return breakpoints.areArmed() && breakpoints.mayMatchWithin(pc, pc + 4) && breakpoints.matches(pc);
    }
}
