package trapline.emulator.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;

/** Code that runs while breakpoints are armed stops before the instruction that matches, wherever blocks begin and end. */
class CheckedRunTest {
    private static final int ANY_WORD = 0b1111 << 5 | 0b11 << 1 | 1;

    private static Rig armed(Rig rig, int address, int control) {
        rig.registers.set(SysReg.DBGDSCR, 1 << 15);
        rig.registers.set(SysReg.DBGBVR0, address & ~0b11);
        rig.registers.set(SysReg.DBGBCR0, control);
        return rig;
    }

    /** add r0, r0, #1 three times; b .-12. */
    private static Rig loop() {
        return Rig.a32(0xE280_0001, 0xE280_0001, 0xE280_0001, 0xEAFF_FFFB);
    }

    private static void assertStopped(Rig rig, int pc, int r0, long tick) {
        assertEquals(GuestFault.Reason.PREFETCH_ABORT, rig.runToFault().reason());
        assertEquals(Fault.Kind.DEBUG, rig.cpu.fault.kind);
        assertEquals(pc, rig.pc());
        assertEquals(r0, rig.r(0));
        assertEquals(tick, rig.tick.now, "the attempt has not been counted yet");
    }

    @Test
    void theInstructionIsNotExecuted() {
        assertStopped(armed(loop(), Rig.CODE + 8, ANY_WORD), Rig.CODE + 8, 2, 2);
        assertStopped(armed(loop(), Rig.CODE, ANY_WORD), Rig.CODE, 0, 0);
    }

    @Test
    void hotCodeStopsToo() {
        Rig rig = loop().run(400_001);
        assertStopped(armed(rig, Rig.CODE + 8, ANY_WORD), Rig.CODE + 8, 300_002, 400_002);
        rig.registers.set(SysReg.DBGBCR0, 0);
        rig.run(1_000);
        assertEquals(300_752, rig.r(0), "and goes on when it is disarmed");
    }

    @Test
    void whatDoesNotMatchRunsToTheLimit() {
        Rig rig = armed(loop(), Rig.CODE + 16, ANY_WORD);
        for (int n = 1; n <= 40; n++) {
            assertEquals(Exit.LIMIT, rig.dispatcher.run(n));
            assertEquals(n - n / 4, rig.r(0));
            assertEquals(Rig.CODE + n % 4 * 4, rig.pc());
        }
    }

    @Test
    void mismatchStepsOneInstruction() {
        Rig rig = armed(loop(), Rig.CODE + 4, ANY_WORD | 0b0100 << 20);
        rig.cpu.mode = Mode.USR;
        rig.cpu.slots[CpuState.PC] = Rig.CODE + 4;
        assertStopped(rig, Rig.CODE + 8, 1, 1);
    }

    @Test
    void secondHalfwordOfAWordIsAnInstructionOfItsOwn() {
        // adds r0, #1 three times
        Rig rig = armed(Rig.t32(0x3001, 0x3001, 0x3001), Rig.CODE + 2, 0b1100 << 5 | 0b11 << 1 | 1);
        assertStopped(rig, Rig.CODE + 2, 1, 1);
    }

    @Test
    void itStateIsExactInAnItBlock() {
        // itt eq; addeq r0, #1; addeq r0, #1
        Rig rig = armed(Rig.t32(0xBF04, 0x3001, 0x3001), Rig.CODE + 4, ANY_WORD).flags(0b0100);
        assertStopped(rig, Rig.CODE + 4, 1, 2);
        assertEquals(0x08, rig.cpu.itState);
    }

    @Test
    void deviceAccessesStillRunAlone() {
        // add r0, r0, #1; ldr r2, [r1]; add r0, r0, #1
        Rig rig = armed(Rig.a32(0xE280_0001, 0xE591_2000, 0xE280_0001), Rig.CODE + 8, ANY_WORD)
                .set(1, 0x8000);
        rig.memory.device.add(0x8000);
        assertStopped(rig, Rig.CODE + 8, 1, 2);
        assertEquals("1:READ:8000", rig.memory.deviceAccesses.getFirst());
    }

    @Test
    void changedCodeIsSeenByTheNextInstruction() {
        // str r2, [r1]; mov r0, #1; mov r3, #1 with r1 pointing at the second instruction, r2 mov r0, #2
        Rig rig = armed(Rig.a32(0xE581_2000, 0xE3A0_0001, 0xE3A0_3001), Rig.CODE + 8, ANY_WORD)
                .set(1, Rig.CODE + 4)
                .set(2, 0xE3A0_0002);
        assertStopped(rig, Rig.CODE + 8, 2, 2);
    }
}
