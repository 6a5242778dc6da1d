package trapline.emulator.microvisor;

import java.nio.charset.StandardCharsets;
import java.util.List;
import trapline.emulator.hyp.HypPort;
import trapline.recorder.event.EventType;
import trapline.recorder.event.Observation.GuestExit.Cause;

/** How VMs end: by themselves, or because of what they did. The others go on; with the last one the machine ends. */
final class Lifecycle {
    private final List<Partition> partitions;
    private final Scheduler scheduler;
    private final ShareTable shares;
    /** Exit status of the first VM that reported failure. */
    private int machineStatus;

    Lifecycle(List<Partition> partitions, Scheduler scheduler, ShareTable shares) {
        this.partitions = partitions;
        this.scheduler = scheduler;
        this.shares = shares;
    }

    /** The current vCPU's VM did what no VM may. */
    void crash(PhysicalCpu here, String what) {
        end(here, Cause.CRASH, 0, what);
    }

    /** The current vCPU's VM comes to its end. */
    void end(PhysicalCpu here, Cause cause, int status, String detail) {
        Partition partition = here.current().partition;
        HypPort port = here.port();
        partition.end();
        partition.vcpus().forEach(scheduler::stop);
        byte[] text = detail.getBytes(StandardCharsets.UTF_8);
        port.trace()
                .send(port.event(EventType.GUEST_EXIT)
                        .put(partition.id)
                        .put(cause)
                        .put(status)
                        .putBytes(text, 0, text.length));
        shares.release(port, partition, partitions);
        partition.mailbox().clear();
        machineStatus = machineStatus == 0 ? status : machineStatus;
        if (partitions.stream().noneMatch(Partition::isRunning)) {
            port.powerOff(machineStatus);
        }
    }

    /** Whether every VM has ended, so that nothing is left to run. */
    boolean isOver() {
        return partitions.stream().noneMatch(Partition::isRunning);
    }
}
