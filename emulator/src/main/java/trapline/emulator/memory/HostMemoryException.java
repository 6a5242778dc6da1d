package trapline.emulator.memory;

/** The host cannot give a machine the memory it is to have; the message says what would help. */
public final class HostMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HostMemoryException(String message) {
        super(message);
    }
}
