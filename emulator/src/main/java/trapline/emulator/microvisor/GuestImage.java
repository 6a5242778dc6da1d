package trapline.emulator.microvisor;

import java.util.Optional;
import trapline.emulator.boot.BootPlan;
import trapline.emulator.boot.EntryState;
import trapline.emulator.hyp.HypPort;

/**
 * Puts a VM's program where it expects to be, with its device tree, as the machine does for a program that runs without
 * the microvisor. The bytes are stored one doubleword at a time, as a boot loader would.
 */
final class GuestImage {
    private final HypPort port;
    private final Partition partition;
    private final MemoryLayout.Space space;

    GuestImage(HypPort port, Partition partition, MemoryLayout.Space space) {
        this.port = port;
        this.partition = partition;
        this.space = space;
    }

    /** Loads everything; the answer is how the first vCPU starts. */
    EntryState load() {
        BootPlan plan = partition.config.bootPlan();
        if (space.hasFlash()) {
            flash(0, plan.flash());
            flash(1, plan.secondFlash());
        }
        for (BootPlan.Piece piece : plan.pieces()) {
            store(partition.memory().ramPa(piece.address()), piece.bytes());
        }
        return plan.entry();
    }

    private void flash(int number, Optional<byte[]> contents) {
        FlashBank bank = partition.memory().flash().get(number);
        bank.place(space.flash() + bank.base());
        contents.ifPresent(bytes -> store(bank.pa(0), bytes));
    }

    /** Stores bytes at a physical address; memory is zero at reset, so that zeros need no store. */
    private void store(long pa, byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            boolean whole = (pa + at & 7) == 0 && at + 8 <= bytes.length;
            if (whole) {
                long value = 0;
                for (int i = 0; i < 8; i++) {
                    value |= (bytes[at + i] & 0xFFL) << 8 * i;
                }
                if (value != 0) {
                    port.storeDouble(pa + at, value);
                }
                at += 8;
            } else {
                if (bytes[at] != 0) {
                    port.storeByte(pa + at, bytes[at]);
                }
                at++;
            }
        }
    }
}
