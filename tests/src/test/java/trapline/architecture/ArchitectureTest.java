package trapline.architecture;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import trapline.emulator.offender.Offender;
import trapline.shell.Main;

/** The dependency direction and the determinism bans hold for the whole of Trapline. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("trapline");

    private static final JavaClasses OFFENDER = new ClassFileImporter().importClasses(Offender.class, Main.class);

    static Stream<Named<ArchRule>> rules() {
        return Stream.of(
                Named.of("layers", ModuleGraph.LAYERS),
                Named.of("Chronicle in the log", ModuleGraph.CHRONICLE_IN_THE_LOG),
                Named.of("DuckDB in query", ModuleGraph.DUCKDB_IN_QUERY),
                Named.of("terminal in shell", ModuleGraph.TERMINAL_IN_SHELL),
                Named.of("no clock", Determinism.NO_CLOCK),
                Named.of("no randomness", Determinism.NO_RANDOMNESS),
                Named.of("no threads", Determinism.NO_THREADS),
                Named.of("no hash order", Determinism.NO_HASH_ORDER));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ruleHolds(ArchRule rule) {
        rule.check(MAIN);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ruleCanFail(ArchRule rule) {
        assertTrue(
                rule.evaluate(OFFENDER).hasViolation(),
                "a class that breaks every rule passed: " + rule.getDescription());
    }

    @Test
    void machineSeesEventsOnly() {
        ModuleGraph.EMULATOR_SEES_EVENTS_ONLY.check(MAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"recorder", "replay", "query", "shell"})
    void moduleIsLookedAt(String module) {
        assertTrue(
                MAIN.stream().anyMatch(c -> c.getPackageName().startsWith("trapline." + module)),
                "no class of " + module + " was imported");
    }

    @Test
    void nothingThatReportsUsageIsOnTheClassPath() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("net.openhft.chronicle.analytics.Analytics"));
    }
}
