package trapline.emulator;

import java.util.Optional;
import trapline.recorder.event.Observation.GuestExit;

/**
 * How far a machine has come.
 *
 * @param exit why it ended; empty while it can go on
 * @param status exit status that the guest reported, 0 when it reported none
 * @param detail what ended it, in words
 * @param instructions instructions attempted on all CPUs
 * @param ticks the tick reached
 * @param events events emitted
 */
public record MachineResult(
        Optional<GuestExit.Cause> exit, int status, String detail, long instructions, long ticks, long events) {}
