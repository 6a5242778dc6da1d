package trapline.emulator.board;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a device tree is to describe.
 *
 * @param ramBytes memory from {@link BoardDevice#RAM_BASE} on
 * @param cpus processors, 1 to 8
 * @param hyp for software that starts in Hyp mode: it gets the GIC's virtual interfaces, and calls PSCI by SMC
 * @param devices the devices to mention
 * @param bootArguments the kernel's command line; empty for none
 * @param initrd where the initial RAM disk lies
 */
public record DeviceTreeConfig(
        long ramBytes, int cpus, boolean hyp, Set<BoardDevice> devices, String bootArguments, Optional<Range> initrd) {

    /**
     * Physical addresses.
     *
     * @param start the first
     * @param end the first behind
     */
    public record Range(long start, long end) {}

    /**
     * All devices of the board, without command line and RAM disk. QEMU tells firmware of a configuration space that
     * 32-bit addresses reach, and other software of one with room for all buses.
     */
    public static DeviceTreeConfig ofBoard(long ramBytes, int cpus, boolean hyp, boolean firmware) {
        Set<BoardDevice> devices = EnumSet.allOf(BoardDevice.class);
        devices.remove(firmware ? BoardDevice.PCIE_ECAM_HIGH : BoardDevice.PCIE_ECAM);
        return new DeviceTreeConfig(ramBytes, cpus, hyp, devices, "", Optional.empty());
    }

    /** The same with a command line. */
    public DeviceTreeConfig withBootArguments(String arguments) {
        return new DeviceTreeConfig(ramBytes, cpus, hyp, devices, arguments, initrd);
    }

    /** The same with an initial RAM disk. */
    public DeviceTreeConfig withInitrd(long start, long end) {
        return new DeviceTreeConfig(ramBytes, cpus, hyp, devices, bootArguments, Optional.of(new Range(start, end)));
    }

    /** The same with these devices only: for a virtual machine. */
    public DeviceTreeConfig withDevices(Set<BoardDevice> only) {
        return new DeviceTreeConfig(ramBytes, cpus, hyp, only, bootArguments, initrd);
    }
}
