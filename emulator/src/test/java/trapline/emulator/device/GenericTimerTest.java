package trapline.emulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import trapline.emulator.device.GenericTimer.Timer;
import trapline.emulator.time.Tick;

/** Counters, timers and their outputs (ARM DDI 0406C B8.1). */
class GenericTimerTest {
    private static final int ENABLE = 1;
    private static final int IMASK = 2;
    private static final int ISTATUS = 4;

    private final Tick tick = new Tick();
    private final boolean[] output = new boolean[4];
    private final GenericTimer timer = new GenericTimer(
            tick,
            level -> output[0] = level,
            level -> output[1] = level,
            level -> output[2] = level,
            level -> output[3] = level);

    private void advanceTo(long to) {
        tick.now = to;
        timer.update();
    }

    @Test
    void counterCountsEverySixteenTicks() {
        tick.now = 16 * 1000 + 15;

        assertEquals(1000, timer.physicalCount());
        timer.setVirtualOffset(400);
        assertEquals(600, timer.virtualCount());
    }

    @Test
    void timerFiresOnItsTickAndNotBefore() {
        tick.now = 160;
        timer.writeTimerValue(Timer.PHYSICAL, 5);
        timer.writeControl(Timer.PHYSICAL, ENABLE);
        assertEquals(240, timer.nextEvent());
        advanceTo(239);
        assertFalse(output[1]);
        assertEquals(ENABLE, timer.readControl(Timer.PHYSICAL));
        advanceTo(240);
        assertTrue(output[1]);
        assertEquals(ENABLE | ISTATUS, timer.readControl(Timer.PHYSICAL));
        assertEquals(GenericTimer.NEVER, timer.nextEvent());
    }

    @Test
    void outputIsALevelThatMaskingAndNewValuesLower() {
        tick.now = 1600;
        timer.writeControl(Timer.VIRTUAL, ENABLE);
        assertTrue(output[2], "CVAL 0 is past");
        timer.writeControl(Timer.VIRTUAL, ENABLE | IMASK);
        assertFalse(output[2]);
        assertEquals(ENABLE | IMASK | ISTATUS, timer.readControl(Timer.VIRTUAL), "masked, but met");
        timer.writeControl(Timer.VIRTUAL, ENABLE);
        timer.writeCompareValue(Timer.VIRTUAL, 200);
        assertFalse(output[2]);
        assertEquals(3200, timer.nextEvent());
    }

    @Test
    void statusIsClearWhileDisabled() {
        tick.now = 1600;

        assertEquals(0, timer.readControl(Timer.HYP));
        assertEquals(IMASK, control(Timer.HYP, IMASK));
    }

    private int control(Timer which, int value) {
        timer.writeControl(which, value);
        return timer.readControl(which);
    }

    @Test
    void virtualTimerGoesByItsOffset() {
        timer.setVirtualOffset(1000);
        tick.now = 16 * 1000;
        timer.writeCompareValue(Timer.VIRTUAL, 50);
        timer.writeControl(Timer.VIRTUAL, ENABLE);
        assertEquals(16 * 1050, timer.nextEvent());
        timer.setVirtualOffset(900);
        assertTrue(output[2], "CNTVCT is 100 now");
    }

    @Test
    void timerValueCountsDownBelowZero() {
        timer.writeTimerValue(Timer.PHYSICAL, 10);
        tick.now = 16 * 30;

        assertEquals(-20, timer.readTimerValue(Timer.PHYSICAL));
        timer.writeTimerValue(Timer.PHYSICAL, -1);
        assertEquals(29, timer.readCompareValue(Timer.PHYSICAL));
    }

    @Test
    void comparisonIsUnsigned() {
        timer.writeCompareValue(Timer.PHYSICAL, -1);
        timer.writeControl(Timer.PHYSICAL, ENABLE);

        assertFalse(output[1]);
        assertEquals(GenericTimer.NEVER, timer.nextEvent());
    }

    @Test
    void secureAndNonSecureTimersAreTwo() {
        tick.now = 16;
        timer.writeControl(Timer.SECURE_PHYSICAL, ENABLE);

        assertTrue(output[0]);
        assertFalse(output[1]);
        assertEquals(0, timer.readControl(Timer.PHYSICAL));
    }
}
