package trapline.emulator.microvisor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import trapline.emulator.hyp.HypPort;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventType;
import trapline.recorder.event.HypercallError;
import trapline.recorder.event.HypercallNumber;

/** Hands each HVC to the family it belongs to, and records it when it is complete. */
final class HypercallTable {
    private static final int RECORDED_RESULTS = 3;

    private final Map<HypercallNumber, HypercallFamily.Handler> handlers;

    HypercallTable(List<Partition> partitions, ShareTable shares, Scheduler scheduler) {
        handlers = HypercallFamily.table(
                new IdentityCalls(partitions),
                new MessageCalls(partitions),
                new ShareCalls(partitions, shares),
                new LockCalls(shares, scheduler));
    }

    /** Performs the call with this HVC immediate. */
    void call(PhysicalCpu here, int immediate) {
        Hypercall call = new Hypercall(here);
        HypPort port = here.port();
        Optional<HypercallNumber> number = HypercallNumber.ofNumber(immediate);
        HypercallError error = number.map(known -> answer(known, call)).orElse(HypercallError.UNKNOWN_CALL);
        call.result(0, error.number());
        record(here, call, immediate, port);
    }

    private HypercallError answer(HypercallNumber number, Hypercall call) {
        HypercallFamily.Handler handler = handlers.get(number);
        if (handler == null) {
            throw new IllegalStateException("no handler for " + number);
        }
        HypercallError error = handler.call(call);
        if (!number.canAnswer(error)) {
            throw new IllegalStateException(number + " may not answer " + error);
        }
        return error;
    }

    private static void record(PhysicalCpu here, Hypercall call, int immediate, HypPort port) {
        EventFrame event = port.event(EventType.HYPERCALL).put(immediate);
        for (int n = 0; n < Hypercall.REGISTERS; n++) {
            event.put(call.argument(n));
        }
        for (int n = 0; n < RECORDED_RESULTS; n++) {
            event.put(call.resultOf(n));
        }
        port.trace().send(event.put(here.entered));
    }
}
