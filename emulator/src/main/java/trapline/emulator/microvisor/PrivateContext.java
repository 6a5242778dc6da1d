package trapline.emulator.microvisor;

import static trapline.emulator.cpu.ControlBits.DBGDSCR_MDBGEN;
import static trapline.emulator.cpu.ControlBits.DBGOSLAR_KEY;
import static trapline.emulator.cpu.ControlBits.DBGOSLSR_OSLK;

import java.util.List;
import trapline.emulator.cpu.CoprocessorEncoding;
import trapline.emulator.hyp.HypPort;

/** Debug, performance monitor and ThumbEE registers (ARM DDI 0406C C11, C12, B4.1) of a vCPU whose registers they are not at present. */
final class PrivateContext {
    /** How a register is put back, and which bits of it make debug events. */
    private record Register(int encoding, int clear, int set, int arms) {
        /** One that keeps what is written. */
        static Register plain(int encoding) {
            return arming(encoding, 0);
        }

        static Register arming(int encoding, int arms) {
            return new Register(encoding, -1, encoding, arms);
        }

        static Register cleared(int encoding, int clear, int set) {
            return new Register(encoding, clear, set, 0);
        }
    }

    private static final int EVENT_COUNTERS = 6;
    private static final int CYCLES = 31;
    private static final int BREAKPOINTS = 6;
    private static final int WATCHPOINTS = 4;
    private static final int PMCR_E = 1;

    private static final int PMCR = monitor(12, 0);
    private static final int PMSELR = monitor(12, 5);
    private static final int PMXEVTYPER = monitor(13, 1);
    private static final int PMXEVCNTR = monitor(13, 2);
    private static final int DBGDSCR = debug(0, 2, 2);
    private static final int DBGOSLAR = debug(1, 0, 4);
    private static final int DBGOSLSR = debug(1, 1, 4);

    /** All but those behind PMSELR, PMCR, DBGDSCR, and the lock. */
    private static final List<Register> REGISTERS = registers();

    private final long[] values = new long[REGISTERS.size()];
    private final long[] types = new long[EVENT_COUNTERS + 1];
    private final long[] counters = new long[EVENT_COUNTERS];
    private long selected;
    private long control;
    private long status;
    private boolean armed;
    private boolean locked;

    private static int debug(int crn, int crm, int opc2) {
        return CoprocessorEncoding.of(14, 0, crn, crm, opc2);
    }

    private static int monitor(int crm, int opc2) {
        return CoprocessorEncoding.of(15, 0, 9, crm, opc2);
    }

    private static List<Register> registers() {
        List<Register> all = new java.util.ArrayList<>();
        all.add(Register.plain(debug(0, 6, 0))); // DBGWFAR
        all.add(Register.arming(debug(0, 7, 0), -1)); // DBGVCR
        for (int n = 0; n < BREAKPOINTS; n++) {
            all.add(Register.plain(debug(0, n, 4))); // DBGBVR
            all.add(Register.arming(debug(0, n, 5), 1)); // DBGBCR
        }
        for (int n = 0; n < WATCHPOINTS; n++) {
            all.add(Register.plain(debug(0, n, 6))); // DBGWVR
            all.add(Register.arming(debug(0, n, 7), 1)); // DBGWCR
        }
        all.add(Register.plain(debug(1, 4, 1))); // DBGBXVR4
        all.add(Register.plain(debug(1, 5, 1))); // DBGBXVR5
        all.add(Register.plain(debug(1, 3, 4))); // DBGOSDLR
        all.add(Register.plain(debug(1, 4, 4))); // DBGPRCR
        all.add(Register.cleared(debug(7, 9, 6), debug(7, 9, 6), debug(7, 8, 6))); // DBGCLAIMCLR, DBGCLAIMSET
        all.add(Register.plain(CoprocessorEncoding.of(14, 6, 0, 0, 0))); // TEECR
        all.add(Register.plain(CoprocessorEncoding.of(14, 6, 1, 0, 0))); // TEEHBR
        all.add(Register.plain(monitor(13, 0))); // PMCCNTR
        all.add(Register.cleared(monitor(12, 1), monitor(12, 2), monitor(12, 1))); // PMCNTENSET, PMCNTENCLR
        all.add(Register.cleared(monitor(12, 3), monitor(12, 3), monitor(14, 3))); // PMOVSR, PMOVSSET
        all.add(Register.cleared(monitor(14, 1), monitor(14, 2), monitor(14, 1))); // PMINTENSET, PMINTENCLR
        all.add(Register.plain(monitor(14, 0))); // PMUSERENR
        return List.copyOf(all);
    }

    /** The registers stay in the CPU while another vCPU runs, which the counters do not count and which hits no breakpoint. */
    void suspend(HypPort port) {
        control = port.coprocessor(PMCR);
        if ((control & PMCR_E) != 0) {
            port.setCoprocessor(PMCR, control & ~PMCR_E);
        }
        status = port.coprocessor(DBGDSCR);
        if ((status & DBGDSCR_MDBGEN) != 0) {
            port.setCoprocessor(DBGDSCR, status & ~DBGDSCR_MDBGEN);
        }
    }

    /** Their vCPU runs again. */
    void resume(HypPort port) {
        if ((control & PMCR_E) != 0) {
            port.setCoprocessor(PMCR, control);
        }
        if ((status & DBGDSCR_MDBGEN) != 0) {
            port.setCoprocessor(DBGDSCR, status);
        }
    }

    /** Takes the rest out of the CPU, after {@link #suspend}. */
    void save(HypPort port) {
        armed = false;
        for (int i = 0; i < values.length; i++) {
            Register register = REGISTERS.get(i);
            values[i] = port.coprocessor(register.encoding);
            armed |= (status & DBGDSCR_MDBGEN) != 0 && (values[i] & register.arms) != 0;
        }
        locked = (port.coprocessor(DBGOSLSR) & DBGOSLSR_OSLK) != 0;
        selected = port.coprocessor(PMSELR);
        for (int n = 0; n <= EVENT_COUNTERS; n++) {
            port.setCoprocessor(PMSELR, n == EVENT_COUNTERS ? CYCLES : n);
            types[n] = port.coprocessor(PMXEVTYPER);
            if (n < EVENT_COUNTERS) {
                counters[n] = port.coprocessor(PMXEVCNTR);
            }
        }
        port.setCoprocessor(PMSELR, selected);
    }

    /** Whether what was saved has breakpoints, watchpoints or vector catch in monitor debug-mode. */
    boolean isArmed() {
        return armed;
    }

    /** Puts everything into the CPU, where another's are suspended. */
    void load(HypPort port) {
        for (int i = 0; i < values.length; i++) {
            Register register = REGISTERS.get(i);
            if (register.clear >= 0) {
                port.setCoprocessor(register.clear, 0xFFFF_FFFFL);
            }
            port.setCoprocessor(register.set, values[i]);
        }
        port.setCoprocessor(DBGOSLAR, locked ? DBGOSLAR_KEY : 0);
        for (int n = 0; n <= EVENT_COUNTERS; n++) {
            port.setCoprocessor(PMSELR, n == EVENT_COUNTERS ? CYCLES : n);
            port.setCoprocessor(PMXEVTYPER, types[n]);
            if (n < EVENT_COUNTERS) {
                port.setCoprocessor(PMXEVCNTR, counters[n]);
            }
        }
        port.setCoprocessor(PMSELR, selected);
        port.setCoprocessor(PMCR, control);
        port.setCoprocessor(DBGDSCR, status);
    }
}
