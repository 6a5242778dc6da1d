package trapline.executors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import trapline.emulator.Executor;
import trapline.emulator.GuestConfig;
import trapline.emulator.Image;
import trapline.emulator.MachineConfig;
import trapline.emulator.MicrovisorConfig;
import trapline.emulator.Scenario;
import trapline.emulator.Scenario.Boot;
import trapline.oracle.Guests;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventType;
import trapline.recorder.event.Input.StopRequest;
import trapline.recorder.event.InputSource;
import trapline.recorder.session.Detail;
import trapline.recorder.session.Outcome;
import trapline.replay.RecordOptions;
import trapline.replay.RecordResult;
import trapline.replay.RecordSession;
import trapline.replay.ReplayOptions;
import trapline.replay.ReplaySession;
import trapline.replay.RunnableMachine;
import trapline.shell.scenario.ScenarioFile;

/** What the project records, every guest program, every scenario and the demonstration, is the same under both executors. */
class RecordingsTest {
    private static final Path GUESTS = Path.of("src", "guest", "bin");
    private static final Path SCENARIOS = Path.of("src", "guest", "scenarios");

    /** Where the build puts its images beside it. */
    private static final Path DEMO =
            Path.of("..", "shell", "target", "classes", "trapline", "shell", "demo", "demo.toml");

    /** Recordings that do not end by themselves end here. */
    private static final long LAST_TICK = 8_000_000;

    /** Images that need a hypervisor of ours, or are one. */
    private static final List<String> HYP = List.of(
            "hyp_debug",
            "hyp_fp",
            "hyp_handlers",
            "hyp_mmu",
            "hyp_traps",
            "hyp_traps-manual",
            "registers_hyp",
            "vgic",
            "vgic_states");

    private static final int CPUS_OF_SMP = 4;

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> guestProgramsLeaveTheSameLog() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : filesIn(GUESTS, ".elf")) {
            String name = file.getFileName().toString().replace(".elf", "");
            Boot boot = HYP.contains(name) ? Boot.HYP : Boot.NATIVE;
            tests.add(test(name, scenario(name, boot)));
            if (boot == Boot.NATIVE) {
                tests.add(test(name + " in a VM", scenario(name, Boot.GUEST)));
            }
        }
        assertTrue(tests.size() > 40, "the guest programs of the project");
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> scenariosLeaveTheSameLog() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : filesIn(SCENARIOS, ".toml")) {
            tests.add(
                    test(file.getFileName().toString(), ScenarioFile.load(file).scenario()));
        }
        tests.add(test("demo", ScenarioFile.load(DEMO).scenario()));
        return tests.stream();
    }

    private static List<Path> filesIn(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private static Scenario scenario(String name, Boot boot) throws IOException {
        Path file = Guests.elf(name);
        Image image = new Image(file.getFileName().toString(), Files.readAllBytes(file));
        int cpus = name.contains("smp") && boot != Boot.GUEST ? CPUS_OF_SMP : 1;
        MachineConfig machine = new MachineConfig(64L << 20, cpus, MachineConfig.DEFAULT.quantum());
        return new Scenario(boot, machine, MicrovisorConfig.DEFAULT, List.of(GuestConfig.of(name, image)));
    }

    private DynamicTest test(String name, Scenario scenario) {
        return DynamicTest.dynamicTest(name, () -> compare(name.replace(' ', '-'), scenario));
    }

    private void compare(String name, Scenario scenario) throws IOException {
        Path interpreted = record(name, scenario, Executor.INTERPRETER);
        Path compiled = record(name, scenario, Executor.COMPILER);
        for (Path file : filesIn(interpreted.resolve("log"), "")) {
            Path other = compiled.resolve("log").resolve(file.getFileName());
            assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(other), "bytes of " + file.getFileName());
        }
        replay(interpreted, Executor.COMPILER);
        replay(compiled, Executor.INTERPRETER);
    }

    private Path record(String name, Scenario scenario, Executor executor) throws IOException {
        Path session = directory.resolve(name + "-" + executor);
        RecordOptions options = new RecordOptions(session, name, Detail.EVENTS, "RecordingsTest");
        RecordResult result = new RecordSession(RunnableMachine.Factory.emulator(executor))
                .record(scenario, options, new EndingInputs(), frame -> {});
        assertTrue(result.machine().events() > 0, "something was recorded");
        return session;
    }

    /** A difference is a {@code DivergenceException}. */
    private static void replay(Path session, Executor executor) throws IOException {
        ReplaySession replay = ReplaySession.open(session, RunnableMachine.Factory.emulator(executor));
        long events = replay.replay(ReplayOptions.WHOLE, frame -> {}).events();
        Outcome outcome = replay.session().manifest().outcome().orElseThrow();
        assertEquals(outcome.log().events(), events, "all events compared");
    }

    /** The time of day, a few keys, and an end for what has none. */
    private static final class EndingInputs implements InputSource {
        private static final long KEYS_FROM = 200_001;
        private static final long KEYS_EVERY = 77_777;
        private static final int KEYS = 8;

        private int given;

        @Override
        public long nextTick(long now, Demand demand) {
            return Math.max(now, tickOf(given));
        }

        private static long tickOf(int n) {
            if (n == 0) {
                return 0;
            }
            return n <= KEYS ? KEYS_FROM + n * KEYS_EVERY : LAST_TICK;
        }

        @Override
        public boolean take(long now, Demand demand, EventFrame frame) {
            if (tickOf(given) > now) {
                return false;
            }
            if (given == 0) {
                frame.begin(EventType.HOST_TIME).put(1_700_000_000L);
            } else if (given <= KEYS) {
                byte[] key = {(byte) ('a' + given)};
                frame.begin(EventType.CONSOLE_INPUT).put(0).putBytes(key, 0, 1);
            } else {
                frame.begin(EventType.STOP_REQUEST).put(StopRequest.Reason.UNTIL);
            }
            given++;
            return true;
        }
    }
}
