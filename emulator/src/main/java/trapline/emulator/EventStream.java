package trapline.emulator;

import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.device.GenericTimer;
import trapline.recorder.event.InputSource;

/**
 * The event streams that a processor's timer sends it (ARM DDI 0406C B8.1.4): an event at each transition of one bit of
 * the virtual counter (CNTKCTL) or the physical one (CNTHCTL). Only a processor that waits for an event takes notice.
 */
final class EventStream {
    /** No event is to come. */
    static final long NEVER = InputSource.NEVER;

    private static final int EVNTEN = 1 << 2;
    private static final int EVNTDIR = 1 << 3;

    private final Core core;
    private final GenericTimer timer;
    private long next = NEVER;

    EventStream(Core core, GenericTimer timer) {
        this.core = core;
        this.timer = timer;
    }

    /** A wait begins: its end by an event is worked out. */
    void waitFrom(long tick) {
        next = after(tick, core.registers.get32(SysReg.CNTKCTL), timer.virtualCount());
        if (core.features.virtualization()) {
            next = Math.min(next, after(tick, core.registers.get32(SysReg.CNTHCTL), timer.physicalCount()));
        }
    }

    /** The tick of the first event of the wait. */
    long next() {
        return next;
    }

    /** EVNTI names the bit, EVNTDIR whether it falls or rises. */
    private static long after(long tick, int control, long count) {
        if ((control & EVNTEN) == 0) {
            return NEVER;
        }
        long half = 1L << (control >>> 4 & 0xF);
        long phase = (control & EVNTDIR) != 0 ? 0 : half;
        long left = 2 * half - Math.floorMod(count - phase, 2 * half);
        return (tick / GenericTimer.TICKS_PER_COUNT + left) * GenericTimer.TICKS_PER_COUNT;
    }
}
