package trapline.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import trapline.emulator.GuestConfig;
import trapline.emulator.Image;
import trapline.emulator.boot.ImageKind;
import trapline.emulator.Executor;
import trapline.emulator.Machine;
import trapline.emulator.MachineConfig;
import trapline.emulator.MicrovisorConfig;
import trapline.emulator.Scenario;
import trapline.recorder.event.InputSource;

/** Nanoseconds per guest instruction of endless loops under the interpreter, the run loop included, events thrown away. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class InterpreterBenchmark {
    private static final int PORTION = 1_000_000;

    /** What the guest does. A raw image starts at address 0, at PL1, MMU off. */
    public enum Loop {
        /** Arithmetic in registers, one long loop. */
        COMPUTE(
                0xE3A0_0001, // mov r0, #1
                0xE020_0680, // eor r0, r0, r0, lsl #13
                0xE020_08A0, // eor r0, r0, r0, lsr #17
                0xE082_2280, // add r2, r2, r0, lsl #5
                0xE042_3000, // sub r3, r2, r0
                0xE203_40FF, // and r4, r3, #255
                0xE185_53E4, // orr r5, r5, r4, ror #7
                0xE006_0095, // mul r6, r5, r0
                0xE291_1001, // adds r1, r1, #1
                0x1AFF_FFF6, // bne 4
                0xEAFF_FFF5), // b 4
        /** Loads and stores. */
        MEMORY(
                0xE3A0_8101, // mov r8, #0x40000000
                0xE3A0_0001, // mov r0, #1
                0xE200_2EFF, // and r2, r0, #4080
                0xE798_3002, // ldr r3, [r8, r2]
                0xE083_3000, // add r3, r3, r0
                0xE788_3002, // str r3, [r8, r2]
                0xE5D8_4040, // ldrb r4, [r8, #64]
                0xE5C8_4041, // strb r4, [r8, #65]
                0xE898_00F0, // ldm r8, {r4, r5, r6, r7}
                0xE280_0004, // add r0, r0, #4
                0xEAFF_FFF6), // b 8
        /** Branches that a random number decides, calls and returns. */
        BRANCHY(
                0xE3A0_0001, // mov r0, #1
                0xE020_0680, // eor r0, r0, r0, lsl #13
                0xE020_08A0, // eor r0, r0, r0, lsr #17
                0xE020_0280, // eor r0, r0, r0, lsl #5
                0xE310_0001, // tst r0, #1
                0x1A00_0000, // bne 1c
                0xE281_1001, // add r1, r1, #1
                0xE310_0002, // tst r0, #2
                0x0A00_0000, // beq 28
                0xE241_1003, // sub r1, r1, #3
                0xE150_0001, // cmp r0, r1
                0x8082_2001, // addhi r2, r2, r1
                0xBA00_0000, // blt 38
                0xEB00_0000, // bl 3c
                0xEAFF_FFF1, // b 4
                0xE283_3001, // add r3, r3, #1
                0xE12F_FF1E), // bx lr
        /** Supervisor calls and their returns; the vectors are at address 0. */
        SUPERVISOR_CALL(
                0xEA00_0002, // b 10
                0xEAFF_FFFE, // b 4
                0xE1B0_F00E, // movs pc, lr
                0xEAFF_FFFE, // b c
                0xF102_001F, // cps #31
                0xEF00_0000, // svc #0
                0xEAFF_FFFD); // b 14

        private final int[] code;

        Loop(int... code) {
            this.code = code;
        }

        private Image image() {
            ByteBuffer bytes = ByteBuffer.allocate(4 * code.length).order(ByteOrder.LITTLE_ENDIAN);
            for (int word : code) {
                bytes.putInt(word);
            }
            return new Image(name(), bytes.array()).as(ImageKind.FIRMWARE);
        }
    }

    /** No input ever. */
    /** The loop to run. */
    @Param
    public Loop loop = Loop.COMPUTE;

    private Machine machine = machine(Loop.COMPUTE);

    private static Machine machine(Loop loop) {
        List<GuestConfig> guests = List.of(GuestConfig.of("loop", loop.image()));
        Scenario scenario =
                new Scenario(Scenario.Boot.NATIVE, MachineConfig.DEFAULT, MicrovisorConfig.DEFAULT, guests);
        return new Machine(scenario, Executor.INTERPRETER.tiers(), _ -> {}, InputSource.NONE);
    }

    /** Boots. */
    @Setup(Level.Trial)
    public void boot() {
        machine.close();
        machine = machine(loop);
    }

    /** Frees the memory. */
    @TearDown(Level.Trial)
    public void end() {
        machine.close();
    }

    /** A million instructions. */
    @Benchmark
    @OperationsPerInvocation(PORTION)
    public long instruction() {
        return machine.runUntil(machine.now() + PORTION).instructions();
    }
}
