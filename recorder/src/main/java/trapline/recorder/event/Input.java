package trapline.recorder.event;

/** What came from outside the machine; enough, with images and configuration, to repeat the whole session. */
public sealed interface Input extends Event {
    // spotless:off — each component stands on one line with what it means

    /** Bytes arrive at a console's receiver. */
    record ConsoleInput(
            @Field("console number: 0 is the machine's UART, 1 + vm_id the emulated UART of a VM; 1000 and 1001 + vm_id"
                            + " are their virtio consoles")
                    int device,
            @Field("the bytes") byte[] bytes)
            implements Input {}

    /** The real-time clock's base, given once at the start. */
    record HostTime(@Field("seconds since 1970-01-01 UTC at tick 0") long epochSeconds) implements Input {}

    /** The user ended the session here. */
    record StopRequest(@Field("why") Reason reason) implements Input {
        /** Why a session was asked to stop. */
        public enum Reason {
            /** The tick given with {@code --until} was reached. */
            UNTIL,
            /** Ctrl-C or a termination signal. */
            INTERRUPT,
            /** The end of the given input, when asked to stop there. */
            INPUT_END
        }
    }
    // spotless:on
}
