package trapline.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventType;
import trapline.recorder.log.LogWriter;

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

    /** So many blocks that HotSpot compiles in its best way what appends them. */
    private static final int BLOCKS = 10_000;

    private Training() {}

    /** Runs the commands: directory of the guests, and one for the sessions. */
    public static void main(String[] args) throws IOException {
        Path guests = Path.of(args[0]);
        Path sessions = Path.of(args[1]);
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        String bare = sessions.resolve("native").toString();
        String chase = sessions.resolve("chase").toString();
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
        Path kernel = sessions.resolve("zImage");
        Files.write(kernel, kernel());
        run(
                "record",
                "--native",
                kernel.toString(),
                "--initrd",
                program,
                "--append",
                "console=ttyAMA0",
                "-o",
                sessions.resolve("kernel").toString());
        run("record", "--native", program, "--append", "mix 1", "--until", "60M", "-o", bare);
        run("record", "--native", program, "--append", "chase 20000", "--until", "10M", "-o", chase);
        run("record", "--guest", program, "--append", "hvc 100000", "--until", "1M", "-o", guest);
        for (String session : List.of(bare, chase, guest)) {
            run("replay", session);
            run("info", session);
            run("check", session);
            run("query", session, "-c", "FROM trap_stats()");
            run("explain", session, "0");
        }
        run("diff", bare, bare);
        writeLongLog(sessions.resolve("long"));
    }

    /** Writes as many blocks as a session of minutes has. */
    private static void writeLongLog(Path directory) {
        int width = EventCatalog.EVENTS.row(EventType.TLB_MISS).numericCount();
        EventBatch batch = new EventBatch().begin(EventType.TLB_MISS, 0, 0, 0);
        for (int n = 0; n < EventBatch.MOST; n++) {
            batch.next(n * 100L, n * 4);
            for (int slot = 0; slot < width; slot++) {
                batch.put(slot < 4 ? n << 12 : slot);
            }
        }
        try (LogWriter log = new LogWriter(directory, 0)) {
            for (int n = 0; n < BLOCKS; n++) {
                log.acceptAll(batch);
                log.flush();
            }
        }
    }

    /** A zImage that switches the machine off. */
    private static byte[] kernel() {
        ByteBuffer image = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        image.putInt(0, 0xEA00_000A); // b 0x30
        image.putInt(0x24, 0x016F_2818).putInt(0x2C, image.capacity()); // magic number and size
        image.putInt(0x30, 0xE300_0008).putInt(0x34, 0xE348_0400); // r0 = SYSTEM_OFF
        image.putInt(0x38, 0xE140_0070); // hvc #0
        return image.array();
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
