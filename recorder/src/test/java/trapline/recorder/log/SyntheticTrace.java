package trapline.recorder.log;

import java.util.Random;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventComponent;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventRow;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.EventType;

/** Events that look like a session's, from a seed: the same seed gives the same events. */
public final class SyntheticTrace {
    private static final int HVC_SITE = 0x8000_1234;
    private final Random random;
    private final EventFrame frame = new EventFrame();
    private long icount;
    private int intid;

    public SyntheticTrace(long seed) {
        random = new Random(seed);
    }

    /** Emits about as many events as asked for: hypercalls, TLB misses, device accesses, interrupts, switches. */
    public long emit(EventSink sink, long events) {
        long emitted = 0;
        while (emitted < events) {
            emitted += switch (random.nextInt(8)) {
                case 0, 1, 2 -> hypercall(sink, random.nextInt(2));
                case 3, 4 -> mmio(sink);
                case 5 -> interrupt(sink);
                case 6 -> worldSwitch(sink);
                default -> tlbMiss(sink, random.nextInt(2));
            };
        }
        return emitted;
    }

    /** Emits misses of the TLB, all in one VM. */
    public void emitMisses(EventSink sink, int count) {
        for (int i = 0; i < count; i++) {
            tlbMiss(sink, 1);
        }
    }

    /** Emits hypercalls, all of one VM: in rounds of three events. */
    public void emitHypercalls(EventSink sink, int count) {
        for (int i = 0; i < count; i++) {
            hypercall(sink, 1);
        }
    }

    /** Emits one event of any type with arbitrary values, so that every path of the codec is taken. */
    public void emitArbitrary(EventSink sink) {
        EventRow row = EventCatalog.EVENTS
                .rows()
                .get(random.nextInt(EventCatalog.EVENTS.rows().size()));
        header(random.nextInt(4), random.nextInt(100) - 1, random.nextInt(), random.nextInt(1 << 20) - 100);
        frame.begin(row.type());
        for (EventComponent component : row.components()) {
            switch (component.kind()) {
                case LONG -> frame.put(random.nextLong() >> random.nextInt(64));
                case INT -> frame.put((long) (random.nextInt() >> random.nextInt(32)));
                case BOOLEAN -> frame.put(random.nextBoolean());
                case ENUM ->
                    frame.put((long) random.nextInt(component.constants().size()));
                case STRING, BYTES -> {
                    byte[] bytes = new byte[random.nextInt(300)];
                    random.nextBytes(bytes);
                    frame.putBytes(bytes, 0, bytes.length);
                }
            }
        }
        sink.accept(frame);
    }

    private void header(int cpu, int vm, int pc, int ticks) {
        icount += ticks;
        frame.icount = icount;
        frame.cpu = cpu;
        frame.vm = vm;
        frame.vcpu = 0;
        frame.pc = pc;
    }

    private int hypercall(EventSink sink, int vm) {
        int pc = HVC_SITE + 16 * random.nextInt(3);
        header(0, vm, pc, 300 + random.nextInt(4000));
        long entered = icount;
        sink.accept(frame.begin(EventType.HYP_TRAP)
                .put(15L)
                .put(0x4A000000L)
                .put(0x1D3L)
                .put(0L)
                .put(0L));
        header(0, vm, pc, 120 + random.nextInt(20));
        frame.begin(EventType.HYPERCALL)
                .put(1L)
                .put(random.nextInt(64))
                .put(0x4000L)
                .put(4L);
        frame.put(0L).put(0L).put(0L).put(0L).put(random.nextInt(3)).put(0L).put(entered);
        sink.accept(frame);
        header(0, vm, pc, 12);
        sink.accept(frame.begin(EventType.HYP_RETURN).put(pc).put(0x1D3L));
        return 3;
    }

    private int mmio(EventSink sink) {
        int vm = random.nextInt(2);
        int pc = 0x8000_4000 + 4 * random.nextInt(64);
        header(0, vm, pc, 100 + random.nextInt(2000));
        long entered = icount;
        long offset = 4L * random.nextInt(16);
        frame.begin(EventType.HYP_TRAP).put(17L).put((int) 0x93810006L).put(0x6000_0113L);
        sink.accept(frame.put(0x0900_0000L + offset).put(0x0900_0000L + offset));
        header(0, vm, pc, 80);
        frame.begin(EventType.MMIO_ACCESS)
                .put(1L)
                .put(0x0900_0000L + offset)
                .put(offset)
                .put(4L)
                .put(true);
        sink.accept(frame.put((long) random.nextInt(256)).put(false).put(entered));
        header(0, vm, pc, 12);
        sink.accept(frame.begin(EventType.HYP_RETURN).put(pc + 4L).put(0x6000_0113L));
        return 3;
    }

    private int interrupt(EventSink sink) {
        for (int step = 0; step < 5; step++) {
            header(0, 0, 0xFFFF0018, 40 + random.nextInt(100));
            frame.begin(EventType.VIRTUAL_INTERRUPT).put(27L).put(intid).put(step);
            sink.accept(frame.put(step < 2 ? -1L : 0L).put(true).put(0xA0L));
        }
        intid++;
        return 5;
    }

    private int worldSwitch(EventSink sink) {
        int from = random.nextInt(2);
        header(0, -1, 0, 500 + random.nextInt(100));
        frame.begin(EventType.WORLD_SWITCH)
                .put(from)
                .put(0L)
                .put(1 - from)
                .put(0L)
                .put(2L);
        sink.accept(frame.put(icount - 460));
        return 1;
    }

    private int tlbMiss(EventSink sink, int vm) {
        int va = 0xC000_0000 | random.nextInt(512) << 12 | random.nextInt(4096);
        header(0, vm, 0xC000_8000 + 4 * random.nextInt(1 << 14), 50 + random.nextInt(3000));
        long ipa = (va & 0x0FFF_FFFFL) + 0x4000_0000L;
        frame.begin(EventType.TLB_MISS).put(1L).put(va).put(ipa).put(ipa + 0x1000_0000L);
        sink.accept(frame.put(1L).put(-1L).put(2L).put(3L).put(4096L).put(-1L).put(-1L));
        return 1;
    }
}
