package trapline.emulator.microvisor;

import java.util.Set;
import java.util.TreeSet;
import trapline.emulator.board.BoardDevice;

/** One of a VM's two banks of flash: where its contents are in physical memory, and which of its pages are mapped. */
final class FlashBank {
    private static final int NONE = -1;

    private final BoardDevice device;
    private final Set<Long> mapped = new TreeSet<>();
    private long pa = NONE;
    private boolean readable = true;

    FlashBank(BoardDevice device) {
        this.device = device;
    }

    /** Its first intermediate physical address. */
    long base() {
        return device.base();
    }

    /** Bytes. */
    long size() {
        return device.size();
    }

    boolean contains(long ipa) {
        return ipa >= device.base() && ipa < device.base() + device.size();
    }

    /** Says where its contents are; without, all of it reads as zero and nothing can be programmed. */
    void place(long where) {
        pa = where;
    }

    /** Whether it has contents of its own. */
    boolean isPlaced() {
        return pa != NONE;
    }

    /** Physical address of a byte. */
    long pa(long offset) {
        return pa + offset;
    }

    /** Whether it is in read-array mode, so that its pages can be mapped. */
    boolean isReadable() {
        return readable;
    }

    void setReadable(boolean value) {
        readable = value;
    }

    /** Pages that are mapped, by intermediate physical address. */
    Set<Long> mapped() {
        return mapped;
    }
}
