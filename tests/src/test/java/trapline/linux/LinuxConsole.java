package trapline.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Linux and the first process print, without what need not be the same on two machines. */
final class LinuxConsole {
    private static final Pattern STAMP = Pattern.compile("^\\[ *(\\d+\\.\\d{6})] ");
    /**
     * Both clocks advance by the instruction, QEMU's not quite at the same places: an attempt that faults costs nothing, and
     * interrupts are taken between blocks. That makes some microseconds.
     */
    private static final double SECONDS_APART = 0.0001;
    /**
     * The kernel's own tick (CONFIG_HZ=250). What waits for one waits for the next when it comes some microseconds late, and by how much
     * QEMU's is late differs from run to run: of twelve on one host, three printed a line at 0.070 s, the others at 0.066 s.
     */
    private static final double TICK = 0.004;

    private static final int TICKS_APART = 3;

    /** What two CPUs at once, and a clock of the host, make different from run to run under QEMU itself. */
    private static final List<String> CHANCE = List.of(
            "(?<=audit\\()[0-9.]+",
            "(?<=system clock to )\\S+ UTC \\(\\d+\\)",
            "(?<=^ {0,3}(\\d{1,3}|IPI\\d): )( *\\d+)+");

    /** What Linux says when the host was so busy that it stopped a CPU under QEMU, but not the clock. */
    private static final String BUSY_HOST = "[] hrtimer: interrupt took ";

    private final List<String> lines;

    LinuxConsole(String console) {
        this.lines = console.replace("\r", "").lines().toList();
    }

    /** Wants the same lines at nearly the same times, but for some of the kernel's ticks. */
    void assertSameAsOneCpuOf(LinuxConsole qemu) {
        assertEquals(qemu.text(), text());
        for (int i = 0; i < lines.size(); i++) {
            String here = lines.get(i);
            String there = qemu.lines.get(i);
            assertTrue(
                    isAtTheTimeOf(STAMP.matcher(there), STAMP.matcher(here)), () -> here + "\nunder QEMU:\n" + there);
        }
    }

    private static boolean isAtTheTimeOf(Matcher theirs, Matcher ours) {
        if (!theirs.find() || !ours.find()) {
            return true;
        }
        double apart = Double.parseDouble(ours.group(1)) - Double.parseDouble(theirs.group(1));
        double ticks = Math.rint(apart / TICK);
        return Math.abs(ticks) <= TICKS_APART && Math.abs(apart - ticks * TICK) < SECONDS_APART;
    }

    /** Wants the same lines; in which order concurrent parts of the kernel print them is chance. */
    void assertSameAsSeveralCpusOf(LinuxConsole qemu) {
        assertEquals(qemu.sorted(), sorted());
    }

    /** Whether the first process came to its end, and the kernel to its own. */
    boolean isComplete() {
        String text = text();
        return text.contains("\ntrapline: begin\n") && text.endsWith("\ntrapline: done\n[] reboot: Power down\n");
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        lines.forEach(
                line -> text.append(STAMP.matcher(line).replaceFirst("[] ")).append('\n'));
        return text.toString();
    }

    private String sorted() {
        List<String> sorted = text().lines()
                .filter(line -> !line.startsWith(BUSY_HOST))
                .map(LinuxConsole::withoutChance)
                .sorted()
                .toList();
        return String.join("\n", sorted);
    }

    private static String withoutChance(String line) {
        String same = line;
        for (String pattern : CHANCE) {
            same = same.replaceAll(pattern, "…");
        }
        return same;
    }
}
