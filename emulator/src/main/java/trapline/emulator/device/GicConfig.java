package trapline.emulator.device;

/**
 * How an interrupt controller is built.
 *
 * @param cpus CPU interfaces, 1 to 8
 * @param interrupts interrupts, private ones included; a multiple of 32
 * @param securityExtensions whether Non-secure accesses have a view of their own; without, all accesses are alike
 * @param priorityBits implemented bits of a priority, 4 to 8
 */
public record GicConfig(int cpus, int interrupts, boolean securityExtensions, int priorityBits) {
    /** Checks the ranges. */
    public GicConfig {
        if (cpus < 1 || cpus > 8 || interrupts < 32 || interrupts > 992 || interrupts % 32 != 0) {
            throw new IllegalArgumentException("no GICv2 has " + cpus + " CPUs and " + interrupts + " interrupts");
        }
        if (priorityBits < 4 || priorityBits > 8) {
            throw new IllegalArgumentException("no GICv2 has priorities of " + priorityBits + " bits");
        }
    }

    /** Mask of the implemented bits of a priority. */
    int priorityMask() {
        return 0xFF << (8 - priorityBits) & 0xFF;
    }

    /** Smallest value of GICC_BPR (IHI 0048B 3.3.3). */
    int smallestBinaryPoint() {
        return Math.max(0, 7 - priorityBits);
    }
}
