package trapline.query;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import trapline.recorder.log.BlockCursor;
import trapline.recorder.log.BlockInfo;
import trapline.recorder.log.LogFormatException;
import trapline.recorder.log.LogReader;

/**
 * The part of a log that can be read: up to the first block that is damaged.
 *
 * @param blocks its blocks, all of them intact
 * @param events how many events they hold
 * @param problem what is behind them; empty when the log ends there
 */
record LoadedLog(List<BlockInfo> blocks, long events, Optional<String> problem) {

    /** As the headers of the blocks have it, which are checked when a log is opened. */
    static LoadedLog of(LogReader log) {
        return new LoadedLog(log.blocks(), log.events(), log.problem().map(Object::toString));
    }

    /** The same, with the contents of each block checked too; for a log whose loading failed. */
    static LoadedLog checked(LogReader log) {
        BlockCursor cursor = log.cursor();
        for (BlockInfo block : log.blocks()) {
            try {
                cursor.load(block);
            } catch (LogFormatException e) {
                List<BlockInfo> intact = log.blocks().subList(0, (int) block.index());
                return new LoadedLog(
                        List.copyOf(intact),
                        block.firstSeq(),
                        Optional.of(Objects.toString(e.getMessage(), "damaged")));
            }
        }
        return of(log);
    }
}
