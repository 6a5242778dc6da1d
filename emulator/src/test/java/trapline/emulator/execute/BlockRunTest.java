package trapline.emulator.execute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.GuestFault;

/** What must not depend on how code is cut into blocks: ticks, fetches, device accesses, changed code, faults. */
class BlockRunTest {
    private static final int DEVICE = 0x8000;

    @Test
    void theLimitIsReachedToTheInstruction() {
        Rig rig = Rig.a32(0xE280_0001, 0xE280_0001, 0xE280_0001, 0xEAFF_FFFB); // add r0, r0, #1 three times; b .-12
        for (int n = 1; n <= 40; n++) {
            assertEquals(Exit.LIMIT, rig.dispatcher.run(n));
            assertEquals(n, rig.tick.now);
            assertEquals(n - n / 4, rig.r(0));
            assertEquals(Rig.CODE + n % 4 * 4, rig.pc());
        }
        assertEquals(Exit.LIMIT, rig.dispatcher.run(4_000_040));
        assertEquals(3_000_030, rig.r(0));
        assertEquals(List.of("0:1000"), rig.memory.fetches, "one page, one lookup");
    }

    @Test
    void deviceAccessesHappenAloneAtTheirTick() {
        // add r0, r0, #1; ldr r2, [r1]; str r0, [r1, #4]; b .-12
        Rig rig = Rig.a32(0xE280_0001, 0xE591_2000, 0xE581_0004, 0xEAFF_FFFB).set(1, DEVICE);
        rig.memory.device.add(DEVICE);
        rig.run(11);
        List<String> expected =
                List.of("1:READ:8000", "2:WRITE:8004", "5:READ:8000", "6:WRITE:8004", "9:READ:8000", "10:WRITE:8004");
        assertEquals(
                expected,
                rig.memory.deviceAccesses.stream()
                        .filter(s -> s.matches(".*[04]"))
                        .toList());
        assertEquals(3, rig.r(0));
    }

    @Test
    void theRunLoopLooksAfterADeviceAccess() {
        Rig rig = Rig.a32(0xE280_0001, 0xE591_2000, 0xE280_0001).set(1, DEVICE);
        rig.memory.device.add(DEVICE);
        assertEquals(Exit.EXAMINE, rig.dispatcher.run(100));
        assertEquals(2, rig.tick.now);
        assertEquals(Rig.CODE + 8, rig.pc());
    }

    @Test
    void aStoreToCodeIsSeenByTheNextInstruction() {
        // str r2, [r1]; mov r0, #1; mov r3, #1 with r1 pointing at the second instruction, r2 mov r0, #2
        Rig rig = Rig.a32(0xE581_2000, 0xE3A0_0001, 0xE3A0_3001)
                .set(1, Rig.CODE + 4)
                .set(2, 0xE3A0_0002)
                .run(3);
        assertEquals(2, rig.r(0));
        assertEquals(1, rig.r(3));
        assertEquals(3, rig.tick.now);
    }

    @Test
    void changedCodeIsNotReachedByLinks() {
        // 1000: b 1010; 1010: mov r0, #1; b 1000
        Rig rig = Rig.a32(0xEA00_0002, 0, 0, 0, 0xE3A0_0001, 0xEAFF_FFF9);
        rig.run(9);
        assertEquals(1, rig.r(0));
        rig.memory.store32(Rig.CODE + 16, 0xE3A0_0002);
        rig.run(3);
        assertEquals(2, rig.r(0));
    }

    @Test
    void crossingIntoAnotherPageFetchesAtTheTickOfArrival() {
        Rig rig = Rig.a32();
        rig.memory.bytes.putInt(0x1FFC, 0xE280_0001);
        rig.memory.bytes.putInt(0x2000, 0xE280_0001);
        rig.memory.bytes.putInt(0x2004, 0xEAFF_FFFC); // b 1ffc
        rig.set(CpuState.PC, 0x1FFC).run(4);
        assertEquals(List.of("0:1000", "1:2000", "3:1000"), rig.memory.fetches);
        rig.memory.remapped.put(0x2000, 0x3000);
        rig.memory.bytes.putInt(0x3000, 0xE280_0064); // add r0, r0, #100
        rig.run(1);
        assertEquals(103, rig.r(0), "a link does not outlive the mapping");
    }

    @Test
    void aFetchFaultLeavesThePcAtTheInstruction() {
        Rig rig = Rig.a32(0xEA00_0FFE); // b 5000
        rig.memory.unmapped.add(0x5000);
        assertEquals(GuestFault.Reason.PREFETCH_ABORT, rig.runToFault().reason());
        assertEquals(0x5000, rig.pc());
        assertEquals(1, rig.tick.now);
    }

    @Test
    void anInstructionAcrossPagesIsFetchedFromBoth() {
        Rig rig = Rig.t32();
        rig.memory.bytes.putShort(0x1FFC, (short) 0x2003); // movs r0, #3
        rig.memory.bytes.putShort(0x1FFE, (short) 0xF100); // add.w r0, r0, #1
        rig.memory.bytes.putShort(0x2000, (short) 0x0001);
        rig.memory.bytes.putShort(0x2002, (short) 0xE7FB); // b 1ffc
        rig.set(CpuState.PC, 0x1FFC).run(6);
        assertEquals(4, rig.r(0));
        assertEquals(List.of("0:1000", "1:2000", "3:1000", "4:2000"), rig.memory.fetches);
        rig.memory.store16(0x2000, 0x0002);
        rig.run(2);
        assertEquals(5, rig.r(0), "a change of its second half counts");
        rig.run(1);
        rig.memory.unmapped.add(0x2000);
        rig.set(CpuState.PC, 0x1FFC);
        assertEquals(GuestFault.Reason.PREFETCH_ABORT, rig.runToFault().reason());
        assertEquals(0x1FFE, rig.pc());
        assertEquals(0x2000, rig.cpu.fault.va);
    }

    @Test
    void aFaultInTheMiddleCountsWhatWentBefore() {
        Rig rig = Rig.a32(0xE280_0001, 0xE280_0001, 0xE591_2000).set(1, 0x6000);
        rig.memory.unmapped.add(0x6000);
        rig.runToFault();
        assertEquals(2, rig.r(0));
        assertEquals(2, rig.tick.now);
        assertEquals(Rig.CODE + 8, rig.pc());
    }

    /** Random programs in one go, instruction by instruction, and in random portions: the same end. */
    @Test
    void theCutMakesNoDifference() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(99);
        for (int n = 0; n < 400; n++) {
            long seed = random.nextLong();
            String whole = outcome(seed, _ -> 1000);
            assertEquals(whole, outcome(seed, _ -> 1), "seed " + seed);
            assertEquals(whole, outcome(seed, portions -> 1 + portions.nextInt(9)), "seed " + seed);
        }
    }

    private interface Portion {
        int next(RandomGenerator random);
    }

    private static String outcome(long seed, Portion portion) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Rig rig = Rig.a32();
        rig.cpu.thumb = random.nextBoolean();
        byte[] code = new byte[0x2000];
        random.nextBytes(code);
        rig.memory.bytes.put(Rig.CODE, code);
        for (int r = 0; r < 15; r++) {
            rig.set(r, Rig.CODE - 0x800 + random.nextInt(0x8000) & -4);
        }
        rig.memory.device.add(0x4000);
        rig.memory.unmapped.add(0x7000);
        RandomGenerator portions = RandomGeneratorFactory.of("L64X128MixRandom").create(seed + 1);
        while (rig.tick.now < 300) {
            Exit exit = rig.dispatcher.run(Math.min(300, rig.tick.now + portion.next(portions)));
            if (exit == Exit.FAULT) {
                takeFault(rig);
            }
        }
        return "pc=%x it=%x flags=%x q=%d ge=%x thumb=%b%n%s%n%s%n%s%n%s"
                .formatted(
                        rig.pc(),
                        rig.cpu.itState,
                        rig.flags(),
                        rig.cpu.qf,
                        rig.cpu.ge,
                        rig.cpu.thumb,
                        Arrays.toString(Arrays.copyOf(rig.cpu.slots, 15)),
                        rig.memory.deviceAccesses,
                        calls(rig),
                        Long.toHexString(rig.memory.digest()));
    }

    /** Without the reads that an instruction does again when it is run alone, which nobody can see. */
    private static List<String> calls(Rig rig) {
        return rig.system.calls.stream()
                .filter(call -> !call.matches(".* (readUser|readBankedSp|readSpsr|swap).*"))
                .toList();
    }

    /** What a run loop would do, in short: go to another place, one tick later. */
    private static void takeFault(Rig rig) {
        rig.system.calls.add(rig.tick.now + " " + rig.dispatcher.fault().reason() + " at " + rig.pc());
        rig.tick.now++;
        rig.set(CpuState.PC, Rig.CODE + (int) (rig.tick.now * 52) % 0x1F00 & -4);
        rig.cpu.itState = 0;
    }

    @Test
    void theCacheMayBeEmptiedAtAnyTime() {
        Rig rig = Rig.a32(0xE280_0001, 0xEAFF_FFFD); // add r0, r0, #1; b .-4
        rig.run(5);
        rig.cache.clear();
        rig.run(5);
        assertEquals(5, rig.r(0));
        assertArrayEquals(new long[] {10}, new long[] {rig.tick.now});
    }
}
