package trapline.query;

/** Is told how far loading a log has come; called from whatever thread loads. */
@FunctionalInterface
public interface LoadProgress {
    /** Tells nobody. */
    LoadProgress NONE = (done, total) -> {};

    /**
     * Some events were loaded.
     *
     * @param done events of this log so far
     * @param total events of this log
     */
    void loaded(long done, long total);
}
