package trapline.emulator.sysreg;

import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.time.Tick;

/**
 * Performance monitors (ARM DDI 0406C C12): the cycle counter counts ticks, nominal nanoseconds at 1 GHz as under QEMU.
 * The event counters can be configured and count software increments only; overflow raises no interrupt.
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
        PMUSERENR,
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
    private static final int CYCLES = 31;
    /** PMXEVTYPER event 0x00: software increment. */
    private static final int SW_INCR = 0;

    private final Core core;
    private final Tick tick;
    private final int[] events = new int[EVENT_COUNTERS];
    private final int[] types = new int[32];
    private int control;
    private int enabled;
    private int overflow;
    private int selected;
    private int interruptEnabled;
    private int userEnable;
    /** PMCCNTR when it was last started, stopped or written, and the tick of it. */
    private int cycles;

    private long since;

    PerformanceMonitors(Core core, Tick tick) {
        this.core = core;
        this.tick = tick;
    }

    /** PMUSERENR.EN. */
    boolean enabledForUser() {
        return (userEnable & 1) != 0;
    }

    int read(Register register) {
        return switch (register) {
            case PMCR -> PMCR_ID | visibleCounters() << 11 | control;
            case PMCNTENSET, PMCNTENCLR -> enabled;
            case PMOVSR, PMOVSSET -> overflow;
            case PMSWINC -> 0;
            case PMSELR -> selected;
            case PMCCNTR -> cycles();
            case PMXEVTYPER -> selected < EVENT_COUNTERS || selected == CYCLES ? types[selected] : 0;
            case PMXEVCNTR -> selected < EVENT_COUNTERS ? events[selected] : 0;
            case PMUSERENR -> userEnable;
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
            case PMXEVTYPER -> types[selected] = value & 0xF800_00FF;
            case PMXEVCNTR -> {
                if (selected < EVENT_COUNTERS) {
                    events[selected] = value;
                }
            }
            case PMUSERENR -> userEnable = value & 1;
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
        }
    }

    private void softwareIncrement(int value) {
        for (int i = 0; i < EVENT_COUNTERS; i++) {
            boolean counts = (value & enabled & 1 << i) != 0 && (control & PMCR_E) != 0;
            if (counts && (types[i] & 0xFF) == SW_INCR) {
                events[i]++;
            }
        }
    }

    private boolean running() {
        return (control & PMCR_E) != 0 && enabled < 0;
    }

    private int cycles() {
        long passed = running() ? tick.now - since : 0;
        return cycles + (int) ((control & PMCR_D) != 0 ? passed >>> 6 : passed);
    }

    /** Before anything changes: the cycles up to now, by the settings up to now. */
    private void settle() {
        cycles = cycles();
        since = tick.now;
    }

    /** What the state hash covers. */
    long digest() {
        long sum = cycles() * 31L + control;
        sum = (sum * 31 + enabled) * 31 + overflow;
        sum = (sum * 31 + selected) * 31 + interruptEnabled;
        for (int i = 0; i < EVENT_COUNTERS; i++) {
            sum = (sum * 31 + events[i]) * 31 + types[i];
        }
        return sum * 31 + userEnable;
    }
}
