package trapline.emulator.microvisor;

import java.util.Collection;
import java.util.List;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.hyp.HypPort;
import trapline.recorder.event.EventType;
import trapline.recorder.event.TlbOperation;

/**
 * A VM's stage-2 translation tables in the microvisor's memory: 32-bit intermediate physical addresses, three levels,
 * pages of 4 KiB. Tables are made when something in their range is mapped first.
 */
final class Stage2Tables {
    /** VTCR: T0SZ 0, start at level 1, tables write-back and Inner Shareable. */
    static final int VTCR = 1 << 31 | 0b11 << 12 | 0b01 << 10 | 0b01 << 8 | 0b01 << 6;
    /** Bits of an intermediate physical address. */
    static final int IPA_BITS = 32;
    /** Pages that the tables can need: one for the root, one for each gigabyte, one for each two megabytes. */
    static final int MOST_PAGES = 1 + 4 + 2048;

    private static final long TABLE = 0b11;
    private static final long ADDRESS = 0xFF_FFFF_F000L;
    private static final long HAP_READ = 1 << 6;
    private static final long HAP_WRITE = 1 << 7;
    /** MemAttr: Normal memory, write-back (B3.6.2). */
    private static final long MEMORY = 0b1111 << 2;

    private final int vm;
    private final int vmid;
    private final PageStore store;
    private final long root;

    Stage2Tables(int vm, int vmid, PageStore store) {
        this.vm = vm;
        this.vmid = vmid;
        this.store = store;
        root = store.take();
    }

    /** The value of VTTBR that puts these tables in force. */
    long vttbr() {
        return root | (long) vmid << 48;
    }

    /** Maps a page where nothing is mapped; needs no TLB maintenance, because faults are not cached. */
    void map(HypPort port, long ipa, long pa, Mapping mapping) {
        port.storeDouble(leaf(port, ipa), mapping.descriptor(pa));
        changed(port, ipa, pa, mapping.hap());
    }

    /** Unmaps a page and drops what TLBs hold of it. */
    void unmap(HypPort port, long ipa) {
        unmap(port, List.of(ipa));
    }

    /**
     * Unmaps pages and drops what TLBs hold of them. There is no invalidation by intermediate physical address in ARMv7:
     * all entries of the VMID go, on all CPUs (B3.10.6).
     */
    void unmap(HypPort port, Collection<Long> ipas) {
        if (ipas.isEmpty()) {
            return;
        }
        for (long ipa : ipas) {
            port.storeDouble(leaf(port, ipa), 0);
        }
        long current = port.system(SysReg.VTTBR);
        boolean foreign = current != vttbr();
        if (foreign) {
            port.setSystem(SysReg.VTTBR, vttbr());
        }
        port.tlbMaintenance(TlbOperation.TLBIALLIS, 0);
        if (foreign) {
            port.setSystem(SysReg.VTTBR, current);
        }
        for (long ipa : ipas) {
            changed(port, ipa, -1, 0);
        }
    }

    private void changed(HypPort port, long ipa, long pa, int hap) {
        port.trace()
                .send(port.event(EventType.STAGE2_CHANGE)
                        .put(vm)
                        .put(ipa)
                        .put(pa)
                        .put(PageStore.PAGE)
                        .put(hap));
    }

    /** Physical address for an access to memory, or -1 when none is mapped there or the rights do not suffice. */
    long translate(HypPort port, long ipa, boolean write) {
        long descriptor = descriptor(port, ipa);
        boolean permitted = (descriptor & (write ? HAP_WRITE : HAP_READ)) != 0;
        if (!permitted || (descriptor & MEMORY) != MEMORY) {
            return -1;
        }
        return descriptor & ADDRESS | ipa & PageStore.PAGE - 1;
    }

    /** Whether something is mapped at the page. */
    boolean isMapped(HypPort port, long ipa) {
        return descriptor(port, ipa) != 0;
    }

    private long descriptor(HypPort port, long ipa) {
        long level2 = port.loadDouble(root + 8 * (ipa >>> 30));
        if (level2 == 0) {
            return 0;
        }
        long level3 = port.loadDouble((level2 & ADDRESS) + 8 * (ipa >>> 21 & 0x1FF));
        return level3 == 0 ? 0 : port.loadDouble((level3 & ADDRESS) + 8 * (ipa >>> 12 & 0x1FF));
    }

    /** Address of the page's descriptor; makes the tables above it. */
    private long leaf(HypPort port, long ipa) {
        long level2 = below(port, root + 8 * (ipa >>> 30));
        long level3 = below(port, level2 + 8 * (ipa >>> 21 & 0x1FF));
        return level3 + 8 * (ipa >>> 12 & 0x1FF);
    }

    private long below(HypPort port, long entry) {
        long descriptor = port.loadDouble(entry);
        if (descriptor == 0) {
            descriptor = store.take() | TABLE;
            port.storeDouble(entry, descriptor);
        }
        return descriptor & ADDRESS;
    }
}
