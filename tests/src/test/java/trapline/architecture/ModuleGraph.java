package trapline.architecture;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;

/** Which package may see which: {@code shell → {replay, query}}, {@code replay → emulator → recorder}, {@code query → recorder}. */
final class ModuleGraph {

    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("recorder")
            .definedBy("trapline.recorder..")
            .layer("emulator")
            .definedBy("trapline.emulator..")
            .layer("replay")
            .definedBy("trapline.replay..")
            .layer("query")
            .definedBy("trapline.query..")
            .layer("shell")
            .definedBy("trapline.shell..")
            .whereLayer("shell")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("query")
            .mayOnlyBeAccessedByLayers("shell")
            .whereLayer("replay")
            .mayOnlyBeAccessedByLayers("shell")
            .whereLayer("emulator")
            .mayOnlyBeAccessedByLayers("replay", "shell");

    static final ArchRule EMULATOR_SEES_EVENTS_ONLY = onlyIn("trapline.emulator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("trapline.recorder.log..", "trapline.recorder.session..")
            .because("the machine is handed a sink and a source and cannot tell recording from replay")
            .allowEmptyShould(true);

    static final ArchRule CHRONICLE_IN_THE_LOG = outside("trapline.recorder.log..", "trapline.recorder.session..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("net.openhft..")
            .because("the log format must be replaceable");

    static final ArchRule DUCKDB_IN_QUERY = outside("trapline.query..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.duckdb..")
            .because("the database must be replaceable");

    static final ArchRule TERMINAL_IN_SHELL = outside("trapline.shell..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jline..", "picocli..")
            .because("everything but the shell is a library");

    private ModuleGraph() {}

    private static GivenClassesConjunction onlyIn(String... packages) {
        return ArchRuleDefinition.noClasses().that().resideInAnyPackage(packages);
    }

    private static GivenClassesConjunction outside(String... packages) {
        return ArchRuleDefinition.noClasses().that().resideOutsideOfPackages(packages);
    }
}
