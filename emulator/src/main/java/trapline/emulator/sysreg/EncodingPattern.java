package trapline.emulator.sysreg;

import java.util.ArrayList;
import java.util.List;
import trapline.emulator.cpu.CoprocessorEncoding;

/**
 * The second column of the table: an encoding, or several where a field is {@code *}.
 *
 * @param fields coprocessor, opc1, CRn, CRm, opc2; or coprocessor, opc1, CRm of a 64-bit register
 */
record EncodingPattern(List<Integer> fields) {
    private static final int ANY = -1;
    /** How many values each field can have: of the 32-bit form opc1, CRn, CRm, opc2. */
    private static final int[] SIZES = {1, 8, 16, 16, 8};

    static EncodingPattern parse(String column) {
        List<Integer> fields = new ArrayList<>();
        for (String part : column.split(",", -1)) {
            fields.add(part.equals("*") ? ANY : Integer.parseInt(part.replaceFirst("^[pc]", "")));
        }
        return new EncodingPattern(List.copyOf(fields));
    }

    /** A register of MRRC and MCRR. */
    boolean is64() {
        return fields.size() == 3;
    }

    /** All encodings it stands for. */
    List<Integer> encodings() {
        if (is64()) {
            return List.of(CoprocessorEncoding.of64(fields.get(0), fields.get(1), fields.get(2)));
        }
        List<Integer> found = new ArrayList<>();
        for (int opc1 : values(1)) {
            for (int crn : values(2)) {
                for (int crm : values(3)) {
                    for (int opc2 : values(4)) {
                        found.add(CoprocessorEncoding.of(fields.get(0), opc1, crn, crm, opc2));
                    }
                }
            }
        }
        return found;
    }

    private int[] values(int field) {
        int fixed = fields.get(field);
        int[] values = new int[fixed == ANY ? SIZES[field] : 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = fixed == ANY ? i : fixed;
        }
        return values;
    }
}
