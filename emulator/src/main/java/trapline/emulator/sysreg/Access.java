package trapline.emulator.sysreg;

import java.util.Optional;

/**
 * Who may access a register: the third column of the table.
 *
 * @param scope at which levels it exists above PL0
 * @param pl0 what PL0 may do
 * @param enable the control bit without which PL0 may not
 * @param pl1 what the other levels may do
 */
record Access(Scope scope, Rights pl0, Optional<UserEnable> enable, Rights pl1) {

    /** Where a register exists. */
    enum Scope {
        /** PL1 and PL2. */
        PRIVILEGED,
        /** Hyp mode, and Monitor mode. */
        HYP,
        /** Secure PL1. */
        SECURE,
        /** Secure PL1; others read. */
        SECURE_WRITES,
        /** Hyp mode and Secure PL1: the operations on Non-secure translations. */
        HYP_OR_SECURE
    }

    /** What may be done. */
    enum Rights {
        NONE,
        READ,
        WRITE,
        READ_WRITE;

        boolean permits(boolean read) {
            return this == READ_WRITE || this == (read ? READ : WRITE);
        }

        private static Rights parse(String text) {
            return switch (text) {
                case "-" -> NONE;
                case "RO" -> READ;
                case "WO" -> WRITE;
                case "RW" -> READ_WRITE;
                default -> throw new IllegalArgumentException("access right '" + text + "'");
            };
        }
    }

    static Access parse(String column) {
        int colon = column.indexOf(':');
        if (colon > 0) {
            boolean plus = column.endsWith("+");
            Rights rights = Rights.parse(column.substring(colon + 1, column.length() - (plus ? 1 : 0)));
            return new Access(scope(column.substring(0, colon), plus), Rights.NONE, Optional.empty(), rights);
        }
        int slash = column.indexOf('/');
        String user = column.substring(0, slash);
        int at = user.indexOf('@');
        Optional<UserEnable> enable =
                at < 0 ? Optional.empty() : Optional.of(UserEnable.valueOf(user.substring(at + 1)));
        return new Access(
                Scope.PRIVILEGED,
                Rights.parse(at < 0 ? user : user.substring(0, at)),
                enable,
                Rights.parse(column.substring(slash + 1)));
    }

    private static Scope scope(String prefix, boolean plus) {
        return switch (prefix) {
            case "hyp" -> Scope.HYP;
            case "sec" -> plus ? Scope.SECURE_WRITES : Scope.SECURE;
            case "nso" -> Scope.HYP_OR_SECURE;
            default -> throw new IllegalArgumentException("scope '" + prefix + "'");
        };
    }
}
