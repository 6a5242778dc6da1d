package trapline.emulator.device;

import trapline.emulator.time.Tick;

/**
 * The generic timer of one CPU (ARM DDI 0406C B8.1): the counters, and four timers whose outputs are levels. The
 * counter runs at 62.5 MHz, one count for 16 ticks. Who may access what is not decided here.
 */
public final class GenericTimer {
    /** The timers of a CPU. */
    public enum Timer {
        /** Secure PL1 physical timer: the Secure copies of CNTP_*. */
        SECURE_PHYSICAL,
        /** Non-secure PL1 physical timer: CNTP_*. */
        PHYSICAL,
        /** Virtual timer: CNTV_*. */
        VIRTUAL,
        /** PL2 physical timer: CNTHP_*. */
        HYP
    }

    /** Counts per second, the value of CNTFRQ. */
    public static final int FREQUENCY = 62_500_000;
    /** Ticks of one count. */
    public static final int TICKS_PER_COUNT = 16;
    /** No timer will fire. */
    public static final long NEVER = Long.MAX_VALUE;

    /** A count is two to this many ticks. */
    private static final int TICKS_SHIFT = 4;

    private static final int CTL_ENABLE = 1;
    private static final int CTL_IMASK = 1 << 1;
    private static final int CTL_ISTATUS = 1 << 2;
    private static final int TIMERS = Timer.values().length;

    private final Tick tick;
    private final InterruptLine[] outputs;
    private final int[] control = new int[TIMERS];
    private final long[] compareValue = new long[TIMERS];
    private long virtualOffset;
    private long nextEvent = NEVER;

    /**
     * A timer after reset.
     *
     * @param tick the machine's clock
     * @param outputs the outputs, in the order of {@link Timer}
     */
    public GenericTimer(Tick tick, InterruptLine... outputs) {
        if (outputs.length != TIMERS) {
            throw new IllegalArgumentException("a CPU has " + TIMERS + " timers, not " + outputs.length);
        }
        this.tick = tick;
        this.outputs = outputs.clone();
    }

    /** CNTPCT. */
    public long physicalCount() {
        return tick.now >>> TICKS_SHIFT;
    }

    /** CNTVCT. */
    public long virtualCount() {
        return physicalCount() - virtualOffset;
    }

    /** CNTVOFF. */
    public long virtualOffset() {
        return virtualOffset;
    }

    /** Sets CNTVOFF. */
    public void setVirtualOffset(long value) {
        virtualOffset = value;
        update();
    }

    /** CNTP_CTL and alike; ISTATUS is clear while the timer is disabled. */
    public int readControl(Timer timer) {
        int value = control[timer.ordinal()];
        return (value & CTL_ENABLE) != 0 && isMet(timer.ordinal()) ? value | CTL_ISTATUS : value;
    }

    /** Sets CNTP_CTL and alike. */
    public void writeControl(Timer timer, int value) {
        control[timer.ordinal()] = value & (CTL_ENABLE | CTL_IMASK);
        update();
    }

    /** CNTP_CVAL and alike. */
    public long readCompareValue(Timer timer) {
        return compareValue[timer.ordinal()];
    }

    /** Sets CNTP_CVAL and alike. */
    public void writeCompareValue(Timer timer, long value) {
        compareValue[timer.ordinal()] = value;
        update();
    }

    /** CNTP_TVAL and alike: counts until the timer fires, signed. */
    public int readTimerValue(Timer timer) {
        return (int) (compareValue[timer.ordinal()] - count(timer.ordinal()));
    }

    /** Sets CNTP_TVAL and alike: fires so many counts from now, or fired that long ago. */
    public void writeTimerValue(Timer timer, int value) {
        writeCompareValue(timer, count(timer.ordinal()) + value);
    }

    /**
     * The tick at which an output next rises, {@link #NEVER} when none will. The run loop stops exactly there and calls
     * {@link #update}; masked timers do not count, since nothing outside can see them fire.
     */
    public long nextEvent() {
        return nextEvent;
    }

    /** Settles the outputs at the present tick. */
    public void update() {
        long next = NEVER;
        for (int timer = 0; timer < TIMERS; timer++) {
            boolean on = (control[timer] & (CTL_ENABLE | CTL_IMASK)) == CTL_ENABLE;
            boolean met = on && isMet(timer);
            outputs[timer].drive(met);
            if (on && !met) {
                next = Math.min(next, tickOf(timer));
            }
        }
        nextEvent = next;
    }

    private long count(int timer) {
        return timer == Timer.VIRTUAL.ordinal() ? virtualCount() : physicalCount();
    }

    /** TimerConditionMet: counter and compare value are unsigned. */
    private boolean isMet(int timer) {
        return Long.compareUnsigned(count(timer), compareValue[timer]) >= 0;
    }

    private long tickOf(int timer) {
        long left = compareValue[timer] - count(timer);
        long limit = (NEVER >>> TICKS_SHIFT) - physicalCount();
        return Long.compareUnsigned(left, limit) < 0 ? physicalCount() + left << TICKS_SHIFT : NEVER;
    }
}
