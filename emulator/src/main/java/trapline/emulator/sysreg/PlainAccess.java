package trapline.emulator.sysreg;

import java.util.Optional;
import trapline.emulator.cpu.CoprocessorEncoding;
import trapline.emulator.cpu.SysReg;

/**
 * An access to a coprocessor register that is carried out with the registers' values alone, unless a bit of HCR or HSTR traps it.
 *
 * @param kind what it does
 * @param register the register whose Non-secure copy is read; nothing banked is read in Secure state
 * @param value what reads of a constant give
 * @param hcr the bits of HCR of which each may trap it
 * @param hstr the bit of HSTR that may trap it
 */
public record PlainAccess(Kind kind, Optional<SysReg> register, int value, int hcr, int hstr) {
    /** What a plain access does. */
    public enum Kind {
        /** Reads the register. */
        READ,
        /** Reads the value. */
        READ_CONSTANT,
        /** Nothing: maintenance of caches that are not modelled. */
        NOTHING,
        /** It is a barrier: the next instruction is fetched anew. */
        BARRIER
    }

    /** That of an encoding at PL0 or above it, if it is plain there. */
    public static Optional<PlainAccess> of(int encoding, boolean read, boolean privileged) {
        return RegisterTable.find(encoding)
                .filter(row -> !row.pattern().is64() && isPermitted(row.access(), read, privileged))
                .filter(row -> row.traps().stream().allMatch(trap -> isOfHcr(trap) || !trap.concerns(read)))
                .flatMap(row -> kind(row, read).map(kind -> of(row, encoding, read, kind)));
    }

    private static PlainAccess of(RegisterRow row, int encoding, boolean read, Kind kind) {
        int hcr = AccessRules.mayBeImplementationDefined(encoding) ? AccessRules.HCR_TIDCP : 0;
        for (Trap trap : row.traps()) {
            hcr |= trap.concerns(read) ? 1 << trap.bit().bit() : 0;
        }
        return new PlainAccess(kind, row.storage(), (int) row.value(), hcr, 1 << CoprocessorEncoding.crn(encoding));
    }

    private static boolean isPermitted(Access access, boolean read, boolean privileged) {
        return privileged
                ? access.scope() == Access.Scope.PRIVILEGED && access.pl1().permits(read)
                : access.pl0().permits(read) && access.enable().isEmpty();
    }

    private static boolean isOfHcr(Trap trap) {
        return trap.bit().register() == SysReg.HCR && !trap.whenClear();
    }

    private static Optional<Kind> kind(RegisterRow row, boolean read) {
        return switch (row.action()) {
            case STORED, CONTEXT, EXTENSION_CONTROL -> read ? Optional.of(Kind.READ) : Optional.empty();
            case CONSTANT -> Optional.of(read ? Kind.READ_CONSTANT : Kind.NOTHING);
            case NOTHING -> read ? Optional.empty() : Optional.of(Kind.NOTHING);
            case BARRIER -> read ? Optional.empty() : Optional.of(Kind.BARRIER);
            default -> Optional.empty();
        };
    }
}
