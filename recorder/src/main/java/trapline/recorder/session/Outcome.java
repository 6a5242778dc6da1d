package trapline.recorder.session;

import java.util.List;
import trapline.recorder.event.Observation.GuestExit;
import trapline.recorder.log.LogTotals;

/**
 * How a session ended.
 *
 * @param instructions instructions executed by all CPUs
 * @param ticks the tick at the end
 * @param log what the log holds
 * @param cause why the machine stopped
 * @param status its exit status
 * @param vmExits how the VMs ended that did
 * @param stateHash hash of the machine's whole state at the end
 * @param files the files of the log
 */
public record Outcome(
        long instructions,
        long ticks,
        LogTotals log,
        GuestExit.Cause cause,
        int status,
        List<VmExit> vmExits,
        long stateHash,
        List<FileSeal> files) {
    /**
     * The end of a VM.
     *
     * @param vm VM-ID
     * @param cause how
     * @param status exit status the guest reported
     */
    public record VmExit(int vm, GuestExit.Cause cause, int status) {}
}
