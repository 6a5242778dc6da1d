package trapline.emulator.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import trapline.emulator.FirmwareMachine;
import trapline.emulator.Machine;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventSink;
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

    /** One more such page, and one 4 MiB behind the first, whose place in the look-aside is the same, with other contents. */
    private static final int[] TWO_PAGES = {
        0xE3A0_4102, // mov r4, #0x80000000
        0xE284_5702, // add r5, r4, #0x80000
        0xE383_2001, // orr r2, r3, #1
        0xE589_2014, // str r2, [r9, #0x14]
        0xE283_CB01, // add r12, r3, #0x400
        0xE38C_2001, // orr r2, r12, #1
        0xE589_2010, // str r2, [r9, #0x10]
        0xE593_2200, // ldr r2, [r3, #0x200]
        0xE282_1A01, // add r1, r2, #0x1000
        0xE58C_1200, // str r1, [r12, #0x200]
        0xE382_BC02, // orr r11, r2, #0x200
        0xE280_C903, // add r12, r0, #0xC000
        0xE3A0_1001, // mov r1, #1
        0xE58C_1000, // str r1, [r12]
        0xE28C_CA01, // add r12, r12, #0x1000
        0xE3A0_1002, // mov r1, #2
        0xE58C_1000, // str r1, [r12]
    };

    /** Loads from the four others. */
    private static final int[] EVICTION = {
        0xE285_A601, // add r10, r5, #0x100000
        0xE59A_1000, // ldr r1, [r10]
        0xE28A_A601, // add r10, r10, #0x100000
        0xE59A_1000, // ldr r1, [r10]
        0xE28A_A601, // add r10, r10, #0x100000
        0xE59A_1000, // ldr r1, [r10]
        0xE28A_A602, // add r10, r10, #0x200000
        0xE59A_1000, // ldr r1, [r10]
    };

    /** The first page is loaded from again when a walk for the other one is what is known in its place. */
    private static final int[] ALIASING_LOOP = FirmwareMachine.program(
            TWO_PAGES,
            EVICTION, // 1:
            new int[] {0xE595_1000}, // ldr r1, [r5]
            EVICTION,
            new int[] {
                0xE595_1000, // ldr r1, [r5]
                0xE24A_A601, // sub r10, r10, #0x100000
                0xE59A_1000, // ldr r1, [r10]
                0xE595_1000, // ldr r1, [r5]
                0xE087_7001, // add r7, r7, r1
                0xEAFF_FFE8, // b 1b
            });

    /** The first page is read-only when it is loaded from, not when it is stored to: but in the end it is, of which no TLB is told. */
    private static final int[] PROTECTING_LOOP = FirmwareMachine.program(
            TWO_PAGES,
            new int[] {
                0xE583_B200, // 1: str r11, [r3, #0x200]
                0xE595_1000, // ldr r1, [r5]
            },
            EVICTION,
            new int[] {
                0xE583_2200, // str r2, [r3, #0x200]
                0xE585_1000, // str r1, [r5]
            },
            EVICTION,
            new int[] {
                0xE583_B200, // str r11, [r3, #0x200]
                0xE595_1000, // ldr r1, [r5]
                0xE286_6001, // add r6, r6, #1
                0xE356_0008, // cmp r6, #8
                0xA585_1000, // strge r1, [r5]
                0xEAFF_FFE5, // b 1b
            });

    /** The first page is loaded from, stored to, and in later rounds called, with another instruction each time. */
    private static final int[] CALLING_LOOP = FirmwareMachine.program(
            TWO_PAGES,
            new int[] {
                0xE59F_6054, // ldr r6, 3f
                0xE59F_C054, // ldr r12, 4f
                0xE585_C044, // str r12, [r5, #0x44]
                0xE285_B040, // add r11, r5, #0x40
                0xE595_1000, // 1: ldr r1, [r5]
                0xE585_1000, // str r1, [r5]
                0xE585_6040, // str r6, [r5, #0x40]
                0xE286_6001, // add r6, r6, #1
                0xE316_0008, // tst r6, #8
                0x112F_FF3B, // blxne r11
                0xE087_7008, // add r7, r7, r8
            },
            EVICTION,
            new int[] {
                0xE58A_7004, // str r7, [r10, #4]
                0xEAFF_FFEE, // b 1b
                0xE320_F000, // nop
                0xE320_F000, // nop
                0xE3A0_8000, // 3: mov r8, #0
                0xE12F_FF1E, // 4: bx lr
            });

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

    /** Everything a program leaves in the trace in so many ticks, and the state behind it. */
    private static String runWhole(Tiers tiers, int[] loop) {
        StringBuilder trace = new StringBuilder();
        int[] program = FirmwareMachine.program(FirmwareMachine.TABLE, MAPPING, FirmwareMachine.MMU_ON, loop);
        EventSink sink = event -> trace.append(event.icount)
                .append(' ')
                .append(EventCatalog.EVENTS.text(event))
                .append('\n');
        try (Machine machine = FirmwareMachine.of(tiers, sink, program)) {
            machine.runUntil(END);
            return trace.append(Long.toHexString(machine.stateHash())).toString();
        }
    }

    @Test
    void codeOnAPageThatIsStoredToBehindALoadIsNeverOld() {
        String interpreted = runWhole(Tiers.INTERPRETER, CALLING_LOOP);
        assertTrue(interpreted.split("access=READ").length > 3 * ROUNDS / 2, interpreted);
        assertEquals(interpreted, runWhole(MACHINE_CODE, CALLING_LOOP));
    }

    @Test
    void anEntryStandsForItsPageWhenTheWalkIsNoLongerKnown() {
        assertEquals(runWhole(Tiers.INTERPRETER, ALIASING_LOOP), runWhole(MACHINE_CODE, ALIASING_LOOP));
    }

    @Test
    void aStoreBehindALoadFaultsWhereThePageIsReadOnly() {
        String interpreted = runWhole(Tiers.INTERPRETER, PROTECTING_LOOP);
        assertTrue(interpreted.contains("PL1_EXCEPTION"), interpreted);
        assertEquals(interpreted, runWhole(MACHINE_CODE, PROTECTING_LOOP));
    }

    @Test
    void noFetchComesBeforeAStop() {
        for (int step = 1; step < 2 * ROUND; step++) {
            assertEquals(
                    runInSteps(Tiers.INTERPRETER, step), runInSteps(MACHINE_CODE, step), "every " + step + " ticks");
        }
    }
}
