package trapline.emulator.memory;

/**
 * Who accesses a device, as the bus tells it.
 *
 * @param cpu index of the CPU (GICs bank registers by it)
 * @param secure a Secure access
 */
public record MmioContext(int cpu, boolean secure) {}
