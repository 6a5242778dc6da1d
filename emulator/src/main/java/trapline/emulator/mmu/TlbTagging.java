package trapline.emulator.mmu;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.trace.Trace;
import trapline.recorder.event.EventType;
import trapline.recorder.event.TlbOperation;

/**
 * What a TLB without VMIDs or ASIDs does when they change: it flushes, and the trace shows the flush as the operation
 * that software would otherwise have had to execute. With both tags, which is the rule, nothing ever happens here.
 */
final class TlbTagging {
    private static final int UNKNOWN = -1;

    private final TlbConfig config;
    private final CpuState cpu;
    private final Tlb tlb;
    private final LookAside lookAside;
    private final Trace trace;
    private int lastVmid = UNKNOWN;
    private final int[] lastAsid = {UNKNOWN, UNKNOWN, UNKNOWN};

    TlbTagging(TlbConfig config, CpuState cpu, Tlb tlb, LookAside lookAside, Trace trace) {
        this.config = config;
        this.cpu = cpu;
        this.tlb = tlb;
        this.lookAside = lookAside;
        this.trace = trace;
    }

    /** Takes note of a new context. Whether entries may have gone. */
    boolean contextChanged(TranslationContext context) {
        if (config.vmidTagged() && config.asidTagged() || context.regime == TranslationRegime.HYP) {
            return false;
        }
        boolean flushed = false;
        TranslationRegime regime = context.regime;
        if (!config.vmidTagged() && regime == TranslationRegime.NON_SECURE && lastVmid != context.vmid) {
            flushed = lastVmid != UNKNOWN;
            lastVmid = context.vmid;
            if (flushed) {
                int dropped = tlb.drop(entry -> entry.regime == TranslationRegime.NON_SECURE, lookAside);
                send(TlbOperation.TLBIALLNSNH, -1, -1, dropped);
            }
        }
        int before = lastAsid[regime.ordinal()];
        lastAsid[regime.ordinal()] = context.asid;
        if (!config.asidTagged() && before != context.asid && before != UNKNOWN) {
            int dropped = tlb.drop(entry -> entry.regime == regime && !entry.global, lookAside);
            send(TlbOperation.TLBIASID, context.vmid, before, dropped);
            flushed = true;
        }
        return flushed;
    }

    private void send(TlbOperation operation, int vmid, int asid, int dropped) {
        trace.send(trace.begin(EventType.TLB_MAINTENANCE, cpu)
                .put(operation)
                .put(false)
                .put(vmid)
                .put(asid)
                .put(0)
                .put(dropped));
    }
}
