package trapline.emulator.microvisor;

import trapline.emulator.board.BoardDevice;
import trapline.emulator.hyp.HypPort;

/**
 * Which intermediate physical addresses of a VM are its memory, and where that memory is. Pages are mapped when they are
 * touched first, by the guest or by the microvisor on its behalf.
 */
final class GuestMemory {
    private static final long PAGE_MASK = PageStore.PAGE - 1;
    private static final long FLASH_END = BoardDevice.FLASH1.base() + BoardDevice.FLASH1.size();

    private final Stage2Tables tables;
    private final long ramPa;
    private final long ramSize;
    private final long zeroPage;
    private long flashPa;
    private long flashSize;

    /**
     * RAM from {@link BoardDevice#RAM_BASE} on.
     *
     * @param ramPa where it is in physical memory
     * @param zeroPage a page of zeros, which erased flash reads as
     */
    GuestMemory(Stage2Tables tables, long ramPa, long ramSize, long zeroPage) {
        this.tables = tables;
        this.ramPa = ramPa;
        this.ramSize = ramSize;
        this.zeroPage = zeroPage;
    }

    /** Puts firmware into flash: from address 0, read-only. Both banks exist from now on. */
    void setFlash(long pa, long size) {
        flashPa = pa;
        flashSize = size;
    }

    /** Whether all of the range is the VM's own RAM. */
    boolean isRam(long ipa, long bytes) {
        return ipa >= BoardDevice.RAM_BASE && bytes >= 0 && ipa + bytes <= BoardDevice.RAM_BASE + ramSize;
    }

    /** Whether the address is in a flash bank of this VM. */
    boolean isFlash(long ipa) {
        return flashSize != 0 && ipa < FLASH_END;
    }

    /** Physical address of the VM's own RAM. */
    long ramPa(long ipa) {
        return ramPa + (ipa - BoardDevice.RAM_BASE);
    }

    /** Maps all memory, none of which is mapped yet. */
    void touchAll(HypPort port) {
        for (long offset = 0; offset < ramSize; offset += PageStore.PAGE) {
            touch(port, BoardDevice.RAM_BASE + offset);
        }
        for (long page = 0; page < flashSize; page += PageStore.PAGE) {
            touch(port, page);
        }
    }

    /** Maps the page of an address if it is memory and not mapped yet; false when it is no memory. */
    boolean touch(HypPort port, long ipa) {
        long page = ipa & ~PAGE_MASK;
        if (isRam(page, PageStore.PAGE)) {
            tables.map(port, page, ramPa(page), Mapping.MEMORY);
            return true;
        }
        if (isFlash(page)) {
            tables.map(port, page, page < flashSize ? flashPa + page : zeroPage, Mapping.READ_ONLY);
            return true;
        }
        return false;
    }

    /** Physical address for an access to memory on the guest's behalf, through stage 2; -1 when the guest could not make it. */
    long translate(HypPort port, long ipa, boolean write) {
        if (ipa >>> Stage2Tables.IPA_BITS != 0 || !tables.isMapped(port, ipa) && !touch(port, ipa)) {
            return -1;
        }
        return tables.translate(port, ipa, write);
    }

    /** Whether the guest could make an access to all of the range. */
    boolean isAccessible(HypPort port, long ipa, int bytes, boolean write) {
        for (long page = ipa & ~PAGE_MASK; page < ipa + bytes; page += PageStore.PAGE) {
            if (translate(port, page, write) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Copies from the guest, which can be read all through. */
    void copyOut(HypPort port, long ipa, long toPa, int bytes) {
        for (int done = 0; done < bytes; ) {
            int part = partOf(ipa + done, bytes - done);
            port.copy(translate(port, ipa + done, false), toPa + done, part);
            done += part;
        }
    }

    /** Copies to the guest, which can be written all through. */
    void copyIn(HypPort port, long fromPa, long ipa, int bytes) {
        for (int done = 0; done < bytes; ) {
            int part = partOf(ipa + done, bytes - done);
            port.copy(fromPa + done, translate(port, ipa + done, true), part);
            done += part;
        }
    }

    /** Bytes up to the end of the page. */
    static int partOf(long ipa, int left) {
        return (int) Math.min(left, PageStore.PAGE - (ipa & PAGE_MASK));
    }
}
