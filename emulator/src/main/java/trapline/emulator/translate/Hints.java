package trapline.emulator.translate;

import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.HintInsn;
import trapline.emulator.isa.HintInsn.BarrierOp;

/** Hints and barriers (ARM DDI 0406C A4.9). Memory is sequentially consistent here, so that DMB and DSB do nothing. */
final class Hints {
    /** CV=1, COND=0b1110 of HSR[25:20]. */
    private static final int CONDITION = 0b01_1110;
    /** IL of HSR[25:20]. */
    private static final int IL = 0b10_0000;

    private Hints() {}

    static void translate(Emitter e, HintInsn insn) {
        switch (insn) {
            case HintInsn.Hint form -> hint(e, form.op());
            case HintInsn.Barrier form -> {
                if (form.op() == BarrierOp.ISB) {
                    e.op(UopKind.INSTRUCTION_BARRIER, 0, 0, 0);
                    e.examineNext();
                }
            }
        }
    }

    private static void hint(Emitter e, HintInsn.HintOp op) {
        int syndrome = CONDITION | (e.isWide() ? IL : 0);
        switch (op) {
            case NOP, YIELD, DBG -> {}
            case WFE -> {
                e.opImmediate(UopKind.WAIT_FOR_EVENT, 0, 0, syndrome);
                e.examineNext();
            }
            case WFI -> {
                e.opImmediate(UopKind.WAIT_FOR_INTERRUPT, 0, 0, syndrome);
                e.examineNext();
            }
            case SEV -> {
                e.op(UopKind.SEND_EVENT, 0, 0, 0);
                e.examineNext();
            }
        }
    }
}
