package trapline.emulator.time;

/**
 * The tick (icount), the machine's only clock: one for each instruction attempted on any CPU, whether it retires, fails
 * its condition or takes a synchronous exception, and one for each architectural operation of the microvisor.
 *
 * <p>While an instruction executes, {@link #now} is the number of ticks before it. Executors keep the count of a block
 * to themselves and write {@code now} before anything that can look at it.
 */
public final class Tick {
    /** Nominal length of a tick: one nanosecond, as under QEMU's {@code -icount shift=0}. */
    public static final long PER_SECOND = 1_000_000_000L;

    /** Ticks elapsed since the machine was reset. */
    public long now;
}
