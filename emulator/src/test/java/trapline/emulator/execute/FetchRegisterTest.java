package trapline.emulator.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import trapline.emulator.FirmwareMachine;
import trapline.emulator.Machine;
import trapline.emulator.compile.RegionCompiler;
import trapline.recorder.event.EventType;

/**
 * The page that instructions come from is looked up again behind a barrier, whoever executes it: when its translation is no longer in the
 * TLB, that is a miss.
 */
class FetchRegisterTest {
    private static final int ROUNDS = 200;

    private static final int[] MAPPING = {
        0xE181_1000, // orr r1, r1, r0
        0xE288_8A01, // add r8, r8, #0x1000
        0xE588_1000, // str r1, [r8]
        0xE588_1200, // str r1, [r8, #0x200]
        0xE588_1400, // str r1, [r8, #0x400]
        0xE588_1600, // str r1, [r8, #0x600]
        0xE248_8A01, // sub r8, r8, #0x1000
    };

    private static final int[] LOOP = {
        0xE280_4302, // add r4, r0, #0x08000000
        0xE284_5302, // add r5, r4, #0x08000000
        0xE285_6302, // add r6, r5, #0x08000000
        0xE590_1000, // 1: ldr r1, [r0]
        0xE594_1000, // ldr r1, [r4]
        0xE595_1000, // ldr r1, [r5]
        0xE596_1000, // ldr r1, [r6]
        0xF57F_F06F, // isb
        0xEAFF_FFF9, // b 1b
    };

    /** Sections of which the first holds the code; all go to the same set of the TLB, which has four ways. */
    private static final int[] PROGRAM =
            FirmwareMachine.program(FirmwareMachine.TABLE, MAPPING, FirmwareMachine.MMU_ON, LOOP);

    private static int misses(Tiers tiers) {
        int[] misses = new int[1];
        try (Machine machine =
                FirmwareMachine.of(tiers, event -> misses[0] += event.type == EventType.TLB_MISS ? 1 : 0, PROGRAM)) {
            machine.runUntil(22 + 6 * ROUNDS);
        }
        return misses[0];
    }

    @Test
    void aBarrierIsFollowedByAFetch() {
        int interpreted = misses(Tiers.INTERPRETER);
        assertTrue(interpreted > 5 * (ROUNDS - 2), interpreted + " misses");
        assertEquals(interpreted, misses(new Tiers(2, RegionFactory.NONE)), "machine code");
        assertEquals(interpreted, misses(new Tiers(Tiers.NEVER, new RegionCompiler(2))), "regions");
    }
}
