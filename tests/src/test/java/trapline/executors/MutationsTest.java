package trapline.executors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.Opcode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The comparison finds what it should: each change of one instruction of the emulator makes a random program differ. */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MutationsTest {
    private static final long SEED = 1;
    private static final int PROGRAMS = 12_000;
    private static final int PROGRAMS_CUT = 400;

    /** Seeds of programs that find changes which are found by one of thousands. */
    private static final List<Long> TELLING = List.of(1305L, 2334L, 4712L);

    private static final String EMULATOR = "trapline.emulator.";
    private static final String ALU = EMULATOR + "execute.Alu";
    private static final String LOOP = EMULATOR + "execute.UopLoop";
    private static final String RARE = EMULATOR + "execute.RareUops";
    private static final String CACHE = EMULATOR + "execute.BlockCache";
    private static final String FLAGS = EMULATOR + "compile.FlagCode";
    private static final String VALUES = EMULATOR + "compile.ValueCode";
    private static final String REGION = EMULATOR + "compile.RegionCode";
    private static final String EMITTER = EMULATOR + "compile.RegionEmitter";

    private static final String MACHINE_CODE = EMULATOR + "x86.";
    private static final String BLOCKS = MACHINE_CODE + "BlockTranslator";
    private static final String GATEWAY = MACHINE_CODE + "Gateway";
    private static final String CONTROLS = MACHINE_CODE + "Controls";
    private static final String REFILL = MACHINE_CODE + "TlbRefill";
    private static final String MACHINE_LOOP = MACHINE_CODE + "MachineLoop";

    /** Changes of what both executors share, and of the interpreter. */
    static List<Mutation> inTheInterpreter() {
        return List.of(
                Mutation.operator(ALU, "carryOfAdd", Opcode.IAND, Opcode.IOR),
                Mutation.operator(ALU, "overflowOfAdd", Opcode.IXOR, Opcode.IAND),
                Mutation.operator(ALU, "shiftCarry", Opcode.ISUB, Opcode.IADD),
                Mutation.operator(ALU, "bfi", Opcode.ISHL, Opcode.IUSHR),
                Mutation.operator(ALU, "umull", Opcode.LAND, Opcode.LOR),
                Mutation.operator(LOOP, "subs", Opcode.ISUB, Opcode.IADD),
                Mutation.constant(RARE, "setFlags", 29, 28),
                Mutation.operator(RARE, "setSaturated", Opcode.IOR, Opcode.IAND),
                Mutation.constant(LOOP, "run", 1L, 2L),
                Mutation.constant(EMULATOR + "ir.InstructionMap", "itState", 255, 252),
                Mutation.withoutCall(CACHE, "codePageWritten", "invalidate"),
                Mutation.constant(EMULATOR + "Processor", "takeFault", 1L, 2L),
                Mutation.operator(EMULATOR + "RunLoop", "chooses", Opcode.IADD, Opcode.ISUB),
                Mutation.withoutCall(EMULATOR + "mmu.Tlb", "drop", "drop"),
                Mutation.withoutCall(EMULATOR + "system.SystemControl", "supervisorCall", "advanceIt"),
                Mutation.constant(EMULATOR + "mmu.Tlb", "freeWay", 1, 2),
                Mutation.inverted(EMULATOR + "memory.ExclusiveMonitors", "stored", Opcode.IF_ICMPEQ, Opcode.IF_ICMPNE));
    }

    /** Changes of the compiler. */
    static List<Mutation> inTheCompiler() {
        return List.of(
                Mutation.operator(ALU, "minuendOf", Opcode.IADD, Opcode.ISUB),
                Mutation.inverted(FLAGS, "branchOnHigher", Opcode.IFEQ, Opcode.IFNE),
                Mutation.inverted(FLAGS, "branchOnOrder", Opcode.IFEQ, Opcode.IFNE),
                Mutation.withoutCall(FLAGS, "setNz", "dropComparison"),
                Mutation.constant(FLAGS, "setAll", 29, 28),
                Mutation.withoutCall(VALUES, "emit", "setAll"),
                Mutation.withoutCall(EMITTER, "emitExit", "load"),
                Mutation.withoutCall(EMITTER, "emitNode", "cut"),
                Mutation.constant(REGION, "advance", 0, 1));
    }

    /** Changes of what makes machine code. */
    static List<Mutation> inTheMachineCode() {
        return List.of(
                Mutation.operator(MACHINE_CODE + "Conditions", "holds", Opcode.IXOR, Opcode.IOR),
                Mutation.withoutCall(MACHINE_CODE + "Conditions", "ofSum", "setIf"),
                Mutation.withoutCall(MACHINE_CODE + "Operations", "carry", "operateAl"),
                Mutation.withoutCall(MACHINE_CODE + "Exclusives", "emitLoad", "store64"),
                Mutation.withoutCall(MACHINE_CODE + "SlotCache", "allocate", "forget"),
                Mutation.withoutCall(CONTROLS, "readCpsr", "not"),
                Mutation.withoutCall(CONTROLS, "writeMasks", "store"),
                Mutation.withoutCall(CONTROLS, "access", "refuseIf"),
                Mutation.constant(BLOCKS, "goOn", 4, 5),
                Mutation.withoutCall(EMULATOR + "execute.UopInterpreter", "executeTranslated", "locate"),
                Mutation.inverted(MACHINE_CODE + "TranslatedBlock", "allow", Opcode.IF_ICMPNE, Opcode.IF_ICMPEQ),
                Mutation.withoutCall(BLOCKS, "leaveFor", "spill"),
                Mutation.withoutCall(BLOCKS, "leaveFor", "clear"),
                Mutation.withoutCall(BLOCKS, "interwork", "storeConstant"),
                Mutation.withoutCall(GATEWAY, "emitFetch", "store"),
                Mutation.withoutCall(REFILL, "findWalk", "failIf"),
                Mutation.withoutCall(REFILL, "checkDescriptor", "failIf"),
                Mutation.withoutCall(REFILL, "takeOldest", "store"),
                Mutation.withoutCall(REFILL, "takeOldest", "forget"),
                Mutation.operator(MACHINE_LOOP, "sendRefills", Opcode.LADD, Opcode.LSUB),
                Mutation.withoutCall(MACHINE_LOOP, "run", "takeState"),
                Mutation.withoutCall(MACHINE_LOOP, "takeState", "sendEvent"),
                Mutation.constant(MACHINE_LOOP, "putState", 31, 30));
    }

    private static void requireFound(String kind, Mutation mutation) {
        MachineBuild changed = MutantLoader.build(kind, List.of(mutation));
        Comparison comparison = new Comparison(PlainMachine.interpreter(), changed);
        OptionalLong finder = LongStream.concat(
                        TELLING.stream().mapToLong(Long::longValue), LongStream.range(SEED, SEED + PROGRAMS))
                .filter(seed -> !comparison.agrees(ProgramGenerator.generate(seed)))
                .findFirst();
        finder.ifPresent(seed -> System.out.printf("found by program %d: %s%n", seed, mutation));
        assertTrue(finder.isPresent(), "not found by %d programs: %s".formatted(PROGRAMS, mutation));
    }

    @ParameterizedTest
    @MethodSource("inTheInterpreter")
    void aChangeOfTheInterpreterIsFound(Mutation mutation) {
        requireFound("interpreter", mutation);
    }

    @ParameterizedTest
    @MethodSource("inTheCompiler")
    void aChangeOfTheCompilerIsFound(Mutation mutation) {
        requireFound("regions", mutation);
    }

    @ParameterizedTest
    @MethodSource("inTheMachineCode")
    void aChangeOfTheMachineCodeIsFound(Mutation mutation) {
        requireFound("machineCode", mutation);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void howCodeIsCutIntoBlocksDoesNotMatter(int length) {
        Mutation shorter = Mutation.constant(EMULATOR + "translate.Translator", "isLast", 64, length);
        for (String kind : List.of("interpreter", "machineCode", "regions")) {
            MachineBuild changed = MutantLoader.build(kind, List.of(shorter));
            Comparison comparison = new Comparison(PlainMachine.interpreter(), changed);
            List<String> reports = new ArrayList<>();
            for (int n = 0; n < PROGRAMS_CUT && reports.isEmpty(); n++) {
                Program program = ProgramGenerator.generate(SEED + n);
                if (!comparison.agrees(program)) {
                    reports.add(new Report(comparison).of(program));
                }
            }
            assertEquals("", String.join("\n", reports), "blocks of %d, %s".formatted(length, kind));
        }
    }

    @Test
    void aDifferenceIsShrunkToTheInstructionsThatItNeeds() {
        Mutation mutation = Mutation.operator(LOOP, "subs", Opcode.ISUB, Opcode.IADD);
        MachineBuild changed = MutantLoader.build("interpreter", List.of(mutation));
        Comparison comparison = new Comparison(PlainMachine.interpreter(), changed);
        for (int n = 0; n < PROGRAMS; n++) {
            Program program = ProgramGenerator.generate(SEED + n);
            if (!comparison.agrees(program)) {
                Program small = new Shrinker(comparison).shrink(program);
                long instructions =
                        small.slots().stream().filter(slot -> !slot.isNop()).count();
                String report = new Report(comparison).of(program);
                assertTrue(instructions <= 12, () -> "still %d instructions:%n%s".formatted(instructions, report));
                assertTrue(report.contains("seed " + program.seed()) && report.contains("registers"), report);
                return;
            }
        }
        throw new AssertionError("no difference to shrink");
    }
}
