package trapline.emulator.microvisor;

import java.util.Arrays;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.device.GicState;
import trapline.emulator.hyp.HypPort;

/**
 * The list registers of one vCPU (ARM IHI 0048B 5.2, 5.3): {@link #flush} fills them from the distributor's state with what is to be
 * delivered and what is active, and {@link #fold} brings back what became of it. In between guests acknowledge and end
 * interrupts at GICV without a trap.
 */
final class ListRegisters {
    private static final int COUNT = 4;
    private static final long GICH_HCR = BoardDevice.GICH.base();
    private static final long GICH_VMCR = BoardDevice.GICH.base() + 0x08;
    private static final long GICH_APR = BoardDevice.GICH.base() + 0xF0;
    private static final long GICH_LR0 = BoardDevice.GICH.base() + 0x100;
    private static final long GICD_ICACTIVER = BoardDevice.GICD.base() + 0x380;
    private static final int HCR_EN = 1;
    private static final int HCR_UIE = 1 << 1;
    private static final int HCR_LRENPIE = 1 << 2;
    private static final int HCR_EOI_COUNT_SHIFT = 27;
    private static final int LR_INTID = 0x3FF;
    private static final int LR_PENDING = 1 << 28;
    private static final int LR_ACTIVE = 1 << 29;
    private static final int LR_GROUP1 = 1 << 30;
    private static final int LR_HW = 1 << 31;
    private static final int LR_EOI = 1 << 19;
    private static final int LR_SOURCE_SHIFT = 10;
    private static final int NONE = -1;

    private final VirtualDistributor distributor;
    private final GicState state;
    private final int vcpu;

    /** INTID in each list register. */
    private final int[] held = new int[COUNT];
    /** What each is known to contain. */
    private final int[] contents = new int[COUNT];
    /** Whether the pending bit that it was given had been a latched one. */
    private final boolean[] latched = new boolean[COUNT];
    /** From which vCPU the active occurrence of each SGI came. */
    private final int[] activeSource = new int[GicState.SGIS];
    /** The INTIDs to be put into list registers, pending ones in the order in which they are to be taken. */
    private final int[] chosen = new int[COUNT];

    /** The list registers for them. */
    private final int[] places = new int[COUNT];

    private int chosenCount;

    /** Active interrupts that found no place, most urgent first. */
    private final int[] unheld = new int[BoardDevice.INTERRUPTS];

    private int unheldCount;

    /** The guest may have changed the list registers. */
    private boolean live;
    /** What the list registers hold may not be what they ought to. */
    private boolean dirty = true;
    /** What {@link #contents} says is not in the CPU. */
    private boolean absent = true;

    private int hcr;
    private int vmcr;
    private int apr;

    ListRegisters(VirtualDistributor distributor, int vcpu) {
        this.distributor = distributor;
        this.vcpu = vcpu;
        state = distributor.state();
        Arrays.fill(held, NONE);
    }

    /** Something changed at the distributor: look at everything before the guest goes on. */
    void changed() {
        dirty = true;
    }

    boolean isLive() {
        return live;
    }

    /** Whether something is to be delivered, as far as the distributor knows. */
    boolean hasDeliverable() {
        for (int n = 0; n < state.words(); n++) {
            if (distributor.deliverable(vcpu, n) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether an interrupt waits that would end a WFI. The list registers are in the CPU. */
    boolean hasPending(HypPort port) {
        fold(port);
        return hasDeliverable();
    }

    /** Whether a list register holds as pending what is not to be delivered any more. */
    boolean mustWithdraw() {
        for (int i = 0; i < COUNT; i++) {
            int intid = held[i];
            boolean stays = intid == NONE
                    || (contents[i] & LR_PENDING) == 0
                    || state.isEnabled(vcpu, intid)
                            && (latched[i] || intid < GicState.SGIS || state.isPending(vcpu, intid));
            if (live && !stays) {
                return true;
            }
        }
        return false;
    }

    /** Brings what became of the list registers' interrupts back to the distributor. They are in the CPU. */
    void fold(HypPort port) {
        if (!live) {
            return;
        }
        live = false;
        dirty = true;
        for (int i = 0; i < COUNT; i++) {
            if (held[i] != NONE) {
                contents[i] = port.loadWord(GICH_LR0 + 4L * i);
                settle(i);
            }
        }
        if (unheldCount > 0) {
            endUnheld(port);
        }
        if (distributor.isPhysical(vcpu, Timers.VIRTUAL) && !state.isActive(vcpu, Timers.VIRTUAL)) {
            checkTimer(port);
        }
    }

    private void settle(int i) {
        int lr = contents[i];
        int intid = held[i];
        held[i] = NONE;
        distributor.trace().returned(vcpu, intid);
        if ((lr & LR_PENDING) != 0) {
            if (intid < GicState.SGIS) {
                state.giveSource(vcpu, intid, source(lr));
            } else if (latched[i]) {
                state.giveLatch(vcpu, intid);
            }
        }
        boolean active = (lr & LR_ACTIVE) != 0;
        distributor.setActive(vcpu, intid, active);
        if (active && intid < GicState.SGIS) {
            activeSource[intid] = source(lr);
        }
        if ((lr & (LR_HW | LR_PENDING | LR_ACTIVE)) == LR_HW) {
            distributor.endPhysical(vcpu, intid);
        }
    }

    private static int source(int lr) {
        return lr >>> LR_SOURCE_SHIFT & 7;
    }

    /** GICH_HCR.EOICount says how many ended that were in no list register: the most urgent ones, as they are nested. */
    private void endUnheld(HypPort port) {
        int ended = Math.min(port.loadWord(GICH_HCR) >>> HCR_EOI_COUNT_SHIFT, unheldCount);
        for (int i = 0; i < ended; i++) {
            distributor.setActive(vcpu, unheld[i], false);
            if (distributor.isPhysical(vcpu, unheld[i])) {
                deactivatePhysical(port, unheld[i]);
            }
        }
        hcr = ended == 0 ? hcr : NONE;
    }

    private void deactivatePhysical(HypPort port, int intid) {
        distributor.endPhysical(vcpu, intid);
        port.storeWord(GICD_ICACTIVER + 4L * (intid / 32), 1 << intid % 32);
    }

    /** The guest may have switched the timer off before it took the interrupt. */
    private void checkTimer(HypPort port) {
        int all = VirtualTimers.ENABLE | VirtualTimers.IMASK | VirtualTimers.ISTATUS;
        if (((int) port.system(SysReg.CNTV_CTL) & all) != (VirtualTimers.ENABLE | VirtualTimers.ISTATUS)) {
            deactivatePhysical(port, Timers.VIRTUAL);
        }
    }

    /** Makes the list registers, which are in the CPU, hold what they ought to. */
    void flush(HypPort port) {
        if (!dirty && live) {
            return;
        }
        fold(port);
        dirty = false;
        live = true;
        boolean full = choose(port);
        place();
        int filled = 0;
        for (int i = 0; i < chosenCount; i++) {
            fill(port, places[i], chosen[i]);
            filled |= 1 << places[i];
        }
        for (int lr = 0; lr < COUNT; lr++) {
            if ((filled >>> lr & 1) == 0) {
                write(port, lr, 0);
            }
        }
        absent = false;
        setHcr(port, HCR_EN | (full ? HCR_UIE : 0) | (unheldCount > 0 ? HCR_LRENPIE : 0));
        distributor.trace().review(port);
    }

    /** The most urgent pending interrupt, then the active ones, then others that are pending; whether some of these find no place. */
    private boolean choose(HypPort port) {
        chosenCount = 0;
        unheldCount = 0;
        int next = best(true);
        if (next != NONE) {
            chosen[chosenCount++] = next;
        }
        for (next = best(false); next != NONE; next = best(false)) {
            if (chosenCount < COUNT) {
                chosen[chosenCount++] = next;
            } else {
                unheld[unheldCount++] = next;
            }
        }
        for (next = best(true); next != NONE && chosenCount < COUNT; next = best(true)) {
            chosen[chosenCount++] = next;
        }
        if (next == NONE) {
            return false;
        }
        for (int n = 0; n < state.words(); n++) {
            for (int rest = distributor.deliverable(vcpu, n); rest != 0; rest &= rest - 1) {
                int intid = 32 * n + Integer.numberOfTrailingZeros(rest);
                if (!isIn(chosen, chosenCount, intid)) {
                    distributor.trace().delayed(port, vcpu, intid);
                }
            }
        }
        return true;
    }

    /** Of those that have not been dealt with, the one with the highest priority, and among equals with the lowest INTID. */
    private int best(boolean pending) {
        int best = NONE;
        for (int n = 0; n < state.words(); n++) {
            int rest = pending ? distributor.deliverable(vcpu, n) : distributor.active(vcpu, n);
            for (; rest != 0; rest &= rest - 1) {
                int intid = 32 * n + Integer.numberOfTrailingZeros(rest);
                boolean better = best == NONE || state.priority(vcpu, intid) < state.priority(vcpu, best);
                if (better && !isIn(chosen, chosenCount, intid) && !isIn(unheld, unheldCount, intid)) {
                    best = intid;
                }
            }
        }
        return best;
    }

    private static boolean isIn(int[] intids, int count, int intid) {
        for (int i = 0; i < count; i++) {
            if (intids[i] == intid) {
                return true;
            }
        }
        return false;
    }

    /** Says where each goes: to where it was, or to the first place that is free. */
    private void place() {
        int used = 0;
        for (int i = 0; i < chosenCount; i++) {
            places[i] = placeOf(chosen[i]);
            used |= places[i] == NONE ? 0 : 1 << places[i];
        }
        for (int i = 0; i < chosenCount; i++) {
            if (places[i] == NONE) {
                places[i] = Integer.numberOfTrailingZeros(~used);
                used |= 1 << places[i];
            }
        }
        // Among pending ones of equal priority the GIC takes the one in the first register.
        for (int i = 1; i < chosenCount; i++) {
            if (places[i] < places[i - 1]) {
                for (int all = 0; all < chosenCount; all++) {
                    places[all] = all;
                }
                return;
            }
        }
    }

    private int placeOf(int intid) {
        for (int lr = 0; lr < COUNT && !absent; lr++) {
            if (contents[lr] != 0 && (contents[lr] & LR_INTID) == intid) {
                return lr;
            }
        }
        return NONE;
    }

    private void fill(HypPort port, int lr, int intid) {
        boolean hw = distributor.isPhysical(vcpu, intid);
        boolean active = state.isActive(vcpu, intid);
        int value = intid | state.priority(vcpu, intid) >>> 3 << 23 | (active ? LR_ACTIVE : 0);
        value |= state.isGroup1(vcpu, intid) ? LR_GROUP1 : 0;
        boolean again = state.isPending(vcpu, intid) && state.isEnabled(vcpu, intid);
        if (intid < GicState.SGIS) {
            value |= softwareGenerated(intid, active, again);
        } else {
            latched[lr] = again && !(active && hw) && state.takeLatch(vcpu, intid);
            value |= !active || latched[lr] ? LR_PENDING : 0;
            value |= hw ? LR_HW | intid << LR_SOURCE_SHIFT : state.isHeld(vcpu, intid) ? LR_EOI : 0;
        }
        held[lr] = intid;
        if ((value & LR_PENDING) != 0) {
            distributor.trace().carried(port, vcpu, intid, lr, hw);
        }
        write(port, lr, value);
    }

    /** One source at a time, as there is one active bit for all of them. */
    private int softwareGenerated(int intid, boolean active, boolean again) {
        int sources = state.sgiSources(vcpu, intid);
        int source = active ? activeSource[intid] : Integer.numberOfTrailingZeros(sources);
        int value = source << LR_SOURCE_SHIFT;
        if (again && (sources >>> source & 1) != 0) {
            state.takeSource(vcpu, intid, source);
            value |= LR_PENDING;
        }
        return value | (state.sgiSources(vcpu, intid) == 0 ? 0 : LR_EOI);
    }

    private void write(HypPort port, int lr, int value) {
        if (absent || contents[lr] != value) {
            contents[lr] = value;
            port.storeWord(GICH_LR0 + 4L * lr, value);
        }
    }

    private void setHcr(HypPort port, int value) {
        if (hcr != value) {
            hcr = value;
            port.storeWord(GICH_HCR, value);
        }
    }

    /** The maintenance interrupt: list registers became free, or interrupts ended that may be pending again. */
    void maintain(HypPort port) {
        dirty = true;
        flush(port);
    }

    /** Takes the virtual interface's state out of the CPU. */
    void save(HypPort port) {
        fold(port);
        vmcr = port.loadWord(GICH_VMCR);
        apr = port.loadWord(GICH_APR);
        absent = true;
    }

    /** Puts it in, but for the list registers, which {@link #flush} fills. */
    void load(HypPort port) {
        port.storeWord(GICH_VMCR, vmcr);
        port.storeWord(GICH_APR, apr);
        hcr = NONE;
    }

    /** The guest read GICV_IAR; for the trace. */
    void acknowledged(HypPort port, int lr) {
        if (held[lr] != NONE) {
            distributor.trace().acknowledged(port, vcpu, held[lr], lr, (contents[lr] & LR_HW) != 0);
        }
    }

    /** The guest ended the interrupt at GICV; for the trace. */
    void ended(HypPort port, int lr) {
        if (held[lr] != NONE) {
            distributor.trace().ended(port, vcpu, held[lr], lr, (contents[lr] & LR_HW) != 0);
        }
    }
}
