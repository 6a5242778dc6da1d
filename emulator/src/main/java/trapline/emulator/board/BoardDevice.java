package trapline.emulator.board;

import java.util.List;

/**
 * What is where: one row per device, in address order. Sizes are those of the address map and the device tree; a device
 * may answer to fewer bytes, and what it leaves is an external abort.
 */
public enum BoardDevice {
    // spotless:off
    FLASH      (0x0000_0000L, 0x0400_0000, -1, "cfi-flash"),
    FLASH1     (0x0400_0000L, 0x0400_0000, -1, "cfi-flash"),
    GICD       (0x0800_0000L, 0x0001_0000, -1, "arm,cortex-a15-gic"),
    GICC       (0x0801_0000L, 0x0001_0000, -1, "arm,cortex-a15-gic"),
    GICV2M     (0x0802_0000L, 0x0000_1000, 48, "arm,gic-v2m-frame"),
    GICH       (0x0803_0000L, 0x0001_0000, -1, "arm,cortex-a15-gic"),
    GICV       (0x0804_0000L, 0x0001_0000, -1, "arm,cortex-a15-gic"),
    PL011      (0x0900_0000L, 0x0000_1000,  1, "arm,pl011", "arm,primecell"),
    PL031      (0x0901_0000L, 0x0000_1000,  2, "arm,pl031", "arm,primecell"),
    FW_CFG     (0x0902_0000L, 0x0000_0018, -1, "qemu,fw-cfg-mmio"),
    PL061      (0x0903_0000L, 0x0000_1000,  7, "arm,pl061", "arm,primecell"),
    VIRTIO_MMIO(0x0A00_0000L, 0x0000_0200, 16, "virtio,mmio"),
    PCIE_MEMORY(0x1000_0000L, 0x2EFF_0000, -1, "pci-host-ecam-generic"),
    PCIE_PORTS (0x3EFF_0000L, 0x0001_0000, -1, "pci-host-ecam-generic"),
    PCIE_ECAM  (0x3F00_0000L, 0x0100_0000,  3, "pci-host-ecam-generic"),
    /** The same configuration space for all buses: where software without firmware is told that it is. */
    PCIE_ECAM_HIGH(0x40_1000_0000L, 0x1000_0000, -1, "pci-host-ecam-generic"),
    PCIE_MEMORY_HIGH(0x80_0000_0000L, 0x80_0000_0000L, -1, "pci-host-ecam-generic");
    // spotless:on

    /** Base of RAM; the device tree is placed there unless an image claims it. */
    public static final long RAM_BASE = 0x4000_0000L;
    /** RAM when nothing else is asked for, in bytes. */
    public static final long DEFAULT_RAM_SIZE = 128L << 20;
    /** virtio-mmio transports: transport {@code n} is at {@code base + n * size}, with SPI {@code spi + n}. */
    public static final int VIRTIO_TRANSPORTS = 32;
    /** Interrupts the distributor knows: 32 private and 256 shared. */
    public static final int INTERRUPTS = 288;
    /** INTID of the first shared peripheral interrupt. */
    public static final int FIRST_SPI = 32;

    private final long base;
    private final long size;
    private final int spi;
    private final List<String> compatible;

    BoardDevice(long base, long size, int spi, String... compatible) {
        this.base = base;
        this.size = size;
        this.spi = spi;
        this.compatible = List.of(compatible);
    }

    /** Physical address of the first byte. */
    public long base() {
        return base;
    }

    /** Bytes in the address map; for {@link #VIRTIO_MMIO}, of one transport. */
    public long size() {
        return size;
    }

    /** Whether it has an interrupt of its own. */
    public boolean hasInterrupt() {
        return spi >= 0;
    }

    /** Number among the shared peripheral interrupts, as device trees count; the first of several. */
    public int spi() {
        if (spi < 0) {
            throw new IllegalStateException(name() + " raises no interrupt");
        }
        return spi;
    }

    /** Interrupt number at the GIC. */
    public int intid() {
        return FIRST_SPI + spi();
    }

    /** The device tree's {@code compatible} strings, most specific first. */
    public List<String> compatible() {
        return compatible;
    }
}
