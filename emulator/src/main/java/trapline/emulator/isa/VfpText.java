package trapline.emulator.isa;

import static trapline.emulator.isa.Text.imm;
import static trapline.emulator.isa.Text.lower;
import static trapline.emulator.isa.Text.reg;
import static trapline.emulator.isa.Text.suffix;
import static trapline.emulator.isa.Text.with;

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

/** Text of Floating-point instructions, and of the transfers that Advanced SIMD has too. */
final class VfpText {
    private static final int SP = 13;
    private static final int PC = 15;
    private static final int BYTE_BITS = 8;
    private static final String[] SYSTEM = {"fpsid", "fpscr", "reg2", "reg3", "reg4", "mvfr2", "mvfr1", "mvfr0", "fpexc"
    };

    private VfpText() {}

    static String of(VfpInsn insn) {
        return switch (insn) {
            case Arithmetic a -> arithmetic(a);
            case Unary u -> typed(lower(u.op()), u.cond(), type(u.dp()), fp(u.dp(), u.d()), fp(u.dp(), u.m()));
            case MoveImmediate m -> typed("vmov", m.cond(), type(m.dp()), fp(m.dp(), m.d()), imm(m.imm8()));
            case Compare c -> compare(c);
            case ConvertPrecision c -> convertPrecision(c);
            case ConvertInteger c -> convertInteger(c);
            case ConvertFixed c -> convertFixed(c);
            case ConvertHalf c -> convertHalf(c);
            case LoadStore l ->
                with(l.load() ? "vldr" : "vstr", l.cond(), fp(l.dp(), l.d()), Text.address(l.address()));
            case LoadStoreMultiple l -> loadStoreMultiple(l);
            case MoveSingle m -> moveSingle(m);
            case MovePair m -> movePair(m);
            case MoveToScalar m ->
                typed("vmov", m.cond(), "." + (BYTE_BITS << m.size()), scalar(m.d(), m.index()), reg(m.rt()));
            case MoveFromScalar m -> moveFromScalar(m);
            case DuplicateCore v ->
                typed("vdup", v.cond(), "." + (BYTE_BITS << v.size()), simd(v.quadword(), v.d()), reg(v.rt()));
            case MoveSystem m -> moveSystem(m);
        };
    }

    /** A mnemonic whose type stands behind the condition. */
    static String typed(String mnemonic, Cond cond, String type, String... operands) {
        return mnemonic + suffix(cond) + type + " " + String.join(", ", operands);
    }

    /** The S or D register of a number. */
    private static String fp(boolean dp, int number) {
        return (dp ? "d" : "s") + number;
    }

    /** The D register of a number, or the Q register that begins with it. */
    static String simd(boolean quadword, int number) {
        return quadword ? "q" + number / 2 : "d" + number;
    }

    /** An element of a D register. */
    static String scalar(int number, int index) {
        return "d" + number + "[" + index + "]";
    }

    private static String type(boolean dp) {
        return dp ? ".f64" : ".f32";
    }

    private static String arithmetic(Arithmetic a) {
        boolean dp = a.dp();
        return typed(lower(a.op()), a.cond(), type(dp), fp(dp, a.d()), fp(dp, a.n()), fp(dp, a.m()));
    }

    private static String compare(Compare c) {
        String second = c.withZero() ? "#0.0" : fp(c.dp(), c.m());
        return typed(c.quietNanExc() ? "vcmpe" : "vcmp", c.cond(), type(c.dp()), fp(c.dp(), c.d()), second);
    }

    private static String convertPrecision(ConvertPrecision c) {
        boolean fromDouble = c.doubleToSingle();
        String types = type(!fromDouble) + type(fromDouble);
        return typed("vcvt", c.cond(), types, fp(!fromDouble, c.d()), fp(fromDouble, c.m()));
    }

    private static String convertInteger(ConvertInteger c) {
        String integer = c.unsigned() ? ".u32" : ".s32";
        if (!c.toInteger()) {
            return typed("vcvt", c.cond(), type(c.dp()) + integer, fp(c.dp(), c.d()), fp(false, c.m()));
        }
        String mnemonic = c.roundZero() ? "vcvt" : "vcvtr";
        return typed(mnemonic, c.cond(), integer + type(c.dp()), fp(false, c.d()), fp(c.dp(), c.m()));
    }

    private static String convertFixed(ConvertFixed c) {
        String fixed = (c.unsigned() ? ".u" : ".s") + c.size();
        String types = c.toFixed() ? fixed + type(c.dp()) : type(c.dp()) + fixed;
        return typed("vcvt", c.cond(), types, fp(c.dp(), c.d()), fp(c.dp(), c.d()), imm(c.fractionBits()));
    }

    private static String convertHalf(ConvertHalf c) {
        String types = c.toHalf() ? ".f16.f32" : ".f32.f16";
        return typed(c.top() ? "vcvtt" : "vcvtb", c.cond(), types, fp(false, c.d()), fp(false, c.m()));
    }

    private static String loadStoreMultiple(LoadStoreMultiple l) {
        String list = list(l.dp(), l.d(), l.registers());
        if (l.isUnknownPrecision()) {
            return with((l.load() ? "fldm" : "fstm") + mode(l) + "x", l.cond(), base(l), list);
        }
        if (l.rn() == SP && l.writeBack() && l.before() != l.load()) {
            return with(l.load() ? "vpop" : "vpush", l.cond(), list);
        }
        return with((l.load() ? "vldm" : "vstm") + mode(l), l.cond(), base(l), list);
    }

    private static String mode(LoadStoreMultiple l) {
        return l.before() ? "db" : "ia";
    }

    private static String base(LoadStoreMultiple l) {
        return reg(l.rn()) + (l.writeBack() ? "!" : "");
    }

    private static String list(boolean dp, int first, int registers) {
        String range = registers == 1 ? "" : "-" + fp(dp, first + registers - 1);
        return "{" + fp(dp, first) + range + "}";
    }

    private static String moveSingle(MoveSingle m) {
        return m.toCore()
                ? with("vmov", m.cond(), reg(m.rt()), fp(false, m.n()))
                : with("vmov", m.cond(), fp(false, m.n()), reg(m.rt()));
    }

    private static String movePair(MovePair m) {
        String core = reg(m.rt()) + ", " + reg(m.rt2());
        String extension = m.dp() ? fp(true, m.m()) : fp(false, m.m()) + ", " + fp(false, m.m() + 1);
        return m.toCore() ? with("vmov", m.cond(), core, extension) : with("vmov", m.cond(), extension, core);
    }

    private static String moveFromScalar(MoveFromScalar m) {
        int bits = BYTE_BITS << m.size();
        String sign = m.size() == 2 ? "" : m.unsigned() ? "u" : "s";
        return typed("vmov", m.cond(), "." + sign + bits, reg(m.rt()), scalar(m.n(), m.index()));
    }

    private static String moveSystem(MoveSystem m) {
        String system = SYSTEM[m.register()];
        if (!m.toCore()) {
            return with("vmsr", m.cond(), system, reg(m.rt()));
        }
        return with("vmrs", m.cond(), m.rt() == PC ? "APSR_nzcv" : reg(m.rt()), system);
    }
}
