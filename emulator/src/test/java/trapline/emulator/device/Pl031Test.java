package trapline.emulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.time.Tick;

/** The clock goes by ticks from the time it was given (ARM DDI 0224). */
class Pl031Test {
    private static final MmioContext CPU0 = new MmioContext(0, false);
    private static final int DR = 0x00;
    private static final int MR = 0x04;
    private static final int LR = 0x08;
    private static final int IMSC = 0x10;
    private static final int RIS = 0x14;
    private static final int ICR = 0x1C;

    private final Tick tick = new Tick();
    private boolean interrupt;
    private final Pl031 clock = new Pl031(tick, level -> interrupt = level);

    private int read(int offset) {
        return (int) clock.read(offset, 4, CPU0);
    }

    private void write(int offset, int value) {
        clock.write(offset, 4, value, CPU0);
    }

    @Test
    void secondsFollowTheTick() {
        clock.setEpoch(1_700_000_000L);
        tick.now = 3 * Tick.PER_SECOND - 1;
        assertEquals(1_700_000_002, read(DR));
        tick.now++;
        assertEquals(1_700_000_003, read(DR));
    }

    @Test
    void loadedTimeGoesOn() {
        tick.now = 5 * Tick.PER_SECOND;
        write(LR, 100);
        tick.now = 8 * Tick.PER_SECOND;

        assertEquals(103, read(DR));
        assertEquals(100, read(LR));
    }

    @Test
    void alarmRingsWhenTheMatchIsReached() {
        tick.now = Tick.PER_SECOND / 2;
        write(IMSC, 1);
        write(MR, 2);
        assertEquals(2 * Tick.PER_SECOND, clock.nextEvent());
        tick.now = clock.nextEvent();
        clock.update();
        assertTrue(interrupt);
        assertEquals(1, read(RIS));
        write(ICR, 1);
        assertFalse(interrupt);
        assertEquals(Pl031.NEVER, clock.nextEvent());
    }
}
