package trapline.emulator.execute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Features;
import trapline.emulator.cpu.SystemRegisters;
import trapline.emulator.ir.Block;
import trapline.emulator.ir.UopKind;
import trapline.emulator.memory.HostWindow;
import trapline.emulator.memory.PhysicalMap;
import trapline.emulator.x86.MachineCodeCache;
import trapline.emulator.x86.MachineParts;

/** Each micro-operation does the same in machine code as in the interpreter, or leaves everything to that. */
class MachineCodeUopsTest {
    /** What is rare, or no shorter in machine code. */
    private static final Set<UopKind> LEFT_TO_THE_INTERPRETER = EnumSet.of(
            UopKind.FLAGS_FROM,
            UopKind.LSL_CARRY,
            UopKind.LSR_CARRY,
            UopKind.ASR_CARRY,
            UopKind.ROR_CARRY,
            UopKind.SXTB16,
            UopKind.REV16,
            UopKind.REVSH,
            UopKind.RBIT,
            UopKind.SEL,
            UopKind.SMLSL,
            UopKind.SUB_LONG,
            UopKind.SMULW,
            UopKind.USAD8,
            UopKind.ADDQ,
            UopKind.ADD3Q,
            UopKind.QADD,
            UopKind.QSUB,
            UopKind.SSAT,
            UopKind.USAT,
            UopKind.SSAT16,
            UopKind.USAT16,
            UopKind.PARALLEL,
            UopKind.PARALLEL_GE);

    private final UopSamples samples = new UopSamples(3);
    private final HostWindow window = HostWindow.open();
    private HostCode code = HostCode.NONE;

    private HostCode open(long size) {
        PhysicalMap memory = new PhysicalMap(window, 0, 4096, _ -> {}, 1);
        MachineParts parts = new MachineParts(memory, List.of(new SystemRegisters()), Features.HYP);
        return MachineCodeCache.open(window, new Tiers(1, RegionFactory.NONE), parts, size);
    }

    @BeforeEach
    void open() {
        code = open(1 << 20);
        assumeTrue(code.isPresent(), "no machine code on this host");
    }

    @AfterEach
    void close() {
        window.close();
    }

    /** Of N and V only the sign counts, of Z whether it is 0. */
    private static int[] flagsAsBits(int[] state) {
        int[] bits = state.clone();
        bits[15] >>>= 31;
        bits[16] = state[16] == 0 ? 0 : 1;
        bits[18] >>>= 31;
        return bits;
    }

    /** Whether machine code did it. */
    private boolean isSame(UopKind kind) {
        int imm = samples.immediate(kind);
        int[] before = samples.state();
        Rig expected = new Rig();
        UopSamples.put(expected.cpu, before);
        expected.interpreter().execute(UopSamples.block(kind, imm), 1);
        Rig rig = new Rig();
        UopSamples.put(rig.cpu, before);
        Block block = UopSamples.block(kind, imm);
        code.translate(block);
        int exit = code.loop(rig.cpu, rig.memory, rig.system).enter(block, 0, 1);
        if (exit < UopLoop.LEFT) {
            assertEquals(1, exit, kind + " is to be done by the interpreter");
            assertArrayEquals(flagsAsBits(before), flagsAsBits(UopSamples.take(rig.cpu)), kind + " is not done");
            return false;
        }
        assertEquals(UopLoop.LEFT + Region.NEXT, exit);
        assertArrayEquals(
                flagsAsBits(UopSamples.take(expected.cpu)),
                flagsAsBits(UopSamples.take(rig.cpu)),
                () -> kind + " with " + imm + " of " + Arrays.toString(before));
        return true;
    }

    @Test
    void allIsDroppedWhenThereIsNoRoomForMore() {
        Block first = UopSamples.block(UopKind.MOVI, 5);
        code.translate(first);
        Block last = first;
        for (int n = 0; n < 20_000; n++) {
            last = UopSamples.block(UopKind.MOVI, n);
            code.translate(last);
            assertTrue(last.machineCode().isAllowed(), "the block that was translated last");
        }
        assertFalse(first.machineCode().isPresent(), "code from long ago");
        assertTrue(first.cost < Block.NEVER, "it is interpreted again");
        Rig rig = new Rig();
        assertEquals(
                UopLoop.LEFT + Region.NEXT,
                code.loop(rig.cpu, rig.memory, rig.system).enter(last, 0, 1));
        assertEquals(19_999, rig.cpu.slots[UopSamples.OPERANDS[0]]);
    }

    @Test
    void whatMayNotRunIsNotEntered() {
        Block block = UopSamples.block(UopKind.MOVI, 7);
        code.translate(block);
        Rig rig = new Rig();
        HostLoop loop = code.loop(rig.cpu, rig.memory, rig.system);
        assertEquals(HostLoop.NOT_ENTERED, loop.enter(block, 0, 0), "there is no room for an instruction");
        block.runAlone(0);
        assertFalse(block.machineCode().isAllowed());
        assertEquals(HostLoop.NOT_ENTERED, loop.enter(block, 0, 1), "it accesses a device");
        assertEquals(Rig.CODE, rig.cpu.slots[CpuState.PC]);
        assertEquals(0, rig.cpu.slots[UopSamples.OPERANDS[0]]);
    }

    @Test
    void operationsDoTheSameAsInTheInterpreter() {
        Set<UopKind> left = EnumSet.noneOf(UopKind.class);
        for (UopKind kind : UopKind.values()) {
            for (int n = 0; n < 300 && UopSamples.isPure(kind); n++) {
                if (!isSame(kind)) {
                    left.add(kind);
                }
            }
        }
        assertEquals(LEFT_TO_THE_INTERPRETER, left);
    }
}
