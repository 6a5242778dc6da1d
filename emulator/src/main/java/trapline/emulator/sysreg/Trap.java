package trapline.emulator.sysreg;

import java.util.ArrayList;
import java.util.List;
import trapline.emulator.cpu.SystemRegisters;

/**
 * A trap of the table: {@code HCR.TVM/w}, {@code !CNTHCTL.PL1PCEN}.
 *
 * @param bit the control bit
 * @param whenClear it traps when it is 0
 * @param reads it traps reads
 * @param writes it traps writes
 */
record Trap(TrapBit bit, boolean whenClear, boolean reads, boolean writes) {

    static List<Trap> parseAll(String column) {
        List<Trap> traps = new ArrayList<>();
        if (!column.equals("-")) {
            for (String one : column.split(",", -1)) {
                traps.add(parse(one));
            }
        }
        return List.copyOf(traps);
    }

    private static Trap parse(String text) {
        boolean whenClear = text.startsWith("!");
        boolean writesOnly = text.endsWith("/w");
        boolean readsOnly = text.endsWith("/r");
        String name = text.substring(whenClear ? 1 : 0, text.length() - (writesOnly || readsOnly ? 2 : 0));
        return new Trap(TrapBit.valueOf(name.replace('.', '_')), whenClear, !writesOnly, !readsOnly);
    }

    boolean applies(SystemRegisters registers, boolean read) {
        boolean set = (registers.get32(bit.register()) >>> bit.bit() & 1) != 0;
        return set != whenClear && concerns(read);
    }

    /** Whether it has a say in reads, or in writes. */
    boolean concerns(boolean read) {
        return read ? reads : writes;
    }
}
