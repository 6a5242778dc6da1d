package trapline.emulator.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import trapline.emulator.isa.Cond;

/** Malformed blocks are refused, and well-formed ones can be shown. */
class BlockVerifierTest {
    private static final int NOP = 0xE320_F000;
    private static final int TEMPORARY = 16;

    private static Block block(Consumer<BlockBuilder> uops) {
        BlockBuilder builder = new BlockBuilder();
        builder.begin(0x1000, 0, 0x1000);
        builder.beginInstruction(NOP, 0, 0);
        uops.accept(builder);
        builder.endInstruction(0x1004, 0);
        return builder.finish();
    }

    private static void assertRefused(String complaint, Consumer<BlockBuilder> uops) {
        IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> block(uops));
        assertTrue(thrown.getMessage().contains(complaint), thrown.getMessage());
    }

    private static void jump(BlockBuilder builder) {
        builder.emit(UopKind.EXIT_JUMP, 0, 0, 0, 0x1004);
    }

    @Test
    void everyPathMustEndInAnExit() {
        assertRefused("does not end", b -> b.emit(UopKind.MOVI, 0, 0, 0, 0));
        assertRefused("does not end", b -> b.emit(UopKind.EXIT_IF, 0, 0, 0, 0));
    }

    @Test
    void temporariesMustBeWrittenFirst() {
        assertRefused("reads a temporary", b -> {
            b.emit(UopKind.MOV, 0, TEMPORARY, 0, 0);
            jump(b);
        });
    }

    @Test
    void thePcIsNoOperand() {
        assertRefused("uses the PC", b -> {
            b.emit(UopKind.ADD, 0, 15, 1, 0);
            jump(b);
        });
    }

    @Test
    void zeroIsNeverWritten() {
        assertRefused("writes no slot", b -> {
            b.emit(UopKind.MOVI, Uop.ZERO, 0, 0, 1);
            jump(b);
        });
    }

    @Test
    void examiningNeedsACause() {
        assertRefused("examines without cause", b -> b.emit(UopKind.EXIT_EXAMINE, 0, 0, 0, 0));
    }

    @Test
    void skipsStayInTheirInstruction() {
        assertRefused("skips beyond", b -> {
            b.emit(UopKind.SKIP_UNLESS, 0, 0, 0, 2);
            jump(b);
        });
    }

    @Test
    void aConditionalJumpIsOneMicroOperation() {
        Block block = block(b -> {
            int skip = b.skipUnless(Cond.NE);
            b.emit(UopKind.EXIT_JUMP, 0, 1, 0, 0x2000);
            b.endSkip(skip);
            jump(b);
        });
        assertEquals(new Uop(UopKind.EXIT_IF, 0, Cond.NE.code(), 0, 0x2000), block.uop(0));
        assertEquals(new Uop(UopKind.EXIT_JUMP, 0, 0, 0, 0x1004), block.uop(1));
        assertEquals(2, block.size());
    }

    @Test
    void theDumpShowsInstructionsAndMicroOperations() {
        BlockBuilder builder = new BlockBuilder();
        builder.begin(0x1000, 0, 0x1000);
        builder.beginInstruction(NOP, 0, 0);
        builder.emit(UopKind.ADDI, TEMPORARY, Uop.ZERO, 0, 0x20);
        jump(builder);
        builder.endInstruction(0x1004, 0);
        String dump = BlockDump.dump(builder.finish());
        assertTrue(dump.contains("00001000  nop"), dump);
        assertTrue(dump.contains("ADDI"), dump);
        assertTrue(dump.contains("t0    zero"), dump);
    }
}
