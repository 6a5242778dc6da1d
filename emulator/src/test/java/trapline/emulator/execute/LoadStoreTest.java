package trapline.emulator.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.GuestFault;

/** Loads and stores (ARM DDI 0406C A4.6, A4.7): addresses, write-back, order, and what a fault leaves behind. */
class LoadStoreTest {
    private static final int DATA = 0x4000;
    private static final int GONE = 0x6000;

    private static Rig rig(int word) {
        Rig rig = Rig.a32(word).set(1, DATA);
        for (int offset = -32; offset < 64; offset += 4) {
            rig.word(DATA + offset, 0x8180_8380 + offset);
        }
        rig.memory.unmapped.add(GONE);
        return rig;
    }

    private static void check(int word, int r2, int expectedR0, int expectedR1, String what) {
        Rig rig = rig(word).set(2, r2).run(1);
        assertEquals(Integer.toHexString(expectedR0), Integer.toHexString(rig.r(0)), what);
        assertEquals(expectedR1, rig.r(1), what + ": base");
    }

    @Test
    void loadsIndexAndWriteBack() {
        check(0xE591_0004, 0, 0x8180_8384, DATA, "ldr r0, [r1, #4]");
        check(0xE531_0004, 0, 0x8180_837C, DATA - 4, "ldr r0, [r1, #-4]!");
        check(0xE491_0008, 0, 0x8180_8380, DATA + 8, "ldr r0, [r1], #8");
        check(0xE791_0102, 3, 0x8180_838C, DATA, "ldr r0, [r1, r2, lsl #2]");
        check(0xE731_0002, 4, 0x8180_837C, DATA - 4, "ldr r0, [r1, -r2]!");
        check(0xE691_00A2, 8, 0x8180_8380, DATA + 4, "ldr r0, [r1], r2, lsr #1");
        check(0xE7D1_0002, 1, 0x83, DATA, "ldrb r0, [r1, r2]");
        check(0xE1D1_00B2, 0, 0x8180, DATA, "ldrh r0, [r1, #2]");
        check(0xE1D1_00D0, 0, 0xFFFF_FF80, DATA, "ldrsb r0, [r1]");
        check(0xE191_00F2, 0, 0xFFFF_8380, DATA, "ldrsh r0, [r1, r2]");
        check(0xE1F1_00B2, 0, 0x8180, DATA + 2, "ldrh r0, [r1, #2]!");
        check(0xE4B1_0004, 0, 0x8180_8380, DATA + 4, "ldrt r0, [r1], #4");
        check(0xE0F1_00D4, 0, 0xFFFF_FF80, DATA + 4, "ldrsbt r0, [r1], #4");
    }

    @Test
    void literalsAreRelativeToTheAlignedPc() {
        assertEquals(
                0x1234, Rig.a32(0xE59F_0004).word(Rig.CODE + 12, 0x1234).run(1).r(0), "ldr r0, [pc, #4]");
        Rig thumb =
                Rig.t32(0xBF00, 0x4801).word(Rig.CODE + 8, 0x5678); // ldr r0, [pc, #4] at an address that is 2 mod 4
        assertEquals(0x5678, thumb.run(2).r(0));
    }

    @Test
    void storesWriteTheirSize() {
        Rig rig = rig(0xE5A1_0004).set(0, 0x1122_3344).run(1); // str r0, [r1, #4]!
        assertEquals(0x1122_3344, rig.word(DATA + 4));
        assertEquals(DATA + 4, rig.r(1));
        rig = rig(0xE4C1_0001).set(0, 0x1122_3344).run(1); // strb r0, [r1], #1
        assertEquals(0x8180_8344, rig.word(DATA));
        assertEquals(DATA + 1, rig.r(1));
        rig = rig(0xE181_00B2).set(0, 0x1122_3344).set(2, 2).run(1); // strh r0, [r1, r2]
        assertEquals(0x3344_8380, rig.word(DATA));
        assertEquals(Rig.CODE + 8, rig(0xE581_F000).run(1).word(DATA), "str pc stores PC+8");
    }

    @Test
    void bigEndianDataIsReversed() {
        Rig rig = rig(0xE591_0004);
        rig.cpu.bigEndian = true;
        assertEquals(0x8483_8081, rig.run(1).r(0), "ldr");
        rig = rig(0xE191_00F2).set(2, 0);
        rig.cpu.bigEndian = true;
        assertEquals(0xFFFF_8083, rig.run(1).r(0), "ldrsh");
        rig = rig(0xE5A1_0004).set(0, 0x1122_3344);
        rig.cpu.bigEndian = true;
        assertEquals(0x4433_2211, rig.run(1).word(DATA + 4), "str");
        rig = rig(0xE8B1_000D);
        rig.cpu.bigEndian = true;
        assertEquals(0x8083_8081, rig.run(1).r(0), "ldm");
        rig = rig(0xE1C1_40D8);
        rig.cpu.bigEndian = true;
        assertEquals(0x8883_8081, rig.run(1).r(4), "ldrd keeps the order of the words");
    }

    @Test
    void pairsMoveTwoWords() {
        Rig rig = rig(0xE1C1_40D8).run(1); // ldrd r4, r5, [r1, #8]
        assertEquals(0x8180_8388, rig.r(4));
        assertEquals(0x8180_838C, rig.r(5));
        rig = rig(0xE0C1_40F8).set(4, 44).set(5, 55).run(1); // strd r4, r5, [r1], #8
        assertEquals(44, rig.word(DATA));
        assertEquals(55, rig.word(DATA + 4));
        assertEquals(DATA + 8, rig.r(1));
    }

    @Test
    void loadingThePcInterworks() {
        Rig rig = rig(0xE591_F000).word(DATA, 0x2001).run(1); // ldr pc, [r1]
        assertEquals(0x2000, rig.pc());
        assertTrue(rig.cpu.thumb);
        rig = Rig.t32(0xBD10).set(13, DATA).word(DATA, 4).word(DATA + 4, 0x3000).run(1); // pop {r4, pc}
        assertEquals(4, rig.r(4));
        assertEquals(0x3000, rig.pc());
        assertFalse(rig.cpu.thumb);
        assertEquals(DATA + 8, rig.r(13));
    }

    @Test
    void multipleLoadsAscendFromTheLowestAddress() {
        Rig rig = rig(0xE8B1_000D).run(1); // ldmia r1!, {r0, r2, r3}
        assertEquals(0x8180_8380, rig.r(0));
        assertEquals(0x8180_8384, rig.r(2));
        assertEquals(0x8180_8388, rig.r(3));
        assertEquals(DATA + 12, rig.r(1));
        rig = rig(0xE911_0005).run(1); // ldmdb r1, {r0, r2}
        assertEquals(0x8180_8378, rig.r(0));
        assertEquals(0x8180_837C, rig.r(2));
        assertEquals(DATA, rig.r(1));
        rig = rig(0xE831_000C).run(1); // ldmda r1!, {r2, r3}
        assertEquals(0x8180_837C, rig.r(2));
        assertEquals(0x8180_8380, rig.r(3));
        assertEquals(DATA - 8, rig.r(1));
        rig = rig(0xE991_0006).run(1); // ldmib r1, {r1, r2}
        assertEquals(0x8180_8384, rig.r(1), "the loaded base wins");
        assertEquals(0x8180_8388, rig.r(2));
    }

    @Test
    void multipleStoresAscendFromTheLowestAddress() {
        Rig rig = rig(0xE921_4005).set(0, 10).set(2, 12).set(14, 24).run(1); // stmdb r1!, {r0, r2, lr}
        assertEquals(10, rig.word(DATA - 12));
        assertEquals(12, rig.word(DATA - 8));
        assertEquals(24, rig.word(DATA - 4));
        assertEquals(DATA - 12, rig.r(1));
        rig = rig(0xE881_8003).set(0, 10).run(1); // stm r1, {r0, r1, pc}
        assertEquals(DATA, rig.word(DATA + 4));
        assertEquals(Rig.CODE + 8, rig.word(DATA + 8));
    }

    @Test
    void anAbortLeavesTheBaseAndTheRestUndone() {
        Rig rig = rig(0xE8B1_000D).set(1, GONE - 4); // ldmia r1!, {r0, r2, r3}
        assertEquals(GuestFault.Reason.DATA_ABORT, rig.runToFault().reason());
        assertEquals(GONE - 4, rig.r(1));
        assertEquals(GONE, rig.cpu.fault.va);
        assertEquals(Rig.CODE, rig.pc());
        assertEquals(0, rig.tick.now, "the run loop counts the attempt");
        rig = rig(0xE991_0006).set(1, GONE - 8); // ldmib r1, {r1, r2}
        rig.runToFault();
        assertEquals(GONE - 8, rig.r(1), "not even a loaded base is written");
        rig = rig(0xE4B1_0004).set(1, GONE).set(0, 5); // ldrt r0, [r1], #4
        rig.runToFault();
        assertEquals(GONE, rig.r(1));
        assertEquals(5, rig.r(0));
        rig = rig(0xE1C1_40D8).set(1, GONE - 12).set(4, 5); // ldrd across the edge
        rig.runToFault();
        assertEquals(5, rig.r(4));
    }

    @Test
    void alignedFormsFaultOnUnalignedAddresses() {
        for (int word : List.of(0xE8B1_000D, 0xE921_4005, 0xE1C1_40D8, 0xE191_0F9F)) {
            Rig rig = rig(word).set(1, DATA + 2);
            assertEquals(GuestFault.Reason.DATA_ABORT, rig.runToFault().reason(), Integer.toHexString(word));
        }
        assertEquals(0x8384_8180, rig(0xE591_0000).set(1, DATA + 2).run(1).r(0), "ldr may be unaligned");
    }

    @Test
    void syndromesDescribeSingleLoadsAndStoresWithoutWriteBack() {
        assertSyndrome(0xE591_0004, 0x0300_0000 | 2 << 22, "ldr r0, [r1, #4]");
        assertSyndrome(0xE1D1_40D0, 0x0300_0000 | 1 << 21 | 4 << 16, "ldrsb r4, [r1]");
        assertSyndrome(0xE181_30B2, 0x0300_0000 | 1 << 22 | 3 << 16, "strh r3, [r1, r2]");
        assertSyndrome(0xE531_0004, 0, "ldr r0, [r1, #-4]!");
        assertSyndrome(0xE8B1_000D, 0, "ldmia r1!, {r0, r2, r3}");
        Rig rig = Rig.t32(0x6808).set(1, GONE); // ldr r0, [r1]
        rig.memory.unmapped.add(GONE);
        rig.runToFault();
        assertEquals(0x0100_0000 | 2 << 22, rig.cpu.fault.instructionSyndrome, "IL is 0 for a 16-bit instruction");
    }

    private static void assertSyndrome(int word, int expected, String what) {
        Rig rig = rig(word).set(1, GONE + 64).set(2, 0);
        rig.runToFault();
        assertEquals(Integer.toHexString(expected), Integer.toHexString(rig.cpu.fault.instructionSyndrome), what);
    }

    @Test
    void exclusivesStoreOnlyWhenMarked() {
        Rig rig = Rig.a32(0xE191_0F9F, 0xE181_3F92, 0xE181_4F92)
                .set(1, DATA)
                .set(2, 77)
                .word(DATA, 7)
                .run(3);
        assertEquals(7, rig.r(0), "ldrex r0, [r1]");
        assertEquals(0, rig.r(3), "strex r3, r2, [r1] succeeds");
        assertEquals(1, rig.r(4), "strex r4, r2, [r1] fails the second time");
        assertEquals(77, rig.word(DATA));
        rig = Rig.a32(0xE1B1_4F9F, 0xE1A1_3F94)
                .set(1, DATA)
                .word(DATA, 1)
                .word(DATA + 4, 2)
                .run(1);
        assertEquals(1, rig.r(4), "ldrexd: the first register has the lower word");
        assertEquals(2, rig.r(5));
        rig.set(4, 3).set(5, 4).run(1);
        assertEquals(3, rig.word(DATA));
        assertEquals(4, rig.word(DATA + 4));
        rig = Rig.a32(0xE191_0F9F, 0xF57F_F01F, 0xE181_3F92).set(1, DATA).run(3);
        assertEquals(1, rig.r(3), "clrex");
    }

    @Test
    void swapExchanges() {
        Rig rig = rig(0xE101_0092).set(2, 5).run(1); // swp r0, r2, [r1]
        assertEquals(0x8180_8380, rig.r(0));
        assertEquals(5, rig.word(DATA));
        assertEquals(List.of("0:1000:00 swap"), rig.system.calls);
    }

    @Test
    void userRegistersAndExceptionReturns() {
        Rig rig = rig(0xE8D1_0101).run(1); // ldm r1, {r0, r8}^
        assertEquals(List.of("0:1000:00 writeUser 0 81808380", "0:1000:00 writeUser 8 81808384"), rig.system.calls);
        rig = rig(0xE8C1_2001).run(1); // stm r1, {r0, sp}^
        assertEquals(0x100, rig.word(DATA));
        assertEquals(0x10D, rig.word(DATA + 4));
        rig = rig(0xE8F1_8001).run(1); // ldm r1!, {r0, pc}^
        assertEquals(List.of("0:1000:00 readSpsr", "0:1000:00 return 81808384 20000010"), rig.system.calls);
        assertEquals(0x8180_8380, rig.r(0));
        assertEquals(DATA + 8, rig.r(1));
        assertEquals(0x8180_8384, rig.r(CpuState.PC));
    }

    @Test
    void preloadsDoNothing() {
        assertEquals(
                Rig.CODE + 4, Rig.a32(0xF5D1_F000).set(1, 0xFFFF_0000).run(1).pc(), "pld [r1]");
    }
}
