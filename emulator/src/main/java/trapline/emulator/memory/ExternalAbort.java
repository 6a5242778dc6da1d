package trapline.emulator.memory;

/**
 * The bus answers an access with an error: nothing is at that physical address, or a device refuses. Whoever made the
 * access turns it into the fault of its own kind. Stackless, because guests probe.
 */
public final class ExternalAbort extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The only instance. */
    public static final ExternalAbort INSTANCE = new ExternalAbort();

    private ExternalAbort() {
        super("external abort", null, false, false);
    }
}
