package trapline.emulator.microvisor;

import java.util.Arrays;
import java.util.List;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.device.GicConfig;
import trapline.emulator.device.GicDistributor;
import trapline.emulator.device.GicState;
import trapline.emulator.hyp.HypPort;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/**
 * The GIC distributor that a VM sees (GICD, ARM IHI 0048B 4.3): the registers and states of the machine's own, but that
 * priorities have the five bits of a list register, and that a part of the state is in the vCPUs' list registers while guests
 * run. The CPU interface is the hardware's GICV.
 */
final class VirtualDistributor implements MmioDevice {
    private static final int PRIORITY_BITS = 5;
    private static final int NOBODY = -1;

    private static final int BITS = 0x080;
    private static final int STATES = 0x200;
    private static final int BYTES = 0x400;
    private static final int ICFGR = 0xC00;
    private static final int SGIR = 0xF00;
    private static final int SGI_STATES = 0xF10;
    private static final int SGI_STATES_END = 0xF30;

    private final GicState state;
    private final GicDistributor registers;
    private final InterruptTrace trace;
    private final List<VirtualCpu> vcpus;
    private final Wakeup wakeup;
    /** Backed by the active physical interrupt of the same number; by slots of {@link GicState}. */
    private final boolean[] physical;
    /** The vCPU that has a shared interrupt active. */
    private final int[] holders = new int[BoardDevice.INTERRUPTS];
    /** Something changed for a vCPU. */
    private final boolean[] news;
    /** vCPUs that run elsewhere, and whose list registers were looked into. */
    private final boolean[] visited;

    VirtualDistributor(int vm, List<VirtualCpu> vcpus, int count, Wakeup wakeup) {
        this.vcpus = vcpus;
        this.wakeup = wakeup;
        state = new GicState(new GicConfig(count, BoardDevice.INTERRUPTS, false, PRIORITY_BITS));
        registers = new GicDistributor(state);
        trace = new InterruptTrace(vm, state, intid -> Math.max(0, receiver(intid)));
        physical = new boolean[32 * (count + state.words() - 1)];
        news = new boolean[count];
        visited = new boolean[count];
        Arrays.fill(holders, NOBODY);
        for (int i = 0; i < count; i++) {
            int vcpu = i;
            state.attach(vcpu, () -> news[vcpu] = true);
        }
    }

    @Override
    public String name() {
        return "virtual gicd";
    }

    @Override
    public long size() {
        return registers.size();
    }

    GicState state() {
        return state;
    }

    InterruptTrace trace() {
        return trace;
    }

    /** The vCPU that a shared interrupt goes to: of several the first; {@link #NOBODY} when it has no target. */
    private int receiver(int intid) {
        int targets = vcpus.size() == 1 ? 1 : state.targets(0, intid);
        return targets == 0 ? NOBODY : Integer.numberOfTrailingZeros(targets);
    }

    /** Interrupts of word {@code n} that are to be delivered to a vCPU. */
    int deliverable(int vcpu, int n) {
        int candidates = state.forwarded(vcpu, n) & ~state.active(vcpu, n);
        return n == 0 ? candidates : those(candidates, n, vcpu, false);
    }

    /** Active interrupts of word {@code n} that a vCPU has taken. */
    int active(int vcpu, int n) {
        int candidates = state.active(vcpu, n);
        return n == 0 ? candidates : those(candidates, n, vcpu, true);
    }

    private int those(int candidates, int n, int vcpu, boolean active) {
        int result = 0;
        for (int rest = candidates; rest != 0; rest &= rest - 1) {
            int intid = 32 * n + Integer.numberOfTrailingZeros(rest);
            int whose = active && holders[intid] != NOBODY ? holders[intid] : receiver(intid);
            result |= whose == vcpu ? rest & -rest : 0;
        }
        return result;
    }

    /** A vCPU has it active, or no longer. */
    void setActive(int vcpu, int intid, boolean active) {
        state.setActive(vcpu, intid, active);
        holders[intid] = active ? vcpu : NOBODY;
    }

    /** Whether it stands for a physical interrupt that is active. */
    boolean isPhysical(int vcpu, int intid) {
        return physical[state.slot(vcpu, intid)];
    }

    /** The physical interrupt is over. */
    void endPhysical(int vcpu, int intid) {
        physical[state.slot(vcpu, intid)] = false;
        state.setLine(vcpu, intid, false);
    }

    /** An event of the microvisor's own: the interrupt happens once. */
    void pulse(int vcpu, int intid) {
        state.latch(vcpu, intid);
        settle();
    }

    /** The level of a line of an emulated device. */
    void drive(int vcpu, int intid, boolean level) {
        if (state.line(vcpu, intid) != level) {
            state.drive(vcpu, intid, level);
            settle();
        }
    }

    /** A physical interrupt that the guest itself will deactivate. */
    void forward(int vcpu, int intid) {
        // The occurrence before this one may have ended unseen.
        fold(vcpu, intid < GicState.PRIVATE);
        physical[state.slot(vcpu, intid)] = true;
        state.setLine(vcpu, intid, false);
        state.drive(vcpu, intid, true);
        settle();
        revisit();
    }

    /** Tells those whom something new concerns. */
    private void settle() {
        trace.review(wakeup.port());
        for (VirtualCpu vcpu : vcpus) {
            if (!news[vcpu.index]) {
                continue;
            }
            news[vcpu.index] = false;
            vcpu.interrupts.changed();
            if (isElsewhere(vcpu) && (visited[vcpu.index] || vcpu.interrupts.mustWithdraw())) {
                vcpu.interrupts.flush(vcpu.cpu.port());
            } else if (vcpu.interrupts.hasDeliverable()) {
                wakeup.interruptPending(vcpu);
            }
        }
    }

    /** Whether a vCPU's registers are in another physical CPU than the one on which the microvisor runs. */
    private boolean isElsewhere(VirtualCpu vcpu) {
        return vcpu.cpu.isLoaded(vcpu) && vcpu.cpu.index != wakeup.port().cpu();
    }

    @Override
    public long read(long offset, int size, MmioContext access) {
        if (isOfState(offset)) {
            fold(access.cpu(), isPrivate(offset));
        }
        long value = registers.read(offset, size, access);
        revisit();
        return value;
    }

    @Override
    public void write(long offset, int size, long value, MmioContext access) {
        if (offset != SGIR) {
            fold(access.cpu(), isPrivate(offset));
        }
        registers.write(offset, size, value, access);
        settle();
        revisit();
    }

    /** Pending and active bits. */
    private static boolean isOfState(long offset) {
        return offset >= STATES && offset < BYTES || offset >= SGI_STATES && offset < SGI_STATES_END;
    }

    /** Whether a register is banked: of private interrupts. */
    private static boolean isPrivate(long offset) {
        if (offset >= SGI_STATES) {
            return true;
        }
        if (offset >= ICFGR) {
            return offset < ICFGR + 8;
        }
        return offset >= BYTES ? offset % BYTES < GicState.PRIVATE : offset >= BITS && offset % BITS < 4;
    }

    /**
     * Brings what list registers hold back to where the registers show it: of the vCPU that accesses them and, for shared interrupts,
     * of all. Those of other physical CPUs are reached through the processor-specific addresses of GICH.
     */
    private void fold(int vcpu, boolean own) {
        for (VirtualCpu other : vcpus) {
            if (other.interrupts.isLive() && (other.index == vcpu || !own)) {
                visited[other.index] = isElsewhere(other);
                other.interrupts.fold(other.cpu.port());
            }
        }
    }

    /** Gives those that run on what was taken from them. */
    private void revisit() {
        for (VirtualCpu other : vcpus) {
            if (visited[other.index]) {
                visited[other.index] = false;
                HypPort port = other.cpu.port();
                other.interrupts.flush(port);
            }
        }
    }
}
