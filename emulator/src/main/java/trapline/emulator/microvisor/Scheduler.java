package trapline.emulator.microvisor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.hyp.HypPort;
import trapline.recorder.event.Observation.VcpuState.State;
import trapline.recorder.event.Observation.WorldSwitch.Reason;

/**
 * Shares out each physical CPU among the vCPUs assigned to it: the highest priority first, turns of a time slice among
 * equals. Deadlines — the end of the slice, timers of vCPUs that are not loaded — come from the Hyp timer.
 */
final class Scheduler implements Wakeup {
    /** The software generated interrupt that brings another physical CPU into Hyp mode. */
    static final int KICK = 1;

    private static final int TIMER_OFF = 0;

    private static final int SLICE_LENGTHS = 61;
    private static final int SLICE_STEP = 23;

    private final List<PhysicalCpu> cpus;
    private final long timeslice;
    private final WorldSwitch worldSwitch = new WorldSwitch();
    private PhysicalCpu here;
    /** Devices may have other deadlines than the Hyp timers are set for. */
    private boolean devicesChanged;

    Scheduler(List<PhysicalCpu> cpus, long timeslice) {
        this.cpus = cpus;
        this.timeslice = timeslice;
        here = cpus.getFirst();
    }

    /** Says on which physical CPU the microvisor runs now. */
    void enter(PhysicalCpu cpu) {
        here = cpu;
    }

    @Override
    public HypPort port() {
        return here.port();
    }

    @Override
    public void interruptPending(VirtualCpu vcpu) {
        boolean waits = vcpu.state() == State.BLOCKED;
        if (waits && !vcpu.interrupts.hasDeliverable()) {
            return;
        }
        if (waits) {
            vcpu.setState(here, State.RUNNABLE);
        }
        if (waits || vcpu.state() == State.RUNNING) {
            kick(vcpu);
        }
    }

    @Override
    public void devicesChanged() {
        devicesChanged = true;
    }

    /** Brings those CPUs into Hyp mode whose devices are due before they would come there. */
    private void kickForDevices() {
        devicesChanged = false;
        for (PhysicalCpu cpu : cpus) {
            if (cpu != here && cpu.isStarted() && cpu.nextDeviceEvent() < cpu.timerSetFor) {
                here.port().sendSgi(KICK, cpu.index);
            }
        }
    }

    /** Brings the vCPU's physical CPU into Hyp mode, if that is another one and it concerns it. */
    private void kick(VirtualCpu vcpu) {
        if (vcpu.cpu != here && vcpu.isReady() && vcpu.cpu.isStarted()) {
            here.port().sendSgi(KICK, vcpu.cpu.index);
        }
    }

    /** A vCPU is to run for the first time, or again after it was off. */
    void start(VirtualCpu vcpu) {
        vcpu.setState(here, State.RUNNABLE);
        vcpu.cpu.turns.remove(vcpu);
        vcpu.cpu.turns.add(vcpu);
        kick(vcpu);
    }

    /** The current vCPU waits for an interrupt. */
    void block() {
        VirtualCpu vcpu = here.current();
        vcpu.setState(here, State.BLOCKED);
        here.running = false;
        toTheEnd(vcpu);
        here.leaveReason = Reason.BLOCK;
    }

    /** The current vCPU lets others of its priority go first. */
    void yield() {
        VirtualCpu vcpu = here.current();
        if (challenger(vcpu.partition.priority()) != null) {
            vcpu.setState(here, State.RUNNABLE);
            here.running = false;
            toTheEnd(vcpu);
            here.leaveReason = Reason.YIELD;
        }
    }

    /** A vCPU stops for good, wherever it is. */
    void stop(VirtualCpu vcpu) {
        vcpu.setState(here, State.OFFLINE);
        vcpu.cpu.turns.remove(vcpu);
        if (vcpu.cpu.isLoaded(vcpu)) {
            vcpu.cpu.running = false;
            vcpu.cpu.leaveReason = Reason.STOP;
            if (vcpu.cpu != here) {
                here.port().sendSgi(KICK, vcpu.cpu.index);
            }
        }
    }

    private void toTheEnd(VirtualCpu vcpu) {
        here.turns.remove(vcpu);
        here.turns.add(vcpu);
    }

    /** The first ready vCPU that is not the one running, of at least this priority, most urgent first. */
    private @Nullable VirtualCpu challenger(int priority) {
        VirtualCpu best = null;
        for (VirtualCpu vcpu : here.turns) {
            boolean running = here.running && here.isLoaded(vcpu);
            int least = best == null ? priority : best.partition.priority() + 1;
            if (!running && vcpu.isReady() && vcpu.partition.priority() >= least) {
                best = vcpu;
            }
        }
        return best;
    }

    /** Leaves Hyp mode: to the vCPU whose turn it is, or to wait for an interrupt. */
    void leave() {
        HypPort port = here.port();
        choose(port);
        setTimer(port);
        if (devicesChanged) {
            kickForDevices();
        }
        shareEvents(port);
        if (here.running) {
            VirtualCpu vcpu = here.current();
            vcpu.interrupts.flush(port);
            port.eret();
        } else {
            port.waitForInterrupt();
        }
    }

    /** While somebody else wants to go on, a vCPU that waits for an event makes room. */
    private void shareEvents(HypPort port) {
        boolean shared = here.running && here.sliceEnd != PhysicalCpu.NEVER;
        if (shared != here.eventWaitsTrapped) {
            here.eventWaitsTrapped = shared;
            HardwareSetup.trapEventWaits(port, shared);
        }
    }

    private void choose(HypPort port) {
        if (here.running) {
            VirtualCpu current = here.current();
            boolean expired = port.now() >= here.sliceEnd;
            VirtualCpu next = challenger(current.partition.priority() + (expired ? 0 : 1));
            if (next == null) {
                sliceFor(port, current, expired);
                return;
            }
            boolean preempted = next.partition.priority() > current.partition.priority();
            current.setState(here, State.RUNNABLE);
            if (!preempted) {
                toTheEnd(current);
            }
            go(port, next, preempted ? Reason.PREEMPT : Reason.SLICE);
            return;
        }
        VirtualCpu next = challenger(Integer.MIN_VALUE);
        if (next != null) {
            go(port, next, here.idle ? Reason.WAKE : here.leaveReason);
        } else if (!here.idle) {
            worldSwitch.toIdle(here, here.leaveReason);
        }
    }

    private void go(HypPort port, VirtualCpu next, Reason reason) {
        worldSwitch.to(here, next, next.started ? reason : Reason.START);
        next.started = true;
        next.setState(here, State.RUNNING);
        here.running = true;
        sliceFor(port, next, true);
    }

    /** A slice is measured only while somebody waits for its end. */
    private void sliceFor(HypPort port, VirtualCpu current, boolean fresh) {
        if (challenger(current.partition.priority()) == null) {
            here.sliceEnd = PhysicalCpu.NEVER;
        } else if (fresh || here.sliceEnd == PhysicalCpu.NEVER) {
            here.sliceEnd = port.now() + slice();
        }
    }

    /**
     * How long the next slice is: up to an eighth less than the whole. Were all the same, a loop could always be at the same place
     * when its slice ends, with a lock in its hands for which the others then spin, for ever.
     */
    private long slice() {
        here.slices++;
        return timeslice - timeslice * (here.slices * SLICE_STEP % SLICE_LENGTHS) / (8 * SLICE_LENGTHS);
    }

    /** Sets the Hyp timer to the next deadline, if that changed. */
    private void setTimer(HypPort port) {
        long deadline = Math.min(here.running ? here.sliceEnd : PhysicalCpu.NEVER, here.nextDeviceEvent());
        for (VirtualCpu vcpu : here.turns) {
            deadline = Math.min(deadline, deadlineOf(vcpu));
        }
        if (deadline == here.timerSetFor) {
            return;
        }
        here.timerSetFor = deadline;
        if (deadline == PhysicalCpu.NEVER) {
            port.setSystem(SysReg.CNTHP_CTL, TIMER_OFF);
            return;
        }
        long count = deadline + (1 << VirtualTimers.COUNT_SHIFT) - 1 >>> VirtualTimers.COUNT_SHIFT;
        port.setSystem(SysReg.CNTHP_CVAL, count);
        port.setSystem(SysReg.CNTHP_CTL, VirtualTimers.ENABLE);
    }

    private long deadlineOf(VirtualCpu vcpu) {
        long deadline = PhysicalCpu.NEVER;
        VirtualDistributor distributor = vcpu.partition.distributor();
        if (!distributor.state().line(vcpu.index, Timers.PHYSICAL)) {
            deadline = vcpu.timers.physicalDeadline();
        }
        boolean asleep = vcpu.state() == State.BLOCKED
                && !here.isLoaded(vcpu)
                && !distributor.isPhysical(vcpu.index, Timers.VIRTUAL);
        return asleep ? Math.min(deadline, vcpu.timers.virtualDeadline()) : deadline;
    }

    /** Devices that are due do their work; timers of the vCPUs of this CPU that are due make their interrupts pending. */
    void expireTimers() {
        for (Partition partition : here.partitions) {
            if (partition.isRunning()) {
                partition.devices().update(here.port());
            }
        }
        long now = here.port().now();
        here.timerSetFor = -1;
        for (VirtualCpu vcpu : List.copyOf(here.turns)) {
            VirtualDistributor distributor = vcpu.partition.distributor();
            distributor.drive(vcpu.index, Timers.PHYSICAL, vcpu.timers.isPhysicalAsserted(now));
            boolean asleep = vcpu.state() == State.BLOCKED && !here.isLoaded(vcpu);
            if (asleep && vcpu.timers.virtualDeadline() <= now && !distributor.isPhysical(vcpu.index, Timers.VIRTUAL)) {
                distributor.forward(vcpu.index, Timers.VIRTUAL);
            }
        }
    }

    /** Every physical CPU. */
    List<PhysicalCpu> cpus() {
        return cpus;
    }
}
