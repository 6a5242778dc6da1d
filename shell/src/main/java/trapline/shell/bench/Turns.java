package trapline.shell.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.EventType;
import trapline.recorder.event.Input.StopRequest;
import trapline.recorder.event.InputSource;
import trapline.replay.RunnableMachine;

/**
 * Lets a machine warm up for a while, then has its events kept, which is written or compared, and dropped by turns, and times both. What
 * that adds is so a difference within one process, in the same code and a moment apart: of two processes, a busy host and what HotSpot
 * chose to inline may differ by more. As a turn is a matter of ticks, a recording by turns can be replayed by turns.
 *
 * <p>It is also who looks on, and counts events of both kinds of turns: those that are dropped reach nobody else.
 */
final class Turns implements EventSink {
    /** How long each is. */
    static final long TICKS = 2_000_000;

    /** The fewest of both kinds together. */
    private static final int FEWEST = 50;

    private final long wanted;
    private final LongPredicate warmEnough;
    private final List<Sample> kept = new ArrayList<>();
    private final List<Sample> dropped = new ArrayList<>();
    private Sample turnBegan = Sample.now(ProcessorTime.OF_THIS_PROCESS);
    private long turnEnds = TICKS;
    private long openTick = InputSource.NEVER;
    private boolean keeps;
    private long events;

    private Turns(Job.Timing timing, LongPredicate warmEnough) {
        this.wanted = Math.max(FEWEST, 2 * timing.ticks() / TICKS);
        this.warmEnough = warmEnough;
    }

    /** Those of a recording, which is warm after some time. */
    static Turns ofRecording(Job.Timing timing) {
        Sample begin = Sample.now(ProcessorTime.OF_THIS_PROCESS);
        return new Turns(
                timing,
                _ -> Sample.now(ProcessorTime.OF_THIS_PROCESS).minus(begin).least() >= timing.warmUpSeconds());
    }

    /** Those of the replay of such a recording, which has the same turns. */
    static Turns ofReplay(Job.Timing timing) {
        return new Turns(timing, now -> now >= timing.openTick());
    }

    /** Machines whose events reach only by turns what they are built for. */
    RunnableMachine.Factory over(RunnableMachine.Factory factory) {
        return (scenario, sink, inputs) -> {
            Gate gate = new Gate(sink, inputs);
            return factory.build(scenario, gate, gate);
        };
    }

    /** Ends a recording when there have been enough. */
    InputSource end() {
        return new InputSource() {
            @Override
            public long nextTick(long now, Demand demand) {
                return NEVER;
            }

            @Override
            public boolean take(long now, Demand demand, EventFrame frame) {
                if (!isEnough()) {
                    return false;
                }
                frame.begin(EventType.STOP_REQUEST).put(StopRequest.Reason.UNTIL);
                return true;
            }
        };
    }

    private boolean isEnough() {
        return kept.size() + dropped.size() >= wanted;
    }

    @Override
    public void accept(EventFrame frame) {
        events++;
    }

    @Override
    public void acceptAll(EventBatch batch) {
        events += batch.count();
    }

    /** Ends a turn, and begins the next one. */
    private void turn(long now) {
        Sample read = Sample.now(ProcessorTime.OF_THIS_PROCESS);
        if (openTick != InputSource.NEVER) {
            (keeps ? kept : dropped).add(read.minus(turnBegan));
        } else if (warmEnough.test(now)) {
            openTick = now;
            events = 0;
        }
        keeps = !keeps;
        turnEnds = now + TICKS;
        turnBegan = Sample.now(ProcessorTime.OF_THIS_PROCESS);
    }

    /**
     * What was timed.
     *
     * @throws IllegalStateException when the guest ended too early
     */
    Report.Turns report() {
        if (!isEnough()) {
            throw new IllegalStateException("the guest ended before it was timed");
        }
        return new Report.Turns(openTick, median(kept), median(dropped), (double) events / wanted);
    }

    private static Sample median(List<Sample> samples) {
        return new Sample(median(samples, HostClock.WALL), median(samples, HostClock.CPU));
    }

    private static double median(List<Sample> samples, HostClock clock) {
        return Statistics.median(
                samples.stream().map(sample -> sample.by(clock)).toList());
    }

    /** Between a machine and what it is built for. Inputs always get through, as a replay needs them. */
    private final class Gate implements EventSink, InputSource {
        private final EventSink sink;
        private final InputSource inputs;

        Gate(EventSink sink, InputSource inputs) {
            this.sink = sink;
            this.inputs = inputs;
        }

        @Override
        public void accept(EventFrame frame) {
            if (keeps || frame.type.isInput()) {
                sink.accept(frame);
            } else {
                Turns.this.accept(frame);
            }
        }

        @Override
        public void acceptAll(EventBatch batch) {
            if (keeps) {
                sink.acceptAll(batch);
            } else {
                Turns.this.acceptAll(batch);
            }
        }

        @Override
        public long nextTick(long now, Demand demand) {
            return Math.max(now, Math.min(turnEnds, inputs.nextTick(now, demand)));
        }

        @Override
        public boolean take(long now, Demand demand, EventFrame frame) {
            if (now >= turnEnds) {
                turn(now);
            }
            return inputs.take(now, demand, frame);
        }
    }
}
