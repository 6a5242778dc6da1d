package trapline.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** What the machine and the replay must not touch, because two runs would then differ. */
final class Determinism {

    private static final Set<String> IN_HASH_ORDER =
            Set.of("java.util.HashMap", "java.util.HashSet", "java.util.IdentityHashMap", "java.util.WeakHashMap");

    /** These iterate in an order that the JVM salts anew at every start. */
    private static final Set<String> IN_SALTED_ORDER = Set.of("java.util.Map", "java.util.Set");

    static final ArchRule NO_CLOCK = machine()
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethodWhere(DescribedPredicate.describe("target is java.time's now()", Determinism::readsTheTime))
            .orShould()
            .dependOnClassesThat(type(Clock.class))
            .because("the only clock is the tick");

    static final ArchRule NO_RANDOMNESS = machine()
            .should()
            .dependOnClassesThat(assignableTo(Random.class))
            .orShould()
            .dependOnClassesThat(type(UUID.class))
            .orShould()
            .dependOnClassesThat(resideInAnyPackage("java.util.random"))
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(System.class, "identityHashCode", Object.class)
            .because("all outside influence enters through InputSource");

    static final ArchRule NO_THREADS = machine()
            .should()
            .dependOnClassesThat(assignableTo(Thread.class))
            .orShould()
            .dependOnClassesThat(resideInAnyPackage("java.util.concurrent", "java.util.concurrent.locks"))
            .because("the order of events must not depend on a scheduler");

    static final ArchRule NO_HASH_ORDER = machine()
            .should()
            .callCodeUnitWhere(DescribedPredicate.describe(
                    "the collection it makes iterates in hash order", Determinism::makesHashOrder))
            .because("such an order may differ between two runs: LinkedHashMap, EnumMap, TreeMap and List do not");

    private Determinism() {}

    private static boolean readsTheTime(JavaCall<?> call) {
        return call.getTargetOwner().getPackageName().equals("java.time")
                && call.getName().equals("now");
    }

    private static boolean makesHashOrder(JavaCall<?> call) {
        String owner = call.getTargetOwner().getName();
        return IN_HASH_ORDER.contains(owner) && call.getName().equals("<init>")
                || IN_SALTED_ORDER.contains(owner)
                        && Set.of("of", "ofEntries", "copyOf").contains(call.getName());
    }

    private static GivenClassesConjunction machine() {
        return noClasses().that().resideInAnyPackage("trapline.emulator..", "trapline.replay..");
    }
}
