package trapline.emulator.execute;

/** Why {@link Dispatcher#run} came back. PC, ITSTATE and tick are exact in every case. */
public enum Exit {
    /** The tick has reached the limit. */
    LIMIT,
    /**
     * An instruction has called {@code SystemOperations} or a device in a way that may have changed interrupts, time of the next event,
     * mode, or translation, or made the CPU wait: look, then go on.
     */
    EXAMINE,
    /**
     * The instruction at PC (or its fetch) cannot complete, {@link Dispatcher#fault} says why. The tick is the number before it:
     * whoever takes the exception counts the attempt afterwards.
     */
    FAULT
}
