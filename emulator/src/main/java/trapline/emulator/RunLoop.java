package trapline.emulator;

import java.util.List;
import java.util.Optional;
import trapline.emulator.time.Tick;

/**
 * Gives the processors their turns and time its course. Everything that happens by itself — an input, a timer, the end of a
 * turn, a digest — has a tick, and execution is cut there to the exact instruction; so neither how code is cut into blocks
 * nor where a caller stops the loop changes any event.
 */
final class RunLoop {
    private final List<Processor> processors;
    private final MachineClock clock;
    private final Tick tick;
    private final Optional<ResidentEntry> resident;
    private final int quantum;

    private int current;
    private long turnEnd;
    /** Ticks that processors have executed, idle time not among them. */
    private long executed;

    RunLoop(List<Processor> processors, MachineClock clock, Optional<ResidentEntry> resident, int quantum) {
        this.processors = processors;
        this.clock = clock;
        this.tick = clock.tick();
        this.resident = resident;
        this.quantum = quantum;
        turnEnd = processors.size() == 1 ? MachineClock.NEVER : quantum;
    }

    /** Runs until the machine ends or the tick is {@code stop}; a resident's work is not cut in two. */
    void run(long stop) {
        while (!clock.ended() && tick.now < stop) {
            if (tick.now >= clock.due()) {
                clock.settle();
            } else if (chooses()) {
                step(processors.get(current), stop);
            } else {
                idle(stop);
            }
        }
    }

    /** Whose turn it is: the present processor's until its turn ends or it waits, then that of the next one that can run. */
    private boolean chooses() {
        boolean input = clock.inputWaits();
        if (tick.now < turnEnd && processors.get(current).wake(input, executed)) {
            return true;
        }
        int count = processors.size();
        for (int i = 1; i <= count; i++) {
            int candidate = (current + i) % count;
            if (processors.get(candidate).wake(input, executed)) {
                current = candidate;
                turnEnd = count == 1 ? MachineClock.NEVER : tick.now + quantum;
                return true;
            }
        }
        return false;
    }

    private void step(Processor processor, long stop) {
        clock.endIdleness();
        if (processor.needsResident()) {
            resident.orElseThrow().enter(processor);
            clock.changed();
        } else if (!processor.takeInterrupt()) {
            long before = tick.now;
            if (processor.run(Math.min(Math.min(stop, clock.due()), turnEnd))) {
                clock.changed();
            }
            executed += tick.now - before;
            processor.paused(executed);
        }
    }

    /** Nothing can run: on to the next thing that happens, or the end when nothing ever will. */
    private void idle(long stop) {
        long stream = MachineClock.NEVER;
        for (Processor processor : processors) {
            stream = Math.min(stream, processor.nextStreamEvent());
        }
        long next = clock.nextWhenIdle(stream);
        if (next == MachineClock.NEVER) {
            clock.deadlock();
        } else {
            tick.now = Math.min(next, stop);
        }
    }
}
