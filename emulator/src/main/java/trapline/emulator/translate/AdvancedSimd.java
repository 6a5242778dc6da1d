package trapline.emulator.translate;

import trapline.emulator.cpu.ExtensionAccess;
import trapline.emulator.fp.Packed;
import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.SimdInsn;

/** Advanced SIMD data-processing (ARM DDI 0406C A7.4), and the choice among its loads and stores. */
final class AdvancedSimd {
    private static final int WORD = 2;
    private static final int WORDS = 4;

    private AdvancedSimd() {}

    static void translate(Emitter e, SimdInsn insn) {
        if (!e.hasExtension(ExtensionAccess.SIMD)) {
            FloatingPoint.refuse(e, true);
            return;
        }
        switch (insn) {
            case SimdInsn.ThreeSame form -> threeSame(e, form);
            case SimdInsn.ThreeSameFloat form -> threeSameFloat(e, form);
            case SimdInsn.ThreeDifferent form -> threeDifferent(e, form);
            case SimdInsn.ByScalar form -> byScalar(e, form);
            case SimdInsn.ByScalarFloat form -> byScalarFloat(e, form);
            case SimdInsn.ByScalarLong form -> byScalarLong(e, form);
            case SimdInsn.Shift form -> shift(e, form);
            case SimdInsn.ConvertFixed form -> convertFixed(e, form);
            case SimdInsn.Two form -> two(e, form);
            case SimdInsn.Immediate form -> immediate(e, form);
            case SimdInsn.Extract form -> extract(e, form);
            case SimdInsn.TableLookup form -> tableLookup(e, form);
            case SimdInsn.DuplicateScalar form -> duplicateScalar(e, form);
            case SimdInsn.Structures form -> SimdLoadStore.structures(e, form);
            case SimdInsn.Lane form -> SimdLoadStore.lane(e, form);
            case SimdInsn.AllLanes form -> SimdLoadStore.allLanes(e, form);
        }
    }

    private static void threeSame(Emitter e, SimdInsn.ThreeSame form) {
        e.extension(
                UopKind.SIMD_THREE_SAME,
                Packed.registers(form.d(), form.n(), form.m())
                        | Packed.operation(form.op())
                        | Packed.elements(form.size(), form.unsigned())
                        | Packed.quadword(form.quadword()));
    }

    private static void threeSameFloat(Emitter e, SimdInsn.ThreeSameFloat form) {
        e.extension(
                UopKind.SIMD_THREE_SAME_FLOAT,
                Packed.registers(form.d(), form.n(), form.m())
                        | Packed.operation(form.op())
                        | Packed.quadword(form.quadword()));
    }

    private static void threeDifferent(Emitter e, SimdInsn.ThreeDifferent form) {
        e.extension(
                UopKind.SIMD_THREE_DIFFERENT,
                Packed.registers(form.d(), form.n(), form.m())
                        | Packed.operation(form.op())
                        | Packed.elements(form.size(), form.unsigned()));
    }

    private static void byScalar(Emitter e, SimdInsn.ByScalar form) {
        e.extension(
                UopKind.SIMD_BY_SCALAR,
                Packed.registers(form.d(), form.n(), form.m())
                        | Packed.operation(form.op())
                        | Packed.elements(form.size(), false)
                        | Packed.quadword(form.quadword())
                        | Packed.amount(form.index()));
    }

    private static void byScalarFloat(Emitter e, SimdInsn.ByScalarFloat form) {
        e.extension(
                UopKind.SIMD_BY_SCALAR_FLOAT,
                Packed.registers(form.d(), form.n(), form.m())
                        | Packed.operation(form.op())
                        | Packed.quadword(form.quadword())
                        | Packed.amount(form.index()));
    }

    private static void byScalarLong(Emitter e, SimdInsn.ByScalarLong form) {
        e.extension(
                UopKind.SIMD_BY_SCALAR_LONG,
                Packed.registers(form.d(), form.n(), form.m())
                        | Packed.operation(form.op())
                        | Packed.elements(form.size(), form.unsigned())
                        | Packed.amount(form.index()));
    }

    private static void shift(Emitter e, SimdInsn.Shift form) {
        e.extension(
                UopKind.SIMD_SHIFT,
                Packed.registers(form.d(), 0, form.m())
                        | Packed.operation(form.op())
                        | Packed.elements(form.size(), form.unsigned())
                        | Packed.quadword(form.quadword())
                        | Packed.amount(form.amount()));
    }

    private static void convertFixed(Emitter e, SimdInsn.ConvertFixed form) {
        e.extension(
                form.toFixed() ? UopKind.SIMD_VCVT_FIXED_F32 : UopKind.SIMD_VCVT_F32_FIXED,
                Packed.registers(form.d(), 0, form.m())
                        | Packed.elements(WORD, form.unsigned())
                        | Packed.quadword(form.quadword())
                        | Packed.amount(form.fractionBits()));
    }

    private static void two(Emitter e, SimdInsn.Two form) {
        e.extension(
                UopKind.SIMD_TWO,
                Packed.registers(form.d(), 0, form.m())
                        | Packed.operation(form.op())
                        | Packed.elements(form.size(), false)
                        | Packed.quadword(form.quadword()));
    }

    private static void extract(Emitter e, SimdInsn.Extract form) {
        e.extension(
                UopKind.VEXT,
                Packed.registers(form.d(), form.n(), form.m())
                        | Packed.quadword(form.quadword())
                        | Packed.amount(form.position()));
    }

    private static void tableLookup(Emitter e, SimdInsn.TableLookup form) {
        e.extension(
                UopKind.VTBL,
                Packed.registers(form.d(), form.n(), form.m()) | Packed.elements(form.length() - 1, form.extension()));
    }

    private static void duplicateScalar(Emitter e, SimdInsn.DuplicateScalar form) {
        e.extension(
                UopKind.VDUP_SCALAR,
                Packed.registers(form.d(), 0, form.m())
                        | Packed.elements(form.size(), false)
                        | Packed.quadword(form.quadword())
                        | Packed.amount(form.index()));
    }

    private static void immediate(Emitter e, SimdInsn.Immediate insn) {
        long value = insn.value();
        switch (insn.op()) {
            case VMOV, VMOV_64 -> move(e, insn, value);
            case VMVN -> move(e, insn, ~value);
            case VORR -> combine(e, insn, UopKind.ORRI, (int) value);
            case VBIC -> combine(e, insn, UopKind.ANDI, ~(int) value);
        }
    }

    private static int words(SimdInsn.Immediate insn) {
        return insn.quadword() ? WORDS : WORDS / 2;
    }

    private static void move(Emitter e, SimdInsn.Immediate insn, long value) {
        int low = (int) value;
        int high = (int) (value >>> 32);
        if (low == high) {
            int registers = Packed.registers(insn.d(), 0, 0) | Packed.quadword(insn.quadword());
            e.opImmediate(UopKind.EXT_DUPLICATE, 0, e.constant(low), registers | Packed.elements(WORD, false));
            return;
        }
        for (int word = 0; word < words(insn); word++) {
            FloatingPoint.setWord(e, 2 * insn.d() + word, (word & 1) == 0 ? low : high);
        }
    }

    private static void combine(Emitter e, SimdInsn.Immediate insn, UopKind kind, int operand) {
        for (int word = 2 * insn.d(); word < 2 * insn.d() + words(insn); word++) {
            int slot = e.temporary();
            e.opImmediate(UopKind.EXT_WORD, slot, 0, word);
            e.opImmediate(kind, slot, slot, operand);
            e.opImmediate(UopKind.EXT_SET_WORD, 0, slot, word);
        }
    }
}
