package trapline.emulator.mmu;

import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.GuestFault;
import trapline.recorder.event.AccessKind;

/** Describes the fault of the access under way in the processor's {@link Fault}, and gives what to throw. */
final class FaultReport {
    private final Fault fault;

    FaultReport(Fault fault) {
        this.fault = fault;
    }

    /** An access begins; a fault reported from now on is its fault. */
    void begin(AccessKind access, int va) {
        fault.access = access;
        fault.va = va;
        fault.cacheMaintenance = access == AccessKind.MAINTENANCE;
    }

    /** A fault with neither level nor domain. */
    GuestFault plain(Fault.Kind kind) {
        return stage1(kind, 0, 0);
    }

    GuestFault stage1(Fault.Kind kind, int level, int domain) {
        fault.stage2 = false;
        fault.onStage1Walk = false;
        fault.ipa = 0;
        return of(kind, level, domain);
    }

    GuestFault stage2(Fault.Kind kind, int level, long ipa, boolean onStage1Walk) {
        fault.stage2 = true;
        fault.onStage1Walk = onStage1Walk;
        fault.ipa = ipa;
        return of(kind, level, 0);
    }

    private GuestFault of(Fault.Kind kind, int level, int domain) {
        fault.kind = kind;
        fault.level = level;
        fault.domain = Math.max(domain, 0);
        return fault.access == AccessKind.FETCH ? GuestFault.PREFETCH_ABORT : GuestFault.DATA_ABORT;
    }
}
