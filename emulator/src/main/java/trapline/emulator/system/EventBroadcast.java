package trapline.emulator.system;

/** SEV: sets the Event Register of every processor (B1.8.13). */
@FunctionalInterface
public interface EventBroadcast {
    /** An event is sent to all. */
    void sendEvent();
}
