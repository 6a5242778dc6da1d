package trapline.emulator.device;

import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;
import trapline.emulator.time.Tick;

/**
 * PrimeCell real-time clock (PL031, ARM DDI 0224). Seconds since 1970 at tick 0 come from outside, once; from there on
 * the tick counts them.
 */
public final class Pl031 implements MmioDevice {
    enum Register implements RegisterRow {
        // spotless:off
        DR      (0x000, 0x04),
        MR      (0x004, 0x04),
        LR      (0x008, 0x04),
        CR      (0x00C, 0x04),
        IMSC    (0x010, 0x04),
        RIS     (0x014, 0x04),
        MIS     (0x018, 0x04),
        ICR     (0x01C, 0x04),
        ID      (0xFE0, 0x20),
        RESERVED(0x000, 0x00);
        // spotless:on

        private final int offset;
        private final int bytes;

        Register(int offset, int bytes) {
            this.offset = offset;
            this.bytes = bytes;
        }

        @Override
        public int offset() {
            return offset;
        }

        @Override
        public int bytes() {
            return bytes;
        }
    }

    /** The alarm is not set, or lies behind. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int SIZE = 0x1000;
    private static final RegisterMap<Register> MAP = new RegisterMap<>(Register.values(), Register.RESERVED, SIZE);
    private static final int[] IDS = {0x31, 0x10, 0x14, 0x00, 0x0D, 0xF0, 0x05, 0xB1};

    private final Tick tick;
    private final InterruptLine interrupt;
    /** What DR showed at tick 0. */
    private int base;

    private int match;
    private int load;
    private int mask;
    private int raw;
    private long alarm = NEVER;

    public Pl031(Tick tick, InterruptLine interrupt) {
        this.tick = tick;
        this.interrupt = interrupt;
    }

    @Override
    public String name() {
        return "pl031";
    }

    @Override
    public long size() {
        return SIZE;
    }

    /** Sets what time it was at tick 0, in seconds since 1970-01-01 UTC. */
    public void setEpoch(long seconds) {
        base = (int) seconds;
        setAlarm();
    }

    /** The tick at which the alarm goes off; the run loop stops there and calls {@link #update}. */
    public long nextEvent() {
        return alarm;
    }

    /** Rings the alarm when it is due. */
    public void update() {
        if (tick.now >= alarm) {
            alarm = NEVER;
            raw = 1;
        }
        interrupt.drive((raw & mask) != 0);
    }

    @Override
    public long read(long offset, int size, MmioContext access) {
        int word =
                switch (MAP.at(offset)) {
                    case DR -> now();
                    case MR -> match;
                    case LR -> load;
                    case CR -> 1;
                    case IMSC -> mask;
                    case RIS -> raw;
                    case MIS -> raw & mask;
                    case ID -> IDS[(int) (offset - Register.ID.offset) >> 2];
                    case ICR, RESERVED -> 0;
                };
        return Integer.toUnsignedLong(word);
    }

    @Override
    public void write(long offset, int size, long value, MmioContext access) {
        int word = (int) value;
        switch (MAP.at(offset)) {
            case LR -> {
                load = word;
                base += word - now();
                setAlarm();
            }
            case MR -> {
                match = word;
                setAlarm();
            }
            case IMSC -> mask = word & 1;
            case ICR -> raw = 0;
            case DR, CR, RIS, MIS, ID, RESERVED -> {}
        }
        update();
    }

    private int now() {
        return base + (int) (tick.now / Tick.PER_SECOND);
    }

    private void setAlarm() {
        long second = tick.now / Tick.PER_SECOND + Integer.toUnsignedLong(match - now());
        alarm = match == now() ? tick.now : second * Tick.PER_SECOND;
    }
}
