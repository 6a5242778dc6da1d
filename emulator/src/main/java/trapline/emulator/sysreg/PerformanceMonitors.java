package trapline.emulator.sysreg;

import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.time.Tick;

/**
 * Performance monitors (ARM DDI 0406C C12): the cycle counter counts ticks, nominal nanoseconds at 1 GHz as under QEMU, and
 * so do event counters set to instructions or cycles. Other events but software increments do not happen; overflow is
 * recorded, but raises no interrupt.
 */
final class PerformanceMonitors {
    /** The registers. */
    enum Register {
        PMCR,
        PMCNTENSET,
        PMCNTENCLR,
        PMOVSR,
        PMSWINC,
        PMSELR,
        PMCCNTR,
        PMXEVTYPER,
        PMXEVCNTR,
        PMINTENSET,
        PMINTENCLR,
        PMOVSSET
    }

    private static final int EVENT_COUNTERS = 6;
    /** Bits of the event counters, and of the cycle counter. */
    private static final int COUNTERS = 1 << 31 | (1 << EVENT_COUNTERS) - 1;
    /** IMP and IDCODE of PMCR. */
    private static final int PMCR_ID = 0x410F_0000;

    private static final int PMCR_WRITABLE = 0b11_1001;
    private static final int PMCR_E = 1;
    private static final int PMCR_P = 1 << 1;
    private static final int PMCR_C = 1 << 2;
    private static final int PMCR_D = 1 << 3;
    /** PMCR.D: 64 ticks are one. */
    private static final int DIVIDER_SHIFT = 6;

    private static final int CYCLES = 31;
    /** PMXEVTYPER: the event's number. */
    private static final int EVENT = 0xFF;

    private static final int SW_INCR = 0x00;
    private static final int INST_RETIRED = 0x08;
    private static final int CPU_CYCLES = 0x11;

    private final Core core;
    private final Tick tick;
    private final int[] events = new int[EVENT_COUNTERS];
    private final int[] types = new int[32];
    private int control;
    private int enabled;
    private int overflow;
    private int selected;
    private int interruptEnabled;
    /** PMCCNTR at the tick {@link #since}. */
    private int cycles;

    /** Ticks that PMCCNTR has not counted yet, because it counts every 64th. */
    private int fraction;
    /** Up to when the counters have counted. */
    private long since;

    PerformanceMonitors(Core core, Tick tick) {
        this.core = core;
        this.tick = tick;
    }

    /** Back to what reset leaves. */
    void reset() {
        java.util.Arrays.fill(events, 0);
        java.util.Arrays.fill(types, 0);
        control = 0;
        enabled = 0;
        overflow = 0;
        selected = 0;
        interruptEnabled = 0;
        cycles = 0;
        fraction = 0;
        since = tick.now;
    }

    int read(Register register) {
        settle();
        return switch (register) {
            case PMCR -> PMCR_ID | visibleCounters() << 11 | control;
            case PMCNTENSET, PMCNTENCLR -> enabled;
            case PMOVSR, PMOVSSET -> overflow;
            case PMSWINC -> 0;
            case PMSELR -> selected;
            case PMCCNTR -> cycles;
            case PMXEVTYPER -> selected < EVENT_COUNTERS || selected == CYCLES ? types[selected] : 0;
            case PMXEVCNTR -> selected < EVENT_COUNTERS ? events[selected] : 0;
            case PMINTENSET, PMINTENCLR -> interruptEnabled;
        };
    }

    void write(Register register, int value) {
        settle();
        switch (register) {
            case PMCR -> writeControl(value);
            case PMCNTENSET -> enabled |= value & COUNTERS;
            case PMCNTENCLR -> enabled &= ~value;
            case PMOVSR -> overflow &= ~value;
            case PMSWINC -> softwareIncrement(value);
            case PMSELR -> selected = value & 0x1F;
            case PMCCNTR -> cycles = value;
            case PMXEVTYPER -> types[selected] = value & (selected == CYCLES ? 0xF800_0000 : 0xF800_0000 | EVENT);
            case PMXEVCNTR -> {
                if (selected < EVENT_COUNTERS) {
                    events[selected] = value;
                }
            }
            case PMINTENSET -> interruptEnabled |= value & COUNTERS;
            case PMINTENCLR -> interruptEnabled &= ~value;
            case PMOVSSET -> overflow |= value & COUNTERS;
        }
    }

    /** PMCR.N: a guest sees the counters that HDCR.HPMN leaves to it. */
    private int visibleCounters() {
        return core.isGuest() ? core.registers.get32(SysReg.HDCR) & 0x1F : EVENT_COUNTERS;
    }

    private void writeControl(int value) {
        control = value & PMCR_WRITABLE;
        if ((value & PMCR_P) != 0) {
            java.util.Arrays.fill(events, 0);
        }
        if ((value & PMCR_C) != 0) {
            cycles = 0;
            fraction = 0;
        }
    }

    private void softwareIncrement(int value) {
        for (int i = 0; i < EVENT_COUNTERS; i++) {
            if ((value & enabled & 1 << i) != 0 && (control & PMCR_E) != 0 && (types[i] & EVENT) == SW_INCR) {
                events[i] = count(i, events[i], 1);
            }
        }
    }

    /** Counts up to the present tick, by the settings up to now. */
    private void settle() {
        long passed = tick.now - since;
        since = tick.now;
        if ((control & PMCR_E) == 0 || enabled == 0 || passed == 0) {
            return;
        }
        if (enabled < 0) {
            countCycles(passed);
        }
        for (int i = 0; i < EVENT_COUNTERS; i++) {
            int event = types[i] & EVENT;
            if ((enabled >>> i & 1) != 0 && (event == INST_RETIRED || event == CPU_CYCLES)) {
                events[i] = count(i, events[i], passed);
            }
        }
    }

    private void countCycles(long passed) {
        if ((control & PMCR_D) == 0) {
            cycles = count(CYCLES, cycles, passed);
        } else {
            long ticks = fraction + passed;
            cycles = count(CYCLES, cycles, ticks >>> DIVIDER_SHIFT);
            fraction = (int) (ticks & (1 << DIVIDER_SHIFT) - 1);
        }
    }

    /** Adds to a counter, and takes note when it passes its end. */
    private int count(int counter, int value, long more) {
        long sum = Integer.toUnsignedLong(value) + more;
        overflow |= sum >>> Integer.SIZE != 0 ? 1 << counter : 0;
        return (int) sum;
    }

    /** What the state hash covers. */
    long digest() {
        settle();
        long sum = (cycles * 31L + fraction) * 31 + control;
        sum = (sum * 31 + enabled) * 31 + overflow;
        sum = (sum * 31 + selected) * 31 + interruptEnabled;
        for (int i = 0; i < EVENT_COUNTERS; i++) {
            sum = (sum * 31 + events[i]) * 31 + types[i];
        }
        return sum;
    }
}
