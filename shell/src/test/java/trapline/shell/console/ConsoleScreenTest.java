package trapline.shell.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleScreenTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static void say(ConsoleScreen screen, int console, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        screen.write(console, bytes, bytes.length);
    }

    @Test
    void oneConsoleIsPassedOnAsItIs() {
        ConsoleScreen screen = new ConsoleScreen(out, List.of());
        say(screen, 0, "no end of ");
        say(screen, -1, "line");
        screen.finish();
        assertEquals("no end of line", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void linesOfSeveralConsolesStayWholeAndHaveNames() {
        ConsoleScreen screen = new ConsoleScreen(out, List.of("ping", "pong"));
        say(screen, 1, "he");
        say(screen, 2, "you\nth");
        say(screen, 1, "llo\r\n");
        say(screen, 0, "uart\n");
        screen.finish();
        assertEquals("pong: you\nping: hello\r\nmachine: uart\npong: th\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void virtioConsolesHaveTheNameOfTheirGuest() {
        ConsoleScreen screen = new ConsoleScreen(out, List.of("ping", "pong"));
        say(screen, 1000, "mine\n");
        say(screen, 1002, "yours\n");
        assertEquals("machine (virtio): mine\npong (virtio): yours\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aLineWithoutEndIsShownInPieces() {
        ConsoleScreen screen = new ConsoleScreen(out, List.of("a"));
        say(screen, 1, "x".repeat(5000));
        assertEquals(4096 + "a: ".length(), out.size(), "the first piece");
    }
}
