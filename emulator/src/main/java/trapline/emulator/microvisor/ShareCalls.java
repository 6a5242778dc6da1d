package trapline.emulator.microvisor;

import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import trapline.emulator.board.BoardDevice;
import trapline.recorder.event.HypercallError;
import trapline.recorder.event.HypercallNumber;

/** Pages that one VM lends to others. */
final class ShareCalls implements HypercallFamily {
    private static final int READ = 1;
    private static final int READ_WRITE = 3;

    private final List<Partition> partitions;
    private final ShareTable shares;

    ShareCalls(List<Partition> partitions, ShareTable shares) {
        this.partitions = partitions;
        this.shares = shares;
    }

    @Override
    public void enter(EnumMap<HypercallNumber, Handler> table) {
        table.put(HypercallNumber.PAGE_SHARE, this::share);
        table.put(HypercallNumber.PAGE_MAP, this::map);
        table.put(HypercallNumber.PAGE_UNMAP, this::unmap);
        table.put(HypercallNumber.PAGE_REVOKE, this::revoke);
    }

    private HypercallError share(Hypercall call) {
        long ipa = call.unsigned(0);
        int rights = call.argument(1);
        int peer = call.argument(2);
        Partition owner = call.caller();
        if (rights != READ && rights != READ_WRITE || peer == owner.id) {
            return HypercallError.BAD_ARGUMENT;
        }
        if (!isPage(ipa) || !owner.memory().isRam(ipa, PageStore.PAGE)) {
            return HypercallError.BAD_ADDRESS;
        }
        if (peer != SharedPage.NOBODY && (peer < 0 || peer >= partitions.size())) {
            return HypercallError.NO_SUCH_VM;
        }
        if (shares.isShared(owner, ipa)) {
            return HypercallError.ALREADY_SHARED;
        }
        if (shares.isFull(owner)) {
            return HypercallError.NO_RESOURCES;
        }
        call.result(1, shares.add(call.port(), owner, ipa, rights == READ_WRITE, peer).id);
        return HypercallError.OK;
    }

    private HypercallError map(Hypercall call) {
        Optional<SharedPage> found = shares.find(call.argument(0));
        if (found.isEmpty()) {
            return HypercallError.NO_SUCH_SHARE;
        }
        SharedPage page = found.get();
        Partition borrower = call.caller();
        long ipa = call.unsigned(1);
        if (!page.admits(borrower)) {
            return HypercallError.DENIED;
        }
        if (!isPage(ipa) || ipa < BoardDevice.RAM_BASE) {
            return HypercallError.BAD_ADDRESS;
        }
        boolean inUse = page.isBorrowedBy(borrower)
                || borrower.memory().isRam(ipa, PageStore.PAGE)
                || borrower.tables().isMapped(call.port(), ipa);
        if (inUse) {
            return HypercallError.ADDRESS_IN_USE;
        }
        shares.map(call.port(), page, borrower, ipa);
        return HypercallError.OK;
    }

    private HypercallError unmap(Hypercall call) {
        Optional<SharedPage> found = shares.find(call.argument(0));
        if (found.isEmpty()) {
            return HypercallError.NO_SUCH_SHARE;
        }
        if (!found.get().isBorrowedBy(call.caller())) {
            return HypercallError.NOT_MAPPED;
        }
        shares.unmap(call.port(), found.get(), call.caller());
        return HypercallError.OK;
    }

    private HypercallError revoke(Hypercall call) {
        Optional<SharedPage> found = shares.find(call.argument(0));
        if (found.isEmpty()) {
            return HypercallError.NO_SUCH_SHARE;
        }
        SharedPage page = found.get();
        if (page.owner != call.caller()) {
            return HypercallError.DENIED;
        }
        if (call.unsigned(1) > 1) {
            return HypercallError.BAD_ARGUMENT;
        }
        if (call.argument(1) == 0 && page.isBorrowed()) {
            return HypercallError.BUSY;
        }
        shares.revoke(call.port(), page, partitions);
        return HypercallError.OK;
    }

    private static boolean isPage(long ipa) {
        return (ipa & PageStore.PAGE - 1) == 0;
    }
}
