package trapline.emulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import trapline.emulator.time.Tick;
import trapline.emulator.trace.Trace;

/** Output becomes events of whole lines where it can. */
class ConsoleOutputsTest {
    private final Tick tick = new Tick();
    private final List<String> events = new ArrayList<>();
    private final ConsoleOutputs outputs = new ConsoleOutputs(
            tick, new Trace(tick, frame -> events.add(frame.icount + " " + frame.values[0] + " " + frame.text())));

    private void print(int console, String text) {
        for (byte b : text.getBytes(StandardCharsets.US_ASCII)) {
            outputs.put(console, b);
        }
    }

    @Test
    void lineEndsABatch() {
        print(0, "one\ntwo");

        assertEquals(List.of("0 0 one\n"), events);
    }

    @Test
    void consolesAreKeptApart() {
        print(0, "on");
        print(1, "two\n");
        print(0, "e\n");

        assertEquals(List.of("0 1 two\n", "0 0 one\n"), events);
    }

    @Test
    void longLineGoesOutInPieces() {
        print(0, "x".repeat(300));
        outputs.flush();

        assertEquals(List.of("0 0 " + "x".repeat(256), "0 0 " + "x".repeat(44)), events);
    }

    @Test
    void promptGoesOutWhenItIsOld() {
        tick.now = 500;
        print(0, "=> ");
        assertEquals(500 + ConsoleOutputs.PATIENCE, outputs.deadline());
        tick.now = outputs.deadline();
        outputs.expire();

        assertEquals(List.of((500 + ConsoleOutputs.PATIENCE) + " 0 => "), events);
        assertEquals(ConsoleOutputs.NEVER, outputs.deadline());
    }

    @Test
    void flushOfNothingIsNoEvent() {
        outputs.flush();

        assertEquals(List.of(), events);
    }
}
