package trapline.emulator.boot;

/** An image cannot be used; the message names the file and the reason. */
public final class ImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * With what is wrong.
     *
     * @param file the image's name
     * @param reason what is wrong with it, and what would be right
     */
    public ImageException(String file, String reason) {
        super(file + ": " + reason);
    }
}
