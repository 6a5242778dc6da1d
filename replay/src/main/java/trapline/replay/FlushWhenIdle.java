package trapline.replay;

import trapline.recorder.event.EventFrame;
import trapline.recorder.event.InputSource;
import trapline.recorder.log.LogWriter;

/** Lets readers see everything while the machine waits for the outside world, however long that takes. */
record FlushWhenIdle(InputSource inputs, LogWriter log) implements InputSource {
    @Override
    public long nextTick(long now, Demand demand) {
        if (demand.idle()) {
            log.flush();
        }
        return inputs.nextTick(now, demand);
    }

    @Override
    public boolean take(long now, Demand demand, EventFrame frame) {
        return inputs.take(now, demand, frame);
    }
}
