package trapline.recorder.event;

/** Devices that the microvisor emulates for VMs. */
public enum MmioDeviceKind {
    /** GIC distributor. */
    GICD,
    /** PL011 UART. */
    PL011,
    /** PL031 real-time clock. */
    PL031,
    /** PL061 GPIO. */
    PL061,
    /** virtio-mmio transport. */
    VIRTIO_MMIO,
    /** CFI parallel flash. */
    PFLASH,
    /** Nothing is there. */
    NONE
}
