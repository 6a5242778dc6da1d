package trapline.executors;

import java.util.List;
import java.util.SplittableRandom;
import trapline.executors.Rows.Kind;

/** Writes functions of random statements. */
final class Body {
    /** A function that is to be shorter than this does not call others. */
    private static final int LEAF = 12;

    private final Instructions instructions;
    private final Code code;
    private final SplittableRandom random;
    private final Profile profile;
    private final Addresses addresses;
    private final MemoryStatements memory;
    private final ControlStatements control;
    private final CodeStatements codes;
    private final SystemStatements system;
    private final List<Integer> functions;

    /**
     * Writes with this code.
     *
     * @param functions entries of the functions that may be called
     */
    Body(Code code, SplittableRandom random, Profile profile, List<Integer> functions) {
        this.code = code;
        this.random = random;
        this.profile = profile;
        this.functions = functions;
        instructions = new Instructions(code, random);
        addresses = new Addresses(random);
        memory = new MemoryStatements(instructions, addresses);
        control = new ControlStatements(instructions, this::block);
        codes = new CodeStatements(instructions);
        system = new SystemStatements(instructions, addresses, profile);
    }

    /** What a handler does beside returning: it may use R0 to R3. */
    void service() {
        switch (random.nextInt(8)) {
            case 0 -> system.remap();
            case 1 -> {
                code.constant(0, addresses.pick());
                system.maintenance();
            }
            case 2 -> system.context();
            case 3 -> system.timer();
            case 4 -> system.sgi();
            case 5 -> memory.store(0, 1, addresses.data());
            default -> {}
        }
    }

    /** A function and its entry. */
    int function(int size) {
        int entry = code.entry();
        boolean thumb = code.thumb();
        boolean leaf = size < LEAF && random.nextBoolean();
        if (!leaf) {
            control.enter();
        }
        block(leaf ? ControlStatements.MAX_DEPTH : 1, size);
        control.switchTo(thumb);
        control.leave(!leaf);
        return entry;
    }

    /** The main part, which ends in a loop. */
    int main(int size) {
        int entry = code.entry();
        memory.stack();
        if (profile.floating()) {
            code.wide(0xEC9D_0B20); // VLDM SP, {D0-D15}
            code.wide(0xECDD_0B20); // VLDM SP, {D16-D31}
        }
        memory.pointers();
        boolean thumb = code.thumb();
        block(0, size);
        control.switchTo(thumb);
        if (random.nextBoolean()) {
            code.branchTo(Code.AL, entry & ~1, false);
        } else {
            code.emit(
                    thumb
                            ? trapline.emulator.decode.EncodingRows.Table.T16
                            : trapline.emulator.decode.EncodingRows.Table.A32,
                    thumb ? 0xE7FE : 0xEAFF_FFFE);
        }
        return entry;
    }

    private void block(int depth, int size) {
        int end = code.size() + size;
        while (code.size() < end && code.address() < Layout.CODE_END - Layout.PAGE) {
            statement(Statement.pick(random, profile.favoured()), depth, end - code.size());
        }
    }

    private void statement(Statement statement, int depth, int left) {
        boolean deep = depth >= ControlStatements.MAX_DEPTH;
        int part = 1 + random.nextInt(Math.max(1, Math.min(left, 30)));
        switch (statement) {
            case COMPUTE -> instructions.plain(Kind.COMPUTE);
            case MEMORY -> memory.prepared(addresses.pick());
            case AMBIENT -> memory.ambient();
            case SWEEP -> memory.sweep();
            case MULTIPLE -> memory.multiple();
            case EXCLUSIVE -> memory.exclusive();
            case LOOP -> nested(deep, () -> control.loop(depth, part));
            case CONDITIONAL -> nested(deep, () -> control.conditional(depth, Math.min(part, 8)));
            case FLAGS -> control.flags();
            case IF_THEN -> control.ifThen();
            case CALL -> nested(deep, () -> control.call(functions));
            case JUMP_TABLE -> nested(deep, () -> control.jumpTable(depth));
            case INTERWORK -> control.interwork();
            case SELF_MODIFY -> codes.selfModify();
            case PATCH_AHEAD -> codes.patchAhead();
            case FLOATING, COPROCESSOR, HINT, STATUS -> instructions.plain(Kind.valueOf(statement.name()));
            case RAW -> instructions.raw();
            case REMAP, MAINTENANCE, CONTEXT, TIMER, WAIT, DEVICE, REGISTER, MODE, RETURN, CALL_OUT, ENDIAN ->
                privileged(statement);
        }
    }

    private void nested(boolean deep, Runnable statement) {
        if (deep) {
            instructions.plain(Kind.COMPUTE);
        } else {
            statement.run();
        }
    }

    /** What User mode may mostly not do. */
    private void privileged(Statement statement) {
        switch (statement) {
            case REMAP -> {
                if (random.nextInt(3) == 0) {
                    system.alternate();
                } else {
                    system.remap();
                }
            }
            case MAINTENANCE -> system.maintenance();
            case CONTEXT -> system.context();
            case TIMER -> system.timer();
            case WAIT -> system.await();
            case DEVICE -> {
                if (random.nextInt(3) == 0) {
                    system.sgi();
                } else {
                    memory.device();
                }
            }
            case REGISTER -> {
                if (random.nextInt(6) == 0) {
                    system.control();
                } else {
                    system.register();
                }
            }
            case MODE -> {
                if (random.nextInt(3) == 0) {
                    system.masks();
                } else {
                    system.mode();
                }
            }
            case RETURN -> system.exceptionReturn();
            case CALL_OUT -> system.callOut();
            case ENDIAN -> system.endian();
            case COMPUTE,
                    MEMORY,
                    AMBIENT,
                    SWEEP,
                    MULTIPLE,
                    EXCLUSIVE,
                    LOOP,
                    CONDITIONAL,
                    FLAGS,
                    IF_THEN,
                    CALL,
                    JUMP_TABLE,
                    INTERWORK,
                    SELF_MODIFY,
                    PATCH_AHEAD,
                    STATUS,
                    HINT,
                    COPROCESSOR,
                    FLOATING,
                    RAW -> throw new IllegalStateException("no statement of the system: " + statement);
        }
    }
}
