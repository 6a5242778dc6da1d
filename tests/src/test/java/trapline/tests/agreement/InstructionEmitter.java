package trapline.tests.agreement;

import java.util.random.RandomGenerator;
import trapline.emulator.decode.Decoder;
import trapline.emulator.isa.BranchInsn;
import trapline.emulator.isa.CoprocessorInsn;
import trapline.emulator.isa.DataProcessingInsn;
import trapline.emulator.isa.DataProcessingInsn.Adr;
import trapline.emulator.isa.DataProcessingInsn.DataProcessing;
import trapline.emulator.isa.DataProcessingInsn.MoveWide;
import trapline.emulator.isa.DataProcessingInsn.SubsPcLr;
import trapline.emulator.isa.ExceptionInsn;
import trapline.emulator.isa.ExceptionInsn.Breakpoint;
import trapline.emulator.isa.ExceptionInsn.HypervisorCall;
import trapline.emulator.isa.ExceptionInsn.PermanentlyUndefined;
import trapline.emulator.isa.ExceptionInsn.SecureMonitorCall;
import trapline.emulator.isa.ExceptionInsn.SupervisorCall;
import trapline.emulator.isa.ExceptionInsn.Undefined;
import trapline.emulator.isa.HintInsn;
import trapline.emulator.isa.HintInsn.Barrier;
import trapline.emulator.isa.HintInsn.Hint;
import trapline.emulator.isa.HintInsn.HintOp;
import trapline.emulator.isa.Insn;
import trapline.emulator.isa.InstructionSet;
import trapline.emulator.isa.LoadStoreInsn;
import trapline.emulator.isa.MediaInsn;
import trapline.emulator.isa.MultiplyInsn;
import trapline.emulator.isa.SimdInsn;
import trapline.emulator.isa.StatusInsn;
import trapline.emulator.isa.StatusInsn.ChangeProcessorState;
import trapline.emulator.isa.StatusInsn.ExceptionReturn;
import trapline.emulator.isa.StatusInsn.MoveFromBanked;
import trapline.emulator.isa.StatusInsn.MoveFromStatus;
import trapline.emulator.isa.StatusInsn.MoveToBanked;
import trapline.emulator.isa.StatusInsn.MoveToStatus;
import trapline.emulator.isa.StatusInsn.MoveToStatusImmediate;
import trapline.emulator.isa.StatusInsn.ReturnFromException;
import trapline.emulator.isa.StatusInsn.SetEndianness;
import trapline.emulator.isa.StatusInsn.StoreReturnState;
import trapline.emulator.isa.VfpInsn;

/**
 * Takes random encodings and either refuses them, because they would leave the case or depend on what is not compared, or emits them with
 * what they need first: base registers into the scratch area, branch targets near by.
 */
final class InstructionEmitter {
    private static final int PC = 15;
    private static final int FLAGS_FIELDS = 0b1100;
    private static final int HALF_PRECISION = 9;

    private final CodeBuffer code;
    private final boolean user;
    private final MemoryEmitter memory;
    private final BranchEmitter branches;
    private final ExtensionEmitter extension;

    InstructionEmitter(CodeBuffer code, RandomGenerator random, boolean user) {
        this.code = code;
        this.user = user;
        this.memory = new MemoryEmitter(code, random);
        this.branches = new BranchEmitter(code, random);
        this.extension = new ExtensionEmitter(code, random, user);
    }

    /** Emits an encoding, 32 bits wide or 16; false when it is refused, and then nothing has been emitted. */
    boolean emit(int word, boolean wide) {
        Insn insn = decode(word, wide, false);
        return switch (insn) {
            case LoadStoreInsn loadStore -> memory.emit(loadStore, word, wide);
            case BranchInsn branch -> branches.emit(branch, word, wide);
            case DataProcessingInsn d -> plain(acceptable(d), word, wide);
            case MultiplyInsn m -> plain(acceptable(m), word, wide);
            case MediaInsn m -> plain(acceptable(m), word, wide);
            case StatusInsn s -> plain(acceptable(s), word, wide);
            case ExceptionInsn e -> plain(acceptable(e), word, wide);
            case HintInsn h -> plain(acceptable(h), word, wide);
            case CoprocessorInsn c -> plain(acceptable(c), word, wide);
            case SimdInsn s -> extension.emit(s, word);
            case VfpInsn v -> extension.emit(v, word);
        };
    }

    /** Whether an encoding can stand in an IT block: computation without any preparation. */
    boolean fitsItBlock(int word, boolean wide) {
        return switch (decode(word, wide, true)) {
            case DataProcessingInsn d -> acceptable(d);
            case MultiplyInsn m -> acceptable(m);
            case MediaInsn m -> acceptable(m);
            case PermanentlyUndefined u -> true;
            case SimdInsn s -> ExtensionEmitter.needsNothing(s);
            case VfpInsn v -> ExtensionEmitter.needsNothing(v);
            case Insn other -> false;
        };
    }

    /** Whether an encoding is one that its row's form refuses. */
    boolean isUndefined(int word, boolean wide) {
        return decode(word, wide, false) instanceof Undefined;
    }

    private Insn decode(int word, boolean wide, boolean inItBlock) {
        if (code.set() == InstructionSet.A32) {
            return Decoder.decodeA32(word);
        }
        return wide ? Decoder.decodeT32(word) : Decoder.decodeT16(word, inItBlock);
    }

    private boolean plain(boolean acceptable, int word, boolean wide) {
        if (acceptable) {
            raw(code, word, wide);
        }
        return acceptable;
    }

    static void raw(CodeBuffer code, int word, boolean wide) {
        if (wide) {
            code.wide(word);
        } else {
            code.halfword(word);
        }
    }

    private static boolean acceptable(DataProcessingInsn insn) {
        return switch (insn) {
            case DataProcessing d -> !d.op().hasResult() || d.rd() != PC;
            case SubsPcLr s -> false;
            case MoveWide m -> m.rd() != PC;
            case Adr a -> a.rd() != PC;
        };
    }

    /** No destination is the PC, and the two of a long multiply differ, as else the result is UNPREDICTABLE. */
    private static boolean acceptable(MultiplyInsn insn) {
        return switch (insn) {
            case MultiplyInsn.Multiply m -> m.rd() != PC;
            case MultiplyInsn.MultiplyAccumulate m -> m.rd() != PC;
            case MultiplyInsn.MultiplySubtract m -> m.rd() != PC;
            case MultiplyInsn.MultiplyLong m -> pair(m.rdLo(), m.rdHi());
            case MultiplyInsn.MultiplyAccumulateAccumulateLong m -> pair(m.rdLo(), m.rdHi());
            case MultiplyInsn.SignedMultiplyHalfwords m -> m.rd() != PC;
            case MultiplyInsn.SignedMultiplyAccumulateHalfwords m -> m.rd() != PC;
            case MultiplyInsn.SignedMultiplyWordByHalfword m -> m.rd() != PC;
            case MultiplyInsn.SignedMultiplyAccumulateWordByHalfword m -> m.rd() != PC;
            case MultiplyInsn.SignedMultiplyAccumulateLongHalfwords m -> pair(m.rdLo(), m.rdHi());
            case MultiplyInsn.SignedDualMultiply m -> m.rd() != PC;
            case MultiplyInsn.SignedDualMultiplyAccumulate m -> m.rd() != PC;
            case MultiplyInsn.SignedDualMultiplyAccumulateLong m -> pair(m.rdLo(), m.rdHi());
            case MultiplyInsn.SignedMostSignificantMultiply m -> m.rd() != PC;
            case MultiplyInsn.SignedMostSignificantMultiplyAccumulate m -> m.rd() != PC && m.ra() != PC;
            case MultiplyInsn.Divide m -> m.rd() != PC;
            case MultiplyInsn.SumAbsoluteDifferences m -> m.rd() != PC;
            case MultiplyInsn.SumAbsoluteDifferencesAccumulate m -> m.rd() != PC;
        };
    }

    private static boolean pair(int low, int high) {
        return low != PC && high != PC && low != high;
    }

    private static boolean acceptable(MediaInsn insn) {
        return switch (insn) {
            case MediaInsn.SaturatingArithmetic m -> m.rd() != PC;
            case MediaInsn.Saturate m -> m.rd() != PC;
            case MediaInsn.Saturate16 m -> m.rd() != PC;
            case MediaInsn.ParallelAddSubtract m -> m.rd() != PC;
            case MediaInsn.SelectBytes m -> m.rd() != PC;
            case MediaInsn.PackHalfword m -> m.rd() != PC;
            case MediaInsn.Extend m -> m.rd() != PC;
            case MediaInsn.ExtendAndAdd m -> m.rd() != PC;
            case MediaInsn.Reverse m -> m.rd() != PC;
            case MediaInsn.CountLeadingZeros m -> m.rd() != PC;
            case MediaInsn.BitFieldInsert m -> m.rd() != PC;
            case MediaInsn.BitFieldClear m -> m.rd() != PC;
            case MediaInsn.BitFieldExtract m -> m.rd() != PC;
        };
    }

    /** In System mode only what stays in it; in User mode also what is refused or ignored there. */
    private boolean acceptable(StatusInsn insn) {
        return switch (insn) {
            case MoveFromStatus m -> m.rd() != PC && !m.spsr();
            case MoveToStatus m -> !m.spsr() && m.rn() != PC && (user || (m.mask() & ~FLAGS_FIELDS) == 0);
            case MoveToStatusImmediate m -> !m.spsr() && (user || (m.mask() & ~FLAGS_FIELDS) == 0);
            case MoveFromBanked m -> user;
            case MoveToBanked m -> user;
            case ChangeProcessorState c -> user || !c.changeMode();
            case SetEndianness s -> true;
            case ReturnFromException r -> user;
            case StoreReturnState s -> user;
            case ExceptionReturn e -> user;
        };
    }

    /** QEMU does write back to a base that is the PC, and loads bytes to the PC, and so leaves the case. */
    private static boolean mayWritePc(Undefined insn) {
        return (insn.word() >> 16 & 0xF) == PC || (insn.word() >> 12 & 0xF) == PC;
    }

    private boolean acceptable(ExceptionInsn insn) {
        return switch (insn) {
            case SupervisorCall s -> false;
            case HypervisorCall h -> user;
            case SecureMonitorCall s -> user;
            case Breakpoint b -> true;
            case PermanentlyUndefined u -> true;
            case Undefined u -> !mayWritePc(u) && !Unpredictable.is(code.set(), u.word());
        };
    }

    private static boolean acceptable(HintInsn insn) {
        return switch (insn) {
            case Hint h -> h.op() != HintOp.WFI && h.op() != HintOp.WFE;
            case Barrier b -> true;
        };
    }

    /**
     * In User mode nearly all of CP14 and CP15 is UNDEFINED; the timer's registers depend on time. QEMU 7.2 takes some loads and stores of
     * coprocessor 9 for those of half-precision, which is of a later architecture.
     */
    private boolean acceptable(CoprocessorInsn insn) {
        return user
                && switch (insn) {
                    case CoprocessorInsn.MoveToCoprocessor m -> m.crn() != 14;
                    case CoprocessorInsn.MoveFromCoprocessor m -> m.crn() != 14;
                    case CoprocessorInsn.MoveTwoToCoprocessor m -> m.crm() != 14;
                    case CoprocessorInsn.MoveTwoFromCoprocessor m -> m.crm() != 14 && m.rt() != PC && m.rt2() != PC;
                    case CoprocessorInsn.LoadCoprocessor l -> l.coproc() != HALF_PRECISION;
                    case CoprocessorInsn.StoreCoprocessor s -> s.coproc() != HALF_PRECISION;
                    case CoprocessorInsn.CoprocessorDataProcessing c -> true;
                };
    }
}
