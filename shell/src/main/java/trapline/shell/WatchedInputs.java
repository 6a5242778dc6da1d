package trapline.shell;

import java.util.function.LongConsumer;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.InputSource;

/**
 * A source of inputs, with somebody who is told the tick each time the machine asks.
 *
 * @param inputs the source
 * @param watcher is told how far the machine is
 */
record WatchedInputs(InputSource inputs, LongConsumer watcher) implements InputSource {
    @Override
    public long nextTick(long now, Demand demand) {
        watcher.accept(now);
        return inputs.nextTick(now, demand);
    }

    @Override
    public boolean take(long now, Demand demand, EventFrame frame) {
        return inputs.take(now, demand, frame);
    }
}
