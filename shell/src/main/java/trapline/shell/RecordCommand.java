package trapline.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.utils.Signals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import trapline.emulator.BootPlans;
import trapline.emulator.Executor;
import trapline.emulator.GuestConfig;
import trapline.emulator.MachineResult;
import trapline.emulator.Scenario;
import trapline.emulator.Scenario.Boot;
import trapline.emulator.virtio.VirtioSpec;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.EventType;
import trapline.recorder.event.InputSource;
import trapline.recorder.session.Detail;
import trapline.replay.RecordOptions;
import trapline.replay.RecordResult;
import trapline.replay.RecordSession;
import trapline.replay.RunnableMachine;
import trapline.shell.console.ConsoleScreen;
import trapline.shell.console.Keyboard;
import trapline.shell.console.LiveInputs;
import trapline.shell.console.PreparedInput;
import trapline.shell.console.RawTerminal;
import trapline.shell.scenario.LoadedScenario;

/** {@code trapline record}: runs guests and writes down what happens to them. */
@Command(
        name = "record",
        description = "Run guests, and record every trap, TLB operation, hypercall and virtual interrupt.",
        sortOptions = false)
final class RecordCommand extends SubCommand {
    /** Standard input as the file name of {@code --input}. */
    private static final String STANDARD_INPUT = "-";

    /** Long enough for a pipe whose writer has ended already, too short to be noticed. */
    private static final long PIPE_MILLISECONDS = 200;

    @Mixin
    private ImageSelection images = new ImageSelection();

    @Option(
            names = "-o",
            paramLabel = "DIR",
            description = "the session's directory; if not given, the next free session-N")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "ICOUNT",
            converter = Quantity.Count.class,
            description = "end on this tick, unless the guests end earlier")
    private Optional<Long> until = Optional.empty();

    @Option(names = "--input", paramLabel = "FILE|-", description = "what is typed on the (first) guest's console")
    private Optional<String> input = Optional.empty();

    @Option(
            names = "--executor",
            paramLabel = "E",
            description = "${COMPLETION-CANDIDATES}; compiler unless given. It changes no event")
    private Executor executor = Executor.COMPILER;

    @Option(
            names = "--detail",
            paramLabel = "D",
            description = "events: all of them, the default; inputs: only what a replay needs")
    private Detail detail = Detail.EVENTS;

    @Option(names = "--console", description = "connect this terminal to the (first) guest's console; Ctrl-A x ends")
    private boolean console;

    @Option(
            names = "--dump-dtb",
            paramLabel = "FILE",
            description = "write the device tree blob that the image would be given, and end; as QEMU's dumpdtb")
    private Optional<Path> dumpDeviceTree = Optional.empty();

    @Override
    public Integer call() throws IOException {
        if (console && input.isPresent()) {
            throw usage("--console and --input both provide the console's input; give one of them");
        }
        LoadedScenario loaded = images.load();
        if (dumpDeviceTree.isPresent()) {
            dump(loaded.scenario(), dumpDeviceTree.get());
            return DONE;
        }
        Path directory = output.orElseGet(RecordCommand::nextSession);
        if (Files.exists(directory) && !isEmptyDirectory(directory)) {
            throw usage(directory + " exists already; name another directory with -o");
        }
        try (RawTerminal terminal = console ? RawTerminal.open() : RawTerminal.none()) {
            LiveInputs inputs = inputs(loaded, terminal);
            terminal.onEscape(inputs::interrupt);
            Signals.register("INT", inputs::interrupt);
            Signals.register("TERM", inputs::interrupt);
            record(loaded.scenario(), directory, inputs);
        }
        return DONE;
    }

    private void dump(Scenario scenario, Path file) throws IOException {
        if (scenario.guests().size() > 1) {
            throw usage("--dump-dtb is for one image, not " + scenario.guests().size());
        }
        byte[] blob = BootPlans.deviceTree(scenario, 0)
                .orElseThrow(() ->
                        new CommandFailure(scenario.guests().getFirst().image().name()
                                + ": is given no device tree, because it lies where that would be; link it 1 MiB behind"
                                + " the start of RAM or further"));
        Files.write(file, blob);
    }

    private void record(Scenario scenario, Path directory, LiveInputs inputs) throws IOException {
        long start = System.nanoTime();
        RecordOptions options = new RecordOptions(
                directory,
                directory.toAbsolutePath().normalize().getFileName().toString(),
                detail,
                "trapline " + Main.VERSION);
        List<String> names = scenario.guests().stream().map(GuestConfig::name).toList();
        ConsoleScreen screen = new ConsoleScreen(System.out, screenNames(scenario, names));
        RecordNotes notes = new RecordNotes(err(), names);
        RecordResult result;
        try (Progress progress = new Progress(err())) {
            InputSource watched =
                    new WatchedInputs(inputs, now -> progress.update("recording: %,d ticks in %.1f s", now));
            result = new RecordSession(RunnableMachine.Factory.emulator(executor))
                    .record(scenario, options, watched, new Audience(screen, inputs, notes));
        }
        screen.finish();
        err().println(summary(result, (System.nanoTime() - start) / 1e9));
        err().flush();
    }

    /** Sees and hears what guests have to tell; nothing that comes in batches, which are of numbers only. */
    private record Audience(ConsoleScreen screen, LiveInputs inputs, RecordNotes notes) implements EventSink {
        @Override
        public void accept(EventFrame frame) {
            if (frame.type == EventType.CONSOLE_OUTPUT) {
                int source = (int) frame.values[0];
                screen.write(source, frame.bytes, frame.length);
                inputs.heard(source, frame.icount);
            }
            notes.see(frame);
        }

        @Override
        public void acceptAll(EventBatch batch) {}
    }

    private static String summary(RecordResult result, double seconds) {
        MachineResult machine = result.machine();
        return "%s: %d instructions, %d ticks, %d events, %.1f MIPS, %d bytes, %s"
                .formatted(
                        machine.exit()
                                .map(cause ->
                                        cause.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                                .orElse("stopped"),
                        machine.instructions(),
                        machine.ticks(),
                        machine.events(),
                        machine.instructions() / seconds / 1e6,
                        result.bytes(),
                        result.session().path());
    }

    private LiveInputs inputs(LoadedScenario loaded, RawTerminal terminal) throws IOException {
        int first = loaded.scenario().boot() == Boot.GUEST ? 1 : 0;
        List<PreparedInput> prepared = new ArrayList<>(loaded.inputs());
        Optional<Keyboard> keyboard = terminal.input().map(Keyboard::on);
        if (input.isPresent() && input.get().equals(STANDARD_INPUT)) {
            Keyboard stream = Keyboard.on(System.in);
            Optional<byte[]> all = stream.drainIfEnded(PIPE_MILLISECONDS);
            all.ifPresent(bytes -> prepared.add(new PreparedInput(first, 0, bytes)));
            keyboard = all.isPresent() ? Optional.empty() : Optional.of(stream);
        } else if (input.isPresent()) {
            prepared.add(new PreparedInput(first, 0, Files.readAllBytes(Path.of(input.get()))));
        }
        return new LiveInputs(prepared, until.orElse(InputSource.NEVER), keyboard, first);
    }

    /** Several consoles share the output, so their lines get names. */
    private static List<String> screenNames(Scenario scenario, List<String> names) {
        boolean second = Stream.concat(
                        Stream.of(scenario.machine().virtio()),
                        scenario.guests().stream().map(GuestConfig::virtio))
                .flatMap(virtio -> virtio.devices().stream())
                .anyMatch(spec -> spec instanceof VirtioSpec.Console console && console.output());
        return names.size() > 1 || second ? names : List.of();
    }

    private static Path nextSession() {
        for (int n = 1; ; n++) {
            Path path = Path.of("session-" + n);
            if (!Files.exists(path)) {
                return path;
            }
        }
    }

    private static boolean isEmptyDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (var entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }
}
