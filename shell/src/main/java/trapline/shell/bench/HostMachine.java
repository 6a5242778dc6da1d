package trapline.shell.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What the figures were measured on; figures of different machines do not compare.
 *
 * @param processor its model
 * @param processors how many of them
 * @param system the operating system
 * @param java the virtual machine
 * @param qemu the version of QEMU; empty when there is none
 * @param load how many processes wanted to run just before
 */
record HostMachine(String processor, int processors, String system, String java, Optional<String> qemu, double load) {

    /** This machine at this moment. */
    static HostMachine look(Optional<Qemu> qemu) throws IOException {
        String version = System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
        return new HostMachine(
                model().orElse(System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor.version", System.getProperty("java.vendor")) + ", " + version,
                qemu.isPresent() ? qemu.get().version() : Optional.empty(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static Optional<String> model() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("model name")) {
                    return Optional.of(line.substring(line.indexOf(':') + 1).strip());
                }
            }
        } catch (IOException _) {
            // Not Linux: the architecture has to do.
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "%s, %d processors, %s; %s; %s; load %s before"
                .formatted(
                        processor,
                        processors,
                        system,
                        java,
                        qemu.orElse("no QEMU"),
                        load < 0 ? "unknown" : String.format(Locale.ROOT, "%.1f", load));
    }
}
