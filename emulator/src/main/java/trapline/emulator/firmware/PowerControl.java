package trapline.emulator.firmware;

import trapline.recorder.event.Observation.GuestExit;

/** What firmware does to the machine as a whole. */
public interface PowerControl {
    /** Number of processors. */
    int cpus();

    /** Whether a processor is switched on. */
    boolean isOn(int cpu);

    /** Starts a processor that is off, at the highest level there is, with {@code context} in R0. */
    void start(int cpu, int entry, int context);

    /** Switches a processor off. */
    void stop(int cpu);

    /** The whole machine ends. */
    void end(GuestExit.Cause cause, int status, String detail);
}
