package trapline.emulator.mmu;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.cpu.SystemRegisters;
import trapline.emulator.trace.Trace;
import trapline.recorder.event.EventType;
import trapline.recorder.event.TlbOperation;

/**
 * TLB maintenance by one processor (ARM DDI 0406C B3.10.6, B4.2.2): which entries an operation means, on which
 * processors. Operations on the PL1&0 regime apply to VTTBR's VMID in Non-secure state, in Hyp mode too.
 */
public final class TlbMaintenance {
    private static final int HCR_FB = 1 << 9;

    /** What an operation means. */
    private enum Scope {
        ALL(false),
        MVA(true),
        ASID(false),
        MVA_ANY_ASID(true),
        ALL_HYP(false),
        MVA_HYP(true),
        ALL_NON_SECURE_NON_HYP(false);

        final boolean byAddress;

        Scope(boolean byAddress) {
            this.byAddress = byAddress;
        }
    }

    private record Row(Scope scope, boolean innerShareable) {}

    private static final Map<TlbOperation, Row> ROWS = rows();

    private static Map<TlbOperation, Row> rows() {
        Map<TlbOperation, Row> rows = new EnumMap<>(TlbOperation.class);
        rows.put(TlbOperation.TLBIALL, new Row(Scope.ALL, false));
        rows.put(TlbOperation.TLBIMVA, new Row(Scope.MVA, false));
        rows.put(TlbOperation.TLBIASID, new Row(Scope.ASID, false));
        rows.put(TlbOperation.TLBIMVAA, new Row(Scope.MVA_ANY_ASID, false));
        rows.put(TlbOperation.TLBIALLIS, new Row(Scope.ALL, true));
        rows.put(TlbOperation.TLBIMVAIS, new Row(Scope.MVA, true));
        rows.put(TlbOperation.TLBIASIDIS, new Row(Scope.ASID, true));
        rows.put(TlbOperation.TLBIMVAAIS, new Row(Scope.MVA_ANY_ASID, true));
        rows.put(TlbOperation.ITLBIALL, new Row(Scope.ALL, false));
        rows.put(TlbOperation.ITLBIMVA, new Row(Scope.MVA, false));
        rows.put(TlbOperation.ITLBIASID, new Row(Scope.ASID, false));
        rows.put(TlbOperation.DTLBIALL, new Row(Scope.ALL, false));
        rows.put(TlbOperation.DTLBIMVA, new Row(Scope.MVA, false));
        rows.put(TlbOperation.DTLBIASID, new Row(Scope.ASID, false));
        rows.put(TlbOperation.TLBIALLH, new Row(Scope.ALL_HYP, false));
        rows.put(TlbOperation.TLBIMVAH, new Row(Scope.MVA_HYP, false));
        rows.put(TlbOperation.TLBIALLNSNH, new Row(Scope.ALL_NON_SECURE_NON_HYP, false));
        rows.put(TlbOperation.TLBIALLHIS, new Row(Scope.ALL_HYP, true));
        rows.put(TlbOperation.TLBIMVAHIS, new Row(Scope.MVA_HYP, true));
        rows.put(TlbOperation.TLBIALLNSNHIS, new Row(Scope.ALL_NON_SECURE_NON_HYP, true));
        return rows;
    }

    private final CpuState cpu;
    private final SystemRegisters registers;
    private final List<TranslatedMemory> all;
    private final Trace trace;

    TlbMaintenance(CpuState cpu, SystemRegisters registers, List<TranslatedMemory> all, Trace trace) {
        this.cpu = cpu;
        this.registers = registers;
        this.all = all;
        this.trace = trace;
    }

    /**
     * Performs an operation in the processor's present state and emits its event.
     *
     * @param operand the register written: MVA in bits 31:12, ASID in bits 7:0, as far as the operation uses them
     */
    public void execute(TlbOperation operation, int operand) {
        Row row = row(operation);
        Tlb.Selection selection = selection(row.scope, operand);
        int dropped = 0;
        if (row.innerShareable || isBroadcastForced()) {
            for (TranslatedMemory memory : all) {
                dropped += drop(memory, row.scope, operand, selection);
            }
        } else {
            dropped = drop(all.get(cpu.index), row.scope, operand, selection);
        }
        send(operation, row.scope, operand, dropped);
    }

    private static Row row(TlbOperation operation) {
        Row row = ROWS.get(operation);
        if (row == null) {
            throw new IllegalStateException("TLB operation without a row: " + operation);
        }
        return row;
    }

    private static int drop(TranslatedMemory memory, Scope scope, int operand, Tlb.Selection selection) {
        return scope.byAddress ? memory.dropCovering(operand, selection) : memory.drop(selection);
    }

    /** HCR.FB. */
    private boolean isBroadcastForced() {
        return !cpu.secure && cpu.mode != Mode.HYP && (registers.get32(SysReg.HCR) & HCR_FB) != 0;
    }

    private Tlb.Selection selection(Scope scope, int operand) {
        TranslationRegime regime = cpu.secure ? TranslationRegime.SECURE : TranslationRegime.NON_SECURE;
        int vmid = vmid(scope);
        int asid = operand & 0xFF;
        return switch (scope) {
            case ALL -> entry -> entry.regime == regime && entry.vmid == vmid;
            case MVA ->
                entry -> entry.regime == regime
                        && entry.vmid == vmid
                        && entry.covers(operand)
                        && (entry.global || entry.asid == asid);
            case ASID -> entry -> entry.regime == regime && entry.vmid == vmid && !entry.global && entry.asid == asid;
            case MVA_ANY_ASID -> entry -> entry.regime == regime && entry.vmid == vmid && entry.covers(operand);
            case ALL_HYP -> entry -> entry.regime == TranslationRegime.HYP;
            case MVA_HYP -> entry -> entry.regime == TranslationRegime.HYP && entry.covers(operand);
            case ALL_NON_SECURE_NON_HYP -> entry -> entry.regime == TranslationRegime.NON_SECURE;
        };
    }

    /** The VMID an operation is confined to, -1 for none. */
    private int vmid(Scope scope) {
        return switch (scope) {
            case ALL, MVA, ASID, MVA_ANY_ASID -> cpu.secure ? -1 : (int) (registers.get(SysReg.VTTBR) >>> 48) & 0xFF;
            case ALL_HYP, MVA_HYP, ALL_NON_SECURE_NON_HYP -> -1;
        };
    }

    private void send(TlbOperation operation, Scope scope, int operand, int dropped) {
        boolean byAsid = scope == Scope.MVA || scope == Scope.ASID;
        trace.send(trace.begin(EventType.TLB_MAINTENANCE, cpu)
                .put(operation)
                .put(cpu.mode == Mode.HYP)
                .put(vmid(scope))
                .put(byAsid ? operand & 0xFF : -1)
                .put(scope.byAddress ? operand & 0xFFFF_F000 : 0)
                .put(dropped));
    }
}
