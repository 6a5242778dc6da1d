package trapline.executors;

import trapline.recorder.event.EventSink;

/** A way to build machines, of which all ways must agree. */
@FunctionalInterface
public interface MachineBuild {
    /** A machine with a program in its memory, at tick 0. */
    BuiltMachine build(Setup setup, byte[] ram, EventSink sink);
}
