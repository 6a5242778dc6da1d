package trapline.emulator.microvisor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A page that one VM offers to others, where they have mapped it, and its lock. */
final class SharedPage {
    /** No VM; for a peer, any VM. */
    static final int NOBODY = -1;

    private static final long NOT_MAPPED = -1;

    final int id;
    final Partition owner;
    final long ipa;
    final long pa;
    final boolean writable;
    private final int peer;
    private final long[] borrowedAt;
    private int holder = NOBODY;
    private final List<Partition> waiters = new ArrayList<>();

    /**
     * Offers a page.
     *
     * @param peer VM-ID of the VM that may map it, {@link #NOBODY} for any
     * @param vms how many VMs there are
     */
    SharedPage(int id, Partition owner, long ipa, boolean writable, int peer, int vms) {
        this.id = id;
        this.owner = owner;
        this.ipa = ipa;
        this.pa = owner.memory().ramPa(ipa);
        this.writable = writable;
        this.peer = peer;
        borrowedAt = new long[vms];
        Arrays.fill(borrowedAt, NOT_MAPPED);
    }

    /** Whether a VM may map it. */
    boolean admits(Partition partition) {
        return partition != owner && (peer == NOBODY || peer == partition.id);
    }

    boolean isBorrowedBy(Partition partition) {
        return borrowedAt[partition.id] != NOT_MAPPED;
    }

    boolean isBorrowed() {
        return Arrays.stream(borrowedAt).anyMatch(at -> at != NOT_MAPPED);
    }

    /** Where a borrower has mapped it. */
    long borrowedAt(Partition partition) {
        return borrowedAt[partition.id];
    }

    void borrow(Partition partition, long at) {
        borrowedAt[partition.id] = at;
    }

    void giveBack(Partition partition) {
        borrowedAt[partition.id] = NOT_MAPPED;
    }

    /** Whether a VM has the page, so that the lock concerns it. */
    boolean isUsedBy(Partition partition) {
        return partition == owner || isBorrowedBy(partition);
    }

    boolean isLocked() {
        return holder != NOBODY;
    }

    boolean isHeldBy(Partition partition) {
        return holder == partition.id;
    }

    void lock(Partition partition) {
        holder = partition.id;
    }

    void unlock() {
        holder = NOBODY;
    }

    /** Remembers who wants to know when the lock is free. */
    void await(Partition partition) {
        if (!waiters.contains(partition)) {
            waiters.add(partition);
        }
    }

    /** Those who wait, who are then forgotten. */
    List<Partition> takeWaiters() {
        List<Partition> taken = List.copyOf(waiters);
        waiters.clear();
        return taken;
    }

    void forget(Partition partition) {
        waiters.remove(partition);
    }
}
