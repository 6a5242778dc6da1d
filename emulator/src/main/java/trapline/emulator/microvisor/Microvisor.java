package trapline.emulator.microvisor;

import java.util.ArrayList;
import java.util.List;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.board.PrivateInterrupt;
import trapline.emulator.boot.EntryState;
import trapline.emulator.cpu.Psr;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.device.GicState;
import trapline.emulator.device.VirtualInterruptListener;
import trapline.emulator.hyp.HypPort;
import trapline.emulator.hyp.HypResident;
import trapline.emulator.virtio.NetworkSwitches;
import trapline.recorder.event.Observation.GuestExit.Cause;
import trapline.recorder.event.TrapReason;

/**
 * The microvisor: sets the machine up at reset, starts the VMs, and sends every exception to Hyp mode to whom it concerns.
 * Each stay in Hyp mode ends with the scheduler's choice of who goes on.
 */
public final class Microvisor implements HypResident {
    private static final int VECTOR_TRAP = 0x14;
    private static final int VECTOR_IRQ = 0x18;
    private static final int VECTOR_FIQ = 0x1C;

    private static final long GICC_IAR = BoardDevice.GICC.base() + 0x0C;
    private static final long GICC_EOIR = BoardDevice.GICC.base() + 0x10;
    private static final long GICC_DIR = BoardDevice.GICC.base() + 0x1000;
    private static final long GICD_ISENABLER = BoardDevice.GICD.base() + 0x100;
    private static final long GICD_ICENABLER = BoardDevice.GICD.base() + 0x180;
    private static final int FIRST_SPURIOUS = 1020;
    /** Input waits for the console of a VM: the interrupt of the machine's UART. */
    private static final int CONSOLE_INTID = BoardDevice.PL011.intid();

    private static final int START_PSR = Psr.Z | 0x1D3;

    private final List<PhysicalCpu> cpus = new ArrayList<>();
    private final List<Partition> partitions = new ArrayList<>();
    private final boolean eager;
    private final MemoryLayout layout;
    private final SavedContext reset = new SavedContext();
    private final Scheduler scheduler;
    /** The networks that VMs' cards are plugged into. */
    private final NetworkSwitches switches = new NetworkSwitches();

    private final HypercallTable hypercalls;
    private final GuestPsci psci;
    private final DeviceTraps devices;
    private final Lifecycle lifecycle;
    /** Some console's UART has no room: its input waits until the guest has read. */
    private boolean inputWaits;

    /**
     * A microvisor for a machine that has not been reset.
     *
     * @param timeslice ticks after which a vCPU gives way to another of equal priority
     * @param eager maps all memory of a VM before it starts, instead of each page when it is touched first
     * @param cpus number of physical CPUs
     * @param guests the VMs, in the order of their VM-IDs
     */
    public Microvisor(long timeslice, boolean eager, int cpus, List<VmConfig> guests) {
        this.eager = eager;
        for (int i = 0; i < cpus; i++) {
            this.cpus.add(new PhysicalCpu(i));
        }
        scheduler = new Scheduler(this.cpus, timeslice);
        layout = new MemoryLayout(guests);
        for (int id = 0; id < guests.size(); id++) {
            partitions.add(new Partition(id, guests.get(id), layout.space(id), this.cpus, switches, scheduler));
        }
        ShareTable shares = new ShareTable(guests.size());
        lifecycle = new Lifecycle(partitions, scheduler, shares);
        hypercalls = new HypercallTable(partitions, shares, scheduler);
        psci = new GuestPsci(scheduler, lifecycle, reset);
        devices = new DeviceTraps(lifecycle);
    }

    /** RAM that a machine needs for these VMs and the microvisor itself, in bytes. */
    public static long ramNeeded(List<VmConfig> guests) {
        return new MemoryLayout(guests).ramNeeded();
    }

    @Override
    public VirtualInterruptListener interruptListener() {
        return new VirtualInterruptListener() {
            @Override
            public void acknowledged(int cpu, int intid, int lr, int priority, boolean hw) {
                PhysicalCpu where = cpus.get(cpu);
                where.loaded().ifPresent(vcpu -> vcpu.interrupts.acknowledged(where.port(), lr));
            }

            @Override
            public void ended(int cpu, int intid, int lr, int priority, boolean hw) {
                PhysicalCpu where = cpus.get(cpu);
                where.loaded().ifPresent(vcpu -> vcpu.interrupts.ended(where.port(), lr));
            }
        };
    }

    @Override
    public long digest() {
        long digest = 0;
        for (Partition partition : partitions) {
            digest = 31 * digest + partition.devices().digest();
        }
        return digest + switches.digest();
    }

    @Override
    public void onReset(HypPort port) {
        PhysicalCpu here = cpus.get(port.cpu());
        here.start(port);
        here.entered = port.now();
        scheduler.enter(here);
        HardwareSetup.ofCpu(port);
        if (here.index == 0) {
            HardwareSetup.ofMachine(port, CONSOLE_INTID);
            reset.saveSystem(port);
            partitions.forEach(partition -> start(here, partition));
        }
        scheduler.leave();
    }

    private void start(PhysicalCpu here, Partition partition) {
        HypPort port = here.port();
        EntryState entry = new GuestImage(port, partition, layout.space(partition.id)).load();
        partition.mapHardware(port);
        if (eager) {
            partition.memory().touchAll(port);
        }
        partition.devices().setClock(port);
        partition.startCounter(port.system(SysReg.CNTPCT));
        int psr = START_PSR | ((entry.pc() & 1) != 0 ? Psr.T : 0);
        VirtualCpu first = partition.vcpus().getFirst();
        first.context.start(reset, entry.pc() & ~1, psr, entry.r0(), entry.r1(), entry.r2());
        scheduler.start(first);
    }

    @Override
    public void onException(HypPort port, int vector) {
        PhysicalCpu here = cpus.get(port.cpu());
        here.entered = port.now();
        scheduler.enter(here);
        switch (vector) {
            case VECTOR_TRAP -> {
                // A vCPU that another CPU has stopped does nothing any more.
                if (here.running) {
                    trap(here);
                }
            }
            case VECTOR_IRQ, VECTOR_FIQ -> interrupts(here);
            default -> throw new IllegalStateException("the microvisor itself faulted: vector " + vector);
        }
        scheduler.leave();
    }

    private void trap(PhysicalCpu here) {
        HypPort port = here.port();
        int hsr = (int) port.system(SysReg.HSR);
        switch (TrapReason.ofHsr(hsr)) {
            case WFI -> waitForInterrupt(here, hsr);
            case WFE -> {
                GuestExceptions.skip(port, hsr);
                scheduler.yield();
            }
            case HVC -> hypervisorCall(here, hsr & 0xFFFF);
            case SMC -> {
                GuestExceptions.skipBytes(port, 4);
                psci.call(here);
            }
            case CP15_32 -> SystemRegisterTraps.access32(here, hsr, 15);
            case CP15_64 -> SystemRegisterTraps.access64(here, hsr, 15);
            case CP14_MR -> SystemRegisterTraps.access32(here, hsr, 14);
            case CP14_64 -> SystemRegisterTraps.access64(here, hsr, 14);
            case IABT -> prefetchAbort(here, hsr);
            case DABT -> {
                devices.dataAbort(here, hsr);
                receiveInput(here);
            }
            case CP_0_13 -> coprocessor(here, hsr);
            case UNKNOWN, CP14_LS, CP10_ID, JAZELLE, BXJ, SVC_HYP -> GuestExceptions.undefined(port);
            case IABT_HYP, DABT_HYP, IRQ, FIQ ->
                throw new IllegalStateException("no trap of a guest: HSR 0x" + Integer.toHexString(hsr));
        }
    }

    private void prefetchAbort(PhysicalCpu here, int hsr) {
        if (PrivateSwitch.isCause(hsr)) {
            PrivateSwitch.take(here);
        } else {
            devices.prefetchAbort(here, hsr);
        }
    }

    private static void coprocessor(PhysicalCpu here, int hsr) {
        if (ExtensionSwitch.isCause(hsr)) {
            ExtensionSwitch.take(here);
        } else {
            GuestExceptions.undefined(here.port());
        }
    }

    private void waitForInterrupt(PhysicalCpu here, int hsr) {
        GuestExceptions.skip(here.port(), hsr);
        VirtualCpu vcpu = here.current();
        if (!vcpu.interrupts.hasPending(here.port())) {
            scheduler.block();
        }
    }

    private void hypervisorCall(PhysicalCpu here, int immediate) {
        switch (immediate) {
            case 0 -> psci.call(here);
            case SEMIHOSTING_EXIT ->
                lifecycle.end(here, Cause.SEMIHOSTING_EXIT, here.port().guestRegister(0), "semihosting exit");
            default -> hypercalls.call(here, immediate);
        }
    }

    /** Takes interrupts until there is none; with GICC_CTLR.EOImode 1, ending and deactivating are two things. */
    private void interrupts(PhysicalCpu here) {
        HypPort port = here.port();
        for (; ; ) {
            int acknowledged = port.loadWord(GICC_IAR);
            int intid = acknowledged & 0x3FF;
            if (intid >= FIRST_SPURIOUS) {
                return;
            }
            port.storeWord(GICC_EOIR, acknowledged);
            if (!forward(here, intid)) {
                handle(here, intid);
                port.storeWord(GICC_DIR, acknowledged);
            }
        }
    }

    /** Hands an interrupt on to the guest it is meant for, whose end of interrupt will deactivate it. */
    private boolean forward(PhysicalCpu here, int intid) {
        if (intid == Timers.VIRTUAL) {
            VirtualCpu vcpu = here.current();
            vcpu.partition.distributor().forward(vcpu.index, Timers.VIRTUAL);
            return true;
        }
        for (Partition partition : partitions) {
            if (intid >= GicState.PRIVATE && partition.passThrough().owns(intid)) {
                partition.distributor().forward(0, intid);
                return true;
            }
        }
        return false;
    }

    private void handle(PhysicalCpu here, int intid) {
        if (intid == PrivateInterrupt.HYP_TIMER.intid()) {
            here.port().setSystem(SysReg.CNTHP_CTL, 0);
            scheduler.expireTimers();
            receiveInput(here);
        } else if (intid == PrivateInterrupt.MAINTENANCE.intid()) {
            here.loaded().ifPresent(vcpu -> vcpu.interrupts.maintain(here.port()));
        } else if (intid == CONSOLE_INTID) {
            inputWaits = true;
            receiveInput(here);
        }
        // Anything else is a kick, which has done its work by coming here.
    }

    /** Hands console input on; what has to wait keeps its interrupt line high, so that the interrupt is off meanwhile. */
    private void receiveInput(PhysicalCpu here) {
        if (!inputWaits) {
            return;
        }
        boolean waits = false;
        for (Partition partition : partitions) {
            if (partition.isRunning()) {
                waits |= partition.devices().receive(here.port());
            } else {
                partition.devices().discardInput(here.port());
            }
        }
        long register = waits ? GICD_ICENABLER : GICD_ISENABLER;
        here.port().storeWord(register + 4 * (CONSOLE_INTID / 32), 1 << CONSOLE_INTID % 32);
        inputWaits = waits;
    }
}
