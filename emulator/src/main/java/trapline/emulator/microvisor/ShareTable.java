package trapline.emulator.microvisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trapline.emulator.hyp.HypPort;
import trapline.recorder.event.EventType;
import trapline.recorder.event.Observation.PageShare.Step;

/** The pages that VMs share, and the ways in which sharing ends. Share ids are never used again. */
final class ShareTable {
    /** Pages that one VM can offer at a time, so that none can use up the table. */
    static final int LIMIT = 64;

    private final List<SharedPage> pages = new ArrayList<>();
    private final int vms;
    private int nextId = 1;

    ShareTable(int vms) {
        this.vms = vms;
    }

    Optional<SharedPage> find(int id) {
        for (SharedPage page : pages) {
            if (page.id == id) {
                return Optional.of(page);
            }
        }
        return Optional.empty();
    }

    boolean isShared(Partition owner, long ipa) {
        return pages.stream().anyMatch(page -> page.owner == owner && page.ipa == ipa);
    }

    boolean isFull(Partition owner) {
        return pages.stream().filter(page -> page.owner == owner).count() >= LIMIT;
    }

    /** Offers a page; {@code peer} is the VM that may map it, {@link SharedPage#NOBODY} for any. */
    SharedPage add(HypPort port, Partition owner, long ipa, boolean writable, int peer) {
        SharedPage page = new SharedPage(nextId++, owner, ipa, writable, peer, vms);
        pages.add(page);
        send(port, page, Step.SHARED, peer, ipa);
        return page;
    }

    /** A VM maps the page. */
    void map(HypPort port, SharedPage page, Partition borrower, long ipa) {
        page.borrow(borrower, ipa);
        borrower.lostPages().remove(ipa);
        borrower.tables().map(port, ipa, page.pa, page.writable ? Mapping.SHARED : Mapping.SHARED_READ_ONLY);
        send(port, page, Step.MAPPED, borrower.id, ipa);
    }

    /** A borrower gives the page back; a lock that it holds ends. */
    void unmap(HypPort port, SharedPage page, Partition borrower) {
        long ipa = page.borrowedAt(borrower);
        unlockFor(port, page, borrower);
        page.giveBack(borrower);
        borrower.tables().unmap(port, ipa);
        send(port, page, Step.UNMAPPED, borrower.id, ipa);
    }

    /** The owner takes the page back: every mapping goes first, then the lock. */
    void revoke(HypPort port, SharedPage page, List<Partition> partitions) {
        for (Partition borrower : partitions) {
            if (page.isBorrowedBy(borrower)) {
                borrower.lostPages().add(page.borrowedAt(borrower));
                unmap(port, page, borrower);
            }
        }
        unlockFor(port, page, page.owner);
        page.takeWaiters().forEach(Partition::notifyGuest);
        pages.remove(page);
        send(port, page, Step.REVOKED, SharedPage.NOBODY, page.ipa);
    }

    void lock(HypPort port, SharedPage page, Partition holder) {
        page.lock(holder);
        send(port, page, Step.LOCKED, borrowerOf(page, holder), ipaOf(page, holder));
    }

    /** The holder releases the lock, and who waits for it is told; whether anybody does. */
    boolean unlock(HypPort port, SharedPage page, Partition holder) {
        page.unlock();
        send(port, page, Step.UNLOCKED, borrowerOf(page, holder), ipaOf(page, holder));
        List<Partition> waiters = page.takeWaiters();
        waiters.forEach(Partition::notifyGuest);
        return !waiters.isEmpty();
    }

    private void unlockFor(HypPort port, SharedPage page, Partition partition) {
        page.forget(partition);
        if (page.isHeldBy(partition)) {
            unlock(port, page, partition);
        }
    }

    private static int borrowerOf(SharedPage page, Partition partition) {
        return partition == page.owner ? SharedPage.NOBODY : partition.id;
    }

    private static long ipaOf(SharedPage page, Partition partition) {
        return partition == page.owner ? page.ipa : page.borrowedAt(partition);
    }

    /** A VM has ended: what it offered and what it borrowed. */
    void release(HypPort port, Partition ended, List<Partition> partitions) {
        for (SharedPage page : List.copyOf(pages)) {
            if (page.owner == ended) {
                revoke(port, page, partitions);
            } else if (page.isBorrowedBy(ended)) {
                unmap(port, page, ended);
            }
        }
    }

    private static void send(HypPort port, SharedPage page, Step step, int borrower, long ipa) {
        port.trace()
                .send(port.event(EventType.PAGE_SHARE)
                        .put(page.id)
                        .put(step)
                        .put(page.owner.id)
                        .put(borrower)
                        .put(ipa)
                        .put(page.writable));
    }
}
