package trapline.tests.agreement;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import trapline.emulator.decode.EncodingRows.Table;
import trapline.emulator.isa.Cond;
import trapline.emulator.isa.InstructionSet;

/** Random cases from the rows of the encoding tables; equal seeds give equal cases. */
final class CaseGenerator {
    private static final int USER = 0x10;
    private static final int SYSTEM = 0x1F;
    private static final int MASKED = 0xC0;
    private static final int THUMB = 0x20;
    private static final int FLAGS = 0xF80F_0000;
    private static final int[] INTERESTING = {0, 1, -1, 0x8000_0000, 0x7FFF_FFFF, 0xFFFF, 0x1_0000, 0x8000, 0x80, 0xFF};

    private final long seed;
    private final boolean extensionOnly;
    private final Map<Table, int[]> executed = new EnumMap<>(Table.class);

    /** With {@code extensionOnly}, of the Floating-point and Advanced SIMD Extensions alone. */
    CaseGenerator(long seed, boolean extensionOnly) {
        this.seed = seed;
        this.extensionOnly = extensionOnly;
        for (Table table : Table.values()) {
            executed.put(table, new int[table.size()]);
        }
    }

    /** How often each row of a table has been executed so far. */
    int[] executed(Table table) {
        return executed.get(table);
    }

    private void count(Table table, int row) {
        executed.get(table)[row]++;
    }

    /**
     * A case.
     *
     * @param index which one of the seed's
     * @param address where its code goes
     * @param units how many instructions with their preparations; fewer give a prefix of the same case
     */
    CaseSet.Case generate(int index, int address, int units) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + index);
        InstructionSet set = random.nextBoolean() ? InstructionSet.A32 : InstructionSet.T32;
        boolean user = random.nextInt(3) == 0;
        int psr = random.nextInt() & FLAGS | MASKED | (user ? USER : SYSTEM) | (set == InstructionSet.T32 ? THUMB : 0);
        int[] registers = new int[15];
        for (int i = 0; i < registers.length; i++) {
            registers[i] = value(random);
        }
        CodeBuffer code = new CodeBuffer(address, set);
        InstructionEmitter emitter = new InstructionEmitter(code, random, user);
        for (int i = 0; i < units; i++) {
            unit(emitter, code, random);
        }
        code.end();
        return new CaseSet.Case(registers, psr, ExtensionValues.registers(random), code);
    }

    /** A case of encodings that are none, in User mode. */
    CaseSet.Case generateUndefined(int index, int address, int units) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + index);
        InstructionSet set = random.nextBoolean() ? InstructionSet.A32 : InstructionSet.T32;
        int psr = random.nextInt() & FLAGS | MASKED | USER | (set == InstructionSet.T32 ? THUMB : 0);
        CodeBuffer code = new CodeBuffer(address, set);
        for (int i = 0; i < units; i++) {
            Table table = tableFor(set, random);
            int word = undefined(table, random);
            InstructionEmitter.raw(code, likely(table, word, random), table != Table.T16);
        }
        code.end();
        return new CaseSet.Case(random.ints(15).toArray(), psr, ExtensionValues.registers(random), code);
    }

    /** What is UNPREDICTABLE, QEMU may execute. */
    private static int undefined(Table table, RandomGenerator random) {
        InstructionSet set = table == Table.A32 ? InstructionSet.A32 : InstructionSet.T32;
        int word = table.sampleUndefined(random);
        while (table != Table.T16 && Unpredictable.is(set, word)) {
            word = table.sampleUndefined(random);
        }
        return word;
    }

    private static int value(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> INTERESTING[random.nextInt(INTERESTING.length)];
            case 1 -> random.nextInt(64) - 8;
            default -> random.nextInt();
        };
    }

    private void unit(InstructionEmitter emitter, CodeBuffer code, RandomGenerator random) {
        if (code.set() == InstructionSet.T32 && random.nextInt(8) == 0) {
            itBlock(emitter, code, random);
            return;
        }
        while (!one(emitter, tableFor(code.set(), random), random)) {
            // another row
        }
    }

    private Table tableFor(InstructionSet set, RandomGenerator random) {
        return switch (set) {
            case A32 -> Table.A32;
            case T32 -> !extensionOnly && random.nextInt(3) == 0 ? Table.T16 : Table.T32;
        };
    }

    private boolean one(InstructionEmitter emitter, Table table, RandomGenerator random) {
        int row = random.nextInt(table.size());
        if (extensionOnly && !table.isExtension(row)) {
            return false;
        }
        Optional<Integer> word = table.sample(row, random);
        if (word.isEmpty() || !emitter.emit(likely(table, word.get(), random), table != Table.T16)) {
            return false;
        }
        if (!emitter.isUndefined(word.get(), table != Table.T16)) {
            count(table, row);
        }
        return true;
    }

    /** Most A32 instructions are made unconditional, or half of them would do nothing. */
    private static int likely(Table table, int word, RandomGenerator random) {
        boolean conditional = table == Table.A32 && word >>> 28 != 0b1111;
        return conditional && random.nextInt(3) != 0 ? word & 0x0FFF_FFFF | 0xE000_0000 : word;
    }

    private void itBlock(InstructionEmitter emitter, CodeBuffer code, RandomGenerator random) {
        int firstCond = random.nextInt(Cond.AL.code());
        int mask = 1 + random.nextInt(15);
        code.halfword(0xBF00 | firstCond << 4 | mask);
        count(Table.T16, Table.T16.names().indexOf("IT"));
        int length = 4 - Integer.numberOfTrailingZeros(mask);
        while (length > 0) {
            Table table = tableFor(InstructionSet.T32, random);
            int row = random.nextInt(table.size());
            Optional<Integer> word = table.sample(row, random);
            boolean wanted = !extensionOnly || table.isExtension(row);
            if (wanted && word.isPresent() && emitter.fitsItBlock(word.get(), table != Table.T16)) {
                InstructionEmitter.raw(code, word.get(), table != Table.T16);
                count(table, row);
                length--;
            }
        }
    }
}
