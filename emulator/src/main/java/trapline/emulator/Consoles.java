package trapline.emulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import trapline.emulator.board.Peripherals;
import trapline.emulator.device.InterruptLine;
import trapline.emulator.device.Pl011;

/**
 * Where console input goes: console 0 to the machine's UART, or to semihosting when a program waits there; the consoles of
 * VMs into queues from which the hypervisor takes it.
 */
final class Consoles {
    /** Bytes that a VM's console holds until the hypervisor takes them. */
    private static final int QUEUE = 16;

    private final Pl011 uart;
    private final List<Deque<Integer>> queues = new ArrayList<>();
    private final InterruptLine queued;
    private final Deque<Integer> semihosting = new ArrayDeque<>();
    private boolean semihostingWaits;

    /**
     * With empty queues.
     *
     * @param vms number of VMs, which have consoles 1 and up
     * @param queued driven while there is input in a VM's queue
     */
    Consoles(Pl011 uart, int vms, InterruptLine queued) {
        this.uart = uart;
        this.queued = queued;
        for (int i = 0; i < vms; i++) {
            queues.add(new ArrayDeque<>());
        }
    }

    /** How many bytes console {@code device} could receive now without losing one. */
    int room(int device) {
        if (device == Peripherals.CONSOLE) {
            return semihostingWaits ? 1 : uart.room();
        }
        return isVm(device) ? QUEUE - queue(device).size() : 0;
    }

    private boolean isVm(int device) {
        return device >= 1 && device <= queues.size();
    }

    private Deque<Integer> queue(int device) {
        return queues.get(device - 1);
    }

    /** A byte arrives. */
    void receive(int device, int b) {
        if (device == Peripherals.CONSOLE && semihostingWaits) {
            semihosting.add(b);
            semihostingWaits = false;
        } else if (device == Peripherals.CONSOLE) {
            uart.receive(b);
        } else if (isVm(device)) {
            queue(device).add(b);
            queued.drive(true);
        }
    }

    /** The next byte for a VM's console, or -1. */
    int take(int device) {
        if (!isVm(device) || queue(device).isEmpty()) {
            return -1;
        }
        int b = queue(device).remove();
        queued.drive(queues.stream().anyMatch(queue -> !queue.isEmpty()));
        return b;
    }

    /** The next byte for semihosting, or -1: then the next to arrive is for it. */
    int takeForSemihosting() {
        if (semihosting.isEmpty()) {
            semihostingWaits = true;
            return -1;
        }
        return semihosting.remove();
    }

    /** Whether there is input that a semihosting call waits for. */
    boolean holdsSemihostingInput() {
        return !semihosting.isEmpty();
    }
}
