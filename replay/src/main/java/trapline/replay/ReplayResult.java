package trapline.replay;

import trapline.emulator.MachineResult;

/**
 * A replay without a difference.
 *
 * @param machine how far the machine came
 * @param events events that were compared and the same
 * @param stateHash hash of the machine's state where it stopped
 * @param end why it stopped there
 */
public record ReplayResult(MachineResult machine, long events, long stateHash, End end) {
    /** Why a replay stopped. */
    public enum End {
        /** The machine ended, as it did when it was recorded. */
        MACHINE_ENDED,
        /** The tick or event that was asked for. */
        ASKED_FOR,
        /** The recorder was killed: the log ends here. */
        LOG_ENDED
    }
}
