package trapline.tests.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trapline.emulator.Scenario.Boot;
import trapline.emulator.decode.EncodingRows.Table;

/**
 * Random programs leave the same registers, flags, memory and exceptions here and on QEMU. The encodings come from the rows of the decode
 * tables. {@code -Dtrapline.seed} and {@code -Dtrapline.cases} choose others and more.
 */
class InstructionAgreementTest {
    private static final long SEED = Long.getLong("trapline.seed", 2026);
    private static final int CASES = Integer.getInteger("trapline.cases", 16_000);
    private static final int CASES_PER_IMAGE = 8_000;
    private static final int UNITS = 16;
    private static final long TICKS_PER_CASE = 20_000;
    private static final int SHOWN = 10;

    /** What no random case executes: they wait, end the case, or leave its mode. */
    private static final List<String> NEVER =
            List.of("WFE", "WFI", "SVC", "SUB_pclr", "LDM_user", "STM_user", "LDM_eret");

    @TempDir
    Path directory;

    /** Makes a case. */
    private interface Generator {
        CaseSet.Case generate(int index, int address, int units);
    }

    @BeforeEach
    void qemuIsThere() throws InterruptedException {
        Assumptions.assumeTrue(Qemu.isInstalled(), "skipped: qemu-system-arm is not installed");
    }

    @Test
    void randomProgramsLeaveWhatTheyLeaveOnQemu() throws Exception {
        CaseGenerator generator = new CaseGenerator(SEED, false);
        compare(CASES, Boot.NATIVE, generator::generate);
        for (Table table : Table.values()) {
            assertEquals(List.of(), missed(table, generator.executed(table), false), "rows of " + table);
        }
    }

    @Test
    void floatingPointAndSimdProgramsLeaveWhatTheyLeaveOnQemu() throws Exception {
        CaseGenerator generator = new CaseGenerator(SEED, true);
        compare(CASES, Boot.NATIVE, generator::generate);
        compareWithAlignmentCheck(CASES / 8, generator::generate);
        for (Table table : List.of(Table.A32, Table.T32)) {
            assertEquals(List.of(), missed(table, generator.executed(table), true), "rows of " + table);
        }
    }

    @Test
    void encodingsThatAreNoneAreUndefinedOnQemuToo() throws Exception {
        CaseGenerator generator = new CaseGenerator(SEED, false);
        compare(CASES / 8, Boot.NATIVE, generator::generateUndefined);
    }

    @Test
    void modeChangesAndBankedRegistersAreThoseOfQemu() throws Exception {
        PrivilegedGenerator generator = new PrivilegedGenerator(SEED);
        compare(CASES / 8, Boot.NATIVE, generator::generate);
        compare(CASES / 8, Boot.HYP, generator::generate);
    }

    /** The rows, all or those of the extensions, that no case has executed; what is NEVER may be missed. */
    private static List<String> missed(Table table, int[] executed, boolean extensionOnly) {
        List<String> missed = new ArrayList<>();
        int rows = 0;
        int fewest = Integer.MAX_VALUE;
        for (int row = 0; row < table.size(); row++) {
            String name = table.names().get(row);
            boolean wanted = (!extensionOnly || table.isExtension(row)) && !NEVER.contains(name);
            rows += wanted ? 1 : 0;
            fewest = wanted ? Math.min(fewest, executed[row]) : fewest;
            if (wanted && executed[row] == 0) {
                missed.add(name);
            }
        }
        System.out.printf("%s: %d of %d rows, each at least %d times%n", table, rows - missed.size(), rows, fewest);
        return missed;
    }

    private void compare(int cases, Boot boot, Generator generator) throws Exception {
        compare(cases, new Setting(boot, false), generator);
    }

    private void compareWithAlignmentCheck(int cases, Generator generator) throws Exception {
        compare(cases, new Setting(Boot.NATIVE, true), generator);
    }

    /** How a program is run. */
    private record Setting(Boot boot, boolean alignmentCheck) {}

    private void compare(int cases, Setting setting, Generator generator) throws Exception {
        List<String> differences = new ArrayList<>();
        for (int first = 0; first < cases; first += CASES_PER_IMAGE) {
            compareImage(first, Math.min(cases, first + CASES_PER_IMAGE), setting, generator, differences);
        }
        System.out.printf("%d random instructions compared with QEMU, seed %d%n", cases * UNITS, SEED);
        assertEquals("", String.join("\n", differences), "differences to QEMU, seed " + SEED);
    }

    private void compareImage(int first, int end, Setting setting, Generator generator, List<String> differences)
            throws IOException, InterruptedException {
        CaseSet cases = new CaseSet();
        for (int index = first; index < end; index++) {
            cases.add(generator.generate(index, cases.nextAddress(), UNITS));
        }
        ElfImage image = Harness.program(cases, false, setting.alignmentCheck);
        List<String> theirs =
                Qemu.console(image, directory, setting.boot).lines().toList();
        List<String> ours = OurMachine.run(image, setting.boot, cases.size() * TICKS_PER_CASE)
                .console()
                .lines()
                .toList();
        Bisection bisection = new Bisection(directory, setting.boot, setting.alignmentCheck);
        for (int i = 0; i < cases.size(); i++) {
            if (!line(theirs, i).equals(line(ours, i)) && differences.size() < SHOWN) {
                int index = first + i;
                Bisection.Prefixes prefixes = (address, units) -> generator.generate(index, address, units);
                differences.add("case " + index + " " + bisection.of(cases.get(i), UNITS, prefixes));
            }
        }
    }

    private static String line(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index) : "nothing";
    }
}
