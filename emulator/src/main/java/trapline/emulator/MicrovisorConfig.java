package trapline.emulator;

/**
 * The microvisor's settings.
 *
 * @param timeslice ticks after which a vCPU gives way to another of equal priority
 */
public record MicrovisorConfig(int timeslice) {
    /** One millisecond. */
    public static final MicrovisorConfig DEFAULT = new MicrovisorConfig(1_000_000);
}
