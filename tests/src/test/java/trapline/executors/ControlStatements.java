package trapline.executors;

import static trapline.executors.Code.AL;
import static trapline.executors.Code.EQ;
import static trapline.executors.Code.LR;
import static trapline.executors.Code.NE;
import static trapline.executors.Instructions.COUNTER;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import trapline.emulator.decode.EncodingRows.Table;
import trapline.executors.Rows.Kind;

/** Writes loops, conditional code, calls, and changes of the instruction set. */
final class ControlStatements {
    /** Writes statements until some budget is used up. */
    interface Block {
        void write(int depth, int instructions);
    }

    /** A loop in a loop in a loop. */
    static final int MAX_DEPTH = 3;

    private final Instructions instructions;
    private final Code code;
    private final SplittableRandom random;
    private final Block block;

    ControlStatements(Instructions instructions, Block block) {
        this.instructions = instructions;
        this.code = instructions.code;
        this.random = instructions.random;
        this.block = block;
    }

    /** A counted loop, with or without a way out in its middle. */
    void loop(int depth, int size) {
        int counter = COUNTER + depth;
        int times = random.nextInt(4) == 0 ? 1 + random.nextInt(60) : 2 + random.nextInt(10);
        code.either("MOV_imm", 'd', counter, 'e', times, 'E', times);
        boolean thumb = code.thumb();
        int top = code.address();
        block.write(depth + 1, size);
        int exit = -1;
        if (random.nextInt(5) == 0) {
            exit = code.branch(random.nextInt(AL));
            block.write(depth + 1, size / 3);
        }
        switchTo(thumb);
        countDown(counter, top);
        if (exit >= 0) {
            landOrForget(exit);
        }
    }

    /** A branch of the other instruction set cannot lead here and becomes a NOP. */
    private void landOrForget(int branch) {
        Slot slot = code.slots().get(branch);
        if (slot.thumb() == code.thumb()) {
            code.land(branch);
        } else {
            code.patch(branch, slot.nop().word());
        }
    }

    private void countDown(int counter, int top) {
        boolean narrow = random.nextBoolean();
        switch (random.nextInt(5)) {
            case 0 -> {
                code.either("SUB_imm", 'n', counter, 'd', counter, 'e', 1, 'E', 1);
                code.either("CMP_imm", 'n', counter);
                code.branchTo(NE, top, narrow);
            }
            case 1 -> {
                code.either("SUB_imm", 'n', counter, 'd', counter, 'e', 1, 'E', 1, 'S', 1);
                code.branchTo(random.nextBoolean() ? 0xC : 0x8, top, narrow); // GT or HI
            }
            case 2 -> {
                code.either("SUB_imm", 'n', counter, 'd', counter, 'e', 1, 'E', 1, 'S', 1);
                int out = code.branch(EQ);
                code.branchTo(AL, top, narrow);
                code.land(out);
            }
            default -> {
                code.either("SUB_imm", 'n', counter, 'd', counter, 'e', 1, 'E', 1, 'S', 1);
                if (random.nextInt(8) == 0) {
                    code.either("MRS", 'd', instructions.free());
                }
                code.branchTo(NE, top, narrow);
            }
        }
    }

    /** Code that runs under a condition, and perhaps other code when not. */
    void conditional(int depth, int size) {
        boolean thumb = code.thumb();
        if (thumb && random.nextInt(3) == 0) {
            compareAndBranch(depth);
            return;
        }
        if (random.nextBoolean()) {
            code.either("CMP_imm", 'n', random.nextInt(12), 'e', random.nextInt(16), 'E', random.nextInt(16));
        }
        int otherwise = code.branch(random.nextInt(AL));
        block.write(depth, size);
        switchTo(thumb);
        if (random.nextBoolean()) {
            int end = code.branch(AL);
            code.land(otherwise);
            block.write(depth, size);
            switchTo(thumb);
            code.land(end);
        } else {
            code.land(otherwise);
        }
    }

    /** Flags set in one block and used in others. */
    void flags() {
        for (int i = random.nextInt(3); i >= 0; i--) {
            instructions.setter();
        }
        int over = code.branch(random.nextInt(AL));
        if (random.nextBoolean()) {
            instructions.setter();
        }
        instructions.conditional(random.nextInt(AL));
        code.land(over);
        if (random.nextInt(3) == 0) {
            instructions.setter();
        }
        int again = code.branch(random.nextInt(AL));
        instructions.conditional(random.nextInt(AL));
        code.land(again);
        instructions.conditional(random.nextInt(AL));
    }

    /** CBZ or CBNZ over at most 126 bytes, which only plain instructions are sure not to exceed. */
    private void compareAndBranch(int depth) {
        int word = 0xB100 | random.nextInt(2) << 11 | random.nextInt(7);
        int number = code.half(word);
        int from = code.address() + 2;
        for (int i = random.nextInt(8); i >= 0; i--) {
            instructions.plain(Kind.COMPUTE);
        }
        int offset = code.address() - from;
        code.patch(number, word | (offset >>> 6 & 1) << 9 | (offset >>> 1 & 0x1F) << 3);
    }

    /** IT and what it governs; the last one may be a branch. */
    void ifThen() {
        if (!code.thumb()) {
            int cond = random.nextInt(AL);
            int word = instructions.draw(Table.A32, Kind.COMPUTE);
            code.wide(word & 0x0FFF_FFFF | cond << 28);
            return;
        }
        int mask = 1 + random.nextInt(15);
        code.half(0xBF00 | random.nextInt(AL) << 4 | mask);
        int length = 4 - Integer.numberOfTrailingZeros(mask);
        for (int i = 0; i < length; i++) {
            boolean last = i == length - 1;
            if (last && random.nextInt(4) == 0) {
                int over = random.nextBoolean() ? code.half(0xE000) : code.branch(AL);
                instructions.plain(Kind.COMPUTE);
                code.land(over);
            } else {
                governed();
            }
        }
    }

    private void governed() {
        Kind kind =
                switch (random.nextInt(6)) {
                    case 0 -> Kind.MEMORY;
                    case 1 -> random.nextInt(4) == 0 ? Kind.EXCEPTION : Kind.HINT;
                    case 2 -> Kind.FLOATING;
                    default -> Kind.COMPUTE;
                };
        Table table = instructions.table(kind);
        int word = instructions.draw(table, kind);
        int row = table.rowOf(word);
        if (kind == Kind.MEMORY && row >= 0) {
            word = table.with(row, word, 'n', table == Table.T16 ? Instructions.POINTER_LOW : Instructions.POINTER);
        }
        code.emit(table, word);
    }

    /** A call of one of the functions there are. */
    void call(List<Integer> functions) {
        if (functions.isEmpty()) {
            instructions.plain(Kind.COMPUTE);
            return;
        }
        int entry = functions.get(random.nextInt(functions.size()));
        switch (random.nextInt(4)) {
            case 0 -> {
                code.constant(12, random.nextBoolean() ? entry : alias(entry));
                code.emit(code.thumb() ? Table.T16 : Table.A32, code.thumb() ? 0x4780 | 12 << 3 : 0xE12F_FF3C);
            }
            case 1 -> {
                int back = code.futureConstant(LR);
                jump(entry);
                code.patchConstant(back, LR, code.entry());
            }
            default -> code.call(entry);
        }
    }

    /** The same instruction, mostly, where RAM is mapped again. */
    private int alias(int entry) {
        int times = random.nextInt(Layout.ALIAS_BYTES / Layout.TLB_STRIDE);
        return entry - Layout.RAM + Layout.ALIAS + times * Layout.TLB_STRIDE;
    }

    private void jump(int entry) {
        code.constant(12, entry);
        exchange(12);
    }

    /** BX, or BXJ, which does the same here. */
    private void exchange(int register) {
        if (random.nextInt(4) == 0) {
            code.either("BXJ", 'm', register);
        } else if (code.thumb()) {
            code.half(0x4700 | register << 3);
        } else {
            code.wide(0xE12F_FF10 | register);
        }
    }

    /** Saves LR as a function that calls others has to. */
    void enter() {
        if (code.thumb() && random.nextBoolean()) {
            code.half(0xB500 | 1 << 4);
        } else {
            code.wide(0xE92D_4010); // PUSH {R4, LR} in both sets
        }
    }

    /** The way back from a function that has saved LR, or that has not. */
    void leave(boolean saved) {
        if (saved) {
            if (code.thumb() && random.nextBoolean()) {
                code.half(0xBD00 | 1 << 4);
            } else {
                code.wide(0xE8BD_8010); // POP {R4, PC}
            }
        } else if (code.thumb() || random.nextBoolean()) {
            exchange(LR);
        } else {
            code.wide(0xE1A0_F00E);
        }
    }

    /** A jump by a table, and two to four places where it leads. */
    void jumpTable(int depth) {
        boolean thumb = code.thumb();
        int ways = 2 + random.nextInt(3);
        code.either("AND_imm", 'n', random.nextInt(12), 'd', 0, 'e', 3, 'E', 3);
        List<Integer> ends = new ArrayList<>();
        if (thumb && random.nextBoolean()) {
            tableBranch(ends);
        } else {
            addressTable(ways, ends, depth);
        }
        for (int end : ends) {
            code.land(end);
        }
    }

    /** TBB or TBH with four ways of one instruction and a branch each. */
    private void tableBranch(List<Integer> ends) {
        boolean halfwords = random.nextBoolean();
        code.wide(halfwords ? 0xE8DF_F010 : 0xE8DF_F000);
        int table = code.address();
        for (int way = 0; way < 4; way++) {
            if (halfwords) {
                code.half(4 + 4 * way);
            } else {
                code.dataByte(2 + 4 * way);
            }
        }
        for (int way = 0; way < 4; way++) {
            code.half(0x3000 | random.nextInt(7) << 8 | way);
            code.half(0xBF00);
            ends.add(code.branch(AL));
        }
        if (code.address() != table + (halfwords ? 8 : 4) + 32) {
            throw new IllegalStateException("a table branch of another size");
        }
    }

    /** LDR PC from a table of four addresses. */
    private void addressTable(int ways, List<Integer> ends, int depth) {
        boolean thumb = code.thumb();
        code.align();
        if (thumb) {
            code.wide(0xF20F_0108); // ADR R1, table
            code.wide(0xF851_F020); // LDR PC, [R1, R0, LSL #2]
            code.half(0xBF00);
            code.half(0xBF00);
        } else {
            code.wide(0xE79F_F100); // LDR PC, [PC, R0, LSL #2]
            code.wide(0xE1A0_0000);
        }
        int table = code.address();
        for (int i = 0; i < 4; i++) {
            code.data(0);
        }
        int[] entries = new int[ways];
        for (int way = 0; way < ways; way++) {
            entries[way] = code.entry();
            block.write(Math.max(depth, MAX_DEPTH), 2);
            switchTo(thumb);
            ends.add(code.branch(AL));
        }
        for (int i = 0; i < 4; i++) {
            code.store(table + 4 * i, entries[i % ways]);
        }
    }

    /** Goes on in the other instruction set. */
    void interwork() {
        if (code.thumb()) {
            code.align();
            if (random.nextBoolean()) {
                code.half(0x4778); // BX PC
                code.half(0x46C0);
            } else {
                code.wide(0xF000_E800); // BLX to the next word, which LR then leads back to
            }
            code.at(code.address(), false);
        } else {
            code.wide(0xE28F_0001); // ADD R0, PC, #1
            code.wide(0xE12F_FF10);
            code.at(code.address(), true);
        }
    }

    /** Back to an instruction set, if need be. */
    void switchTo(boolean thumb) {
        if (code.thumb() != thumb) {
            interwork();
        }
    }
}
