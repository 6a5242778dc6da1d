package trapline.emulator.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import trapline.emulator.FirmwareMachine;
import trapline.emulator.Machine;
import trapline.emulator.compile.RegionCompiler;
import trapline.recorder.event.EventType;

/** An interrupt that became pending while it was masked is taken behind the instruction that unmasks it, at its exact tick. */
class UnmaskedInterruptTest {
    private static final int HANG = 0xEAFF_FFFE;
    private static final int SETUP = 10;
    private static final int ROUNDS = 100;
    /** Instructions up to the one that unmasks: of the whole rounds before, and of the last one. */
    private static final int ROUND = 3 + 2 * 10 + 3;

    private static final int TO_UNMASKING = 3 + 2 * 10 + 1;

    /** In round 100 of a loop an SGI is sent; each round masks interrupts but for one instruction. */
    private static final int[] PROGRAM = {
        0xEA00_0006, // b setup
        HANG,
        HANG,
        HANG,
        HANG,
        HANG,
        HANG, // the vector of interrupts
        HANG,
        0xE3A0_0302, // setup: mov r0, #0x08000000
        0xE3A0_1001, // mov r1, #1
        0xE580_1000, // str r1, [r0] (GICD_CTLR)
        0xE280_2801, // add r2, r0, #0x10000
        0xE3A0_30FF, // mov r3, #255
        0xE582_3004, // str r3, [r2, #4] (GICC_PMR)
        0xE582_1000, // str r1, [r2] (GICC_CTLR)
        0xE3A0_4402, // mov r4, #0x02000000
        0xE3A0_6000 | ROUNDS, // mov r6, #100
        0xE256_6001, // 1: subs r6, r6, #1
        0x0580_4F00, // streq r4, [r0, #0xF00] (GICD_SGIR)
        0xE3A0_500A, // mov r5, #10
        0xE255_5001, // 2: subs r5, r5, #1
        0x1AFF_FFFD, // bne 2b
        0xF108_0080, // cpsie i
        0xF10C_0080, // cpsid i
        0xEAFF_FFF7, // b 1b
    };

    private static List<Long> interrupts(Tiers tiers) {
        List<Long> ticks = new ArrayList<>();
        try (Machine machine = FirmwareMachine.of(
                tiers,
                event -> {
                    if (event.type == EventType.PL1_EXCEPTION) {
                        ticks.add(event.icount);
                    }
                },
                PROGRAM)) {
            machine.runUntil(4L * ROUNDS * ROUND);
        }
        return ticks;
    }

    @Test
    void itIsTakenAtItsTickByWhateverUnmasksIt() {
        List<Long> expected = List.of((long) SETUP + (ROUNDS - 1) * ROUND + TO_UNMASKING);
        assertEquals(expected, interrupts(Tiers.INTERPRETER), "interpreter");
        assertEquals(expected, interrupts(new Tiers(2, RegionFactory.NONE)), "machine code");
        assertEquals(expected, interrupts(new Tiers(Tiers.NEVER, new RegionCompiler(2))), "regions");
    }
}
