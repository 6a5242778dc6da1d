package trapline.emulator.microvisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trapline.emulator.hyp.HypPort;
import trapline.recorder.event.Observation.WorldSwitch.Reason;

/** A physical CPU as the microvisor sees it: the vCPUs that run here, and which one's registers are in it. */
final class PhysicalCpu {
    /** No deadline. */
    static final long NEVER = Long.MAX_VALUE;

    final int index;
    /** vCPUs that run here; those of equal priority take turns in this order. */
    final List<VirtualCpu> turns = new ArrayList<>();

    /** VMs whose devices are worked for here. */
    final List<Partition> partitions = new ArrayList<>();

    private @Nullable HypPort port;
    private @Nullable VirtualCpu loaded;
    /** The vCPU whose Floating-point and Advanced SIMD registers are in the CPU. */
    @Nullable
    VirtualCpu extensionOwner;
    /** Whether HCPTR traps their use. */
    boolean extensionTrapped = true;

    /** The vCPU whose debug, performance monitor and ThumbEE registers are in the CPU. */
    @Nullable
    VirtualCpu privateOwner;
    /** Whether HDCR and HSTR trap their use. */
    boolean privateTrapped = true;
    /** What these registers contain after reset; known when they are first used. */
    @Nullable
    PrivateContext pristine;

    /** Whether HCR traps WFE. */
    boolean eventWaitsTrapped;

    /** Whether the loaded vCPU is also the one that goes on when Hyp mode is left. */
    boolean running;
    /** Nobody's turn: between the moment the last vCPU left and the next one comes. */
    boolean idle = true;
    /** Why the vCPU that is no longer {@link #running} left. */
    Reason leaveReason = Reason.BLOCK;
    /** Tick of the last entry to Hyp mode. */
    long entered;
    /** Time slices that there have been. */
    long slices;
    /** Tick at which the time slice ends. */
    long sliceEnd = NEVER;
    /** Tick for which the Hyp timer is set. */
    long timerSetFor = NEVER;

    PhysicalCpu(int index) {
        this.index = index;
    }

    /** The tick at which a device of these VMs next does something by itself. */
    long nextDeviceEvent() {
        long next = NEVER;
        for (Partition partition : partitions) {
            if (partition.isRunning()) {
                next = Math.min(next, partition.devices().nextEvent());
            }
        }
        return next;
    }

    void start(HypPort newPort) {
        port = newPort;
    }

    /** The way to the hardware; there is none before the CPU comes out of reset. */
    HypPort port() {
        if (port == null) {
            throw new IllegalStateException("CPU " + index + " has not come out of reset");
        }
        return port;
    }

    boolean isStarted() {
        return port != null;
    }

    /** The vCPU whose registers are in the CPU, running or not. */
    Optional<VirtualCpu> loaded() {
        return Optional.ofNullable(loaded);
    }

    void setLoaded(VirtualCpu vcpu) {
        loaded = vcpu;
    }

    void unload() {
        loaded = null;
    }

    boolean isLoaded(VirtualCpu vcpu) {
        return loaded == vcpu;
    }

    /** The vCPU that was interrupted; to be called only when a guest was. */
    VirtualCpu current() {
        if (loaded == null) {
            throw new IllegalStateException("a guest's trap on CPU " + index + ", where no vCPU is");
        }
        return loaded;
    }
}
