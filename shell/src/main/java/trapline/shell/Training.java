package trapline.shell;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/**
 * What the launcher runs once after a build, while the JVM takes down which classes everyday commands load, and how their code runs:
 * they start from these notes in half the time, and HotSpot compiles the interpreter once and not again for each new kind of code.
 */
final class Training {
    /** Programs that together do about everything that guests do. */
    private static final List<String> PROGRAMS = List.of(
            "exceptions",
            "exceptions-thumb",
            "fp",
            "fp-thumb",
            "gic",
            "hello",
            "hello-thumb",
            "mmu_edges-thumb",
            "mmu_long",
            "mmu_short",
            "registers",
            "timer",
            "virtio-thumb");

    private Training() {}

    /** Runs the commands: directory of the guests, and one for the sessions. */
    public static void main(String[] args) {
        Path guests = Path.of(args[0]);
        Path sessions = Path.of(args[1]);
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        String bare = sessions.resolve("native").toString();
        String guest = sessions.resolve("guest").toString();
        String program = guests.resolve("bench.elf").toString();
        for (String name : PROGRAMS) {
            String elf = guests.resolve(name + ".elf").toString();
            run(
                    "record",
                    "--native",
                    elf,
                    "--until",
                    "5M",
                    "-o",
                    sessions.resolve(name).toString());
        }
        run("record", "--native", program, "--append", "mix 1", "--until", "60M", "-o", bare);
        run("record", "--guest", program, "--append", "hvc 100000", "--until", "1M", "-o", guest);
        for (String session : List.of(bare, guest)) {
            run("replay", session);
            run("info", session);
            run("check", session);
            run("query", session, "-c", "FROM trap_stats()");
            run("explain", session, "0");
        }
        run("diff", bare, bare);
    }

    private static void run(String... args) {
        CommandLine command = Main.commandLine(args);
        command.setOut(new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        int code = command.execute(args);
        if (code != SubCommand.DONE) {
            throw new IllegalStateException(String.join(" ", args) + ": exit code " + code);
        }
    }
}
