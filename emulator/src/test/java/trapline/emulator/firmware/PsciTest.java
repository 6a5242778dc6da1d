package trapline.emulator.firmware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trapline.emulator.cpu.CpuState;
import trapline.recorder.event.Observation.GuestExit;

class PsciTest {
    private final List<String> done = new ArrayList<>();
    private final CpuState cpu = new CpuState(0);
    private final Psci psci = new Psci(new PowerControl() {
        @Override
        public int cpus() {
            return 2;
        }

        @Override
        public boolean isOn(int index) {
            return index == 0;
        }

        @Override
        public void start(int index, int entry, int context) {
            done.add("start %d 0x%x %d".formatted(index, entry, context));
        }

        @Override
        public void stop(int index) {
            done.add("stop " + index);
        }

        @Override
        public void end(GuestExit.Cause cause, int status, String detail) {
            done.add("end " + cause);
        }
    });

    private int call(int function, int... arguments) {
        cpu.slots[0] = function;
        System.arraycopy(arguments, 0, cpu.slots, 1, arguments.length);
        psci.call(cpu);
        return cpu.slots[0];
    }

    /** Function, first two arguments, answer: as QEMU 7.2 gives it. */
    @ParameterizedTest
    @CsvSource({
        "0x04000000, 0, 0, 0x10001",
        "0x04000006, 0, 0, 2",
        "0x04000004, 0, 0, 0",
        "0x04000004, 1, 0, 1",
        "0x04000004, 2, 0, -2",
        "0x04000004, 0, 4, -2",
        "0x04000005, 0, 0, -1",
        "0x04000007, 0, 0, -1",
        "0x04000003, 0, 0, -4",
        "0x04000003, 9, 0, -2",
        "0x04000003, -0x7FFFFFFF, 0, -2",
        "0x04000001, 0x20000, 0, -2",
        "0x44000003, 1, 0, -1",
    })
    void callsAnswer(String function, String first, String second, String answer) {
        int number = Integer.decode(function) | 1 << 31;
        assertEquals(Integer.decode(answer), call(number, Integer.decode(first), Integer.decode(second), 0));
    }

    @Test
    void featuresKnowsWhatIsThere() {
        assertEquals(0, call(0x8400_000A, 0x8400_0003));
        assertEquals(-1, call(0x8400_000A, 0x8400_0005));
    }

    @Test
    void cpuOnStartsTheOtherProcessor() {
        assertEquals(0, call(0x8400_0003, 1, 0x4000_0001, 77));
        assertEquals(List.of("start 1 0x40000001 77"), done);
    }

    @Test
    void theOldNumbersWorkToo() {
        call(0x95C1_BA60, 1, 0x4000_0000, 0);
        call(0x95C1_BA5F);
        assertEquals(List.of("start 1 0x40000000 0", "stop 0"), done);
    }

    @Test
    void suspendIsAWait() {
        assertEquals(0, call(0x8400_0001, 0));
        assertTrue(cpu.waiting);
    }

    @Test
    void systemCallsEndTheMachine() {
        call(0x8400_0008);
        call(0x8400_0009);
        assertEquals(List.of("end POWER_OFF", "end RESET"), done);
    }
}
