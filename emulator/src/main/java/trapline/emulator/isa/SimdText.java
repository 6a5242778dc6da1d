package trapline.emulator.isa;

import static trapline.emulator.isa.Text.imm;
import static trapline.emulator.isa.Text.lower;
import static trapline.emulator.isa.Text.reg;
import static trapline.emulator.isa.VfpText.scalar;
import static trapline.emulator.isa.VfpText.simd;
import static trapline.emulator.isa.VfpText.typed;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import trapline.emulator.isa.SimdInsn.Address;
import trapline.emulator.isa.SimdInsn.AllLanes;
import trapline.emulator.isa.SimdInsn.ByScalar;
import trapline.emulator.isa.SimdInsn.ByScalarFloat;
import trapline.emulator.isa.SimdInsn.ByScalarLong;
import trapline.emulator.isa.SimdInsn.ConvertFixed;
import trapline.emulator.isa.SimdInsn.DuplicateScalar;
import trapline.emulator.isa.SimdInsn.Extract;
import trapline.emulator.isa.SimdInsn.Immediate;
import trapline.emulator.isa.SimdInsn.Lane;
import trapline.emulator.isa.SimdInsn.Shift;
import trapline.emulator.isa.SimdInsn.Structures;
import trapline.emulator.isa.SimdInsn.TableLookup;
import trapline.emulator.isa.SimdInsn.ThreeDifferent;
import trapline.emulator.isa.SimdInsn.ThreeSame;
import trapline.emulator.isa.SimdInsn.ThreeSameFloat;
import trapline.emulator.isa.SimdInsn.Two;
import trapline.emulator.isa.SimdOps.ElementType;
import trapline.emulator.isa.SimdOps.Lengths;
import trapline.emulator.isa.SimdOps.ShiftOp;
import trapline.emulator.isa.SimdOps.ThreeDifferentOp;
import trapline.emulator.isa.SimdOps.TwoOp;

/** Text of Advanced SIMD instructions. */
final class SimdText {
    private static final int BYTE_BITS = 8;
    private static final String FLOAT = ".f32";

    private SimdText() {}

    static String of(SimdInsn insn) {
        return switch (insn) {
            case ThreeSame t -> threeSame(t);
            case ThreeSameFloat t -> {
                boolean q = t.quadword();
                yield typed(lower(t.op()), t.cond(), FLOAT, simd(q, t.d()), simd(q, t.n()), simd(q, t.m()));
            }
            case ThreeDifferent t -> threeDifferent(t);
            case ByScalar b -> {
                String type = b.op().type.suffix(false, BYTE_BITS << b.size());
                boolean q = b.quadword();
                yield typed(lower(b.op()), b.cond(), type, simd(q, b.d()), simd(q, b.n()), scalar(b.m(), b.index()));
            }
            case ByScalarFloat b -> {
                boolean q = b.quadword();
                yield typed(lower(b.op()), b.cond(), FLOAT, simd(q, b.d()), simd(q, b.n()), scalar(b.m(), b.index()));
            }
            case ByScalarLong b -> {
                String type = b.op().type.suffix(b.unsigned(), BYTE_BITS << b.size());
                yield typed(
                        lower(b.op()), b.cond(), type, simd(true, b.d()), simd(false, b.n()), scalar(b.m(), b.index()));
            }
            case Shift s -> shift(s);
            case ConvertFixed c -> convertFixed(c);
            case Two t -> two(t);
            case Immediate i -> immediate(i);
            case Extract e -> {
                boolean q = e.quadword();
                yield typed("vext", e.cond(), ".8", simd(q, e.d()), simd(q, e.n()), simd(q, e.m()), imm(e.position()));
            }
            case TableLookup t ->
                typed(
                        t.extension() ? "vtbx" : "vtbl",
                        t.cond(),
                        ".8",
                        simd(false, t.d()),
                        list(t.n(), t.length(), 1, ""),
                        simd(false, t.m()));
            case DuplicateScalar v ->
                typed(
                        "vdup",
                        v.cond(),
                        "." + (BYTE_BITS << v.size()),
                        simd(v.quadword(), v.d()),
                        scalar(v.m(), v.index()));
            case Structures s -> structures(s);
            case Lane l -> lane(l);
            case AllLanes a -> allLanes(a);
        };
    }

    private static String threeSame(ThreeSame t) {
        boolean q = t.quadword();
        String type = t.op().type.suffix(t.unsigned(), BYTE_BITS << t.size());
        String n = simd(q, t.n());
        String m = simd(q, t.m());
        boolean swapped = t.op().shiftsByRegister();
        return typed(name(lower(t.op())), t.cond(), type, simd(q, t.d()), swapped ? m : n, swapped ? n : m);
    }

    /** Multiplication of polynomials has its own operations here, but not its own mnemonics. */
    private static String name(String operation) {
        return operation.equals("vmulp") ? "vmul" : operation.equals("vmullp") ? "vmull" : operation;
    }

    private static String threeDifferent(ThreeDifferent t) {
        ThreeDifferentOp op = t.op();
        boolean narrow = op.lengths() == Lengths.NARROW;
        int bits = (narrow ? 2 * BYTE_BITS : BYTE_BITS) << t.size();
        return typed(
                name(lower(op)),
                t.cond(),
                op.type.suffix(t.unsigned(), bits),
                simd(!narrow, t.d()),
                simd(op.lengths() != Lengths.LONG, t.n()),
                simd(narrow, t.m()));
    }

    private static String shift(Shift s) {
        ShiftOp op = s.op();
        boolean isLong = op == ShiftOp.VSHLL;
        int bits = (op.isNarrow() ? 2 * BYTE_BITS : BYTE_BITS) << s.size();
        String type = op.type.suffix(s.unsigned(), bits);
        String d = simd(s.quadword() || isLong, s.d());
        String m = simd(s.quadword() || op.isNarrow(), s.m());
        return isLong && s.amount() == 0
                ? typed("vmovl", s.cond(), type, d, m)
                : typed(lower(op), s.cond(), type, d, m, imm(s.amount()));
    }

    private static String convertFixed(ConvertFixed c) {
        String fixed = c.unsigned() ? ".u32" : ".s32";
        boolean q = c.quadword();
        return typed(
                "vcvt",
                c.cond(),
                c.toFixed() ? fixed + FLOAT : FLOAT + fixed,
                simd(q, c.d()),
                simd(q, c.m()),
                imm(c.fractionBits()));
    }

    private static String two(Two t) {
        TwoOp op = t.op();
        int bits = (op.isNarrow() ? 2 * BYTE_BITS : BYTE_BITS) << t.size();
        String d = simd(t.quadword() || op.isLong(), t.d());
        String m = simd(t.quadword() || op.isNarrow(), t.m());
        String type = op.type.suffix(false, bits);
        String last = op.comparesWithZero() ? ", #0" : op == TwoOp.VSHLL_MAX ? ", " + imm(bits) : "";
        return typed(op.mnemonic, t.cond(), type, d, m) + last;
    }

    private static String immediate(Immediate i) {
        String d = simd(i.quadword(), i.d());
        String mnemonic =
                switch (i.op()) {
                    case VMOV, VMOV_64 -> "vmov";
                    case VMVN -> "vmvn";
                    case VORR -> "vorr";
                    case VBIC -> "vbic";
                };
        long value = i.value();
        return switch (i.cmode()) {
            case 0b1000, 0b1001, 0b1010, 0b1011 -> typed(mnemonic, i.cond(), ".i16", d, imm((int) value & 0xFFFF));
            case 0b1110 ->
                i.op() == SimdOps.ImmediateOp.VMOV_64
                        ? typed(mnemonic, i.cond(), ".i64", d, "#0x%016x".formatted(value))
                        : typed(mnemonic, i.cond(), ".i8", d, imm((int) value & 0xFF));
            case 0b1111 -> typed(mnemonic, i.cond(), FLOAT, d, "#" + decimal(Float.intBitsToFloat((int) value)));
            default -> typed(mnemonic, i.cond(), ".i32", d, imm((int) value));
        };
    }

    /** Six digits, as C's {@code %g} prints these numbers. */
    private static String decimal(float value) {
        return new BigDecimal(value)
                .round(new MathContext(6, RoundingMode.HALF_EVEN))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** D registers, each with what says which of its elements. */
    private static String list(int first, int registers, int increment, String elements) {
        if (registers > 1 && increment == 1) {
            return "{d" + first + elements + "-d" + (first + registers - 1) + elements + "}";
        }
        StringBuilder text = new StringBuilder("{");
        for (int n = 0; n < registers; n++) {
            text.append(n == 0 ? "d" : ",d").append(first + n * increment).append(elements);
        }
        return text.append('}').toString();
    }

    private static String structures(Structures s) {
        boolean pairs = s.elements() > 1 && s.registers() > 1;
        String list = list(s.d(), s.elements() * s.registers(), pairs ? 1 : s.increment(), "");
        return loadStore(s.load(), s.elements(), s.cond(), s.size(), list, s.address());
    }

    private static String lane(Lane l) {
        String list = separate(l.d(), l.elements(), l.increment(), "[" + l.index() + "]");
        return loadStore(l.load(), l.elements(), l.cond(), l.size(), list, l.address());
    }

    private static String separate(int first, int registers, int increment, String elements) {
        StringBuilder text = new StringBuilder("{");
        for (int n = 0; n < registers; n++) {
            text.append(n == 0 ? "d" : ",d").append(first + n * increment).append(elements);
        }
        return text.append('}').toString();
    }

    private static String allLanes(AllLanes a) {
        String list = list(a.d(), a.elements() * a.registers(), a.increment(), "[]");
        return loadStore(true, a.elements(), a.cond(), a.size(), list, a.address());
    }

    private static String loadStore(boolean load, int elements, Cond cond, int size, String list, Address address) {
        String type = ElementType.SIZE_ONLY.suffix(false, BYTE_BITS << size);
        String alignment = address.alignment() == 1 ? "" : " :" + BYTE_BITS * address.alignment();
        String base = "[" + reg(address.rn()) + alignment + "]";
        String writeBack = address.isRegisterIndexed() ? ", " + reg(address.rm()) : address.writesBack() ? "!" : "";
        return typed((load ? "vld" : "vst") + elements, cond, type, list, base + writeBack);
    }
}
