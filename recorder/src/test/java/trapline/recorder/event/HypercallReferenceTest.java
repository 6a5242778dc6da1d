package trapline.recorder.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fails when {@code docs/hypercalls.md} is stale; {@code -Dtrapline.regenerate} writes it anew. */
class HypercallReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "hypercalls.md");

    private static final String HEAD = """
            # Hypercalls

            *Generated from `HypercallNumber` and `HypercallError` in `trapline.recorder.event`; do not edit.*

            A call is `HVC #number` at PL1. Arguments are in r0 to r5, results come back from r0 upwards, and r0 is the error: 0
            when all went well. Registers that are no result keep their values. Addresses are intermediate physical addresses
            (IPAs): what the guest takes for physical. A VM-ID is the VM's place in the scenario, from 0.

            Who calls is known to the microvisor; no argument says so. A message that comes into an empty queue, and a lock that
            becomes free, raise virtual interrupt 48 (an SPI, edge-triggered) in the VM that waits for it; nobody has to poll. A
            queue holds 16 messages.

            `HVC #0` is PSCI (`SYSTEM_OFF`, `CPU_ON`, …), as the device tree says, and `HVC #0xFFFE` ends the VM with the status
            in r0, which is what semihosting `SYS_EXIT` does.

            """;

    @Test
    void pageIsUpToDate() throws IOException {
        String generated = page();
        if (System.getProperty("trapline.regenerate") != null) {
            Files.writeString(PAGE, generated);
        }
        assertEquals(
                generated,
                Files.exists(PAGE) ? Files.readString(PAGE) : "",
                PAGE + " is stale: run with -Dtrapline.regenerate");
    }

    private static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("| number | call | |\n|---|---|---|\n");
        for (HypercallNumber call : HypercallNumber.values()) {
            page.append("| 0x%03X | [%s](#%s) | %s |\n"
                    .formatted(call.number(), call.callName(), call.callName(), firstSentence(call.rule())));
        }
        for (HypercallNumber call : HypercallNumber.values()) {
            describe(page, call);
        }
        page.append("\n## Errors\n\n| r0 | name | meaning |\n|---|---|---|\n");
        for (HypercallError error : HypercallError.values()) {
            page.append("| %d | `%s` | %s |\n".formatted(error.number(), error.name(), error.meaning()));
        }
        return page.toString();
    }

    private static String firstSentence(String rule) {
        int end = rule.indexOf(". ");
        return end < 0 ? rule : rule.substring(0, end + 1);
    }

    private static void describe(StringBuilder page, HypercallNumber call) {
        page.append("\n## %s\n\n`HVC #0x%03X`. %s\n\n".formatted(call.callName(), call.number(), call.rule()));
        list(page, "in", call.arguments());
        list(page, "out", call.results());
        StringBuilder errors = new StringBuilder();
        for (HypercallError error : HypercallError.values()) {
            if (error != HypercallError.OK && call.canAnswer(error)) {
                errors.append(errors.isEmpty() ? "" : ", ")
                        .append('`')
                        .append(error.name())
                        .append('`');
            }
        }
        page.append("- errors: ").append(errors.isEmpty() ? "none" : errors).append('\n');
    }

    private static void list(StringBuilder page, String label, List<String> registers) {
        for (String register : registers) {
            page.append("- ").append(label).append(' ').append(register).append('\n');
        }
    }
}
