package trapline.emulator.microvisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.hyp.HypPort;
import trapline.emulator.virtio.NetworkSwitches;

/** A VM: its memory, virtual CPUs, interrupts, devices and messages. {@link #id} is the VM-ID, who it is to others. */
final class Partition {
    /** The virtual interrupt that says: a message came, or a lock became free. */
    static final int MESSAGE_INTID = 48;

    private static final int GIC_CPU_INTERFACE_PAGES = 2;

    final int id;
    final VmConfig config;
    private final Stage2Tables tables;
    private final GuestMemory memory;
    private final List<VirtualCpu> vcpus = new ArrayList<>();
    private final VirtualDistributor distributor;
    private final VirtualDevices devices;
    private final Mailbox mailbox;
    private final PassThrough passThrough;
    /** Pages that were shared with this VM and taken back; touching them is this VM's mistake, not its end. */
    private final Set<Long> lost = new TreeSet<>();

    private long counterOffset;
    private boolean running = true;

    /**
     * A VM that has not started.
     *
     * @param space its share of physical memory
     * @param cpus the physical CPUs
     * @param switches the networks of the machine
     */
    Partition(
            int id,
            VmConfig config,
            MemoryLayout.Space space,
            List<PhysicalCpu> cpus,
            NetworkSwitches switches,
            Wakeup wakeup) {
        this.id = id;
        this.config = config;
        PageStore store = new PageStore(space.own(), MemoryLayout.OWN_BYTES);
        tables = new Stage2Tables(id, 1 + id, store);
        mailbox = new Mailbox(store);
        memory = new GuestMemory(tables, space.ram(), config.ramBytes(), store.take());
        distributor = new VirtualDistributor(id, vcpus, config.vcpus(), wakeup);
        for (int i = 0; i < config.vcpus(); i++) {
            vcpus.add(new VirtualCpu(this, i, cpus.get((config.placement().cpu() + i) % cpus.size())));
        }
        devices = new VirtualDevices(id, config.virtio(), memory, switches, distributor, wakeup);
        home().partitions.add(this);
        passThrough = new PassThrough(config);
    }

    /** Maps hardware: the virtual CPU interface at the place of GICC, and the devices that are the VM's alone. */
    void mapHardware(HypPort port) {
        for (int page = 0; page < GIC_CPU_INTERFACE_PAGES; page++) {
            long offset = page * PageStore.PAGE;
            tables.map(port, BoardDevice.GICC.base() + offset, BoardDevice.GICV.base() + offset, Mapping.DEVICE);
        }
        passThrough.open(port, tables);
    }

    /** The physical CPU that works for the VM's devices: that of its first vCPU, to which their interrupts go at first. */
    PhysicalCpu home() {
        return vcpus.getFirst().cpu;
    }

    int priority() {
        return config.placement().priority();
    }

    Stage2Tables tables() {
        return tables;
    }

    GuestMemory memory() {
        return memory;
    }

    List<VirtualCpu> vcpus() {
        return vcpus;
    }

    VirtualDistributor distributor() {
        return distributor;
    }

    VirtualDevices devices() {
        return devices;
    }

    PassThrough passThrough() {
        return passThrough;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    Set<Long> lostPages() {
        return lost;
    }

    /** CNTVOFF: the VM's virtual counter begins at zero. */
    long counterOffset() {
        return counterOffset;
    }

    void startCounter(long count) {
        counterOffset = count;
    }

    boolean isRunning() {
        return running;
    }

    void end() {
        running = false;
    }

    /** The virtual interrupt that brings the VM to look: a message, or a lock. */
    void notifyGuest() {
        if (running) {
            distributor.pulse(0, MESSAGE_INTID);
        }
    }
}
