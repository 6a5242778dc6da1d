package trapline.emulator.microvisor;

import java.util.List;
import java.util.Optional;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.hyp.HypPort;

/**
 * Which intermediate physical addresses of a VM are its memory, and where that memory is. Pages are mapped when they are
 * touched first, by the guest or by the microvisor on its behalf.
 */
final class GuestMemory {
    private static final long PAGE_MASK = PageStore.PAGE - 1;

    private final Stage2Tables tables;
    private final long ramPa;
    private final long ramSize;
    private final long zeroPage;
    private final List<FlashBank> flash = List.of(new FlashBank(BoardDevice.FLASH), new FlashBank(BoardDevice.FLASH1));

    /**
     * RAM from {@link BoardDevice#RAM_BASE} on.
     *
     * @param ramPa where it is in physical memory
     * @param zeroPage a page of zeros, which flash without contents reads as
     */
    GuestMemory(Stage2Tables tables, long ramPa, long ramSize, long zeroPage) {
        this.tables = tables;
        this.ramPa = ramPa;
        this.ramSize = ramSize;
        this.zeroPage = zeroPage;
    }

    /** The two banks of flash. */
    List<FlashBank> flash() {
        return flash;
    }

    /** Whether all of the range is the VM's own RAM. */
    boolean isRam(long ipa, long bytes) {
        return ipa >= BoardDevice.RAM_BASE && bytes >= 0 && ipa + bytes <= BoardDevice.RAM_BASE + ramSize;
    }

    /** The bank of flash at an address. */
    private Optional<FlashBank> flashAt(long ipa) {
        return flash.stream().filter(bank -> bank.contains(ipa)).findFirst();
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
    }

    /** Maps the page of an address if it is memory and not mapped yet; false when it is no memory. */
    boolean touch(HypPort port, long ipa) {
        long page = ipa & ~PAGE_MASK;
        if (isRam(page, PageStore.PAGE)) {
            tables.map(port, page, ramPa(page), Mapping.MEMORY);
            return true;
        }
        Optional<FlashBank> bank = flashAt(page).filter(FlashBank::isReadable);
        bank.ifPresent(found -> {
            long pa = found.isPlaced() ? found.pa(page - found.base()) : zeroPage;
            tables.map(port, page, pa, Mapping.READ_ONLY);
            found.mapped().add(page);
        });
        return bank.isPresent();
    }

    /** The bank no longer reads as memory. */
    void unmapFlash(HypPort port, FlashBank bank) {
        tables.unmap(port, bank.mapped());
        bank.mapped().clear();
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
