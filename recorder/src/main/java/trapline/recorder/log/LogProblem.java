package trapline.recorder.log;

/**
 * Something wrong in a log, and where.
 *
 * @param file name of the file within the log directory
 * @param offset byte offset in the file at which it shows
 * @param block number of the block concerned, from 0
 * @param seq the first event that is not readable for it
 * @param what what is wrong, in words
 */
public record LogProblem(String file, long offset, long block, long seq, String what) {
    @Override
    public String toString() {
        return "%s, offset 0x%x, block %d, event %d: %s".formatted(file, offset, block, seq, what);
    }
}
