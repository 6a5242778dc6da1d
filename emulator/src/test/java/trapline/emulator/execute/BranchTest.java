package trapline.emulator.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Branches and IT blocks (ARM DDI 0406C A4.3, A2.5.2). */
class BranchTest {
    private static final int EQ = 0b0100;
    private static final int NE = 0b0000;

    @Test
    void branchesAreRelativeToThePc() {
        assertEquals(Rig.CODE + 16, Rig.a32(0xEA00_0002).run(1).pc(), "b .+16");
        assertEquals(Rig.CODE + 8, Rig.t32(0xE002).run(1).pc(), "b .+8");
        Rig rig = Rig.a32(0xEB00_0002).run(1);
        assertEquals(Rig.CODE + 16, rig.pc(), "bl .+16");
        assertEquals(Rig.CODE + 4, rig.r(14));
        rig = Rig.t32(0xF000_F808).run(1);
        assertEquals(Rig.CODE + 20, rig.pc(), "bl .+20");
        assertEquals(Rig.CODE + 5, rig.r(14), "with bit 0 set");
    }

    @Test
    void conditionalBranchesFallThrough() {
        assertEquals(Rig.CODE + 16, Rig.a32(0x1A00_0002).flags(NE).run(1).pc(), "bne .+16");
        assertEquals(Rig.CODE + 4, Rig.a32(0x1A00_0002).flags(EQ).run(1).pc());
        assertEquals(Rig.CODE + 8, Rig.t32(0xD002).flags(EQ).run(1).pc(), "beq .+8");
        assertEquals(Rig.CODE + 2, Rig.t32(0xD002).flags(NE).run(1).pc());
        assertEquals(
                0x2000, Rig.a32(0x012F_FF11).set(1, 0x2000).flags(EQ).run(1).pc(), "bxeq r1");
        assertEquals(
                Rig.CODE + 4,
                Rig.a32(0x012F_FF11).set(1, 0x2000).flags(NE).run(1).pc());
    }

    @Test
    void exchangesChangeTheInstructionSet() {
        Rig rig = Rig.a32(0xFB00_0002).run(1); // blx .+18
        assertEquals(Rig.CODE + 18, rig.pc());
        assertTrue(rig.cpu.thumb);
        rig = Rig.t32(0xBF00, 0xF000_E80A).run(2); // blx .+20 at an address that is 2 mod 4
        assertEquals(Rig.CODE + 24, rig.pc());
        assertFalse(rig.cpu.thumb);
        assertEquals(Rig.CODE + 7, rig.r(14));
        rig = Rig.a32(0xE12F_FF3E).set(14, 0x2001).run(1); // blx lr
        assertEquals(0x2000, rig.pc());
        assertEquals(Rig.CODE + 4, rig.r(14), "the link is written after the target is read");
        rig = Rig.a32(0xE12F_FF21).set(1, 0x2000).run(1); // bxj r1
        assertEquals(0x2000, rig.pc());
        assertEquals("0:1000:00 bxj 1 1e", rig.system.calls.getFirst());
    }

    @Test
    void comparesWithZero() {
        assertEquals(Rig.CODE + 20, Rig.t32(0xB140).set(0, 0).run(1).pc(), "cbz r0, .+20");
        assertEquals(Rig.CODE + 2, Rig.t32(0xB140).set(0, 1).run(1).pc());
        assertEquals(Rig.CODE + 20, Rig.t32(0xB940).set(0, 1).run(1).pc(), "cbnz r0, .+20");
        assertEquals(Rig.CODE + 2, Rig.t32(0xB940).set(0, 0).run(1).pc());
    }

    @Test
    void tablesGiveTheDistanceInHalfwords() {
        Rig rig = Rig.t32(0xE8DF_F000).set(0, 1).word(Rig.CODE + 4, 0x0000_0A02).run(1); // tbb [pc, r0]
        assertEquals(Rig.CODE + 4 + 20, rig.pc());
        rig = Rig.t32(0xE8DF_F010).set(0, 1).word(Rig.CODE + 4, 0x0123_0002).run(1); // tbh [pc, r0, lsl #1]
        assertEquals(Rig.CODE + 4 + 0x246, rig.pc());
    }

    @Test
    void itMakesTheFollowingInstructionsConditional() {
        int[] code = {0xBF0C, 0x2001, 0x2002, 0x2103}; // ite eq; moveq r0, #1; movne r0, #2; movs r1, #3
        Rig rig = Rig.t32(code).flags(EQ | 0b1001).run(3);
        assertEquals(1, rig.r(0));
        assertEquals(EQ | 0b1001, rig.flags(), "inside the IT block moves set no flags");
        assertEquals(2, Rig.t32(code).flags(NE).run(3).r(0));
        rig = Rig.t32(code).flags(EQ).run(4);
        assertEquals(0, rig.flags() & EQ, "behind the block they do again");
        assertEquals(4, rig.tick.now);
    }

    @Test
    void anInterruptedItBlockGoesOnWhereItWas() {
        int[] code = {0xBF0C, 0x2001, 0x2002, 0x2103};
        for (int flags : new int[] {EQ, NE}) {
            Rig rig = Rig.t32(code).flags(flags);
            rig.run(1);
            assertEquals(0x0C, rig.cpu.itState, "after IT");
            rig.run(1);
            assertEquals(0x18, rig.cpu.itState, "after the first");
            rig.run(1);
            assertEquals(0, rig.cpu.itState, "after the block");
            assertEquals(flags == EQ ? 1 : 2, rig.r(0));
            rig.run(1);
            assertEquals(3, rig.r(1));
        }
    }

    @Test
    void aBranchEndsAnItBlock() {
        int[] code = {0xBF04, 0x3001, 0x4770}; // itt eq; addeq r0, #1; bxeq lr
        Rig rig = Rig.t32(code).set(14, 0x2000).flags(EQ).run(3);
        assertEquals(0x2000, rig.pc());
        assertEquals(0, rig.cpu.itState);
        rig = Rig.t32(code).set(14, 0x2000).flags(NE).run(3);
        assertEquals(Rig.CODE + 6, rig.pc());
        assertEquals(0, rig.cpu.itState);
        assertEquals(0, rig.r(0));
    }
}
