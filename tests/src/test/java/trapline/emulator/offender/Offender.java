package trapline.emulator.offender;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import trapline.shell.Main;

/** Breaks every architecture rule there is for the machine, so that the rules can be seen to bite. */
public final class Offender {

    private final HashMap<String, Long> times = new HashMap<>();

    /** Reads a clock, draws a number, starts a thread and iterates in hash order. */
    public int offend() throws Exception {
        times.put("now", System.nanoTime() + new Random().nextLong());
        Thread.ofVirtual().start(() -> {}).join();
        for (Map.Entry<String, Long> entry : times.entrySet()) {
            times.remove(entry.getKey());
        }
        return new picocli.CommandLine(new Object()).execute() + org.duckdb.DuckDBDriver.class.hashCode();
    }

    /** Calls the shell from below, and the log from where only events may be seen. */
    public void reachUp() throws Exception {
        Main.main(new String[0]);
        net.openhft.chronicle.queue.ChronicleQueue.single("nowhere").close();
    }
}
