package trapline.emulator;

import java.util.Optional;
import trapline.emulator.board.DeviceTreeConfig;
import trapline.emulator.boot.BootPlan;
import trapline.emulator.boot.ImageKind;
import trapline.emulator.microvisor.VmConfig;

/** How the guests of a scenario are booted. */
public final class BootPlans {
    private BootPlans() {}

    /**
     * The device tree blob that a guest of a scenario is given; none when its program lies where that would be.
     *
     * @param guest its number
     * @throws trapline.emulator.boot.ImageException when a file cannot be used
     */
    public static Optional<byte[]> deviceTree(Scenario scenario, int guest) {
        GuestConfig config = scenario.guests().get(guest);
        BootPlan plan = scenario.boot() == Scenario.Boot.GUEST ? vm(config).bootPlan() : ofMachine(scenario, config);
        return plan.deviceTree();
    }

    /** Of the image of a machine without the microvisor. */
    static BootPlan ofMachine(Scenario scenario, GuestConfig guest) {
        boolean firmware = guest.image().kind() == ImageKind.FIRMWARE;
        MachineConfig machine = scenario.machine();
        boolean hyp = scenario.boot() == Scenario.Boot.HYP;
        return BootPlan.of(guest.files(), DeviceTreeConfig.ofBoard(machine.ramBytes(), machine.cpus(), hyp, firmware));
    }

    /** A guest as the microvisor is told of it. */
    static VmConfig vm(GuestConfig guest) {
        return new VmConfig(
                guest.name(),
                guest.files(),
                guest.ramBytes(),
                guest.vcpus(),
                new VmConfig.Placement(guest.priority(), guest.cpu(), guest.devices()),
                guest.virtio());
    }
}
