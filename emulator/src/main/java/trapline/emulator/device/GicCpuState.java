package trapline.emulator.device;

import static trapline.emulator.device.GicState.OTHER_GROUP;
import static trapline.emulator.device.GicState.SPURIOUS;

import trapline.emulator.cpu.CpuState;

/**
 * One CPU interface (ARM IHI 0048B 2.3, 3.2 to 3.4): masks, preempts, acknowledges and completes. Registers as Secure
 * accesses see them; {@link GicCpuInterface} makes the Non-secure view.
 */
final class GicCpuState {
    static final int ENABLE_GRP0 = 1;
    static final int ENABLE_GRP1 = 1 << 1;
    static final int ACK_CTL = 1 << 2;
    static final int FIQ_EN = 1 << 3;
    static final int CBPR = 1 << 4;
    static final int EOI_MODE_S = 1 << 9;
    static final int EOI_MODE_NS = 1 << 10;

    /** Lower than every priority: nothing is active. */
    static final int IDLE_PRIORITY = 0x100;

    final CpuState cpu;
    private final GicState distributor;

    /** GICC_CTLR. */
    int control;
    /** GICC_PMR. */
    int priorityMask;
    /** GICC_BPR. */
    int binaryPoint;
    /** GICC_ABPR. */
    int aliasedBinaryPoint;
    /** GICC_APR: active preemption levels of Group 0. */
    final int[] activePriorities = new int[4];
    /** GICC_NSAPR: active preemption levels of Group 1. */
    final int[] nonSecureActivePriorities = new int[4];

    private int highestPending = SPURIOUS;

    GicCpuState(GicState distributor, CpuState cpu) {
        this.distributor = distributor;
        this.cpu = cpu;
        binaryPoint = distributor.config.smallestBinaryPoint();
        aliasedBinaryPoint = binaryPoint + 1;
    }

    /** Looks for the highest priority pending interrupt anew, and drives the lines to the processor. */
    void update() {
        highestPending = distributor.highestPriorityPending(cpu.index);
        signal();
    }

    /** Drives the lines to the processor: something about masking changed, but nothing about what is pending. */
    void signal() {
        boolean signalled =
                highestPending != SPURIOUS && isGroupEnabled(highestPending) && isOfSufficientPriority(highestPending);
        boolean fiq = signalled && !isGroup1(highestPending) && (control & FIQ_EN) != 0;
        cpu.irqLine = signalled && !fiq;
        cpu.fiqLine = fiq;
    }

    boolean isGroup1(int intid) {
        return distributor.test(distributor.group1, cpu.index, intid);
    }

    private boolean isGroupEnabled(int intid) {
        return (control & (isGroup1(intid) ? ENABLE_GRP1 : ENABLE_GRP0)) != 0;
    }

    /**
     * The running priority is a group priority, so that to be below it means to be of a higher group priority (3.3.3);
     * when software changed the binary point meanwhile, that means not to preempt by accident.
     */
    private boolean isOfSufficientPriority(int intid) {
        int priority = distributor.priority(cpu.index, intid);
        return priority < priorityMask && priority < runningPriority();
    }

    /** The part of a priority that decides preemption (3.3.3). */
    private int groupPriority(int intid) {
        boolean aliased = isGroup1(intid) && (control & CBPR) == 0;
        int point = aliased ? aliasedBinaryPoint - 1 : binaryPoint;
        return distributor.priority(cpu.index, intid) & -1 << (point + 1);
    }

    /** GICC_RPR as Secure accesses see it, but {@link #IDLE_PRIORITY} when nothing is active. */
    int runningPriority() {
        for (int n = 0; n < activePriorities.length; n++) {
            int levels = activePriorities[n] | nonSecureActivePriorities[n];
            if (levels != 0) {
                return (n * 32 + Integer.numberOfTrailingZeros(levels)) << levelShift();
            }
        }
        return IDLE_PRIORITY;
    }

    /** Preemption levels are the priority's bits above the smallest binary point. */
    private int levelShift() {
        return distributor.config.smallestBinaryPoint() + 1;
    }

    /**
     * GICC_HPPIR, GICC_AHPPIR: the interrupt an access could acknowledge, running priority aside.
     *
     * @param secure a Secure access, or any when there is one Security state only
     * @param aliased through the register for Group 1
     */
    int pendingFor(boolean secure, boolean aliased) {
        int intid = highestPending;
        if (intid == SPURIOUS || !isGroupEnabled(intid) || distributor.priority(cpu.index, intid) >= priorityMask) {
            return SPURIOUS;
        }
        boolean group1 = isGroup1(intid);
        if (aliased || !secure) {
            return group1 ? withSource(intid) : SPURIOUS;
        }
        return group1 && (control & ACK_CTL) == 0 ? OTHER_GROUP : withSource(intid);
    }

    private int withSource(int intid) {
        if (intid >= GicState.SGIS) {
            return intid;
        }
        int sources = distributor.sgiSources(cpu.index, intid);
        return intid | (Integer.numberOfTrailingZeros(sources | 1 << 8) & 7) << 10;
    }

    /** GICC_IAR, GICC_AIAR: takes the highest priority pending interrupt. */
    int acknowledge(boolean secure, boolean aliased) {
        int pending = pendingFor(secure, aliased);
        int intid = pending & 0x3FF;
        if (intid >= OTHER_GROUP) {
            return pending;
        }
        if (distributor.priority(cpu.index, intid) >= runningPriority()) {
            return SPURIOUS;
        }
        int level = groupPriority(intid) >> levelShift();
        int[] levels = isGroup1(intid) ? nonSecureActivePriorities : activePriorities;
        levels[level >> 5] |= 1 << level;
        return distributor.acknowledge(cpu.index, intid);
    }

    /** GICC_EOIR, GICC_AEOIR: drops the running priority and, unless EOImode says otherwise, deactivates. */
    void end(int value, boolean secure, boolean aliased) {
        int intid = value & 0x3FF;
        if (!distributor.exists(intid) || runningPriority() == IDLE_PRIORITY) {
            return;
        }
        boolean group1 = isGroup1(intid);
        if ((aliased || !secure) && !group1) {
            return;
        }
        drop(group1 ? nonSecureActivePriorities : activePriorities);
        if ((control & (secure ? EOI_MODE_S : EOI_MODE_NS)) == 0) {
            distributor.deactivate(cpu.index, intid);
        }
        signal();
    }

    private static void drop(int[] levels) {
        for (int n = 0; n < levels.length; n++) {
            if (levels[n] != 0) {
                levels[n] &= levels[n] - 1;
                return;
            }
        }
    }

    /** GICC_DIR: deactivates; does nothing when EOIR does that. */
    void deactivate(int value, boolean secure) {
        int intid = value & 0x3FF;
        if ((control & (secure ? EOI_MODE_S : EOI_MODE_NS)) == 0
                || !distributor.exists(intid)
                || !secure && !isGroup1(intid)) {
            return;
        }
        distributor.deactivate(cpu.index, intid);
    }
}
