package trapline.emulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import trapline.emulator.board.Peripherals;
import trapline.emulator.device.InterruptLine;
import trapline.emulator.device.Pl011;
import trapline.emulator.virtio.VirtioConsole;

/**
 * Where console input goes: console 0 to the machine's UART, or to semihosting when a program waits there; the virtio
 * console to its device; the consoles of VMs into queues from which the hypervisor takes it.
 */
final class Consoles {
    /** Bytes that a VM's console holds until the hypervisor takes them. */
    private static final int QUEUE = 16;

    private final Pl011 uart;
    private final Optional<VirtioConsole> virtio;
    private final Map<Integer, Deque<Integer>> queues = new TreeMap<>();
    private final InterruptLine queued;
    private final Deque<Integer> semihosting = new ArrayDeque<>();
    private boolean semihostingWaits;

    /**
     * With empty queues.
     *
     * @param vms number of VMs, each of which has two: a UART and a virtio console
     * @param queued driven while there is input in a VM's queue
     */
    Consoles(Pl011 uart, Optional<VirtioConsole> virtio, int vms, InterruptLine queued) {
        this.uart = uart;
        this.virtio = virtio;
        this.queued = queued;
        for (int vm = 0; vm < vms; vm++) {
            queues.put(Peripherals.CONSOLE + 1 + vm, new ArrayDeque<>());
            queues.put(Peripherals.VIRTIO_CONSOLE + 1 + vm, new ArrayDeque<>());
        }
    }

    /** How many bytes console {@code device} could receive now without losing one. */
    int room(int device) {
        if (device == Peripherals.CONSOLE) {
            return semihostingWaits ? 1 : uart.room();
        }
        if (device == Peripherals.VIRTIO_CONSOLE) {
            return virtio.map(VirtioConsole::room).orElse(0);
        }
        Deque<Integer> queue = queues.get(device);
        return queue == null ? 0 : QUEUE - queue.size();
    }

    /** A byte arrives. */
    void receive(int device, int b) {
        if (device == Peripherals.CONSOLE && semihostingWaits) {
            semihosting.add(b);
            semihostingWaits = false;
        } else if (device == Peripherals.CONSOLE) {
            uart.receive(b);
        } else if (device == Peripherals.VIRTIO_CONSOLE) {
            virtio.ifPresent(console -> console.receive(b));
        } else if (queues.containsKey(device)) {
            queues.get(device).add(b);
            queued.drive(true);
        }
    }

    /** Whether there is a byte for a VM's console. */
    boolean holds(int device) {
        Deque<Integer> queue = queues.get(device);
        return queue != null && !queue.isEmpty();
    }

    /** The next byte for a VM's console, or -1. */
    int take(int device) {
        Deque<Integer> queue = queues.get(device);
        if (queue == null || queue.isEmpty()) {
            return -1;
        }
        int b = queue.remove();
        queued.drive(queues.values().stream().anyMatch(each -> !each.isEmpty()));
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
