package trapline.emulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import trapline.emulator.boot.ImageKind;
import trapline.emulator.execute.Tiers;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.InputSource;

/** A native machine that starts with a program in flash, at address 0, and has one MiB of RAM. */
public final class FirmwareMachine {
    /** R8 = a translation table in RAM, which is at R0; its first section is flash, and R1 has what sections are made of. */
    public static final int[] TABLE = {
        0xE3A0_0101, // mov r0, #0x40000000
        0xE280_8901, // add r8, r0, #0x4000
        0xE3A0_1B03, // mov r1, #0xC00
        0xE381_100E, // orr r1, r1, #0xE
        0xE588_1000, // str r1, [r8]
    };

    /** The MMU goes on with the table at R8; R1 and R2 are lost. */
    public static final int[] MMU_ON = {
        0xEE02_8F10, // mcr p15, 0, r8, c2, c0, 0
        0xE3A0_1001, // mov r1, #1
        0xEE03_1F10, // mcr p15, 0, r1, c3, c0, 0
        0xEE11_2F10, // mrc p15, 0, r2, c1, c0, 0
        0xE382_2001, // orr r2, r2, #1
        0xEE01_2F10, // mcr p15, 0, r2, c1, c0, 0
        0xF57F_F06F, // isb
    };

    private FirmwareMachine() {}

    /** The parts of a program, one behind the other. */
    public static int[] program(int[]... parts) {
        return Stream.of(parts).flatMapToInt(IntStream::of).toArray();
    }

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
