package trapline.tests.agreement;

import java.util.List;
import trapline.emulator.Executor;
import trapline.emulator.GuestConfig;
import trapline.emulator.Image;
import trapline.emulator.Machine;
import trapline.emulator.MachineConfig;
import trapline.emulator.MachineResult;
import trapline.emulator.MicrovisorConfig;
import trapline.emulator.Scenario;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventType;
import trapline.recorder.event.InputSource;

/** An image on our machine, without the microvisor. */
final class OurMachine {
    private OurMachine() {}

    /** What a run printed and how it went. */
    record Run(String console, MachineResult result) {}

    /** Runs an image until it ends, or for so many ticks. */
    static Run run(ElfImage image, Scenario.Boot boot, long ticks) {
        StringBuilder console = new StringBuilder();
        Scenario scenario = new Scenario(
                boot,
                MachineConfig.DEFAULT,
                MicrovisorConfig.DEFAULT,
                List.of(GuestConfig.of("random", new Image("random.elf", image.bytes()))));
        try (Machine machine =
                new Machine(scenario, Executor.COMPILER.tiers(), frame -> append(frame, console), InputSource.NONE)) {
            MachineResult result = machine.runUntil(ticks);
            return new Run(console.toString(), result);
        }
    }

    private static void append(EventFrame frame, StringBuilder console) {
        if (frame.type == EventType.CONSOLE_OUTPUT) {
            console.append(frame.text());
        }
    }
}
