package trapline.shell.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import trapline.emulator.Scenario.Boot;

/**
 * The command lines of {@code qemu-system-arm}.
 *
 * @param executable where it is
 */
record Qemu(Path executable) {
    private static final String NAME = "qemu-system-arm";

    /** What it runs, and on what. */
    sealed interface Guest {
        /** The benchmark program. */
        record Program(Path elf, Boot boot, String arguments, long ramBytes) implements Guest {}

        /** Firmware that starts from flash. */
        record Firmware(Path file) implements Guest {}

        /** Linux. */
        record Linux(LinuxFiles files) implements Guest {}
    }

    /** The one on the path. */
    static Optional<Qemu> find() {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
                .map(directory -> Path.of(directory, NAME))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Qemu::new);
    }

    /** What it calls itself. */
    Optional<String> version() throws IOException {
        Process process = new ProcessBuilder(executable.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader reader = process.inputReader()) {
            return reader.lines().toList().stream().findFirst();
        }
    }

    /** The command for a guest; the log is the file of a recording. */
    List<String> command(Contender contender, Guest guest, Path log) {
        List<String> command = new ArrayList<>(List.of(executable.toString(), "-cpu", "cortex-a15"));
        command.addAll(List.of("-nic", "none", "-nographic"));
        switch (guest) {
            case Guest.Program program -> {
                command.addAll(List.of("-M", machine(program.boot()), "-m", (program.ramBytes() >> 20) + "M"));
                command.addAll(List.of("-semihosting", "-kernel", program.elf().toString()));
                command.addAll(List.of("-append", program.arguments()));
            }
            case Guest.Firmware firmware ->
                command.addAll(List.of("-M", "virt", "-bios", firmware.file().toString()));
            case Guest.Linux linux -> {
                String kernel = linux.files().kernel().orElseThrow().toString();
                command.addAll(List.of("-M", "virt", "-m", LinuxFiles.RAM, "-kernel", kernel));
                command.addAll(linux.files().options("-"));
            }
        }
        mode(contender, log).ifPresent(mode -> command.addAll(List.of("-icount", mode)));
        return command;
    }

    private static String machine(Boot boot) {
        return switch (boot) {
            case NATIVE -> "virt";
            case HYP -> "virt,virtualization=on,gic-version=2";
            case GUEST -> throw new IllegalArgumentException("QEMU has no microvisor");
        };
    }

    private static Optional<String> mode(Contender contender, Path log) {
        return switch (contender) {
            case QEMU -> Optional.empty();
            case ICOUNT -> Optional.of("shift=0,sleep=off");
            case RR_RECORD -> Optional.of("shift=0,rr=record,rrfile=" + log);
            case RR_REPLAY -> Optional.of("shift=0,rr=replay,rrfile=" + log);
            case MACHINE, INPUTS, EVENTS, REPLAY, INPUTS_BY_TURNS, EVENTS_BY_TURNS, REPLAY_BY_TURNS ->
                throw new IllegalArgumentException(contender + " is not a mode of QEMU");
        };
    }
}
