package trapline.emulator.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import trapline.emulator.FirmwareMachine;
import trapline.emulator.Machine;
import trapline.emulator.execute.Region;
import trapline.emulator.execute.RegionFactory;
import trapline.emulator.execute.Tiers;

/** What regions take of the host. That they do the same as the interpreter is found by random programs. */
class RegionTest {
    private static final int BRANCH_TO_ITSELF = 0xEAFF_FFFE;

    /** Vectors, then a loop of a supervisor call, arithmetic, a load and a store. */
    private static final int[] CALLS = {
        0xEA00_0006, // b 0x20
        BRANCH_TO_ITSELF,
        0xE1B0_F00E, // movs pc, lr
        BRANCH_TO_ITSELF,
        BRANCH_TO_ITSELF,
        BRANCH_TO_ITSELF,
        BRANCH_TO_ITSELF,
        BRANCH_TO_ITSELF,
        0xE3A0_8101, // mov r8, #0x40000000
        0xEF00_0001, // 1: svc #1
        0xE290_0001, // adds r0, r0, #1
        0xE598_1040, // ldr r1, [r8, #64]
        0xE081_1000, // add r1, r1, r0
        0xE588_1040, // str r1, [r8, #64]
        0xEAFF_FFF9, // b 1b
    };

    private static Machine machine(RegionFactory regions, int... program) {
        return machine(new Tiers(Tiers.NEVER, regions), program);
    }

    private static Machine machine(Tiers tiers, int... program) {
        return FirmwareMachine.of(tiers, _ -> {}, program);
    }

    /** Loops of four instructions, one after the other, each of which counts to 20; and again. */
    private static int[] loops(int count) {
        int[] program = new int[3 * count + 1];
        for (int n = 0; n < count; n++) {
            program[3 * n] = 0xE3A0_0014; // mov r0, #20
            program[3 * n + 1] = 0xE250_0001; // 1: subs r0, r0, #1
            program[3 * n + 2] = 0x1AFF_FFFD; // bne 1b
        }
        program[3 * count] = 0xEA00_0000 | -(3 * count + 2) & 0xFF_FFFF; // b 0
        return program;
    }

    private static long hashAfter(RegionFactory regions, int ticks, int... program) {
        try (Machine machine = machine(regions, program)) {
            machine.runUntil(ticks);
            return machine.stateHash();
        }
    }

    @Test
    void theSteadyStateOfRegionsAllocatesNothing() {
        requireNothingAllocated(new Tiers(Tiers.NEVER, new RegionCompiler(RegionCompiler.THRESHOLD)));
    }

    @Test
    void theSteadyStateOfMachineCodeAllocatesNothing() {
        requireNothingAllocated(new Tiers(50, RegionFactory.NONE));
    }

    private static void requireNothingAllocated(Tiers tiers) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Machine machine = machine(tiers, CALLS)) {
            machine.runUntil(8_000_000);
            long before = threads.getCurrentThreadAllocatedBytes();
            machine.runUntil(16_000_000);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < 4096, allocated + " bytes in 8 million instructions, a million of them calls");
        }
    }

    @Test
    void noMethodIsLongerThanHotSpotCompiles() {
        int[] program = new int[90];
        program[0] = 0xE3A0_8101; // mov r8, #0x40000000
        for (int n = 1; n < 89; n++) {
            program[n] = n % 2 == 0 ? 0xE898_00FF : 0xE888_00FF; // ldm r8, {r0-r7} and stm
        }
        program[89] = 0xEAFF_FFA6; // b 4
        RegionCompiler compiler = new RegionCompiler(2);
        assertEquals(hashAfter(RegionFactory.NONE, 20_000, program), hashAfter(compiler, 20_000, program));
        assertFalse(compiler.regions().isEmpty(), "a block that is too long for one method is compiled in part");
        assertTrue(compiler.longestCode() < RegionCompiler.HUGE_METHOD, compiler.longestCode() + " bytes");
    }

    @Test
    void thereAreNeverMoreRegionsThanAllowed() {
        RegionCompiler compiler = new RegionCompiler(2, 3);
        int[] program = loops(50);
        assertEquals(hashAfter(RegionFactory.NONE, 100_000, program), hashAfter(compiler, 100_000, program));
        assertTrue(compiler.regions().size() <= 3, compiler.regions().size() + " regions");
    }

    @Test
    void theClassOfADroppedRegionIsUnloaded() throws InterruptedException {
        RegionCompiler compiler = new RegionCompiler(2);
        try (Machine machine = machine(compiler, loops(3))) {
            machine.runUntil(1000);
            WeakReference<Class<? extends Region>> type =
                    new WeakReference<>(compiler.regions().getFirst().getClass());
            List.copyOf(compiler.regions()).forEach(Region::drop);
            machine.runUntil(2000);
            for (int n = 0; n < 50 && type.get() != null; n++) {
                System.gc();
                Thread.sleep(10);
            }
            assertNull(type.get(), "the class is still loaded");
        }
    }
}
