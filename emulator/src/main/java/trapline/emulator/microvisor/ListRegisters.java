package trapline.emulator.microvisor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.hyp.HypPort;
import trapline.recorder.event.EventType;
import trapline.recorder.event.Observation.VirtualInterrupt.Step;

/**
 * The virtual interrupts of one vCPU on their way to it: a queue, and the list registers of the GIC's virtual interface
 * (ARM IHI 0048B 5.2) into which {@link #flush} moves what fits. Guests acknowledge and end interrupts at GICV without a
 * trap.
 */
final class ListRegisters {
    private static final int COUNT = 4;
    private static final long GICH_HCR = BoardDevice.GICH.base();
    private static final long GICH_VMCR = BoardDevice.GICH.base() + 0x08;
    private static final long GICH_EISR0 = BoardDevice.GICH.base() + 0x20;
    private static final long GICH_ELRSR0 = BoardDevice.GICH.base() + 0x30;
    private static final long GICH_APR = BoardDevice.GICH.base() + 0xF0;
    private static final long GICH_LR0 = BoardDevice.GICH.base() + 0x100;
    private static final int HCR_EN = 1;
    private static final int HCR_UIE = 1 << 1;
    private static final int LR_PENDING = 1 << 28;
    private static final int LR_ACTIVE = 1 << 29;
    private static final int LR_GROUP1 = 1 << 30;
    private static final int LR_HW = 1 << 31;
    private static final int LR_EOI = 1 << 19;

    private final int vm;
    private final int vcpu;
    private final List<Interrupt> queue = new ArrayList<>();

    /** What each list register was last given. */
    private final @Nullable Interrupt[] given = new @Nullable Interrupt[COUNT];

    private final int[] sourceGiven = new int[COUNT];
    /** Whether the guest itself had made it pending. */
    private final boolean[] latchGiven = new boolean[COUNT];

    private final int[] pendingSerial = new int[COUNT];
    private final int[] activeSerial = new int[COUNT];

    /** Something in the queue may fit into a list register now. */
    private boolean dirty;
    /** Something in a list register may have to come out again: disabled, or its line went low. */
    private boolean retract;

    private int hcr = HCR_EN;
    private int vmcr;
    private int apr;
    private final int[] saved = new int[COUNT];

    ListRegisters(int vm, int vcpu) {
        this.vm = vm;
        this.vcpu = vcpu;
    }

    /** Makes an interrupt pending; one that is pending already stays so. */
    void raise(HypPort port, Interrupt interrupt) {
        dirty = true;
        if (interrupt.queued) {
            return;
        }
        interrupt.queued = true;
        queue.add(interrupt);
        if (!interrupt.unacknowledged) {
            begin(port, interrupt);
        }
    }

    private void begin(HypPort port, Interrupt interrupt) {
        interrupt.nextSerial();
        send(port, interrupt, interrupt.serial, Step.PENDING, -1);
    }

    /** An SGI from a vCPU of the same VM. */
    void raiseSgi(HypPort port, Interrupt interrupt, int source) {
        interrupt.sources |= 1 << source;
        raise(port, interrupt);
    }

    /** The line of a level-triggered interrupt went low: it no longer waits, unless the guest itself made it pending. */
    void lowered(Interrupt interrupt) {
        if (!interrupt.latched) {
            withdraw(interrupt);
        }
        retract = true;
    }

    /** The guest takes back what it made pending, and any edge; a level that is high keeps its interrupt pending. */
    void cleared(Interrupt interrupt) {
        interrupt.latched = false;
        for (int i = 0; i < COUNT; i++) {
            latchGiven[i] &= given[i] != interrupt;
        }
        if (interrupt.edge || !interrupt.line) {
            withdraw(interrupt);
        }
        retract = true;
    }

    private void withdraw(Interrupt interrupt) {
        if (interrupt.queued) {
            interrupt.queued = false;
            interrupt.sources = 0;
            queue.remove(interrupt);
        }
    }

    /** The guest changed what it enables: look at everything again before it goes on. */
    void recheck() {
        dirty = true;
        retract = true;
    }

    /** Whether an interrupt waits that would end a WFI. The list registers are in the CPU. */
    boolean hasPending(HypPort port, boolean forwarding) {
        if (hasQueued(forwarding)) {
            return true;
        }
        for (int i = 0; i < COUNT; i++) {
            if (given[i] != null && (port.loadWord(GICH_LR0 + 4L * i) & LR_PENDING) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether the queue holds something that the distributor lets through. */
    boolean hasQueued(boolean forwarding) {
        for (Interrupt interrupt : queue) {
            if (forwarding && interrupt.enabled) {
                return true;
            }
        }
        return false;
    }

    /** Whether a list register or the queue holds an interrupt backed by this physical one, so that it is active. */
    boolean holdsPhysical(int intid) {
        for (int i = 0; i < COUNT; i++) {
            Interrupt interrupt = given[i];
            if (interrupt != null && interrupt.intid == intid && (saved[i] & (LR_PENDING | LR_ACTIVE)) != 0) {
                return true;
            }
        }
        return queue.stream().anyMatch(interrupt -> interrupt.intid == intid && interrupt.physical);
    }

    /** Moves what fits from the queue into the list registers, which are in the CPU. */
    void flush(HypPort port, boolean forwarding) {
        if (retract) {
            retract(port);
        }
        if (!dirty) {
            return;
        }
        dirty = false;
        boolean full = false;
        for (int i = 0; i < queue.size(); ) {
            Interrupt interrupt = best(i, forwarding);
            if (interrupt == null) {
                break;
            }
            if (place(port, interrupt)) {
                queue.remove(interrupt);
                continue;
            }
            full = true;
            if (!interrupt.delayed) {
                interrupt.delayed = true;
                send(port, interrupt, interrupt.serial, Step.NO_FREE_LR, -1);
            }
            i++;
        }
        setHcr(port, full ? HCR_EN | HCR_UIE : HCR_EN);
    }

    /** The most urgent interrupt that may be delivered, moved to place {@code from} of the queue. */
    private @Nullable Interrupt best(int from, boolean forwarding) {
        int best = -1;
        for (int i = from; i < queue.size() && forwarding; i++) {
            Interrupt candidate = queue.get(i);
            if (candidate.enabled && (best < 0 || candidate.priority < queue.get(best).priority)) {
                best = i;
            }
        }
        if (best < 0) {
            return null;
        }
        Interrupt interrupt = queue.remove(best);
        queue.add(from, interrupt);
        return interrupt;
    }

    /** Gives an interrupt to a list register; false when none is free. */
    private boolean place(HypPort port, Interrupt interrupt) {
        do {
            int source = interrupt.isSgi() ? Integer.numberOfTrailingZeros(interrupt.sources) : 0;
            if (!placeFrom(port, interrupt, source)) {
                return false;
            }
            interrupt.sources &= ~(1 << source);
        } while (interrupt.isSgi() && interrupt.sources != 0);
        interrupt.queued = false;
        interrupt.delayed = false;
        return true;
    }

    private boolean placeFrom(HypPort port, Interrupt interrupt, int source) {
        int slot = slotOf(interrupt, source);
        if (slot >= 0) {
            int lr = port.loadWord(GICH_LR0 + 4L * slot);
            if ((lr & LR_PENDING) != 0) {
                return true;
            }
            if ((lr & LR_ACTIVE) != 0) {
                if (!interrupt.edge && !interrupt.latched) {
                    return true;
                }
                give(port, slot, interrupt, lr | LR_PENDING);
                return true;
            }
        }
        int empty = port.loadWord(GICH_ELRSR0);
        if (empty == 0) {
            return false;
        }
        int free = slot >= 0 ? slot : Integer.numberOfTrailingZeros(empty);
        sourceGiven[free] = source;
        give(port, free, interrupt, value(interrupt, source));
        return true;
    }

    private int slotOf(Interrupt interrupt, int source) {
        for (int i = 0; i < COUNT; i++) {
            if (given[i] == interrupt && sourceGiven[i] == source) {
                return i;
            }
        }
        return -1;
    }

    private static int value(Interrupt interrupt, int source) {
        int value = interrupt.intid | interrupt.priority >>> 3 << 23 | LR_PENDING;
        value |= interrupt.group1 ? LR_GROUP1 : 0;
        if (interrupt.physical) {
            return value | LR_HW | interrupt.intid << 10;
        }
        return value | (interrupt.edge ? 0 : LR_EOI) | source << 10;
    }

    private void give(HypPort port, int slot, Interrupt interrupt, int value) {
        if (!interrupt.fresh) {
            begin(port, interrupt);
        }
        interrupt.fresh = false;
        port.storeWord(GICH_LR0 + 4L * slot, value);
        given[slot] = interrupt;
        latchGiven[slot] = interrupt.latched;
        interrupt.latched = false;
        pendingSerial[slot] = interrupt.serial;
        interrupt.unacknowledged = true;
        send(port, interrupt, interrupt.serial, Step.INJECTED, slot);
    }

    /** Takes back what the guest has not acknowledged and is not to get: disabled, or no longer asserted. */
    private void retract(HypPort port) {
        retract = false;
        for (int i = 0; i < COUNT; i++) {
            Interrupt interrupt = given[i];
            if (interrupt == null || interrupt.enabled && (latchGiven[i] || interrupt.isAsserted())) {
                continue;
            }
            int lr = port.loadWord(GICH_LR0 + 4L * i);
            if ((lr & (LR_PENDING | LR_ACTIVE)) != LR_PENDING) {
                continue;
            }
            port.storeWord(GICH_LR0 + 4L * i, 0);
            given[i] = null;
            interrupt.unacknowledged = false;
            interrupt.latched |= latchGiven[i];
            if (interrupt.isAsserted() && !interrupt.queued) {
                interrupt.queued = true;
                interrupt.sources |= interrupt.isSgi() ? 1 << sourceGiven[i] : 0;
                interrupt.serial = pendingSerial[i];
                interrupt.fresh = true;
                queue.add(interrupt);
            }
        }
    }

    /** The maintenance interrupt: list registers became free, or level-triggered interrupts ended. */
    void maintain(HypPort port) {
        int ended = port.loadWord(GICH_EISR0);
        for (int i = 0; i < COUNT; i++) {
            if ((ended >>> i & 1) == 0) {
                continue;
            }
            port.storeWord(GICH_LR0 + 4L * i, 0);
            Interrupt interrupt = given[i];
            given[i] = null;
            if (interrupt != null && interrupt.line) {
                raise(port, interrupt);
            }
        }
        // The underflow interrupt is a level: it goes with its enable, which the next flush sets again if need be.
        setHcr(port, HCR_EN);
        dirty = true;
    }

    private void setHcr(HypPort port, int value) {
        if (hcr != value) {
            hcr = value;
            port.storeWord(GICH_HCR, value);
        }
    }

    /** Takes the virtual interface's state out of the CPU. */
    void save(HypPort port) {
        vmcr = port.loadWord(GICH_VMCR);
        apr = port.loadWord(GICH_APR);
        for (int i = 0; i < COUNT; i++) {
            saved[i] = port.loadWord(GICH_LR0 + 4L * i);
        }
    }

    /** Puts it in. */
    void load(HypPort port) {
        port.storeWord(GICH_VMCR, vmcr);
        port.storeWord(GICH_APR, apr);
        for (int i = 0; i < COUNT; i++) {
            port.storeWord(GICH_LR0 + 4L * i, saved[i]);
        }
        port.storeWord(GICH_HCR, hcr);
    }

    /** The guest read GICV_IAR; for the trace. */
    void acknowledged(HypPort port, int slot) {
        Interrupt interrupt = given[slot];
        if (interrupt != null) {
            activeSerial[slot] = pendingSerial[slot];
            interrupt.unacknowledged = false;
            send(port, interrupt, activeSerial[slot], Step.ACKNOWLEDGED, slot);
        }
    }

    /** The guest ended the interrupt at GICV; for the trace. */
    void ended(HypPort port, int slot) {
        Interrupt interrupt = given[slot];
        if (interrupt != null) {
            send(port, interrupt, activeSerial[slot], Step.EOI, slot);
        }
    }

    private void send(HypPort port, Interrupt interrupt, int serial, Step step, int lr) {
        var event = port.event(EventType.VIRTUAL_INTERRUPT);
        event.vm = vm;
        event.vcpu = vcpu;
        port.trace()
                .send(event.put(interrupt.intid)
                        .put(serial)
                        .put(step)
                        .put(lr)
                        .put(interrupt.physical)
                        .put(interrupt.priority));
    }
}
