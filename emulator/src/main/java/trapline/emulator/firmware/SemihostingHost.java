package trapline.emulator.firmware;

import trapline.recorder.event.Observation.GuestExit;

/** What semihosting gets from the machine. */
public interface SemihostingHost {
    /** A byte of the console's output. */
    void output(int b);

    /** The next byte of the console's input, or -1 when there is none yet. */
    int input();

    /** Seconds since 1970 at this tick. */
    long seconds();

    /** Ticks, which are nanoseconds, since reset. */
    long ticks();

    /** What SYS_GET_CMDLINE answers. */
    String commandLine();

    /** First address behind the program, and behind RAM: what SYS_HEAPINFO answers. */
    int heapBase();

    /** First address behind RAM. */
    int heapLimit();

    /** The program ends. */
    void exit(GuestExit.Cause cause, int status, String detail);
}
