package trapline.emulator.decode;

import java.util.Map;
import trapline.emulator.isa.Insn;
import trapline.emulator.isa.MemoryOperand;
import trapline.emulator.isa.MemoryOperand.Indexing;
import trapline.emulator.isa.Operand2.Immediate;
import trapline.emulator.isa.VfpInsn.Arithmetic;
import trapline.emulator.isa.VfpInsn.Compare;
import trapline.emulator.isa.VfpInsn.ConvertFixed;
import trapline.emulator.isa.VfpInsn.ConvertHalf;
import trapline.emulator.isa.VfpInsn.ConvertInteger;
import trapline.emulator.isa.VfpInsn.ConvertPrecision;
import trapline.emulator.isa.VfpInsn.DuplicateCore;
import trapline.emulator.isa.VfpInsn.LoadStore;
import trapline.emulator.isa.VfpInsn.LoadStoreMultiple;
import trapline.emulator.isa.VfpInsn.MoveFromScalar;
import trapline.emulator.isa.VfpInsn.MoveImmediate;
import trapline.emulator.isa.VfpInsn.MovePair;
import trapline.emulator.isa.VfpInsn.MoveSingle;
import trapline.emulator.isa.VfpInsn.MoveSystem;
import trapline.emulator.isa.VfpInsn.MoveToScalar;
import trapline.emulator.isa.VfpInsn.Unary;
import trapline.emulator.isa.VfpInsn.VfpOp;
import trapline.emulator.isa.VfpInsn.VfpUnaryOp;

/** Floating-point, and the transfers that it shares with Advanced SIMD (A7.5, A7.6, A7.8, A7.9). */
final class VfpForms {
    private static final int PC = 15;
    private static final int REGISTERS = 32;
    /** Most D registers of VLDM and VSTM (A8.8.332). */
    private static final int MOST_DOUBLES = 16;

    /** FPSID, FPSCR, MVFR1, MVFR0, FPEXC. */
    private static final int SYSTEM_REGISTERS = 0b1_1100_0011;

    private VfpForms() {}

    static void addTo(Map<String, Form> forms) {
        forms.put("VfpArithmetic", VfpForms::arithmetic);
        forms.put("VfpUnary", VfpForms::unary);
        forms.put("VfpImmediate", f -> new MoveImmediate(f.cond(), dp(f), d(f, dp(f)), f.get('i')));
        forms.put("VfpCompare", f -> new Compare(f.cond(), dp(f), f.flag('E'), d(f, dp(f)), m(f, dp(f)), false));
        forms.put("VfpCompareZero", f -> new Compare(f.cond(), dp(f), f.flag('E'), d(f, dp(f)), 0, true));
        forms.put("VfpConvertPrecision", f -> new ConvertPrecision(f.cond(), dp(f), d(f, !dp(f)), m(f, dp(f))));
        forms.put("VfpConvertInteger", VfpForms::convertInteger);
        forms.put("VfpConvertFixed", VfpForms::convertFixed);
        forms.put("VfpConvertHalf", f -> new ConvertHalf(f.cond(), f.flag('o'), f.flag('T'), d(f, false), m(f, false)));
        forms.put("VfpLoadStore", VfpForms::loadStore);
        forms.put("VfpLoadStoreMultiple", VfpForms::loadStoreMultiple);
        forms.put("VfpMoveSingle", f -> core(f, new MoveSingle(f.cond(), f.flag('o'), n(f, false), f.get('t'))));
        forms.put("VfpMoveSystem", VfpForms::moveSystem);
        forms.put("VfpMoveToScalar", VfpForms::moveToScalar);
        forms.put("VfpMoveFromScalar", VfpForms::moveFromScalar);
        forms.put("VfpDuplicate", VfpForms::duplicate);
        forms.put("VfpMovePair", VfpForms::movePair);
    }

    private static boolean dp(Fields f) {
        return f.flag('s');
    }

    private static int register(Fields f, char four, char one, boolean dp) {
        return dp ? f.get(one) << 4 | f.get(four) : f.get(four) << 1 | f.get(one);
    }

    /** The number of Vd: {@code D:Vd} or {@code Vd:D}. */
    static int d(Fields f, boolean dp) {
        return register(f, 'd', 'D', dp);
    }

    /** The number of Vn. */
    static int n(Fields f, boolean dp) {
        return register(f, 'n', 'N', dp);
    }

    /** The number of Vm. */
    static int m(Fields f, boolean dp) {
        return register(f, 'm', 'M', dp);
    }

    private static Insn arithmetic(Fields f) {
        boolean dp = dp(f);
        return new Arithmetic(f.cond(), VfpOp.valueOf(f.mnemonic()), dp, d(f, dp), n(f, dp), m(f, dp));
    }

    private static Insn unary(Fields f) {
        boolean dp = dp(f);
        return new Unary(f.cond(), VfpUnaryOp.valueOf(f.mnemonic()), dp, d(f, dp), m(f, dp));
    }

    private static Insn convertInteger(Fields f) {
        boolean toInteger = f.flag('o');
        boolean dp = dp(f);
        int d = d(f, dp && !toInteger);
        int m = m(f, dp && toInteger);
        return new ConvertInteger(f.cond(), toInteger, dp, !f.flag('S'), f.flag('E'), d, m);
    }

    /** More fraction bits than bits are UNPREDICTABLE. */
    private static Insn convertFixed(Fields f) {
        int size = f.flag('Z') ? 32 : 16;
        int imm4i = (f.get('i') & 0xF) << 1 | f.get('i') >>> 4;
        if (imm4i > size) {
            return f.unpredictable();
        }
        return new ConvertFixed(f.cond(), f.flag('o'), dp(f), f.flag('U'), size, d(f, dp(f)), size - imm4i);
    }

    private static Insn loadStore(Fields f) {
        MemoryOperand address =
                new MemoryOperand(f.get('b'), f.flag('U'), Immediate.of(f.immediate()), Indexing.OFFSET);
        return new LoadStore(f.cond(), f.flag('L'), dp(f), d(f, dp(f)), address);
    }

    private static Insn loadStoreMultiple(Fields f) {
        boolean dp = dp(f);
        LoadStoreMultiple insn = new LoadStoreMultiple(
                f.cond(), f.flag('L'), dp, d(f, dp), f.flag('P'), f.flag('W'), f.get('b'), f.get('i'));
        int registers = insn.registers();
        boolean pcMisused = insn.rn() == PC && insn.writeBack();
        boolean wrong = registers == 0 || insn.d() + registers > REGISTERS || dp && registers > MOST_DOUBLES;
        return pcMisused || wrong ? f.unpredictable() : insn;
    }

    private static Insn core(Fields f, Insn insn) {
        return f.get('t') == PC ? f.unpredictable() : insn;
    }

    /** VMRS to the PC is to the flags, for FPSCR alone. */
    private static Insn moveSystem(Fields f) {
        boolean toFlags = f.flag('o') && f.get('r') == MoveSystem.FPSCR;
        boolean exists = (SYSTEM_REGISTERS >>> f.get('r') & 1) != 0;
        return !exists || f.get('t') == PC && !toFlags
                ? f.unpredictable()
                : new MoveSystem(f.cond(), f.flag('o'), f.get('r'), f.get('t'));
    }

    /** The size and the index in opc1:opc2: 1xxx, 0xx1 or 0x00. */
    private static int scalarSize(int opc) {
        return (opc & 0b1000) != 0 ? 0 : (opc & 1) != 0 ? 1 : 2;
    }

    private static int scalarIndex(int opc) {
        return (opc & 0b111) >>> scalarSize(opc);
    }

    private static boolean isNoScalar(int opc) {
        return (opc & 0b1011) == 0b0010;
    }

    private static Insn moveToScalar(Fields f) {
        int opc = f.get('x');
        return isNoScalar(opc)
                ? f.unpredictable()
                : core(f, new MoveToScalar(f.cond(), scalarSize(opc), d(f, true), scalarIndex(opc), f.get('t')));
    }

    private static Insn moveFromScalar(Fields f) {
        int opc = f.get('x');
        boolean unsigned = f.flag('U');
        if (isNoScalar(opc) || unsigned && scalarSize(opc) == 2) {
            return f.unpredictable();
        }
        return core(
                f, new MoveFromScalar(f.cond(), unsigned, scalarSize(opc), n(f, true), scalarIndex(opc), f.get('t')));
    }

    private static Insn duplicate(Fields f) {
        int be = f.get('x');
        boolean quadword = f.flag('Q');
        int d = d(f, true);
        if (be == 0b11 || quadword && (d & 1) != 0) {
            return f.unpredictable();
        }
        return core(f, new DuplicateCore(f.cond(), quadword, 2 - be, d, f.get('t')));
    }

    private static Insn movePair(Fields f) {
        boolean dp = dp(f);
        int m = m(f, dp);
        boolean same = f.flag('o') && f.get('t') == f.get('u');
        if (f.get('u') == PC || same || !dp && m == REGISTERS - 1) {
            return f.unpredictable();
        }
        return core(f, new MovePair(f.cond(), f.flag('o'), dp, m, f.get('t'), f.get('u')));
    }
}
