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

    private static final String WANTED = System.getProperty("trapline.linux", "");

    /**
     * Those that are quick; with {@code -Dtrapline.linux=all} all that there are, and with another value those in whose
     * description it is.
     */
    static List<LinuxBoot> chosen() {
        if (WANTED.isEmpty()) {
            return boots(List.of(Form.IMAGE), List.of(1, 4));
        }
        List<LinuxBoot> all = boots(List.of(Form.values()), List.of(1, 2, 4));
        return WANTED.equals("all")
                ? all
                : all.stream().filter(boot -> boot.toString().contains(WANTED)).toList();
    }

    private static List<LinuxBoot> boots(List<Form> forms, List<Integer> cpus) {
        List<LinuxBoot> boots = new ArrayList<>();
        for (Form form : forms) {
            for (DebianKernel kernel : DebianKernel.values()) {
                for (int number : cpus) {
                    boots.add(new LinuxBoot(kernel, false, number, form));
                    boots.add(new LinuxBoot(kernel, true, number, form));
                }
            }
        }
        return boots;
    }

    /** The executors that have to replay what the compiler recorded. */
    static List<String> executors() {
        return WANTED.isEmpty() ? List.of("interpreter") : List.of("interpreter", "compiler");
    }

    @Override
    public String toString() {
        return "%s, %s, %d CPU%s, %s".formatted(kernel, hyp ? "Hyp mode" : "PL1", cpus, cpus > 1 ? "s" : "", form);
    }
}
