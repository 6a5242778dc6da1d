package trapline.emulator.device;

import static trapline.emulator.device.GicState.OTHER_GROUP;
import static trapline.emulator.device.GicState.SPURIOUS;

import trapline.emulator.cpu.CpuState;

/**
 * One virtual CPU interface (ARM IHI 0048B chapter 5): the list registers a hypervisor fills through GICH, and the
 * machine model software sees through GICV. Four list registers, 32 priorities, 32 preemption levels.
 */
final class GicVirtualState {
    static final int LIST_REGISTERS = 4;

    static final int HCR_EN = 1;
    static final int HCR_UIE = 1 << 1;
    static final int HCR_LRENPIE = 1 << 2;
    static final int HCR_NPIE = 1 << 3;
    private static final int HCR_EOI_COUNT_ONE = 1 << 27;

    /** Smallest GICV_BPR: five bits of priority. */
    static final int SMALLEST_BINARY_POINT = 2;

    private static final int LR_STATE = 3 << 28;
    private static final int LR_PENDING = 1 << 28;
    private static final int LR_ACTIVE = 1 << 29;
    private static final int LR_GROUP1 = 1 << 30;
    private static final int LR_HW = 1 << 31;
    private static final int LR_EOI = 1 << 19;
    private static final int NONE = -1;
    /** INTIDs from here on name no interrupt. */
    private static final int FIRST_SPECIAL = 1020;

    private final CpuState cpu;
    private final GicState distributor;
    private final InterruptLine maintenance;
    private VirtualInterruptListener listener = VirtualInterruptListener.NOBODY;

    /** GICH_LR. */
    final int[] listRegisters = new int[LIST_REGISTERS];
    /** GICH_HCR. */
    int hypervisorControl;
    /** GICH_APR. */
    int activePriorities;
    /** GICV_CTLR. */
    int control;
    /** GICV_PMR. */
    int priorityMask;
    /** GICV_BPR. */
    int binaryPoint = SMALLEST_BINARY_POINT;
    /** GICV_ABPR. */
    int aliasedBinaryPoint = SMALLEST_BINARY_POINT + 1;

    GicVirtualState(GicState distributor, CpuState cpu, InterruptLine maintenance) {
        this.distributor = distributor;
        this.cpu = cpu;
        this.maintenance = maintenance;
    }

    void attach(VirtualInterruptListener to) {
        listener = to;
    }

    /** Drives the virtual interrupt lines and the maintenance interrupt: something changed. */
    void update() {
        boolean on = (hypervisorControl & HCR_EN) != 0;
        int lr = on ? highestPending() : NONE;
        boolean signalled = lr != NONE && isOfSufficientPriority(listRegisters[lr]);
        boolean fiq = signalled && (listRegisters[lr] & LR_GROUP1) == 0 && (control & GicCpuState.FIQ_EN) != 0;
        cpu.virtualIrqLine = signalled && !fiq;
        cpu.virtualFiqLine = fiq;
        maintenance.drive(on && maintenanceStatus() != 0);
    }

    /** GICH_MISR. */
    int maintenanceStatus() {
        int occupied = 0;
        boolean anyPending = false;
        for (int lr : listRegisters) {
            occupied += (lr & LR_STATE) != 0 ? 1 : 0;
            anyPending |= (lr & LR_STATE) == LR_PENDING;
        }
        boolean group0 = (control & GicCpuState.ENABLE_GRP0) != 0;
        boolean group1 = (control & GicCpuState.ENABLE_GRP1) != 0;
        int raised = (occupied <= 1 ? 1 << 1 : 0)
                | (hypervisorControl >>> 27 != 0 ? 1 << 2 : 0)
                | (anyPending ? 0 : 1 << 3)
                | (group0 ? 1 << 4 : 1 << 5)
                | (group1 ? 1 << 6 : 1 << 7);
        // The enables in GICH_HCR stand at the places of their status bits.
        return raised & hypervisorControl & 0xFE | (endOfInterruptStatus() != 0 ? 1 : 0);
    }

    /** GICH_EISR0: list registers whose interrupt ended and wants maintenance. */
    int endOfInterruptStatus() {
        int status = 0;
        for (int i = 0; i < LIST_REGISTERS; i++) {
            status |= (listRegisters[i] & (LR_STATE | LR_HW | LR_EOI)) == LR_EOI ? 1 << i : 0;
        }
        return status;
    }

    /** GICH_ELRSR0: list registers that can be filled without losing anything. */
    int emptyStatus() {
        int status = 0;
        for (int i = 0; i < LIST_REGISTERS; i++) {
            status |= (listRegisters[i] & LR_STATE) == 0 ? 1 << i : 0;
        }
        return status & ~endOfInterruptStatus();
    }

    private int highestPending() {
        int best = NONE;
        int bestPriority = GicCpuState.IDLE_PRIORITY;
        for (int i = 0; i < LIST_REGISTERS; i++) {
            int lr = listRegisters[i];
            if ((lr & LR_STATE) == LR_PENDING && isGroupEnabled(lr) && priority(lr) < bestPriority) {
                best = i;
                bestPriority = priority(lr);
            }
        }
        return best;
    }

    private boolean isGroupEnabled(int lr) {
        return (control & ((lr & LR_GROUP1) != 0 ? GicCpuState.ENABLE_GRP1 : GicCpuState.ENABLE_GRP0)) != 0;
    }

    private static int priority(int lr) {
        return lr >>> 23 << 3 & 0xF8;
    }

    private boolean isOfSufficientPriority(int lr) {
        return priority(lr) < priorityMask && priority(lr) < runningPriority();
    }

    private int groupPriority(int lr) {
        boolean aliased = (lr & LR_GROUP1) != 0 && (control & GicCpuState.CBPR) == 0;
        int point = aliased ? aliasedBinaryPoint - 1 : binaryPoint;
        return priority(lr) & -1 << point + 1;
    }

    /** GICV_RPR, but {@link GicCpuState#IDLE_PRIORITY} when nothing is active. */
    int runningPriority() {
        return activePriorities == 0
                ? GicCpuState.IDLE_PRIORITY
                : Integer.numberOfTrailingZeros(activePriorities) << SMALLEST_BINARY_POINT + 1;
    }

    /** GICV_HPPIR, GICV_AHPPIR. */
    int pendingFor(boolean aliased) {
        int i = (hypervisorControl & HCR_EN) != 0 ? highestPending() : NONE;
        if (i == NONE || priority(listRegisters[i]) >= priorityMask) {
            return SPURIOUS;
        }
        int lr = listRegisters[i];
        boolean group1 = (lr & LR_GROUP1) != 0;
        if (aliased) {
            return group1 ? acknowledgeValue(lr) : SPURIOUS;
        }
        return group1 && (control & GicCpuState.ACK_CTL) == 0 ? OTHER_GROUP : acknowledgeValue(lr);
    }

    /** The INTID, and the source CPU of an SGI. */
    private static int acknowledgeValue(int lr) {
        int intid = lr & 0x3FF;
        return intid < GicState.SGIS && (lr & LR_HW) == 0 ? intid | lr & 0x1C00 : intid;
    }

    /** GICV_IAR, GICV_AIAR: pending becomes active. */
    int acknowledge(boolean aliased) {
        int value = pendingFor(aliased);
        if ((value & 0x3FF) >= OTHER_GROUP) {
            return value;
        }
        int i = highestPending();
        int lr = listRegisters[i];
        if (priority(lr) >= runningPriority()) {
            return SPURIOUS;
        }
        activePriorities |= 1 << (groupPriority(lr) >> SMALLEST_BINARY_POINT + 1);
        listRegisters[i] = lr & ~LR_STATE | LR_ACTIVE;
        listener.acknowledged(cpu.index, lr & 0x3FF, i, priority(lr), (lr & LR_HW) != 0);
        update();
        return value;
    }

    /** GICV_EOIR, GICV_AEOIR: drops the priority and, unless EOImode says otherwise, deactivates. */
    void end(int value) {
        int intid = value & 0x3FF;
        if (intid >= FIRST_SPECIAL) {
            return;
        }
        boolean dropped = activePriorities != 0;
        activePriorities &= activePriorities - 1;
        if ((control & GicCpuState.EOI_MODE_S) == 0) {
            deactivate(value, dropped);
        }
        update();
    }

    /** GICV_DIR. */
    void deactivate(int value) {
        if ((control & GicCpuState.EOI_MODE_S) != 0 && (value & 0x3FF) < FIRST_SPECIAL) {
            deactivate(value, true);
            update();
        }
    }

    private void deactivate(int value, boolean counts) {
        int i = activeWith(value);
        if (i == NONE) {
            hypervisorControl += counts ? HCR_EOI_COUNT_ONE : 0;
            return;
        }
        int lr = listRegisters[i];
        listRegisters[i] = lr & ~LR_ACTIVE;
        if ((lr & LR_HW) != 0 && distributor.exists(lr >>> 10 & 0x3FF)) {
            distributor.deactivate(cpu.index, lr >>> 10 & 0x3FF);
        }
        listener.ended(cpu.index, lr & 0x3FF, i, priority(lr), (lr & LR_HW) != 0);
    }

    private int activeWith(int value) {
        int named = value & ((value & 0x3FF) < GicState.SGIS ? 0x1FFF : 0x3FF);
        for (int i = 0; i < LIST_REGISTERS; i++) {
            int lr = listRegisters[i];
            if ((lr & LR_ACTIVE) != 0 && acknowledgeValue(lr) == named) {
                return i;
            }
        }
        return NONE;
    }
}
