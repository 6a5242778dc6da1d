package trapline.emulator.compile;

import trapline.emulator.ir.Effect;
import trapline.emulator.ir.Flags;
import trapline.emulator.ir.UopKind;

/**
 * What the two local variables for C and V hold. Most flags are never looked at, so additions and subtractions leave their operands
 * there, and a comparison followed by a branch becomes a comparison of the JVM. N and Z are always explicit.
 */
enum CarryForm {
    /** C as 0 or 1, and V as a sign bit. */
    EXPLICIT,
    /** The operands of an addition. */
    ADD,
    /** The operands of a subtraction. */
    SUB,
    /** The same, and N and Z are that subtraction's too. */
    COMPARE;

    /** Whether they are the operands of a subtraction. */
    boolean isSubtraction() {
        return this == SUB || this == COMPARE;
    }

    /** The form where two ways meet: a subtraction's if one is, since that is what loops come back with. */
    CarryForm meet(CarryForm other) {
        if (this == other) {
            return this;
        }
        return isSubtraction() || other.isSubtraction() ? SUB : EXPLICIT;
    }

    /** The form after a micro-operation. */
    CarryForm after(UopKind kind) {
        if (kind == UopKind.ADDS || kind == UopKind.ADDSI) {
            return ADD;
        }
        if (kind == UopKind.SUBS || kind == UopKind.SUBSI) {
            return COMPARE;
        }
        if (kind.effect() == Effect.SYSTEM || (kind.flagsWritten() & (Flags.C | Flags.V)) != 0) {
            return EXPLICIT;
        }
        boolean anew = (kind.flagsWritten() & Flags.NZ) != 0;
        return anew && this == COMPARE ? SUB : this;
    }
}
