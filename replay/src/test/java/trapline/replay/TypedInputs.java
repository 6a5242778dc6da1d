package trapline.replay;

import java.nio.charset.StandardCharsets;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventType;
import trapline.recorder.event.Input.StopRequest;
import trapline.recorder.event.InputSource;

/** A text typed at one byte every 1234 ticks, then a stop request. */
final class TypedInputs implements InputSource {
    private static final long BYTE_TIME = 1234;
    private final byte[] text;
    private final long stopAt;
    private int position;
    private boolean stopped;

    TypedInputs(String text, long stopAt) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
        this.stopAt = stopAt;
    }

    @Override
    public long nextTick(long now, Demand demand) {
        long next = position < text.length ? BYTE_TIME * (position + 1) : NEVER;
        return stopped ? NEVER : Math.max(now, Math.min(next, stopAt));
    }

    @Override
    public boolean take(long now, Demand demand, EventFrame frame) {
        if (now >= stopAt) {
            stopped = true;
            frame.begin(EventType.STOP_REQUEST).put(StopRequest.Reason.UNTIL);
        } else {
            frame.begin(EventType.CONSOLE_INPUT).put(0L).putBytes(text, position++, 1);
        }
        return true;
    }
}
