package trapline.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.MmioDeviceKind;
import trapline.recorder.event.Observation;
import trapline.recorder.event.Observation.GuestExit.Cause;
import trapline.recorder.event.Observation.VirtualInterrupt.Step;
import trapline.recorder.event.TrapReason;

/** VMs beside each other: what they may do, what they cost, how they end. */
class MicrovisorTest {
    private static final int UART = 0x0900_0000;
    private static final int GICC = 0x0801_0000;
    private static final int GICD = 0x0800_0000;
    private static final int BUFFER = 0x4010_0000;
    private static final int VECTORS = 0x4011_0000;
    /** DFSR of a synchronous external abort. */
    private static final int EXTERNAL_ABORT = 0b1000;

    private static long traps(VmSession session, TrapReason reason) {
        return session.of(Observation.HypTrap.class).stream()
                .filter(trap -> trap.reason() == reason)
                .count();
    }

    @Test
    void everyTrapIsFollowedByAReturnOrByIdling() {
        VmSession session =
                VmSession.run(new VmProgram().call(0x1FF).store(UART, 'x').exit(0));
        long traps = session.of(Observation.HypTrap.class).size();
        long returns = session.of(Observation.HypReturn.class).size();
        assertEquals(traps, returns, "the entry at reset returns, and the last trap does not");
        assertEquals(Cause.SEMIHOSTING_EXIT, session.exit(0).cause());
        assertEquals(Cause.POWER_OFF, session.exit(-1).cause());
    }

    @Test
    void aPageTrapsOnceWhenItIsTouchedFirst() {
        VmSession session = VmSession.run(new VmProgram()
                .store(BUFFER, 1)
                .store(BUFFER + 4, 2)
                .load(1, BUFFER + 0xFFC)
                .exit(0));
        assertEquals(1, traps(session, TrapReason.DABT));
        assertEquals(1, traps(session, TrapReason.IABT), "and the page of the program");
    }

    @Test
    void memoryThatIsMappedBeforeTheVmStartsDoesNotTrap() {
        VmProgram program = new VmProgram().store(BUFFER, 1).load(0, BUFFER);
        VmSession session = VmSession.runMapped(program.exit());
        assertEquals(1, session.exit(0).status());
        assertEquals(0, traps(session, TrapReason.DABT) + traps(session, TrapReason.IABT));
        long pages = session.of(Observation.Stage2Change.class).stream()
                .filter(change -> change.ipa() >= 0x4000_0000)
                .count();
        assertEquals((4 << 20) / 4096, pages, "each page once");
    }

    @Test
    void loadsAndStoresOfSeveralRegistersReachDevices() {
        VmProgram program = new VmProgram().endOnDataAbort(VECTORS).set(1, 'x').set(2, 'y');
        program.set(3, UART + 4).word(0xE923_0006); // stmdb r3!, {r1, r2}: the first goes below the UART
        VmSession below = VmSession.run(program.exit(0));
        assertEquals(EXTERNAL_ABORT | 1 << 11, below.exit(0).status(), "half of it is in no device");

        VmProgram whole = new VmProgram().set(1, 'x').set(2, 0).set(3, UART + 8).set(4, 4);
        whole.word(0xE923_0006); // stmdb r3!, {r1, r2}
        whole.word(0xE693_1004); // ldr r1, [r3], r4
        whole.word(0xE243_3004); // sub r3, r3, #4
        whole.word(0xE8B3_0060); // ldmia r3!, {r5, r6}
        whole.set(7, UART + 8);
        whole.word(0xE047_0003); // sub r0, r7, r3
        VmSession session = VmSession.run(whole.exit());
        assertEquals(0, session.exit(0).status(), "the base registers are written back");
        List<Integer> offsets = session.of(Observation.MmioAccess.class).stream()
                .map(Observation.MmioAccess::offset)
                .toList();
        assertEquals(List.of(0, 4, 0, 0, 4), offsets);
        assertEquals("x", text(session));
    }

    /** Runs from the TLB when its tables no longer map it, so that nobody can read the instruction that accesses the device. */
    private static VmProgram unreadable() {
        int tables = 0x4010_0000;
        int others = 0x4010_4000;
        VmProgram program = new VmProgram();
        program.store(tables + 0x400 * 4, 0x4000_1C0E); // RAM, a section, Normal memory
        program.store(others + 0x090 * 4, 0x0900_0C02); // the UART, a section
        program.set(0, 1).word(0xEE03_0F10); // mcr p15, 0, r0, c3, c0, 0 (DACR: client of domain 0)
        program.set(0, tables).word(0xEE02_0F10); // mcr p15, 0, r0, c2, c0, 0 (TTBR0)
        program.set(1, others).set(8, UART);
        program.word(0xEE11_0F10).word(0xE380_0001).word(0xEE01_0F10); // SCTLR.M = 1
        program.word(0xF57F_F06F); // isb
        program.word(0xEE02_1F10); // mcr p15, 0, r1, c2, c0, 0
        return program.word(0xE898_000C).exit(0); // ldm r8, {r2, r3}
    }

    @Test
    void aCrashEndsOneVmOnly() {
        VmSession session = VmSession.run(unreadable(), new VmProgram().exit(5));
        assertEquals(Cause.CRASH, session.exit(0).cause());
        assertTrue(
                session.exit(0).detail().contains("0x9000000"), session.exit(0).detail());
        assertEquals(5, session.exit(1).status());
        assertEquals(5, session.result().status(), "the machine reports the first failure");
    }

    @Test
    void powerOffEndsTheVm() {
        VmSession session = VmSession.run(new VmProgram().call(0, 0x8400_0008));
        assertEquals(Cause.POWER_OFF, session.exit(0).cause());
    }

    @Test
    void aVmThatLoopsWithInterruptsOffLeavesOthersTheirTurns() {
        VmProgram loops = new VmProgram().word(0xF10C_00C0).word(0xEAFF_FFFE); // cpsid if; b .
        VmProgram works = new VmProgram().set(3, 50_000);
        works.word(0xE253_3001); // 1: subs r3, r3, #1
        works.word(0x1AFF_FFFD); // bne 1b
        VmSession session = VmSession.runInTurns(loops, works.exit(7));
        assertEquals(7, session.exit(1).status());
        assertTrue(session.of(Observation.GuestExit.class).stream().noneMatch(exit -> exit.ofVm() == 0), "it loops on");
    }

    @Test
    void aWaitForEventsTrapsWhereOthersWaitForTheCpu() {
        VmProgram waits = new VmProgram();
        for (int i = 0; i < 5; i++) {
            waits.word(0xE320_F004).word(0xE320_F002); // sev; wfe
            waits.set(0, 1 << 2 | 9 << 4).word(0xEE0E_0F11).word(0xE320_F002); // CNTKCTL: event stream; wfe
        }
        waits.exit(0);
        assertEquals(0, traps(VmSession.run(waits), TrapReason.WFE), "nobody else is there");
        assertTrue(traps(VmSession.runInTurns(waits, waits), TrapReason.WFE) > 0);
        VmProgram sleeps = new VmProgram().enableMessages().waitForMessage();
        VmSession session = VmSession.run(sleeps.exit(0), waits);
        assertEquals(Cause.SEMIHOSTING_EXIT, session.exit(1).cause());
        assertEquals(0, traps(session, TrapReason.WFE), "nobody who is there is ready");
    }

    @Test
    void consolesAreApart() {
        VmSession session = VmSession.run(
                new VmProgram().store(UART, 'a').exit(0),
                new VmProgram().store(UART, 'b').exit(0));
        List<Observation.ConsoleOutput> output = session.of(Observation.ConsoleOutput.class);
        assertEquals(1, output.get(0).device());
        assertEquals('a', output.get(0).bytes()[0]);
        assertEquals(2, output.get(1).device());
        assertEquals('b', output.get(1).bytes()[0]);
    }

    @Test
    void instructionsWithoutSyndromeAreDecoded() {
        VmProgram program = new VmProgram().set(1, 'A').set(2, 'B').set(3, UART).set(4, UART);
        program.word(0xE483_1004); // str r1, [r3], #4
        program.word(0xE884_0002); // stmia r4, {r1}
        program.word(0xE1C4_20F0 & ~0xF0 | 0xD0 | 0x8); // ldrd r2, r3, [r4, #8]
        program.word(0xE1A0_0003); // mov r0, r3
        VmSession session = VmSession.run(program.exit());
        List<Observation.MmioAccess> accesses = session.of(Observation.MmioAccess.class);
        assertTrue(accesses.stream().allMatch(Observation.MmioAccess::decoded));
        assertEquals(
                List.of(0, 0, 8, 12),
                accesses.stream().map(Observation.MmioAccess::offset).toList());
        assertEquals(MmioDeviceKind.PL011, accesses.getFirst().device());
        assertEquals("AA", text(session));
    }

    private static long stage2Aborts(VmSession session, long ipa) {
        return session.of(Observation.HypTrap.class).stream()
                .filter(trap -> trap.ipa() == ipa)
                .count();
    }

    private static String text(VmSession session) {
        StringBuilder text = new StringBuilder();
        session.of(Observation.ConsoleOutput.class)
                .forEach(output -> text.append(new String(output.bytes(), java.nio.charset.StandardCharsets.US_ASCII)));
        return text.toString();
    }

    @Test
    void aSwitchBetweenVmsFlushesNothing() {
        VmProgram first = new VmProgram().enableMessages();
        VmProgram second = new VmProgram();
        for (int i = 0; i < 5; i++) {
            first.waitForMessage().call(0x103, 0).load(1, BUFFER);
            second.load(1, BUFFER).call(0x101, 0, 4, i);
        }
        VmSession session = VmSession.run(first.exit(0), second.exit(0));
        assertTrue(session.of(Observation.WorldSwitch.class).size() >= 11);
        assertEquals(0, session.of(Observation.TlbMaintenance.class).size());
        long misses = session.of(Observation.TlbMiss.class).stream()
                .filter(miss -> miss.va() == BUFFER && miss.pa() != -1)
                .count();
        assertEquals(2, misses, "one for each VM, then the entries survive");
    }

    @Test
    void messageInterruptsGoThroughAllTheirSteps() {
        VmSession session = VmSession.run(
                new VmProgram().enableMessages().waitForMessage().call(0x103, 0).exit(0),
                new VmProgram().call(0x101, 0, 4, 7).exit(0));
        List<Observation.VirtualInterrupt> steps = session.of(Observation.VirtualInterrupt.class);
        assertEquals(
                List.of(Step.PENDING, Step.INJECTED, Step.ACKNOWLEDGED, Step.EOI),
                steps.stream().map(Observation.VirtualInterrupt::step).toList());
        assertTrue(steps.stream().allMatch(step -> step.intid() == 48 && step.serial() == 0 && !step.hw()));
        assertEquals(1, traps(session, TrapReason.WFI));
    }

    @Test
    void moreInterruptsThanListRegistersAllArrive() {
        VmProgram program = new VmProgram().store(GICD, 1).store(GICC, 1).store(GICC + 4, 0xFF);
        for (int sgi = 0; sgi < 7; sgi++) {
            program.store(GICD + 0xF00, 2 << 24 | sgi);
        }
        for (int sgi = 0; sgi < 7; sgi++) {
            program.load(7, GICC + 0xC).set(8, GICC + 0x10).word(0xE588_7000);
        }
        VmSession session = VmSession.run(program.exit(0));
        List<Integer> ended = session.of(Observation.VirtualInterrupt.class).stream()
                .filter(step -> step.step() == Step.EOI)
                .map(Observation.VirtualInterrupt::intid)
                .sorted()
                .toList();
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), ended);
        assertTrue(session.of(Observation.VirtualInterrupt.class).stream()
                .anyMatch(step -> step.step() == Step.NO_FREE_LR));
    }

    @Test
    void whatAGuestMakesPendingStaysSo() {
        VmProgram program = new VmProgram().store(GICD, 1).store(GICC, 1).store(GICC + 4, 0xFF);
        program.store(GICD + 0x104, 1 << 8); // enable 40, which is level-triggered
        program.store(GICD + 0x204, 1 << 8); // pending
        program.store(GICD + 0x104, 1 << 9); // the microvisor looks at everything again
        program.load(7, GICC + 0xC).set(8, GICC + 0x10).word(0xE588_7000); // acknowledge and end
        program.load(6, GICC + 0xC); // once only
        program.store(GICD + 0x204, 1 << 8); // pending, and not any more
        program.store(GICD + 0x284, 1 << 8);
        program.load(5, GICC + 0xC);
        program.word(0xE047_0006); // sub r0, r7, r6
        program.word(0xE080_0005); // add r0, r0, r5
        assertEquals(40, VmSession.run(program.exit()).exit(0).status(), "40, 1023 and 1023");
    }

    @Test
    void aSecondVcpuStartsByPsciAndIsReachedBySgi() {
        VmProgram program = new VmProgram();
        int secondary = 0x4020_0000;
        // The second vCPU: r0 holds the context; stores it and waits for ever.
        program.store(secondary, 0xE3A0_1101); // mov r1, #0x40000000
        program.store(secondary + 4, 0xE281_1601); // add r1, r1, #0x100000
        program.store(secondary + 8, 0xE581_0000); // str r0, [r1]
        program.store(secondary + 12, 0xE320_F003); // wfi
        program.store(secondary + 16, 0xEAFF_FFFD); // b .-4
        program.call(0, 0x8400_0003, 1, secondary, 0x55);
        program.set(8, BUFFER);
        program.word(0xE598_0000); // 1: ldr r0, [r8]
        program.word(0xE350_0000); // cmp r0, #0
        program.word(0x0AFF_FFFC); // beq 1b
        VmSession session = VmSession.run(2, program.exit());
        assertEquals(0x55, session.exit(0).status());
        assertTrue(session.of(Observation.VcpuState.class).stream()
                .anyMatch(state -> state.ofVcpu() == 1 && state.state() == Observation.VcpuState.State.RUNNING));
    }

    @Test
    void aVcpuThatWasOffStartsAnew() {
        VmProgram program = new VmProgram();
        int secondary = 0x4020_0000;
        // The second vCPU: notes its context, TPIDRPRW and CNTV_CTL in one word, changes the latter two, and switches
        // off.
        int[] words = {
            0xE3A0_1101, // mov r1, #0x40000000
            0xE281_1601, // add r1, r1, #0x100000
            0xE591_2000, // ldr r2, [r1]
            0xE080_2202, // add r2, r0, r2, lsl #4
            0xEE1D_3F90, // mrc p15, 0, r3, c13, c0, 4
            0xE082_2003, // add r2, r2, r3
            0xEE1E_3F33, // mrc p15, 0, r3, c14, c3, 1
            0xE082_2003, // add r2, r2, r3
            0xE581_2000, // str r2, [r1]
            0xE3A0_3003, // mov r3, #3
            0xEE0D_3F90, // mcr p15, 0, r3, c13, c0, 4
            0xEE0E_3F33, // mcr p15, 0, r3, c14, c3, 1
            0xE3A0_0484, // mov r0, #0x84000000
            0xE280_0002, // add r0, r0, #2
            0xE140_0070 // hvc #0
        };
        for (int i = 0; i < words.length; i++) {
            program.store(secondary + 4 * i, words[i]);
        }
        for (int context : new int[] {5, 6, 7}) {
            program.call(0, 0x8400_0003, 1, secondary, context);
            program.call(0, 0x8400_0004, 1, 0);
            program.word(0xE350_0001); // cmp r0, #1
            program.word(0x1AFF_FFF6); // bne, to the call
        }
        program.load(0, BUFFER);
        for (int cpus : new int[] {1, 2}) {
            VmSession session = VmSession.run(cpus, 2, program.exit());
            assertEquals(0x567, session.exit(0).status(), "on " + cpus + " physical CPUs");
        }
    }

    @Test
    void aDeviceThatIsPassedThroughIsReachedByItsVmOnlyAndWithoutTraps() {
        VmProgram reads = new VmProgram().endOnDataAbort(VECTORS).load(0, 0x0903_0FE0);
        VmSession session = VmSession.run(1, List.of("pl061"), reads.exit(), reads);
        assertEquals(0x61, session.exit(0).status(), "its peripheral ID");
        assertEquals(EXTERNAL_ABORT, session.exit(1).status());
        assertEquals(1, stage2Aborts(session, 0x0903_0FE0), "the other VM's");
    }

    @Test
    void unknownDevicesAreRefusedWithTheNamesThatThereAre() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> VmSession.run(1, List.of("pl999"), new VmProgram().exit(0)));
        assertTrue(refused.getMessage().contains("pl061"), refused.getMessage());
    }

    @Test
    void runningTwiceGivesTheSameEvents() {
        VmProgram first =
                new VmProgram().enableMessages().waitForMessage().call(0x103, 0).exit(0);
        VmProgram second = new VmProgram().call(0x101, 0, 4, 7).exit(0);
        List<EventFrame> once = VmSession.run(2, first, second).frames();
        List<EventFrame> again = VmSession.run(2, first, second).frames();
        assertEquals(once.size(), again.size());
        for (int i = 0; i < once.size(); i++) {
            assertTrue(once.get(i).sameAs(again.get(i)), "event " + i + ": " + once.get(i).type);
        }
    }

    @Test
    void waitingForWhatCannotComeEndsTheMachine() {
        VmSession session = VmSession.run(new VmProgram().word(0xE320_F003).exit(0));
        assertEquals(Cause.DEADLOCK, session.result().exit().orElseThrow());
    }

    /** Enables VFP, sets D0 and FPSCR, spins over several time slices, and ends with what has become of both. */
    private static VmProgram floatingPoint(int value) {
        return new VmProgram()
                .set(0, 0x00F0_0000)
                .word(0xEE01_0F50)
                .set(0, 1 << 30)
                .word(0xEEE8_0A10)
                .set(1, value)
                .word(0xEC41_1B30)
                .set(2, value << 28)
                .word(0xEEE1_2A10)
                .set(3, 20_000)
                .word(0xE253_3001)
                .word(0x1AFF_FFFD)
                .word(0xEC54_0B30)
                .word(0xEEF1_5A10)
                .word(0xE080_0004)
                .word(0xE080_0E25)
                .exit();
    }

    @Test
    void vmsKeepTheirFloatingPointRegistersApart() {
        VmSession session = VmSession.runInTurns(floatingPoint(1), floatingPoint(2));
        assertEquals(3, session.exit(0).status(), "D16 and FPSCR of the first");
        assertEquals(6, session.exit(1).status(), "and of the second");
        assertTrue(traps(session, TrapReason.CP_0_13) >= 4, "the registers change owner when they are used");
    }

    @Test
    void aVmThatForbidsFloatingPointForbidsItToItselfOnly() {
        VmProgram forbids = new VmProgram()
                .set(0, 0x00F0_0000)
                .word(0xEE01_0F50) // mcr p15, 0, r0, c1, c0, 2 (CPACR)
                .set(4, 5)
                .set(1, 1 << 30)
                .set(2, 0);
        forbids.word(0xEEE8_1A10); // 1: vmsr fpexc, r1
        forbids.word(0xEC44_4B30); // vmov d16, r4, r4
        forbids.word(0xEEE8_2A10); // vmsr fpexc, r2
        forbids.word(0xE3A0_3C20); // mov r3, #0x2000
        forbids.word(0xE253_3001); // 2: subs r3, r3, #1
        forbids.word(0x1AFF_FFFD); // bne 2b
        forbids.word(0xEEF8_5A10); // vmrs r5, fpexc
        forbids.word(0xE082_2005); // add r2, r2, r5
        forbids.word(0xE254_4001); // subs r4, r4, #1
        forbids.word(0x1AFF_FFF5); // bne 1b
        forbids.word(0xE1A0_0002); // mov r0, r2
        VmSession session = VmSession.runInTurns(forbids.exit(), floatingPoint(2));
        assertEquals(0, session.exit(0).status(), "FPEXC stays what it was");
        assertEquals(
                Cause.SEMIHOSTING_EXIT, session.exit(1).cause(), session.exit(1).detail());
        assertEquals(6, session.exit(1).status());
    }

    @Test
    void floatingPointRegistersOfOneVmMoveOnce() {
        VmSession session = VmSession.run(floatingPoint(1), new VmProgram().exit(0));
        assertEquals(1, traps(session, TrapReason.CP_0_13));
    }
}
