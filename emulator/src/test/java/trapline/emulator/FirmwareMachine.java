package trapline.emulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import trapline.emulator.boot.ImageKind;
import trapline.emulator.execute.Tiers;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.InputSource;

/** A native machine that starts with a program in flash, at address 0, and has one MiB of RAM. */
public final class FirmwareMachine {
    private FirmwareMachine() {}

    /** One with a program of these words. */
    public static Machine of(Tiers tiers, EventSink sink, int... program) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * program.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : program) {
            bytes.putInt(word);
        }
        Scenario scenario = new Scenario(
                Scenario.Boot.NATIVE,
                new MachineConfig(1L << 20, 1, 4096),
                MicrovisorConfig.DEFAULT,
                List.of(GuestConfig.of("program", new Image("program", bytes.array()).as(ImageKind.FIRMWARE))));
        return new Machine(scenario, tiers, sink, InputSource.NONE);
    }
}
