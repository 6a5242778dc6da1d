package trapline.shell.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import trapline.emulator.Scenario.Boot;

class BenchmarkTest {
    @ParameterizedTest
    @EnumSource
    void everyRowSaysWhatItIs(Benchmark benchmark) {
        assertFalse(benchmark.description().isBlank());
        assertTrue(benchmark.rounds() > 0);
        assertTrue(benchmark.contenders().contains(Contender.EVENTS), "nobody records it");
        assertEquals(benchmark.group().isSteady(), benchmark.contenders().contains(Contender.MACHINE));
        assertFalse(benchmark.measure().unit().isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void everyKernelIsInTheProgram(Benchmark benchmark) {
        String program = new String(BenchProgram.contents(), StandardCharsets.ISO_8859_1);
        assertTrue(
                benchmark == Benchmark.UBOOT || program.contains("\0" + benchmark.kernel() + "\0"),
                "no kernel " + benchmark.kernel());
    }

    @Test
    void qemuGetsNoMicrovisor() {
        for (Benchmark benchmark : Benchmark.values()) {
            assertTrue(benchmark.qemuBoot() != Boot.GUEST, benchmark.toString());
        }
        assertEquals(Boot.HYP, Benchmark.NULL_CALL.qemuBoot());
        assertEquals(Boot.NATIVE, Benchmark.MMIO_GUEST.qemuBoot());
    }

    @Test
    void aNameIsABenchmarkOrAGroup() {
        assertEquals(List.of(Benchmark.MMIO_GUEST), Benchmark.named("MMIO-guest"));
        assertEquals(
                List.of(Benchmark.CRC, Benchmark.SORT, Benchmark.MATRIX, Benchmark.BRANCHY, Benchmark.SHA),
                Benchmark.named("compute"));
        assertEquals(List.of(), Benchmark.named("crcs"));
    }

    @Test
    void everyNameMeansSomething() {
        Set<Benchmark> reached = new HashSet<>();
        for (String name : Benchmark.names().split(", ")) {
            assertFalse(Benchmark.named(name).isEmpty(), name);
            reached.addAll(Benchmark.named(name));
        }
        assertEquals(Set.of(Benchmark.values()), reached);
    }

    @Test
    void aReplayBringsItsRecording() {
        assertEquals(
                Set.of(Contender.RR_RECORD, Contender.RR_REPLAY),
                Contender.withPrerequisites(Set.of(Contender.RR_REPLAY)));
        assertEquals(Set.of(Contender.EVENTS, Contender.REPLAY), Contender.withPrerequisites(Set.of(Contender.REPLAY)));
        assertEquals(Contender.ALL, Contender.withPrerequisites(Set.of()));
    }
}
