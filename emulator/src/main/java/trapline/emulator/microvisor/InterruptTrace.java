package trapline.emulator.microvisor;

import java.util.function.IntUnaryOperator;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.device.GicState;
import trapline.emulator.hyp.HypPort;
import trapline.recorder.event.EventType;
import trapline.recorder.event.Observation.VirtualInterrupt.Step;

/**
 * The steps of a VM's virtual interrupts as the trace tells them: each occurrence gets a number when it becomes pending, and
 * keeps it to its end. Nothing here decides what a guest gets.
 */
final class InterruptTrace {
    private final int vm;
    private final GicState state;
    /** Which vCPU a shared interrupt goes to. */
    private final IntUnaryOperator receiver;

    private final int[] occurrences = new int[BoardDevice.INTERRUPTS];
    /** An occurrence that was announced, and that the guest has not acknowledged; by words of {@link GicState}. */
    private final int[] announced;

    private final int[] delayed;
    private final int[] injected;
    /** A list register carries it as pending. */
    private final int[] carried;
    /** The guest has acknowledged one and not ended it. */
    private final int[] taken;
    /** By slots of {@link GicState}. */
    private final int[] pendingSerial;

    private final int[] activeSerial;

    InterruptTrace(int vm, GicState state, IntUnaryOperator receiver) {
        this.vm = vm;
        this.state = state;
        this.receiver = receiver;
        int words = state.cpus() + state.words() - 1;
        announced = new int[words];
        delayed = new int[words];
        injected = new int[words];
        carried = new int[words];
        taken = new int[words];
        pendingSerial = new int[32 * words];
        activeSerial = new int[32 * words];
    }

    /** Compares with what is pending now: what is new is announced, what is gone forgotten. */
    void review(HypPort port) {
        for (int cpu = 0; cpu < state.cpus(); cpu++) {
            reviewWord(port, cpu, 0);
        }
        for (int n = 1; n < state.words(); n++) {
            reviewWord(port, 0, n);
        }
    }

    private void reviewWord(HypPort port, int cpu, int n) {
        int word = state.word(cpu, n);
        int pending = state.pending(cpu, n);
        announced[word] &= pending | carried[word];
        int fresh = pending & ~announced[word];
        while (fresh != 0) {
            int intid = 32 * n + Integer.numberOfTrailingZeros(fresh);
            fresh &= fresh - 1;
            int vcpu = n == 0 ? cpu : receiver.applyAsInt(intid);
            // The level for which it was taken is no second occurrence before it ends.
            if (!(is(taken, vcpu, intid) && state.isHeld(vcpu, intid))) {
                announce(port, vcpu, intid);
            }
        }
    }

    private void announce(HypPort port, int vcpu, int intid) {
        set(announced, vcpu, intid, true);
        set(delayed, vcpu, intid, false);
        set(injected, vcpu, intid, false);
        pendingSerial[state.slot(vcpu, intid)] = occurrences[intid]++;
        send(port, vcpu, intid, Step.PENDING, -1, false);
    }

    /** There is no list register for it. */
    void delayed(HypPort port, int vcpu, int intid) {
        if (!is(delayed, vcpu, intid)) {
            set(delayed, vcpu, intid, true);
            send(port, vcpu, intid, Step.NO_FREE_LR, -1, false);
        }
    }

    /** A list register carries it as pending. */
    void carried(HypPort port, int vcpu, int intid, int lr, boolean hw) {
        if (!is(announced, vcpu, intid)) {
            announce(port, vcpu, intid);
        }
        set(carried, vcpu, intid, true);
        if (!is(injected, vcpu, intid)) {
            set(injected, vcpu, intid, true);
            send(port, vcpu, intid, Step.INJECTED, lr, hw);
        }
    }

    /** No list register carries it as pending any more. */
    void returned(int vcpu, int intid) {
        set(carried, vcpu, intid, false);
    }

    /** The guest read GICV_IAR. */
    void acknowledged(HypPort port, int vcpu, int intid, int lr, boolean hw) {
        int slot = state.slot(vcpu, intid);
        activeSerial[slot] = pendingSerial[slot];
        set(announced, vcpu, intid, false);
        set(carried, vcpu, intid, false);
        set(taken, vcpu, intid, true);
        send(port, vcpu, intid, Step.ACKNOWLEDGED, lr, hw);
    }

    /** The guest ended it at GICV. */
    void ended(HypPort port, int vcpu, int intid, int lr, boolean hw) {
        if (is(taken, vcpu, intid)) {
            set(taken, vcpu, intid, false);
            send(port, vcpu, intid, Step.EOI, lr, hw);
        }
    }

    private boolean is(int[] bits, int vcpu, int intid) {
        return (bits[state.word(vcpu, intid >> 5)] >>> intid & 1) != 0;
    }

    private void set(int[] bits, int vcpu, int intid, boolean value) {
        int word = state.word(vcpu, intid >> 5);
        bits[word] = value ? bits[word] | 1 << intid : bits[word] & ~(1 << intid);
    }

    private void send(HypPort port, int vcpu, int intid, Step step, int lr, boolean hw) {
        int slot = state.slot(vcpu, intid);
        boolean wasTaken = step == Step.ACKNOWLEDGED || step == Step.EOI;
        int serial = wasTaken ? activeSerial[slot] : pendingSerial[slot];
        var event = port.event(EventType.VIRTUAL_INTERRUPT);
        event.vm = vm;
        event.vcpu = vcpu;
        port.trace().send(event.put(intid).put(serial).put(step).put(lr).put(hw).put(state.priority(vcpu, intid)));
    }
}
