package trapline.replay;

/** A replay did something else than the recording. The message says where, what, and what came before. */
public final class DivergenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DivergenceException(String message) {
        super(message);
    }
}
