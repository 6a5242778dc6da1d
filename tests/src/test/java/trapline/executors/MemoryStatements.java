package trapline.executors;

import static trapline.executors.Code.SP;
import static trapline.executors.Instructions.POINTER;
import static trapline.executors.Instructions.POINTER_LOW;

import java.util.SplittableRandom;
import trapline.emulator.decode.Decoder;
import trapline.emulator.decode.EncodingRows.Table;
import trapline.emulator.isa.Insn;
import trapline.emulator.isa.LoadStoreInsn.Load;
import trapline.emulator.isa.LoadStoreInsn.LoadDual;
import trapline.emulator.isa.LoadStoreInsn.Store;
import trapline.emulator.isa.LoadStoreInsn.StoreDual;
import trapline.emulator.isa.MemoryOperand;
import trapline.emulator.isa.MemoryOperand.Indexing;
import trapline.emulator.isa.Operand2.Immediate;
import trapline.executors.Rows.Kind;

/** Writes loads and stores. */
final class MemoryStatements {
    /** {@link Layout#TLB_STRIDE} as an immediate of each instruction set. */
    private static final int STRIDE_A32 = 0x702;

    private static final int STRIDE_T32 = 0xA00;
    private static final String[] EXCLUSIVE_SIZES = {"", "B", "H", "D"};

    private final Instructions instructions;
    private final Code code;
    private final SplittableRandom random;
    private final Addresses addresses;

    MemoryStatements(Instructions instructions, Addresses addresses) {
        this.instructions = instructions;
        this.code = instructions.code;
        this.random = instructions.random;
        this.addresses = addresses;
    }

    /** Makes the pointers point to data. */
    void pointers() {
        code.constant(POINTER_LOW, addresses.pick());
        code.constant(POINTER, addresses.pick());
    }

    /** The stack pointer too, which calls rely on. */
    void stack() {
        code.constant(SP, addresses.data() & ~7);
    }

    /** One instruction whose base register is set to an address first. */
    void prepared(int address) {
        Table table = instructions.table();
        int word = instructions.draw(table, Kind.MEMORY);
        int row = table.rowOf(word);
        if (row >= 0 && table.has(row, 'n')) {
            int base = table == Table.T16 ? random.nextInt(7) : instructions.free();
            int index = table == Table.T16 ? (base + 1 + random.nextInt(6)) % 7 : instructions.freeBut(base);
            word = table.with(row, table.with(row, word, 'n', base), 'm', index);
            if (table.has(row, 'm')) {
                code.constant(index, random.nextInt(16));
            }
            code.constant(base, baseFor(address, decode(table, word)));
        }
        code.emit(table, word);
    }

    private static Insn decode(Table table, int word) {
        return switch (table) {
            case A32 -> Decoder.decodeA32(word);
            case T32 -> Decoder.decodeT32(word);
            case T16 -> Decoder.decodeT16(word, false);
        };
    }

    private static int baseFor(int address, Insn insn) {
        return switch (insn) {
            case Load load -> baseFor(address, load.address());
            case Store store -> baseFor(address, store.address());
            case LoadDual load -> baseFor(address, load.address());
            case StoreDual store -> baseFor(address, store.address());
            case Insn other -> address;
        };
    }

    private static int baseFor(int address, MemoryOperand operand) {
        if (operand.indexing() == Indexing.POST_INDEXED || !(operand.offset() instanceof Immediate immediate)) {
            return address;
        }
        return operand.add() ? address - immediate.value() : address + immediate.value();
    }

    /** One that uses a pointer as it is; sometimes one that moves a pointer on. */
    void ambient() {
        if (random.nextInt(6) == 0) {
            movePointer();
            return;
        }
        Table table = instructions.table();
        int word = instructions.draw(table, Kind.MEMORY);
        int row = table.rowOf(word);
        if (row >= 0) {
            word = table.with(row, word, 'n', table == Table.T16 ? POINTER_LOW : pointer());
            word = table.with(row, word, 'i', random.nextInt(16));
            word = table.with(row, word, 'm', table == Table.T16 ? random.nextInt(7) : Instructions.COUNTER);
        }
        code.emit(table, word);
    }

    private int pointer() {
        return switch (random.nextInt(4)) {
            case 0 -> SP;
            case 1 -> POINTER_LOW;
            default -> POINTER;
        };
    }

    private void movePointer() {
        int register = random.nextBoolean() ? POINTER : POINTER_LOW;
        if (random.nextInt(3) == 0) {
            code.constant(register, addresses.pick());
        } else {
            String name = random.nextBoolean() ? "ADD_imm" : "SUB_imm";
            // 1, 4, 60, 1024, the TLB's stride.
            int step = new int[] {1, 4, 60, code.thumb() ? 0xE80 : 0xB01, code.thumb() ? STRIDE_T32 : STRIDE_A32}
                    [random.nextInt(5)];
            code.either(name, 'n', register, 'd', register, 'e', step, 'E', step);
        }
    }

    /** Goes through pages of one set of the TLB, so that entries are evicted, and come again. */
    void sweep() {
        int base = 4 + random.nextInt(3);
        int offset = addresses.data() - Layout.RAM;
        int passes = 1 + random.nextInt(4);
        code.either("MOV_imm", 'd', 3, 'e', passes, 'E', passes);
        int pass = code.address();
        code.constant(base, Layout.RAM + offset);
        code.either("LDR_imm", 'n', base, 't', 0, 'P', 1, 'U', 1);
        code.constant(base, Layout.ALIAS + offset);
        code.either("MOV_imm", 'd', 12, 'e', 3 + random.nextInt(2), 'E', 3 + random.nextInt(2));
        int top = code.address();
        code.either(random.nextBoolean() ? "LDR_imm" : "STR_imm", 'n', base, 't', 0, 'P', 1, 'U', 1);
        code.either("ADD_imm", 'n', base, 'd', base, 'e', STRIDE_A32, 'E', STRIDE_T32);
        code.either("SUB_imm", 'n', 12, 'd', 12, 'e', 1, 'E', 1, 'S', 1);
        code.branchTo(Code.NE, top, random.nextBoolean());
        code.either("SUB_imm", 'n', 3, 'd', 3, 'e', 1, 'E', 1, 'S', 1);
        code.branchTo(Code.NE, pass, random.nextBoolean());
    }

    /** LDM, STM, PUSH, POP and their relatives. */
    void multiple() {
        Table table = instructions.table(Kind.MULTIPLE);
        int word = instructions.draw(table, Kind.MULTIPLE);
        int row = table.rowOf(word);
        if (row >= 0 && table.has(row, 'n')) {
            int base = table == Table.T16 ? random.nextInt(7) : instructions.free();
            word = table.with(row, word, 'n', base);
            code.constant(base, random.nextInt(3) == 0 ? addresses.pick() : addresses.data());
        } else if (row >= 0 && table.names().get(row).equals("POP") && random.nextInt(20) != 0) {
            word = table.with(row, word, 'X', 0);
        }
        code.emit(table, word);
    }

    /** A load-exclusive, something, a store-exclusive; sometimes until it passes. */
    void exclusive() {
        if (random.nextInt(5) == 0) {
            code.constant(instructions.free(), addresses.data());
            instructions.plain(Kind.EXCLUSIVE);
            return;
        }
        int size = random.nextInt(EXCLUSIVE_SIZES.length);
        int base = 4 + random.nextInt(3);
        code.constant(base, (random.nextInt(8) == 0 ? addresses.pick() : addresses.data()) & -8);
        int top = code.address();
        code.either("LDREX" + EXCLUSIVE_SIZES[size], 'n', base, 't', 0, 'u', 1);
        for (int i = random.nextInt(3); i > 0; i--) {
            if (random.nextInt(6) == 0) {
                ambient();
            } else {
                code.either("ADD_imm", 'n', 0, 'd', 0, 'e', i, 'E', i);
            }
        }
        code.either("STREX" + EXCLUSIVE_SIZES[size], 'n', base, 't', 0, 'u', 1, 'd', 3);
        if (random.nextInt(3) == 0) {
            code.either("CMP_imm", 'n', 3);
            code.branchTo(Code.NE, top, random.nextBoolean());
        }
    }

    /** A register of a device, read or written. */
    void device() {
        int address = addresses.device();
        boolean narrow = address == Layout.UART && random.nextBoolean();
        int base = instructions.free();
        code.constant(base, address);
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            String access = random.nextBoolean() ? "STR" : "LDR";
            code.either(
                    access + (narrow ? "B_imm" : "_imm"), 'n', base, 't', instructions.freeBut(base), 'P', 1, 'U', 1);
        }
    }

    /** A store of a register to an address; the address goes to another register. */
    void store(int register, int base, int address) {
        code.constant(base, address);
        code.either("STR_imm", 'n', base, 't', register, 'P', 1, 'U', 1);
    }
}
