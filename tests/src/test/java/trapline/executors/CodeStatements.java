package trapline.executors;

import java.util.SplittableRandom;
import trapline.emulator.decode.EncodingRows.Table;
import trapline.executors.Rows.Kind;

/** Writes stores into code: what has run, what is running, and what is about to. */
final class CodeStatements {
    private static final int ADDRESS = 4;
    private static final int VALUE = 5;

    private final Instructions instructions;
    private final Code code;
    private final SplittableRandom random;
    /** Where the first instruction of the main code is among all. */
    private final int firstSlot;

    CodeStatements(Instructions instructions) {
        this.instructions = instructions;
        this.code = instructions.code;
        this.random = instructions.random;
        this.firstSlot = code.size();
    }

    /** Puts another instruction in the place of one that is already there. */
    void selfModify() {
        if (code.size() == firstSlot) {
            return;
        }
        int number = firstSlot + random.nextInt(code.size() - firstSlot);
        Slot victim = code.slots().get(number);
        if (random.nextInt(3) == 0) {
            code.constant(ADDRESS, victim.address());
            store("STRB_imm", random.nextInt(7));
            return;
        }
        Table table = !victim.thumb() ? Table.A32 : victim.size() == 4 ? Table.T32 : Table.T16;
        Slot changed =
                new Slot(victim.address(), instructions.draw(table, Kind.COMPUTE), victim.size(), victim.thumb());
        code.constant(ADDRESS, victim.address());
        code.constant(VALUE, changed.inMemory());
        store(victim.size() == 4 ? "STR_imm" : "STRH_imm", VALUE);
        barrier();
    }

    private void store(String name, int register) {
        code.either(name, 'n', ADDRESS, 't', register, 'P', 1, 'U', 1);
    }

    /** What software should do after changing code, or a part of it, or nothing. */
    private void barrier() {
        switch (random.nextInt(6)) {
            case 0 -> code.either("ISB", 'i', 15);
            case 1 -> {
                code.wide(0xEE07_0F3B | ADDRESS << 12); // DCCMVAU
                code.either("DSB", 'i', 15);
                code.wide(0xEE07_0F35 | ADDRESS << 12); // ICIMVAU
                code.either("ISB", 'i', 15);
            }
            case 2 -> code.wide(0xEE07_0F15); // ICIALLU
            default -> {}
        }
    }

    /** Changes the number in an instruction that comes soon, by a store through either mapping of its page. */
    void patchAhead() {
        int register = random.nextBoolean() ? random.nextInt(7) : Instructions.COUNTER + random.nextInt(3);
        int pointer = code.futureConstant(ADDRESS);
        if (random.nextInt(3) == 0) {
            instructions.plain(Kind.COMPUTE);
        }
        store("STRB_imm", register);
        if (random.nextInt(4) == 0) {
            barrier();
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            instructions.plain(Kind.COMPUTE);
        }
        int target = code.address();
        instructions.immediate();
        boolean alias = random.nextInt(4) == 0;
        code.patchConstant(pointer, ADDRESS, alias ? target - Layout.RAM + Layout.ALIAS : target);
    }
}
