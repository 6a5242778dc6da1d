package trapline.emulator.trace;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.time.Tick;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.EventType;

/**
 * Emits the machine's events. Usage: {@code trace.send(trace.begin(HYP_TRAP, cpu).put(reason).put(hsr)…)} with the
 * components in the order of the record. No allocation.
 */
public final class Trace {
    private final Tick tick;
    private final EventSink sink;
    private final EventFrame frame = new EventFrame();
    private final EventBatch batch = new EventBatch();

    public Trace(Tick tick, EventSink sink) {
        this.tick = tick;
        this.sink = sink;
    }

    /** Starts an event of a CPU: at the present tick, its VM and vCPU, and {@code slots[PC]}. */
    public EventFrame begin(EventType type, CpuState cpu) {
        frame.icount = tick.now;
        frame.cpu = cpu.index;
        frame.vm = cpu.vm;
        frame.vcpu = cpu.vcpu;
        frame.pc = cpu.slots[CpuState.PC];
        return frame.begin(type);
    }

    /** Starts events of a CPU at ticks and PCs that it has passed since; no later event has been sent. */
    public EventBatch beginAll(EventType type, CpuState cpu) {
        return batch.begin(type, cpu.index, cpu.vm, cpu.vcpu);
    }

    /** Starts an event that belongs to no CPU. */
    public EventFrame begin(EventType type) {
        frame.icount = tick.now;
        frame.cpu = 0;
        frame.vm = -1;
        frame.vcpu = -1;
        frame.pc = 0;
        return frame.begin(type);
    }

    /** Emits the event. */
    public void send(EventFrame complete) {
        sink.accept(complete);
    }

    /** Emits the events. */
    public void sendAll(EventBatch complete) {
        sink.acceptAll(complete);
    }
}
