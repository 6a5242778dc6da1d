package trapline.emulator.translate;

import trapline.emulator.cpu.CoprocessorEncoding;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.CoprocessorInsn;

/** Coprocessor instructions (ARM DDI 0406C A4.10): CP14 and CP15 by register, everything else as a whole. */
final class Coprocessors {
    private Coprocessors() {}

    static void translate(Emitter e, CoprocessorInsn insn) {
        switch (insn) {
            case CoprocessorInsn.MoveToCoprocessor form -> moveTo(e, form);
            case CoprocessorInsn.MoveFromCoprocessor form -> moveFrom(e, form);
            case CoprocessorInsn.MoveTwoToCoprocessor form -> moveTwoTo(e, form);
            case CoprocessorInsn.MoveTwoFromCoprocessor form -> moveTwoFrom(e, form);
            case CoprocessorInsn.LoadCoprocessor form -> other(e, form.coproc(), e.encoding());
            case CoprocessorInsn.StoreCoprocessor form -> other(e, form.coproc(), e.encoding());
            case CoprocessorInsn.CoprocessorDataProcessing form -> other(e, form.coproc(), e.encoding());
        }
    }

    private static boolean hasRegisters(int coprocessor) {
        return coprocessor >= 14;
    }

    private static void other(Emitter e, int coprocessor, int word) {
        e.emit(UopKind.OTHER_COPROCESSOR, 0, coprocessor, 0, word);
        e.examine();
    }

    private static void moveTo(Emitter e, CoprocessorInsn.MoveToCoprocessor insn) {
        if (!hasRegisters(insn.coproc())) {
            other(e, insn.coproc(), e.encoding());
            return;
        }
        int register = CoprocessorEncoding.of(insn.coproc(), insn.opc1(), insn.crn(), insn.crm(), insn.opc2());
        e.emit(UopKind.WRITE_COPROCESSOR, 0, e.read(insn.rt()), insn.rt(), register);
        e.examineNext();
    }

    private static void moveFrom(Emitter e, CoprocessorInsn.MoveFromCoprocessor insn) {
        if (!hasRegisters(insn.coproc())) {
            other(e, insn.coproc(), e.encoding());
            return;
        }
        int register = CoprocessorEncoding.of(insn.coproc(), insn.opc1(), insn.crn(), insn.crm(), insn.opc2());
        int d = e.destination(insn.rt());
        e.emit(UopKind.READ_COPROCESSOR, d, insn.rt(), 0, register);
        if (insn.rt() == CpuState.PC) {
            e.op(UopKind.FLAGS_FROM, 0, d, 0);
        }
    }

    private static void moveTwoTo(Emitter e, CoprocessorInsn.MoveTwoToCoprocessor insn) {
        if (!hasRegisters(insn.coproc())) {
            other(e, insn.coproc(), e.encoding());
            return;
        }
        int register = CoprocessorEncoding.of64(insn.coproc(), insn.opc1(), insn.crm());
        int numbers = insn.rt() | insn.rt2() << 4;
        e.emit(UopKind.WRITE_COPROCESSOR64, numbers, e.read(insn.rt()), e.read(insn.rt2()), register);
        e.examineNext();
    }

    private static void moveTwoFrom(Emitter e, CoprocessorInsn.MoveTwoFromCoprocessor insn) {
        if (!hasRegisters(insn.coproc())) {
            other(e, insn.coproc(), e.encoding());
            return;
        }
        int register = CoprocessorEncoding.of64(insn.coproc(), insn.opc1(), insn.crm());
        int low = e.destination(insn.rt());
        int high = e.destination(insn.rt2());
        e.emit(UopKind.READ_COPROCESSOR64, low, insn.rt(), insn.rt2(), register >>> 4 << 8 | high);
    }
}
