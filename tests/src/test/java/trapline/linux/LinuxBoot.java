package trapline.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * A way to boot a kernel.
 *
 * @param kernel which
 * @param hyp started in Hyp mode, from which it goes down to PL1 by itself; else at PL1
 * @param cpus processors
 * @param form the file, and what the machine is described to have
 */
record LinuxBoot(DebianKernel kernel, boolean hyp, int cpus, Form form) {
    /** What is booted with what. */
    enum Form {
        /** The kernel itself, with memory, processors, interrupts, timer and console and nothing else. */
        IMAGE,
        /** The kernel that decompresses itself, with all devices of the board. */
        ZIMAGE
    }

    private static final boolean ALL = System.getProperty("trapline.linux", "").equals("all");

    /** Those that are quick, or with {@code -Dtrapline.linux=all} all that there are. */
    static List<LinuxBoot> chosen() {
        List<LinuxBoot> boots = new ArrayList<>();
        for (Form form : ALL ? Form.values() : new Form[] {Form.IMAGE}) {
            for (DebianKernel kernel : DebianKernel.values()) {
                for (int cpus : ALL ? new int[] {1, 2, 4} : new int[] {1, 4}) {
                    boots.add(new LinuxBoot(kernel, false, cpus, form));
                    boots.add(new LinuxBoot(kernel, true, cpus, form));
                }
            }
        }
        return boots;
    }

    /** The executors that have to replay what the compiler recorded. */
    static List<String> executors() {
        return ALL ? List.of("interpreter", "compiler") : List.of("interpreter");
    }

    @Override
    public String toString() {
        return "%s, %s, %d CPU%s, %s".formatted(kernel, hyp ? "Hyp mode" : "PL1", cpus, cpus > 1 ? "s" : "", form);
    }
}
