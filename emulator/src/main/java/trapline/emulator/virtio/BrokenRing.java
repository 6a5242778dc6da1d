package trapline.emulator.virtio;

/**
 * The driver put something into a queue that makes no sense, or points where the device may not go. Stackless, because
 * guests do it on purpose.
 */
final class BrokenRing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenRing(String what) {
        super(what, null, false, false);
    }
}
