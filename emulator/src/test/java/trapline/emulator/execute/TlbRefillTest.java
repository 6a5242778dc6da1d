package trapline.emulator.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import trapline.emulator.FirmwareMachine;
import trapline.emulator.Machine;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventType;

/** Loads and fetches that miss the TLB leave the same events at the same ticks, wherever a run is stopped, when machine code serves them. */
class TlbRefillTest {
    private static final int SETUP = 29;
    private static final int ROUND = 16;
    private static final int ROUNDS = 30;
    private static final int END = SETUP + ROUND * ROUNDS;

    private static final int[] MAPPING = {
        0xE181_2000, // orr r2, r1, r0
        0xE288_9A01, // add r9, r8, #0x1000
        0xE589_2000, // str r2, [r9]
        0xE288_9A02, // add r9, r8, #0x2000
        0xE280_3902, // add r3, r0, #0x8000
        0xE383_2001, // orr r2, r3, #1
        0xE589_2000, // str r2, [r9]
        0xE589_2004, // str r2, [r9, #4]
        0xE589_2008, // str r2, [r9, #8]
        0xE589_200C, // str r2, [r9, #12]
        0xE3A0_103E, // mov r1, #0x3E
        0xE583_1000, // str r1, [r3]
        0xE181_2000, // orr r2, r1, r0
        0xE282_2903, // add r2, r2, #0xC000
        0xE583_2200, // str r2, [r3, #0x200]
    };

    private static final int[] LOOP = {
        0xE3A0_4102, // mov r4, #0x80000000
        0xE284_5702, // add r5, r4, #0x80000
        0xE595_1000, // 1: ldr r1, [r5]
        0xE285_A601, // add r10, r5, #0x100000
        0xE59A_1000, // ldr r1, [r10]
        0xE28A_A601, // add r10, r10, #0x100000
        0xE59A_1000, // ldr r1, [r10]
        0xE28A_A601, // add r10, r10, #0x100000
        0xE59A_1000, // ldr r1, [r10]
        0xE28F_7004, // add r7, pc, #4
        0xE087_7004, // add r7, r7, r4
        0xE12F_FF17, // bx r7
        0xE320_F000, // nop
        0xE28F_7004, // add r7, pc, #4
        0xE047_7004, // sub r7, r7, r4
        0xE12F_FF17, // bx r7
        0xE320_F000, // nop
        0xEAFF_FFEF, // b 1b
    };

    /** Loads from four small pages and jumps to its own code in a fifth and back: all of them, and two sections, are in one set of the TLB. */
    private static final int[] PROGRAM =
            FirmwareMachine.program(FirmwareMachine.TABLE, MAPPING, FirmwareMachine.MMU_ON, LOOP);

    private static final Tiers MACHINE_CODE = new Tiers(2, RegionFactory.NONE);

    private final List<String> events = new ArrayList<>();

    private Machine machine(Tiers tiers) {
        events.clear();
        return FirmwareMachine.of(
                tiers,
                event -> {
                    if (event.type == EventType.TLB_MISS) {
                        events.add("%d %08x %s".formatted(event.icount, event.pc, EventCatalog.EVENTS.text(event)));
                    }
                },
                PROGRAM);
    }

    private List<String> run(Tiers tiers) {
        try (Machine machine = machine(tiers)) {
            machine.runUntil(END);
        }
        return List.copyOf(events);
    }

    /** How many events there were at each tick. */
    private List<Integer> runInSteps(Tiers tiers, int step) {
        List<Integer> counts = new ArrayList<>();
        try (Machine machine = machine(tiers)) {
            for (int tick = SETUP; tick <= END; tick += step) {
                machine.runUntil(tick);
                counts.add(events.size());
            }
        }
        return counts;
    }

    @Test
    void missesAreTheSame() {
        List<String> interpreted = run(Tiers.INTERPRETER);
        assertTrue(interpreted.size() > 5 * (ROUNDS - 2), interpreted.size() + " misses");
        assertEquals(String.join("\n", interpreted), String.join("\n", run(MACHINE_CODE)));
    }

    @Test
    void noFetchComesBeforeAStop() {
        for (int step = 1; step < 2 * ROUND; step++) {
            assertEquals(
                    runInSteps(Tiers.INTERPRETER, step), runInSteps(MACHINE_CODE, step), "every " + step + " ticks");
        }
    }
}
