package trapline.emulator;

import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.exception.Interrupts;
import trapline.emulator.execute.Dispatcher;
import trapline.emulator.execute.Exit;
import trapline.emulator.system.ProcessorParts;
import trapline.emulator.system.SystemControl;
import trapline.emulator.time.Tick;

/** One processor as the run loop drives it: takes what interrupts it, and executes up to a tick. */
final class Processor {
    final Core core;
    final CpuState cpu;
    final ProcessorParts parts;

    private final Interrupts interrupts;
    private final Attention attention;
    private final Dispatcher dispatcher;
    private final SystemControl control;
    private final Tick tick;
    private final EventStream eventStream;
    /** What all processors together had executed when this one last did. */
    private long executedBefore;

    Processor(ProcessorParts parts, SystemControl control, Attention attention, Dispatcher dispatcher, Tick tick) {
        this.parts = parts;
        this.core = parts.core();
        this.cpu = core.state;
        this.interrupts = parts.interrupts();
        this.control = control;
        this.attention = attention;
        this.dispatcher = dispatcher;
        this.tick = tick;
        eventStream = new EventStream(core, parts.ports().timer());
    }

    /** An exception to Hyp mode waits for the resident hypervisor. */
    boolean needsResident() {
        return core.residentVector != Core.NO_VECTOR;
    }

    /**
     * Whether it can run now; one that waits is woken when it may be. A wait for an event also ends when another processor has
     * executed something: what that one stored may be the event (A3.4.4), and WFE may always end early.
     *
     * @param inputCame input that a processor waits for has come
     * @param executed ticks that all processors have executed
     */
    boolean wake(boolean inputCame, long executed) {
        if (cpu.off) {
            return false;
        }
        if (!cpu.waiting) {
            return true;
        }
        boolean event = cpu.waitingForEvent
                && (cpu.eventRegister || executed > executedBefore || tick.now >= eventStream.next());
        if (interrupts.wakes() || event || inputCame) {
            cpu.waiting = false;
            cpu.eventRegister &= !cpu.waitingForEvent;
            cpu.waitingForEvent = false;
            return true;
        }
        return false;
    }

    /** The tick at which the event stream ends its wait; {@link EventStream#NEVER} when it does not wait for an event. */
    long nextStreamEvent() {
        return cpu.waiting && cpu.waitingForEvent && !cpu.off ? eventStream.next() : EventStream.NEVER;
    }

    /** Takes note of what all processors together have executed, now that it has executed something. */
    void paused(long executed) {
        executedBefore = executed;
        if (cpu.waitingForEvent) {
            eventStream.waitFrom(tick.now);
        }
    }

    /** Takes an interrupt if one is pending and not masked. */
    boolean takeInterrupt() {
        Interrupts.Kind kind = interrupts.next();
        if (kind == Interrupts.Kind.NONE) {
            return false;
        }
        parts.exceptions().interrupt(kind);
        return true;
    }

    /** Executes until the tick is {@code limit} or something has happened that the run loop must look at: then true. */
    boolean run(long limit) {
        long before = tick.now;
        cpu.outside = false;
        Exit exit;
        do {
            exit = dispatcher.run(limit);
            if (exit == Exit.FAULT) {
                takeFault(dispatcher.fault());
            }
        } while (exit == Exit.FAULT && attention.goesOn());
        core.ticksRun += tick.now - before;
        return exit != Exit.LIMIT;
    }

    /** The attempt of the instruction counts after its exception. */
    private void takeFault(GuestFault fault) {
        control.take(fault.reason());
        tick.now++;
    }
}
