package trapline.emulator.microvisor;

import java.util.ArrayList;
import java.util.List;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.boot.BootPlan;

/** How the microvisor divides the machine's RAM: its own memory for each VM, then the VMs' memories. */
final class MemoryLayout {
    /** The microvisor's own memory for one VM: stage-2 tables, queue, a page of zeros. */
    static final long OWN_BYTES = (Stage2Tables.MOST_PAGES + Mailbox.PLACES + 1) * PageStore.PAGE;

    private static final long BLOCK = 2 << 20;

    /**
     * A VM's share.
     *
     * @param own physical address of the microvisor's memory for it
     * @param ram physical address of its RAM
     * @param flash physical address of its flash, both banks as they lie from its address 0 on
     * @param hasFlash whether it has something in flash, so that there is room for it
     */
    record Space(long own, long ram, long flash, boolean hasFlash) {}

    private final List<Space> spaces = new ArrayList<>();
    private final long end;

    MemoryLayout(List<VmConfig> guests) {
        long own = BoardDevice.RAM_BASE;
        long next = blocks(own + guests.size() * OWN_BYTES);
        for (VmConfig guest : guests) {
            long flash = next + blocks(guest.ramBytes());
            BootPlan plan = guest.bootPlan();
            boolean hasFlash = plan.flash().isPresent() || plan.secondFlash().isPresent();
            spaces.add(new Space(own, next, flash, hasFlash));
            own += OWN_BYTES;
            next = flash + (hasFlash ? BoardDevice.FLASH1.base() + BoardDevice.FLASH1.size() : 0);
        }
        end = next;
    }

    private static long blocks(long bytes) {
        return bytes + BLOCK - 1 & -BLOCK;
    }

    /** The share of a VM. */
    Space space(int vm) {
        return spaces.get(vm);
    }

    /** RAM that the machine needs, in bytes. */
    long ramNeeded() {
        return end - BoardDevice.RAM_BASE;
    }
}
