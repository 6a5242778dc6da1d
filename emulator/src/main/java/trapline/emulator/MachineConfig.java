package trapline.emulator;

import trapline.emulator.virtio.VirtioConfig;

/**
 * The hardware.
 *
 * @param ramBytes size of the memory from 0x4000_0000 on
 * @param cpus number of CPUs, 1 to 8
 * @param quantum ticks of a CPU's turn
 * @param virtio what is behind the virtio transports
 */
public record MachineConfig(long ramBytes, int cpus, int quantum, VirtioConfig virtio) {
    /** As QEMU's {@code virt} board without options. */
    public static final MachineConfig DEFAULT = new MachineConfig(128L << 20, 1, 4096);

    /** Without virtio devices. */
    public MachineConfig(long ramBytes, int cpus, int quantum) {
        this(ramBytes, cpus, quantum, VirtioConfig.NONE);
    }

    /** The same with these virtio devices. */
    public MachineConfig with(VirtioConfig other) {
        return new MachineConfig(ramBytes, cpus, quantum, other);
    }
}
