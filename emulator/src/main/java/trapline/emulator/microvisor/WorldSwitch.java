package trapline.emulator.microvisor;

import java.util.Optional;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.hyp.HypPort;
import trapline.recorder.event.EventType;
import trapline.recorder.event.Observation.VcpuState.State;
import trapline.recorder.event.Observation.WorldSwitch.Reason;

/**
 * Brings a physical CPU from one vCPU to another. Registers move only when another vCPU comes: one that wakes from idle and
 * finds its registers still there goes on at once. No TLB is flushed; VMIDs keep the entries apart.
 */
final class WorldSwitch {
    private static final long GICD_ISACTIVER0 = BoardDevice.GICD.base() + 0x300;
    private static final long GICD_ICACTIVER0 = BoardDevice.GICD.base() + 0x380;
    private static final int VIRTUAL_TIMER_BIT = 1 << Timers.VIRTUAL;
    private static final int NOBODY = -1;

    /** Puts {@code next} into the CPU. */
    void to(PhysicalCpu here, VirtualCpu next, Reason reason) {
        long began = here.port().now();
        int fromVm = vmOf(here);
        int fromVcpu = vcpuOf(here);
        if (!here.isLoaded(next)) {
            unload(here);
            load(here, next);
        } else if (here.idle) {
            next.context.loadReturn(here.port());
        }
        ExtensionSwitch.loaded(here, next);
        PrivateSwitch.loaded(here, next);
        here.idle = false;
        finish(here, fromVm, fromVcpu, reason, began);
    }

    /**
     * Nobody is ready; the registers stay where they are. Those of a vCPU that is off must not: it starts anew, from what is
     * saved for it.
     */
    void toIdle(PhysicalCpu here, Reason reason) {
        long began = here.port().now();
        int fromVm = vmOf(here);
        int fromVcpu = vcpuOf(here);
        if (here.loaded().filter(vcpu -> vcpu.state() == State.OFFLINE).isPresent()) {
            unload(here);
        } else {
            here.loaded().ifPresent(vcpu -> vcpu.context.saveReturn(here.port()));
        }
        here.idle = true;
        finish(here, fromVm, fromVcpu, reason, began);
    }

    private static void finish(PhysicalCpu here, int fromVm, int fromVcpu, Reason reason, long began) {
        HypPort port = here.port();
        port.attribute(vmOf(here), vcpuOf(here));
        port.trace()
                .send(port.event(EventType.WORLD_SWITCH)
                        .put(fromVm)
                        .put(fromVcpu)
                        .put(vmOf(here))
                        .put(vcpuOf(here))
                        .put(reason)
                        .put(began));
    }

    private static int vmOf(PhysicalCpu here) {
        return here.idle ? NOBODY : here.loaded().map(vcpu -> vcpu.partition.id).orElse(NOBODY);
    }

    private static int vcpuOf(PhysicalCpu here) {
        return here.idle ? NOBODY : here.loaded().map(vcpu -> vcpu.index).orElse(NOBODY);
    }

    private void unload(PhysicalCpu here) {
        Optional<VirtualCpu> loaded = here.loaded();
        if (loaded.isEmpty()) {
            return;
        }
        HypPort port = here.port();
        VirtualCpu vcpu = loaded.get();
        if (!here.idle) {
            vcpu.context.saveReturn(port);
        }
        vcpu.context.save(port);
        vcpu.timers.save(port);
        vcpu.interrupts.save(port);
        if (vcpu.partition.distributor().isPhysical(vcpu.index, Timers.VIRTUAL)) {
            port.storeWord(GICD_ICACTIVER0, VIRTUAL_TIMER_BIT);
        }
        here.unload();
    }

    private void load(PhysicalCpu here, VirtualCpu vcpu) {
        HypPort port = here.port();
        Partition partition = vcpu.partition;
        port.setSystem(SysReg.VTTBR, partition.tables().vttbr());
        port.setSystem(SysReg.VMPIDR, port.system(SysReg.MPIDR) & ~0xFFL | vcpu.index);
        vcpu.context.load(port);
        vcpu.interrupts.load(port);
        if (partition.distributor().isPhysical(vcpu.index, Timers.VIRTUAL)) {
            port.storeWord(GICD_ISACTIVER0, VIRTUAL_TIMER_BIT);
        }
        vcpu.timers.load(port, partition.counterOffset());
        // A STREX must not pass for a LDREX before which another vCPU has run here.
        port.clearExclusive();
        // What was sent to it while it was not here may have gone to another: its next WFE does not wait.
        port.sendEvent();
        here.setLoaded(vcpu);
    }
}
