/**
 * virtio devices behind virtio-mmio transports (Virtual I/O Device 1.1; its sections are cited), as QEMU's board has them.
 * {@link trapline.emulator.virtio.VirtioMmio} holds the registers, {@link trapline.emulator.virtio.VirtioDevice} what every
 * device has: status, features, queues, interrupts, and the ticks at which it works; each
 * {@link trapline.emulator.virtio.VirtioFunction} is what one kind of device does with its queues. Start at
 * {@link trapline.emulator.virtio.VirtioBus}, which builds them all from a {@link trapline.emulator.virtio.VirtioConfig}.
 *
 * <p>What a driver puts into a queue is anybody's bytes. Whatever makes no sense ends in
 * {@link trapline.emulator.virtio.BrokenRing}, after which the device wants to be reset and does nothing before.
 */
@NullMarked
package trapline.emulator.virtio;

import org.jspecify.annotations.NullMarked;
