package trapline.emulator.firmware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trapline.emulator.cpu.Features;
import trapline.emulator.mmu.MemoryPort;
import trapline.emulator.system.ProcessorRig;
import trapline.recorder.event.Observation.GuestExit;

class SemihostingTest {
    private static final int BLOCK = 0x4000_0100;
    private static final int TEXT = 0x4000_0200;

    private final ProcessorRig rig = new ProcessorRig(Features.PL1_ONLY);
    private final MemoryPort memory = rig.parts.memory();
    private final StringBuilder out = new StringBuilder();
    private final Deque<Integer> in = new ArrayDeque<>();

    @AfterEach
    void close() {
        rig.close();
    }

    private String ended = "";
    private final Semihosting semihosting = new Semihosting(rig.cpu, memory, new SemihostingHost() {
        @Override
        public void output(int b) {
            out.append((char) b);
        }

        @Override
        public int input() {
            return in.isEmpty() ? -1 : in.remove();
        }

        @Override
        public long seconds() {
            return 1_800_000_000L;
        }

        @Override
        public long ticks() {
            return 5_012_345_678L;
        }

        @Override
        public String commandLine() {
            return "a.elf b c";
        }

        @Override
        public int heapBase() {
            return 0x4002_0000;
        }

        @Override
        public int heapLimit() {
            return 0x4010_0000;
        }

        @Override
        public void exit(GuestExit.Cause cause, int status, String detail) {
            ended = cause + " " + status;
        }
    });

    SemihostingTest() {
        memory.setAlone(true);
    }

    private int call(int operation, int argument) {
        rig.cpu.slots[0] = operation;
        rig.cpu.slots[1] = argument;
        assertTrue(semihosting.call());
        return rig.cpu.slots[0];
    }

    private int callBlock(int operation, int... words) {
        for (int i = 0; i < words.length; i++) {
            memory.store32(BLOCK + 4 * i, words[i]);
        }
        return call(operation, BLOCK);
    }

    private void text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < bytes.length; i++) {
            memory.store8(TEXT + i, bytes[i]);
        }
        memory.store8(TEXT + bytes.length, 0);
    }

    private int open(String name, int mode) {
        text(name);
        return callBlock(0x01, TEXT, mode, name.length());
    }

    @Test
    void textIsWrittenInThreeWays() {
        text("hello");
        call(0x03, TEXT);
        call(0x04, TEXT);
        int handle = open(":tt", 4);
        text("world");
        assertEquals(0, callBlock(0x05, handle, TEXT, 3));
        assertEquals("hhellowor", out.toString());
        assertEquals(1, callBlock(0x09, handle));
        assertEquals(0, callBlock(0x02, handle));
        assertEquals(-1, callBlock(0x05, handle, TEXT, 3));
    }

    @Test
    void handlesCountFromOne() {
        assertEquals(1, open(":tt", 0));
        assertEquals(2, open(":tt", 4));
        callBlock(0x02, 1);
        assertEquals(1, open(":tt", 8));
    }

    @Test
    void otherFilesCannotBeOpened() {
        assertEquals(-1, open("/etc/passwd", 0));
        assertEquals(2, call(0x13, 0));
    }

    @Test
    void theFeatureFileSaysThatExitExtendedIsThere() {
        int handle = open(":semihosting-features", 0);
        assertEquals(5, callBlock(0x0C, handle));
        assertEquals(3, callBlock(0x06, handle, TEXT, 8));
        assertEquals('S' | 'H' << 8 | 'F' << 16 | 'B' << 24, memory.load32(TEXT));
        assertEquals(3, memory.load8(TEXT + 4));
        assertEquals(0, callBlock(0x0A, handle, 4));
        assertEquals(0, callBlock(0x06, handle, TEXT, 1));
        assertEquals(3, memory.load8(TEXT));
    }

    @Test
    void readingACharacterWaitsForIt() {
        rig.cpu.slots[0] = 0x07;
        assertFalse(semihosting.call());
        assertEquals(0x07, rig.cpu.slots[0], "the call can be made again");
        in.add((int) 'k');
        assertTrue(semihosting.call());
        assertEquals('k', rig.cpu.slots[0]);
    }

    @Test
    void readingTheConsoleTakesWhatIsThere() {
        int handle = open(":tt", 0);
        in.add((int) 'a');
        in.add((int) 'b');
        assertEquals(2, callBlock(0x06, handle, TEXT, 4));
        assertEquals('a' | 'b' << 8, memory.load16(TEXT));
    }

    @ParameterizedTest
    @CsvSource({
        "0x20026, 0",
        "0x20023, 1",
    })
    void exitReportsTheReason(String reason, int status) {
        call(0x18, Integer.decode(reason));
        assertEquals("SEMIHOSTING_EXIT " + status, ended);
    }

    @ParameterizedTest
    @CsvSource({"0x20026, 42, 42", "0x20023, 42, 1"})
    void extendedExitReportsTheCode(String reason, int code, int status) {
        callBlock(0x20, Integer.decode(reason), code);
        assertEquals("SEMIHOSTING_EXIT " + status, ended);
    }

    @Test
    void timesComeFromTheTick() {
        assertEquals(501, call(0x10, 0));
        assertEquals(1_800_000_000, call(0x11, 0));
        assertEquals(1_000_000_000, call(0x31, 0));
        call(0x30, BLOCK);
        assertEquals(5_012_345_678L, memory.load32(BLOCK) & 0xFFFF_FFFFL | (long) memory.load32(BLOCK + 4) << 32);
    }

    @Test
    void commandLineNeedsRoom() {
        assertEquals(-1, callBlock(0x15, TEXT, 9));
        assertEquals(0, callBlock(0x15, TEXT, 10));
        assertEquals(9, memory.load32(BLOCK + 4));
        assertEquals('a', memory.load8(TEXT));
        assertEquals(0, memory.load8(TEXT + 9));
    }

    @Test
    void heapAndStackShareWhatIsLeftOfRam() {
        callBlock(0x16, TEXT);
        assertEquals(0x4002_0000, memory.load32(TEXT));
        assertEquals(0x4010_0000, memory.load32(TEXT + 4));
        assertEquals(0x4010_0000, memory.load32(TEXT + 8));
        assertEquals(0x4002_0000, memory.load32(TEXT + 12));
    }

    @Test
    void unknownOperationsFail() {
        assertEquals(-1, call(0x99, 0));
    }
}
