package trapline.emulator.sysreg;

import java.util.List;
import java.util.Optional;
import trapline.emulator.cpu.SysReg;

/**
 * A row of the table.
 *
 * @param name as in the manual
 * @param pattern its encoding or encodings
 * @param access who may access it
 * @param traps what takes accesses to Hyp mode
 * @param action what it does
 * @param storage where its value is, if the action stores one
 * @param value first numeric argument: the constant or reset value
 * @param mask second one: the bits that writes change
 * @param operation the argument that names an operation or register, or empty
 */
record RegisterRow(
        String name,
        EncodingPattern pattern,
        Access access,
        List<Trap> traps,
        Action action,
        Optional<SysReg> storage,
        long value,
        long mask,
        String operation) {

    static RegisterRow parse(String line) {
        String[] words = line.trim().split("\\s+", -1);
        if (words.length < 5) {
            throw new IllegalArgumentException("system register table: too few columns: " + line);
        }
        Action action = Action.valueOf(words[4]);
        String first = words.length > 5 ? words[5] : "";
        boolean number = !first.isEmpty() && Character.isDigit(first.charAt(0));
        return new RegisterRow(
                words[0],
                EncodingPattern.parse(words[1]),
                Access.parse(words[2]),
                Trap.parseAll(words[3]),
                action,
                storage(action, words[0], first),
                number ? Long.decode(first) : 0,
                words.length > 6 ? Long.decode(words[6]) : 0,
                number ? "" : first);
    }

    private static Optional<SysReg> storage(Action action, String name, String argument) {
        return switch (action) {
            case STORED,
                    BREAKPOINT_CONTROL,
                    CLAIM_CLEAR,
                    CONTEXT,
                    CONTEXT_LOW,
                    TRANSLATION_CONTROL,
                    SECURE_CONFIGURATION,
                    EXTENSION_CONTROL,
                    FREQUENCY -> Optional.of(SysReg.valueOf(name));
            case CONTEXT_64, VIEW -> Optional.of(SysReg.valueOf(argument));
            case CONSTANT,
                    MAIN_ID,
                    MULTIPROCESSOR_ID,
                    PROCESSOR_FEATURE_1,
                    CACHE_SIZE_ID,
                    L2_CONTROL,
                    INTERRUPT_STATUS,
                    OS_LOCK,
                    CLAIM_SET,
                    IGNORED,
                    NOTHING,
                    BARRIER,
                    TLB,
                    TRANSLATE,
                    MONITOR,
                    TIMER -> Optional.empty();
        };
    }

    /** The register that stores the value. */
    SysReg register() {
        return storage.orElseThrow(() -> new IllegalStateException(name + " stores nothing"));
    }
}
