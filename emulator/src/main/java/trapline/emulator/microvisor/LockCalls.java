package trapline.emulator.microvisor;

import java.util.EnumMap;
import java.util.Optional;
import trapline.recorder.event.HypercallError;
import trapline.recorder.event.HypercallNumber;

/**
 * The lock of each shared page. Nobody waits in the microvisor: who does not get it is told when it is free. The one who
 * releases it then gives way, or it could take the lock again and again before the other gets to run.
 */
final class LockCalls implements HypercallFamily {
    private final ShareTable shares;
    private final Scheduler scheduler;

    LockCalls(ShareTable shares, Scheduler scheduler) {
        this.shares = shares;
        this.scheduler = scheduler;
    }

    @Override
    public void enter(EnumMap<HypercallNumber, Handler> table) {
        table.put(HypercallNumber.PAGE_LOCK, this::lock);
        table.put(HypercallNumber.PAGE_UNLOCK, this::unlock);
    }

    private HypercallError lock(Hypercall call) {
        Optional<SharedPage> found = shares.find(call.argument(0));
        if (found.isEmpty()) {
            return HypercallError.NO_SUCH_SHARE;
        }
        SharedPage page = found.get();
        if (!page.isUsedBy(call.caller())) {
            return HypercallError.DENIED;
        }
        if (page.isHeldBy(call.caller())) {
            return HypercallError.ALREADY_HELD;
        }
        if (page.isLocked()) {
            page.await(call.caller());
            return HypercallError.BUSY;
        }
        shares.lock(call.port(), page, call.caller());
        return HypercallError.OK;
    }

    private HypercallError unlock(Hypercall call) {
        Optional<SharedPage> found = shares.find(call.argument(0));
        if (found.isEmpty()) {
            return HypercallError.NO_SUCH_SHARE;
        }
        if (!found.get().isHeldBy(call.caller())) {
            return HypercallError.NOT_HOLDER;
        }
        if (shares.unlock(call.port(), found.get(), call.caller())) {
            scheduler.yield();
        }
        return HypercallError.OK;
    }
}
