package trapline.emulator.isa;

import static trapline.emulator.isa.Text.lower;
import static trapline.emulator.isa.Text.registers;
import static trapline.emulator.isa.Text.s;

import trapline.emulator.isa.MultiplyInsn.Divide;
import trapline.emulator.isa.MultiplyInsn.Multiply;
import trapline.emulator.isa.MultiplyInsn.MultiplyAccumulate;
import trapline.emulator.isa.MultiplyInsn.MultiplyAccumulateAccumulateLong;
import trapline.emulator.isa.MultiplyInsn.MultiplyLong;
import trapline.emulator.isa.MultiplyInsn.MultiplySubtract;
import trapline.emulator.isa.MultiplyInsn.SignedDualMultiply;
import trapline.emulator.isa.MultiplyInsn.SignedDualMultiplyAccumulate;
import trapline.emulator.isa.MultiplyInsn.SignedDualMultiplyAccumulateLong;
import trapline.emulator.isa.MultiplyInsn.SignedMostSignificantMultiply;
import trapline.emulator.isa.MultiplyInsn.SignedMostSignificantMultiplyAccumulate;
import trapline.emulator.isa.MultiplyInsn.SignedMultiplyAccumulateHalfwords;
import trapline.emulator.isa.MultiplyInsn.SignedMultiplyAccumulateLongHalfwords;
import trapline.emulator.isa.MultiplyInsn.SignedMultiplyAccumulateWordByHalfword;
import trapline.emulator.isa.MultiplyInsn.SignedMultiplyHalfwords;
import trapline.emulator.isa.MultiplyInsn.SignedMultiplyWordByHalfword;
import trapline.emulator.isa.MultiplyInsn.SumAbsoluteDifferences;
import trapline.emulator.isa.MultiplyInsn.SumAbsoluteDifferencesAccumulate;

/** Text of multiplies, divides and sums of absolute differences. */
final class MultiplyText {
    private MultiplyText() {}

    static String of(MultiplyInsn insn) {
        return switch (insn) {
            case Multiply m -> registers("mul" + s(m.setFlags()), m.cond(), m.rd(), m.rn(), m.rm());
            case MultiplyAccumulate m -> registers("mla" + s(m.setFlags()), m.cond(), m.rd(), m.rn(), m.rm(), m.ra());
            case MultiplySubtract m -> registers("mls", m.cond(), m.rd(), m.rn(), m.rm(), m.ra());
            case MultiplyLong m ->
                registers(lower(m.op()) + s(m.setFlags()), m.cond(), m.rdLo(), m.rdHi(), m.rn(), m.rm());
            case MultiplyAccumulateAccumulateLong m -> registers("umaal", m.cond(), m.rdLo(), m.rdHi(), m.rn(), m.rm());
            case SignedMultiplyHalfwords m ->
                registers("smul" + half(m.nHigh()) + half(m.mHigh()), m.cond(), m.rd(), m.rn(), m.rm());
            case SignedMultiplyAccumulateHalfwords m ->
                registers("smla" + half(m.nHigh()) + half(m.mHigh()), m.cond(), m.rd(), m.rn(), m.rm(), m.ra());
            case SignedMultiplyWordByHalfword m ->
                registers("smulw" + half(m.mHigh()), m.cond(), m.rd(), m.rn(), m.rm());
            case SignedMultiplyAccumulateWordByHalfword m ->
                registers("smlaw" + half(m.mHigh()), m.cond(), m.rd(), m.rn(), m.rm(), m.ra());
            case SignedMultiplyAccumulateLongHalfwords m ->
                registers("smlal" + half(m.nHigh()) + half(m.mHigh()), m.cond(), m.rdLo(), m.rdHi(), m.rn(), m.rm());
            case SignedDualMultiply m ->
                registers((m.subtract() ? "smusd" : "smuad") + x(m.exchange()), m.cond(), m.rd(), m.rn(), m.rm());
            case SignedDualMultiplyAccumulate m ->
                registers(
                        (m.subtract() ? "smlsd" : "smlad") + x(m.exchange()), m.cond(), m.rd(), m.rn(), m.rm(), m.ra());
            case SignedDualMultiplyAccumulateLong m ->
                registers(
                        (m.subtract() ? "smlsld" : "smlald") + x(m.exchange()),
                        m.cond(),
                        m.rdLo(),
                        m.rdHi(),
                        m.rn(),
                        m.rm());
            case SignedMostSignificantMultiply m -> registers("smmul" + r(m.round()), m.cond(), m.rd(), m.rn(), m.rm());
            case SignedMostSignificantMultiplyAccumulate m ->
                registers((m.subtract() ? "smmls" : "smmla") + r(m.round()), m.cond(), m.rd(), m.rn(), m.rm(), m.ra());
            case Divide m -> registers(m.unsigned() ? "udiv" : "sdiv", m.cond(), m.rd(), m.rn(), m.rm());
            case SumAbsoluteDifferences m -> registers("usad8", m.cond(), m.rd(), m.rn(), m.rm());
            case SumAbsoluteDifferencesAccumulate m -> registers("usada8", m.cond(), m.rd(), m.rn(), m.rm(), m.ra());
        };
    }

    private static String half(boolean high) {
        return high ? "t" : "b";
    }

    private static String x(boolean exchange) {
        return exchange ? "x" : "";
    }

    private static String r(boolean round) {
        return round ? "r" : "";
    }
}
