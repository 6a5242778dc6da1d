package trapline.emulator.decode;

import java.util.Map;
import java.util.TreeMap;
import trapline.emulator.isa.Insn;
import trapline.emulator.isa.MediaInsn.BitFieldClear;
import trapline.emulator.isa.MediaInsn.BitFieldExtract;
import trapline.emulator.isa.MediaInsn.BitFieldInsert;
import trapline.emulator.isa.MediaInsn.CountLeadingZeros;
import trapline.emulator.isa.MediaInsn.Extend;
import trapline.emulator.isa.MediaInsn.ExtendAndAdd;
import trapline.emulator.isa.MediaInsn.ExtendOp;
import trapline.emulator.isa.MediaInsn.PackHalfword;
import trapline.emulator.isa.MediaInsn.ParallelAddSubtract;
import trapline.emulator.isa.MediaInsn.ParallelKind;
import trapline.emulator.isa.MediaInsn.ParallelOp;
import trapline.emulator.isa.MediaInsn.Reverse;
import trapline.emulator.isa.MediaInsn.ReverseOp;
import trapline.emulator.isa.MediaInsn.Saturate;
import trapline.emulator.isa.MediaInsn.Saturate16;
import trapline.emulator.isa.MediaInsn.SaturatingArithmetic;
import trapline.emulator.isa.MediaInsn.SaturatingOp;
import trapline.emulator.isa.MediaInsn.SelectBytes;
import trapline.emulator.isa.Operand2.ShiftedRegister;

/** Saturating, packing, parallel and bit field instructions (A4.4.4 to A4.4.6, A4.4.9). */
final class MediaForms {
    private record Parallel(ParallelKind kind, ParallelOp op) {}

    private static final Map<String, Parallel> PARALLEL = parallels();

    private MediaForms() {}

    static void addTo(Map<String, Form> forms) {
        forms.put("SaturatingArithmetic", MediaForms::saturatingArithmetic);
        forms.put("Saturate", MediaForms::saturate);
        forms.put("Saturate16", MediaForms::saturate16);
        forms.put("ParallelAddSubtract", MediaForms::parallelAddSubtract);
        forms.put("SelectBytes", f -> new SelectBytes(f.cond(), f.get('d'), f.get('n'), f.get('m')));
        forms.put("PackHalfword", MediaForms::packHalfword);
        forms.put("Extend", MediaForms::extend);
        forms.put("ExtendAndAdd", MediaForms::extendAndAdd);
        forms.put("Reverse", f -> new Reverse(f.cond(), ReverseOp.valueOf(f.mnemonic()), f.get('d'), f.get('m')));
        forms.put("CountLeadingZeros", f -> new CountLeadingZeros(f.cond(), f.get('d'), f.get('m')));
        forms.put("BitFieldInsert", MediaForms::bitFieldInsert);
        forms.put("BitFieldClear", MediaForms::bitFieldClear);
        forms.put("BitFieldExtract", MediaForms::bitFieldExtract);
    }

    private static Insn saturatingArithmetic(Fields f) {
        SaturatingOp op = SaturatingOp.valueOf(f.mnemonic());
        return new SaturatingArithmetic(f.cond(), op, f.get('d'), f.get('m'), f.get('n'));
    }

    private static Insn saturate(Fields f) {
        ShiftedRegister operand = ShiftedRegister.decodeImmShift(f.get('n'), f.get('y') << 1, f.get('i'));
        return new Saturate(f.cond(), isUnsigned(f), f.get('d'), saturateTo(f), operand);
    }

    private static Insn saturate16(Fields f) {
        return new Saturate16(f.cond(), isUnsigned(f), f.get('d'), saturateTo(f), f.get('n'));
    }

    private static int saturateTo(Fields f) {
        return isUnsigned(f) ? f.get('w') : f.get('w') + 1;
    }

    private static boolean isUnsigned(Fields f) {
        return f.mnemonic().charAt(0) == 'U';
    }

    private static Insn parallelAddSubtract(Fields f) {
        Parallel parallel = PARALLEL.get(f.mnemonic());
        if (parallel == null) {
            throw new IllegalStateException("no parallel addition or subtraction " + f.mnemonic());
        }
        return new ParallelAddSubtract(f.cond(), parallel.kind, parallel.op, f.get('d'), f.get('n'), f.get('m'));
    }

    private static Map<String, Parallel> parallels() {
        Map<String, Parallel> parallels = new TreeMap<>();
        for (ParallelKind kind : ParallelKind.values()) {
            for (ParallelOp op : ParallelOp.values()) {
                parallels.put(kind.name() + op.name(), new Parallel(kind, op));
            }
        }
        return parallels;
    }

    private static Insn packHalfword(Fields f) {
        boolean topFromRn = f.mnemonic().equals("PKHTB");
        return new PackHalfword(f.cond(), topFromRn, f.get('d'), f.get('n'), f.shiftedRegister('m'));
    }

    private static Insn extend(Fields f) {
        ExtendOp op = ExtendOp.valueOf(f.mnemonic());
        return new Extend(f.cond(), op, f.get('d'), f.get('m'), f.get('o') * 8);
    }

    private static Insn extendAndAdd(Fields f) {
        ExtendOp op = ExtendOp.valueOf(f.mnemonic().replace("XTA", "XT"));
        return new ExtendAndAdd(f.cond(), op, f.get('d'), f.get('n'), f.get('m'), f.get('o') * 8);
    }

    private static Insn bitFieldInsert(Fields f) {
        int lsb = f.get('b');
        int width = f.get('w') - lsb + 1;
        return width > 0 ? new BitFieldInsert(f.cond(), f.get('d'), f.get('n'), lsb, width) : f.unpredictable();
    }

    private static Insn bitFieldClear(Fields f) {
        int lsb = f.get('b');
        int width = f.get('w') - lsb + 1;
        return width > 0 ? new BitFieldClear(f.cond(), f.get('d'), lsb, width) : f.unpredictable();
    }

    private static Insn bitFieldExtract(Fields f) {
        int lsb = f.get('b');
        int width = f.get('w') + 1;
        return lsb + width <= Integer.SIZE
                ? new BitFieldExtract(f.cond(), isUnsigned(f), f.get('d'), f.get('n'), lsb, width)
                : f.unpredictable();
    }
}
