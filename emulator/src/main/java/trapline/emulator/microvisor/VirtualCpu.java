package trapline.emulator.microvisor;

import trapline.recorder.event.EventType;
import trapline.recorder.event.Observation.VcpuState.State;

/** A virtual CPU: where it stands, and what it is to find when it goes on. */
final class VirtualCpu {
    final Partition partition;
    final int index;
    /** The physical CPU it runs on. */
    final PhysicalCpu cpu;

    final SavedContext context = new SavedContext();
    final ExtensionContext extension = new ExtensionContext();
    final PrivateContext privates = new PrivateContext();
    final ListRegisters interrupts;
    final VirtualTimers timers = new VirtualTimers();

    private State state = State.OFFLINE;
    /** Has used the registers of {@link #privates}. */
    boolean privatesUsed;

    /** Has run before. */
    boolean started;

    VirtualCpu(Partition partition, int index, PhysicalCpu cpu) {
        this.partition = partition;
        this.index = index;
        this.cpu = cpu;
        interrupts = new ListRegisters(partition.distributor(), index);
    }

    State state() {
        return state;
    }

    /** Whether it would go on if it got its CPU. */
    boolean isReady() {
        return state == State.RUNNABLE || state == State.RUNNING;
    }

    void setState(PhysicalCpu here, State newState) {
        if (state != newState) {
            state = newState;
            here.port()
                    .trace()
                    .send(here.port()
                            .event(EventType.VCPU_STATE)
                            .put(partition.id)
                            .put(index)
                            .put(newState));
        }
    }
}
