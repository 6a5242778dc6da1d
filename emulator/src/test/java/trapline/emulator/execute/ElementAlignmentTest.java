package trapline.emulator.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import trapline.emulator.FirmwareMachine;
import trapline.emulator.Machine;
import trapline.emulator.compile.RegionCompiler;

/** With SCTLR.A, elements of 64 bits are aligned to 8 bytes, or the access is a fault every time (A3.2.1). */
class ElementAlignmentTest {
    private static final int ROUNDS = 20;
    private static final int TO_ITSELF = 0xEAFF_FFFE;

    /**
     * Accesses a doubleword at 4 modulo 8 again and again, in Supervisor and in User mode; data aborts are counted in R5, and what made them
     * left out.
     */
    private static final int[] MISALIGNED = {
        0xEA00_0006, // b 0x20
        TO_ITSELF,
        TO_ITSELF,
        TO_ITSELF,
        0xEA00_0018, // b 0x78
        TO_ITSELF,
        TO_ITSELF,
        TO_ITSELF,
        0xE3A0_060F, // mov r0, #0x00f00000
        0xEE01_0F50, // mcr p15, 0, r0, c1, c0, 2 (CPACR)
        0xF57F_F06F, // isb
        0xE3A0_0101, // mov r0, #0x40000000
        0xEEE8_0A10, // vmsr fpexc, r0
        0xEE11_0F10, // mrc p15, 0, r0, c1, c0, 0 (SCTLR)
        0xE380_0002, // orr r0, r0, #2 (A)
        0xEE01_0F10, // mcr p15, 0, r0, c1, c0, 0
        0xF57F_F06F, // isb
        0xE3A0_8101, // mov r8, #0x40000000
        0xE5A8_1004, // str r1, [r8, #4]!
        0xE3A0_7002, // mov r7, #2
        0xE3A0_6000 | ROUNDS, // 2: mov r6, #20
        0xE598_1000, // 1: ldr r1, [r8]
        0xF468_27CF, // vld1.64 {d18}, [r8]
        0xF448_27CF, // vst1.64 {d18}, [r8]
        0xE256_6001, // subs r6, r6, #1
        0x1AFF_FFFA, // bne 1b
        0xE257_7001, // subs r7, r7, #1
        0xF102_0010, // cps #16
        0x1AFF_FFF6, // bne 2b
        TO_ITSELF,
        0xE285_5001, // add r5, r5, #1
        0xE25E_F004, // subs pc, lr, #4
    };

    private static int abortsWith(Tiers tiers) {
        try (Machine machine = FirmwareMachine.of(tiers, _ -> {}, MISALIGNED)) {
            machine.runUntil(2000);
            assertEquals(0, machine.cpu(0).slots[7], "it has come to its end");
            return machine.cpu(0).slots[5];
        }
    }

    @Test
    void aMisalignedElementIsAFaultHoweverItIsExecuted() {
        assertEquals(4 * ROUNDS, abortsWith(Tiers.INTERPRETER), "interpreted");
        assertEquals(4 * ROUNDS, abortsWith(new Tiers(2, RegionFactory.NONE)), "machine code");
        assertEquals(4 * ROUNDS, abortsWith(new Tiers(Tiers.NEVER, new RegionCompiler(2))), "regions");
    }
}
