package trapline.emulator.board;

import java.util.List;
import java.util.stream.LongStream;

/**
 * The device tree of the board, from the board table. Nodes, properties and their order are those of QEMU's, because
 * software prints what it finds; only the random seeds are constants here, so that a run can be repeated.
 */
public final class DeviceTree {
    /** Bytes QEMU gives to its tree; firmware reckons with the free space. */
    public static final int PADDED_SIZE = 0x10_0000;

    private static final int SHARED = 0;
    private static final int PRIVATE = 1;
    private static final int EDGE_RISING = 1;
    private static final int LEVEL_HIGH = 4;
    private static final int PRIVATE_CPU_SHIFT = 8;

    private static final int CLOCK_PHANDLE = 0x8000;
    private static final int CLOCK_HZ = 24_000_000;
    private static final int POWER_KEY_PIN = 3;
    private static final int KEY_POWER = 116;

    private static final long PLATFORM_BUS = 0x0C00_0000L;
    private static final int PLATFORM_BUS_SIZE = 0x0200_0000;

    /** "TRAPLINE", where QEMU draws random numbers. */
    private static final int[] SEED = {0x5452_4150, 0x4C49_4E45};

    private final DeviceTreeConfig config;
    private final FlattenedTree tree = new FlattenedTree();
    private final int gicPhandle;
    private final int messagePhandle;
    private final int gpioPhandle;

    private DeviceTree(DeviceTreeConfig config) {
        this.config = config;
        gicPhandle = CLOCK_PHANDLE + config.cpus() + 1;
        messagePhandle = gicPhandle + 1;
        gpioPhandle = has(BoardDevice.GICV2M) ? messagePhandle + 1 : messagePhandle;
    }

    /**
     * Writes the tree.
     *
     * @param size bytes of the result, free space included: {@link #PADDED_SIZE} or, for none, 0
     */
    public static byte[] write(DeviceTreeConfig config, int size) {
        DeviceTree self = new DeviceTree(config);
        self.root();
        return self.tree.toBytes(size);
    }

    private boolean has(BoardDevice device) {
        return config.devices().contains(device);
    }

    private void root() {
        tree.begin("")
                .cells("interrupt-parent", gicPhandle)
                .text("model", "linux,dummy-virt")
                .cells("#size-cells", 2)
                .cells("#address-cells", 2)
                .text("compatible", "linux,dummy-virt");
        psci(tree, config.hyp());
        tree.begin("memory@" + Long.toHexString(BoardDevice.RAM_BASE))
                .longs("reg", BoardDevice.RAM_BASE, config.ramBytes())
                .text("device_type", "memory")
                .end();
        platformBus();
        if (has(BoardDevice.FW_CFG)) {
            begin("fw-cfg", BoardDevice.FW_CFG).flag("dma-coherent");
            reg(BoardDevice.FW_CFG).compatible(BoardDevice.FW_CFG).end();
        }
        if (has(BoardDevice.VIRTIO_MMIO)) {
            virtioTransports();
        }
        if (has(BoardDevice.PL061)) {
            gpio();
        }
        if (has(BoardDevice.PCIE_ECAM)) {
            pcie(BoardDevice.PCIE_ECAM);
        } else if (has(BoardDevice.PCIE_ECAM_HIGH)) {
            pcie(BoardDevice.PCIE_ECAM_HIGH);
        }
        primecells();
        tree.begin("pmu").end();
        interruptController();
        if (has(BoardDevice.FLASH)) {
            flash();
        }
        cpus();
        timer();
        clock();
        chosen();
        tree.end();
    }

    private FlattenedTree begin(String device, BoardDevice at) {
        return tree.begin(device + "@" + Long.toHexString(at.base()));
    }

    private DeviceTree reg(BoardDevice device) {
        tree.longs("reg", device.base(), device.size());
        return this;
    }

    private FlattenedTree compatible(BoardDevice device) {
        return tree.text("compatible", device.compatible());
    }

    private void interrupt(BoardDevice device) {
        tree.cells("interrupts", SHARED, device.spi(), LEVEL_HIGH);
    }

    /** The node that says how PSCI is called: by SMC from Hyp mode, else by HVC. */
    static void psci(FlattenedTree tree, boolean hyp) {
        tree.begin("psci")
                .cells("migrate", 0x8400_0005)
                .cells("cpu_on", 0x8400_0003)
                .cells("cpu_off", 0x8400_0002)
                .cells("cpu_suspend", 0x8400_0001)
                .text("method", hyp ? "smc" : "hvc")
                .text("compatible", "arm,psci-1.0", "arm,psci-0.2", "arm,psci")
                .end();
    }

    private void platformBus() {
        tree.begin("platform-bus@" + Long.toHexString(PLATFORM_BUS))
                .cells("interrupt-parent", gicPhandle)
                .cells("ranges", 0, 0, (int) PLATFORM_BUS, PLATFORM_BUS_SIZE)
                .cells("#address-cells", 1)
                .cells("#size-cells", 1)
                .text("compatible", "qemu,platform", "simple-bus")
                .end();
    }

    private void virtioTransports() {
        BoardDevice transport = BoardDevice.VIRTIO_MMIO;
        for (int n = 0; n < BoardDevice.VIRTIO_TRANSPORTS; n++) {
            long base = transport.base() + (long) n * transport.size();
            tree.begin("virtio_mmio@" + Long.toHexString(base))
                    .flag("dma-coherent")
                    .cells("interrupts", SHARED, transport.spi() + n, EDGE_RISING)
                    .longs("reg", base, transport.size());
            compatible(transport).end();
        }
    }

    private void gpio() {
        tree.begin("gpio-keys")
                .text("compatible", "gpio-keys")
                .begin("poweroff")
                .cells("gpios", gpioPhandle, POWER_KEY_PIN, 0)
                .cells("linux,code", KEY_POWER)
                .text("label", "GPIO Key Poweroff")
                .end()
                .end();
        begin("pl061", BoardDevice.PL061)
                .cells("phandle", gpioPhandle)
                .text("clock-names", "apb_pclk")
                .cells("clocks", CLOCK_PHANDLE);
        interrupt(BoardDevice.PL061);
        tree.flag("gpio-controller").cells("#gpio-cells", 2);
        compatible(BoardDevice.PL061);
        reg(BoardDevice.PL061).tree.end();
    }

    private void pcie(BoardDevice ecam) {
        tree.begin("pcie@10000000")
                .cells("interrupt-map-mask", 0x1800, 0, 0, 7)
                .cells("interrupt-map", pcieInterrupts())
                .cells("#interrupt-cells", 1);
        // spotless:off
        tree.cells(
                "ranges",
                0x100_0000, 0, 0, 0, 0x3EFF_0000, 0, 0x1_0000,
                0x200_0000, 0, 0x1000_0000, 0, 0x1000_0000, 0, 0x2EFF_0000,
                0x300_0000, 0x80, 0, 0x80, 0, 0x80, 0);
        // spotless:on
        reg(ecam);
        if (has(BoardDevice.GICV2M)) {
            tree.cells("msi-map", 0, messagePhandle, 0, 0x1_0000);
        }
        tree.flag("dma-coherent")
                .cells("bus-range", 0, (int) (ecam.size() >> 20) - 1)
                .cells("linux,pci-domain", 0)
                .cells("#size-cells", 2)
                .cells("#address-cells", 3)
                .text("device_type", "pci");
        compatible(ecam).end();
    }

    /** Four slots, four pins, four interrupts, each slot turned by one. */
    private int[] pcieInterrupts() {
        int[] map = new int[16 * 10];
        int at = 0;
        for (int slot = 0; slot < 4; slot++) {
            for (int pin = 0; pin < 4; pin++) {
                int spi = BoardDevice.PCIE_ECAM.spi() + (slot + pin) % 4;
                int[] entry = {slot << 11, 0, 0, pin + 1, gicPhandle, 0, 0, SHARED, spi, LEVEL_HIGH};
                System.arraycopy(entry, 0, map, at, entry.length);
                at += entry.length;
            }
        }
        return map;
    }

    private void primecells() {
        if (has(BoardDevice.PL031)) {
            begin("pl031", BoardDevice.PL031).text("clock-names", "apb_pclk").cells("clocks", CLOCK_PHANDLE);
            interrupt(BoardDevice.PL031);
            reg(BoardDevice.PL031).compatible(BoardDevice.PL031).end();
        }
        if (has(BoardDevice.PL011)) {
            begin("pl011", BoardDevice.PL011)
                    .text("clock-names", "uartclk", "apb_pclk")
                    .cells("clocks", CLOCK_PHANDLE, CLOCK_PHANDLE);
            interrupt(BoardDevice.PL011);
            reg(BoardDevice.PL011).compatible(BoardDevice.PL011).end();
        }
    }

    private void interruptController() {
        begin("intc", BoardDevice.GICD).cells("phandle", gicPhandle);
        if (config.hyp()) {
            tree.cells("interrupts", PRIVATE, PrivateInterrupt.MAINTENANCE.ppi(), LEVEL_HIGH);
        }
        List<BoardDevice> blocks = config.hyp()
                ? List.of(BoardDevice.GICD, BoardDevice.GICC, BoardDevice.GICH, BoardDevice.GICV)
                : List.of(BoardDevice.GICD, BoardDevice.GICC);
        tree.longs(
                "reg",
                blocks.stream()
                        .flatMapToLong(block -> LongStream.of(block.base(), block.size()))
                        .toArray());
        compatible(BoardDevice.GICD)
                .flag("ranges")
                .cells("#size-cells", 2)
                .cells("#address-cells", 2)
                .flag("interrupt-controller")
                .cells("#interrupt-cells", 3);
        if (has(BoardDevice.GICV2M)) {
            begin("v2m", BoardDevice.GICV2M).cells("phandle", messagePhandle);
            reg(BoardDevice.GICV2M).tree.flag("msi-controller");
            compatible(BoardDevice.GICV2M).end();
        }
        tree.end();
    }

    private void flash() {
        begin("flash", BoardDevice.FLASH)
                .cells("bank-width", 4)
                .longs(
                        "reg",
                        BoardDevice.FLASH.base(),
                        BoardDevice.FLASH.size(),
                        BoardDevice.FLASH1.base(),
                        BoardDevice.FLASH1.size());
        compatible(BoardDevice.FLASH).end();
    }

    private int cpuPhandle(int cpu) {
        return CLOCK_PHANDLE + config.cpus() - cpu;
    }

    private void cpus() {
        tree.begin("cpus").cells("#size-cells", 0).cells("#address-cells", 1);
        tree.begin("cpu-map").begin("socket0").begin("cluster0");
        for (int cpu = 0; cpu < config.cpus(); cpu++) {
            tree.begin("core" + cpu).cells("cpu", cpuPhandle(cpu)).end();
        }
        tree.end().end().end();
        for (int cpu = 0; cpu < config.cpus(); cpu++) {
            tree.begin("cpu@" + cpu).cells("phandle", cpuPhandle(cpu)).cells("reg", cpu);
            if (config.cpus() > 1) {
                tree.text("enable-method", "psci");
            }
            tree.text("compatible", "arm,cortex-a15").text("device_type", "cpu").end();
        }
        tree.end();
    }

    private void timer() {
        int flags = LEVEL_HIGH | (1 << config.cpus()) - 1 << PRIVATE_CPU_SHIFT;
        // spotless:off
        tree.begin("timer")
                .cells(
                        "interrupts",
                        PRIVATE, PrivateInterrupt.SECURE_PHYSICAL_TIMER.ppi(), flags,
                        PRIVATE, PrivateInterrupt.PHYSICAL_TIMER.ppi(), flags,
                        PRIVATE, PrivateInterrupt.VIRTUAL_TIMER.ppi(), flags,
                        PRIVATE, PrivateInterrupt.HYP_TIMER.ppi(), flags)
                // spotless:on
                .flag("always-on")
                .text("compatible", "arm,armv7-timer")
                .end();
    }

    private void clock() {
        tree.begin("apb-pclk")
                .cells("phandle", CLOCK_PHANDLE)
                .text("clock-output-names", "clk24mhz")
                .cells("clock-frequency", CLOCK_HZ)
                .cells("#clock-cells", 0)
                .text("compatible", "fixed-clock")
                .end();
    }

    private void chosen() {
        tree.begin("chosen");
        config.initrd().ifPresent(range -> tree.cells("linux,initrd-end", (int) range.end())
                .cells("linux,initrd-start", (int) range.start()));
        if (!config.bootArguments().isEmpty()) {
            tree.text("bootargs", config.bootArguments());
        }
        if (has(BoardDevice.PL011)) {
            tree.text("stdout-path", "/pl011@" + Long.toHexString(BoardDevice.PL011.base()));
        }
        tree.cells("rng-seed", SEED[0], SEED[1], SEED[0], SEED[1], SEED[0], SEED[1], SEED[0], SEED[1])
                .cells("kaslr-seed", SEED)
                .end();
    }
}
