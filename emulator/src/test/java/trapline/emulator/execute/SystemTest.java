package trapline.emulator.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import trapline.emulator.cpu.CoprocessorEncoding;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.Mode;

/** What instructions ask of {@code SystemOperations}, and that they find the state exact. */
class SystemTest {
    private static void check(int word, int pcAfter, String... calls) {
        Rig rig = Rig.a32(0xE320_F000, word).set(1, 0x3000).run(2); // nop first, so that tick and PC are not the first
        assertEquals(List.of(calls), rig.system.calls);
        assertEquals(Integer.toHexString(pcAfter), Integer.toHexString(rig.pc()), calls[0]);
        assertEquals(2, rig.tick.now, calls[0]);
    }

    private static final int NEXT = Rig.CODE + 8;

    @Test
    void callsGoOnWithTheNextInstruction() {
        check(0xE10F_0000, NEXT, "1:1004:00 readCpsr");
        check(0xE14F_0000, NEXT, "1:1004:00 readSpsr");
        check(0xE121_F001, NEXT, "1:1004:00 writeCpsr 3000 1");
        check(0xE328_F20F, NEXT, "1:1004:00 writeCpsr f0000000 8");
        check(0xE16F_F001, NEXT, "1:1004:00 writeSpsr 3000 f");
        check(0xE105_0200, NEXT, "1:1004:00 readBanked 5 false");
        check(0xE160_F301, NEXT, "1:1004:00 writeBanked 10 true 3000");
        check(0xF102_0013, NEXT, "1:1004:00 cps false false 0 13");
        check(0xF10C_00C0, NEXT, "1:1004:00 cps false true 3 0");
        check(0xF10A_009F, NEXT, "1:1004:00 cps true false 2 1f");
        check(0xF101_0200, NEXT, "1:1004:00 setend true");
        check(0xE320_F003, NEXT, "1:1004:00 wfi 3e");
        check(0xE320_F002, NEXT, "1:1004:00 wfe 3e");
        check(0xE320_F004, NEXT, "1:1004:00 sev");
        check(0xF57F_F06F, NEXT, "1:1004:00 isb");
    }

    @Test
    void exceptionsGoWhereTheProcessorSays() {
        check(0xEF00_0005, 0x8, "1:1004:00 svc 5");
        check(0xE141_2374, 0x14, "1:1004:00 hvc 1234");
        check(0xE160_0073, 0x8, "1:1004:00 smc 3 1e");
        check(0xE120_0172, 0xC, "1:1004:00 bkpt 12");
        check(0xEF12_3456, NEXT, "1:1004:00 svc 123456");
        check(0xE160_006E, 0, "1:1004:00 readSpsr", "1:1004:00 return 0 20000010");
        check(0xE25E_F004, -4, "1:1004:00 readSpsr", "1:1004:00 return fffffffc 20000010");
        check(0xE1B0_F00E, 0, "1:1004:00 readSpsr", "1:1004:00 return 0 20000010");
    }

    @Test
    void aFailedConditionCallsNobody() {
        Rig rig = Rig.a32(0x1F00_0005).flags(0b0100).run(1); // svcne #5
        assertEquals(List.of(), rig.system.calls);
        assertEquals(Rig.CODE + 4, rig.pc());
        assertEquals(1, rig.tick.now);
    }

    @Test
    void theThumbFormsTellTheirSize() {
        assertEquals(List.of("0:1000:00 wfi 1e"), Rig.t32(0xBF30).run(1).system.calls);
        assertEquals(Rig.CODE + 2, Rig.t32(0xDFAB).run(1).pc(), "a semihosting call goes on");
        assertEquals(8, Rig.t32(0xDF01).run(1).pc());
    }

    @Test
    void coprocessorRegistersAreReadAndWritten() {
        String sctlr = Integer.toHexString(CoprocessorEncoding.of(15, 0, 1, 0, 0));
        String cntpct = Integer.toHexString(CoprocessorEncoding.of64(15, 0, 14));
        String cntvct = Integer.toHexString(CoprocessorEncoding.of64(15, 1, 14));
        check(0xEE11_0F10, NEXT, "1:1004:00 mrc " + sctlr + " 0 1e");
        check(0xEE01_1F10, NEXT, "1:1004:00 mcr " + sctlr + " 1 1e 3000");
        check(0xEC53_2F0E, NEXT, "1:1004:00 mrrc " + cntpct + " 2 3 1e");
        check(0xEC43_2F1E, NEXT, "1:1004:00 mcrr " + cntvct + " 2 3 1e 0");
        Rig rig = Rig.a32(0xEC53_2F0E).run(1);
        assertEquals(0x9ABC_DEF0, rig.r(2));
        assertEquals(0x1234_5678, rig.r(3));
        assertEquals(0b1010, Rig.a32(0xEE10_FE11).run(1).flags(), "mrc p14, 0, apsr_nzcv: bits 31:28");
    }

    @Test
    void trappedInstructionsChangeNothing() {
        Rig rig = Rig.a32(0xE320_F000, 0xEE11_0F10).set(0, 5); // nop; mrc p15, 0, r0, c1, c0, 0
        rig.system.traps = true;
        assertEquals(GuestFault.Reason.HYP_TRAP, rig.runToFault().reason());
        assertEquals(5, rig.r(0));
        assertEquals(Rig.CODE + 4, rig.pc());
        assertEquals(1, rig.tick.now);
    }

    @Test
    void whatIsNotAllocatedIsUndefined() {
        for (int word : new int[] {0xE7F0_00F1, 0xE7FF_FFFF, 0xEE11_0502}) {
            assertEquals(GuestFault.Reason.UNDEFINED, Rig.a32(word).runToFault().reason(), Integer.toHexString(word));
        }
    }

    @Test
    void returnStateGoesToTheStackOfAMode() {
        Rig rig = Rig.a32(0xF96D_0513).set(14, 0x1234).run(1); // srsdb sp!, #19
        assertEquals(0x1234, rig.word(NotedSystem.BANKED_SP - 8));
        assertEquals(NotedSystem.SPSR, rig.word(NotedSystem.BANKED_SP - 4));
        assertEquals("0:1000:00 writeBankedSp 13 7ff8", rig.system.calls.getLast());
        rig = Rig.a32(0xF8B1_0A00)
                .set(1, 0x4000)
                .word(0x4000, 0x2000)
                .word(0x4004, 0x1F)
                .run(1); // rfeia r1!
        assertEquals(List.of("0:1000:00 return 2000 1f"), rig.system.calls);
        assertEquals(0x4008, rig.r(1));
    }

    @Test
    void hypModeHasNoReturnsButEret() {
        for (int word : new int[] {0xF96D_0513, 0xF8B1_0A00, 0xE25E_F004, 0xE8F1_8001, 0xE8D1_0101}) {
            Rig rig = Rig.a32(word).set(1, 0x4000);
            rig.cpu.mode = Mode.HYP;
            assertEquals(GuestFault.Reason.UNDEFINED, rig.runToFault().reason(), Integer.toHexString(word));
        }
        Rig rig = Rig.a32(0xE160_006E);
        rig.cpu.mode = Mode.HYP;
        assertEquals(List.of("0:1000:00 eret"), rig.run(1).system.calls);
        assertEquals(0x40, rig.pc());
    }

    @Test
    void userModeCannotChangeItsState() {
        Rig rig = Rig.a32(0xF10C_00C0); // cpsid if
        rig.cpu.mode = Mode.USR;
        assertEquals(List.of(), rig.run(1).system.calls);
    }

    @Test
    void theItStateIsExactInCallsAndAfterThem() {
        // itt eq; mrseq r0, cpsr; nopeq; nop
        Rig rig = Rig.t32(0xBF04, 0xF3EF_8000, 0xBF00, 0xBF00).flags(0b0100).run(4);
        assertEquals(List.of("1:1002:04 readCpsr"), rig.system.calls);
        assertEquals(0, rig.cpu.itState);
    }

    @Test
    void aDeviceMayNotRefuseTwice() {
        Rig rig = Rig.a32(0xE591_0000).set(1, 0x4000); // ldr r0, [r1]
        rig.memory.refusesAlways = true;
        assertThrows(IllegalStateException.class, () -> rig.run(1));
    }
}
