package trapline.executors;

import static trapline.executors.Code.PC;
import static trapline.executors.Code.SP;

import java.util.SplittableRandom;
import trapline.emulator.decode.EncodingRows.Table;
import trapline.executors.Rows.Kind;

/**
 * Writes single random instructions. Registers have parts: R0–R6 and R12 are anybody's, R7, R8 and SP point to data,
 * R9–R11 count loops; one instruction in thirty ignores that.
 */
final class Instructions {
    static final int POINTER_LOW = 7;
    static final int POINTER = 8;
    static final int COUNTER = 9;

    private static final int ATTEMPTS = 16;
    private static final String DESTINATIONS = "dtuhl";
    private static final int FREE_REGISTERS = 0x107F;

    final Code code;
    final SplittableRandom random;

    Instructions(Code code, SplittableRandom random) {
        this.code = code;
        this.random = random;
    }

    /** A table of the present instruction set. */
    Table table() {
        if (!code.thumb()) {
            return Table.A32;
        }
        return random.nextInt(5) < 3 ? Table.T16 : Table.T32;
    }

    /** The same for a kind that the table must have. */
    Table table(Kind kind) {
        Table table = table();
        return Rows.has(table, kind) ? table : Table.T32;
    }

    /** A register that instructions may write. */
    int free() {
        return random.nextInt(8) == 0 ? 12 : random.nextInt(7);
    }

    /** One that is not another. */
    int freeBut(int other) {
        int register = free();
        return register == other ? (register + 1) % 7 : register;
    }

    /** An instruction of a kind, whatever it does. */
    void plain(Kind kind) {
        Table table = table(kind);
        code.emit(table, draw(table, kind));
    }

    /** An encoding of a kind. */
    int draw(Table table, Kind kind) {
        for (int i = 0; i < ATTEMPTS; i++) {
            int row = Rows.pick(table, kind, random);
            int word = table.sample(row, random).orElse(0);
            if (word != 0) {
                int tamed = tame(table, row, word);
                if (table.rowOf(tamed) == row) {
                    return tamed;
                }
            }
        }
        return table == Table.T16 ? 0xBF00 : table.encode("NOP");
    }

    /** Gives the registers their parts, and most conditions to AL. */
    int tame(Table table, int row, int word) {
        if (random.nextInt(30) == 0) {
            return word;
        }
        int tamed = word;
        if (table == Table.A32 && random.nextInt(3) != 0) {
            tamed = table.with(row, tamed, 'c', Code.AL);
        }
        if (Rows.kind(table, row) == Kind.FLOATING) {
            return floating(table, row, tamed);
        }
        for (int i = 0; i < DESTINATIONS.length(); i++) {
            char letter = DESTINATIONS.charAt(i);
            if (table.has(row, letter)) {
                int register = free();
                tamed = table.with(row, tamed, letter, table == Table.T16 ? register % 7 : register);
            }
        }
        if (table.has(row, 'r')) {
            tamed = table.with(row, tamed, 'r', table.field(row, tamed, 'r') & FREE_REGISTERS | 1);
        }
        return sources(table, row, tamed);
    }

    /** Of the core registers that they name, b is a base. */
    private int floating(Table table, int row, int word) {
        int tamed = table.with(row, word, 'b', random.nextInt(3) == 0 ? SP : POINTER_LOW + random.nextInt(2));
        tamed = table.with(row, tamed, 't', random.nextInt(8) == 0 ? PC : free());
        return table.with(row, tamed, 'u', free());
    }

    private int sources(Table table, int row, int word) {
        int tamed = word;
        for (char letter : new char[] {'n', 'm', 'a', 's'}) {
            boolean pc = table.has(row, letter) && table.field(row, tamed, letter) == PC;
            if (pc && random.nextInt(4) != 0) {
                tamed = table.with(row, tamed, letter, random.nextInt(SP));
            }
        }
        return tamed;
    }

    /** An instruction that sets flags: any that has a bit for it, or MSR; sometimes MRS, which needs all of them. */
    void setter() {
        switch (random.nextInt(12)) {
            case 0 -> code.either("MSR_reg", 'n', free(), 'k', 0b1000 | random.nextInt(2) << 2);
            case 1 -> code.either("MRS", 'd', free());
            case 2 -> code.wide(0xEE1D_FF50); // MRC from TPIDRURW to the flags
            case 3 -> {
                code.wide(0xEEB4_0A40 | random.nextInt(16) << 12 | random.nextInt(16) | random.nextInt(2) << 8); // VCMP
                code.wide(0xEEF1_FA10); // VMRS to the flags
            }
            default -> computingSetter();
        }
    }

    private void computingSetter() {
        for (int i = 0; i < ATTEMPTS; i++) {
            Table table = table();
            int word = draw(table, Kind.COMPUTE);
            int row = table.rowOf(word);
            boolean compares =
                    row >= 0 && !table.has(row, 'd') && table.form(row).equals("DataProcessing");
            if (compares || row >= 0 && table.has(row, 'S') || table == Table.T16) {
                code.emit(table, table.with(row, word, 'S', 1));
                return;
            }
        }
    }

    /** An instruction under a condition, in T32 with its IT. */
    void conditional(int cond) {
        if (code.thumb()) {
            code.half(0xBF00 | cond << 4 | 8);
            plain(Kind.COMPUTE);
        } else {
            code.wide(draw(Table.A32, Kind.COMPUTE) & 0x0FFF_FFFF | cond << 28);
        }
    }

    /** Any bits at all. */
    void raw() {
        if (!code.thumb()) {
            code.wide(random.nextInt());
        } else if (random.nextBoolean()) {
            code.half(random.nextInt(0xE800));
        } else {
            code.wide(0xE800_0000 + random.nextInt(0x1800_0000));
        }
    }

    /** An instruction that takes bits 7:0 of its encoding as a number. */
    void immediate() {
        if (code.thumb()) {
            code.half(0x3000 | random.nextInt(2) << 11 | random.nextInt(7) << 8 | random.nextInt(256));
        } else {
            int operation = random.nextBoolean() ? 0x0290_0000 : 0x0230_0000;
            code.wide(
                    0xE000_0000 | operation | random.nextInt(7) << 16 | random.nextInt(7) << 12 | random.nextInt(256));
        }
    }

    /** A number that matters somewhere. */
    int value() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(64) - 8;
            case 1 -> 1 << random.nextInt(32);
            case 2 -> -1 >>> random.nextInt(32);
            case 3 -> 0x8000_0000 - random.nextInt(3) + 1;
            default -> random.nextInt();
        };
    }
}
