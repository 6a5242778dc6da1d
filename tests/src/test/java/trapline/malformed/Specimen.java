package trapline.malformed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import trapline.oracle.Guests;

/** A kind of input: a sound file of it, how it gets damaged, and how it is handed over. */
enum Specimen {
    ELF("program.elf") {
        @Override
        byte[] sound() throws IOException {
            return Files.readAllBytes(Guests.elf("hello"));
        }
    },
    ZIMAGE("zImage") {
        @Override
        byte[] sound() {
            return program(
                    0xE1A0_0000,
                    0xE1A0_0000,
                    0xE1A0_0000,
                    0xE1A0_0000,
                    0xE1A0_0000,
                    0xE1A0_0000,
                    0xE1A0_0000,
                    0xE1A0_0000,
                    0xEA00_0003,
                    0x016F_2818,
                    0,
                    0x1000,
                    0x0403_0201,
                    0xE320_F000);
        }
    },
    IMAGE("Image") {
        @Override
        byte[] sound() {
            return program(0xE320_F000, 0xE10F_9000, 0xE229_901A, 0xE319_001F, 0xE248_8982);
        }
    },
    KERNEL("kernel.bin") {
        @Override
        byte[] sound() {
            return program(0xE3A0_0409, 0xE3A0_1058, 0xE580_1000);
        }
    },
    FIRMWARE("firmware.bin") {
        @Override
        byte[] sound() {
            return program(
                    0xEA00_0006,
                    0xEAFF_FFFE,
                    0xEAFF_FFFE,
                    0xEAFF_FFFE,
                    0xEAFF_FFFE,
                    0xEAFF_FFFE,
                    0xEAFF_FFFE,
                    0xEAFF_FFFE);
        }
    },
    DEVICE_TREE("board.dtb") {
        @Override
        byte[] sound() throws IOException {
            return Inputs.deviceTree();
        }

        @Override
        List<String> arguments(Path file, RandomGenerator random) throws IOException {
            return List.of(boot(random), Inputs.kernelBeside(file).toString(), "--dtb", file.toString());
        }
    },
    INITRD("disk.cpio") {
        @Override
        byte[] sound() {
            return program(0x3730_3730, 0x3130_3730);
        }

        @Override
        List<String> arguments(Path file, RandomGenerator random) throws IOException {
            return List.of(boot(random), Inputs.kernelBeside(file).toString(), "--initrd", file.toString());
        }
    },
    DRIVE("disk.img") {
        @Override
        byte[] sound() {
            byte[] disk = program(0xE320_F000);
            ByteBuffer.wrap(disk).order(ByteOrder.LITTLE_ENDIAN).putShort(510, (short) 0xAA55);
            return disk;
        }

        @Override
        List<String> arguments(Path file, RandomGenerator random) {
            String boot = random.nextBoolean() ? "--native" : "--hyp";
            return List.of(boot, Guests.elf("virtio").toString(), "--drive", file.toString());
        }
    },
    SCENARIO("scenario.toml") {
        @Override
        byte[] sound() {
            return """
                    boot = "guest"
                    [machine]
                    ram = "256M"
                    cpus = 2
                    quantum = 4096
                    [microvisor]
                    timeslice = "1M"
                    [[vm]]
                    name = "first"
                    image = "%1$s"
                    append = "one two"
                    ram = "16M"
                    vcpus = 2
                    priority = 3
                    cpu = 1
                    [[vm]]
                    image = "%1$s"
                    initrd = '%1$s'
                    ram = 0x1000000
                    [[input]]
                    vm = "first"
                    text = "go\\r"
                    at = 100
                    """.formatted(Guests.elf("hello")).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        byte[] damaged(byte[] sound, RandomGenerator random) {
            return TextDamage.some(sound, random);
        }

        @Override
        List<String> arguments(Path file, RandomGenerator random) {
            return List.of(file.toString());
        }
    };

    private static final List<String> BOOTS = List.of("--native", "--hyp", "--guest");
    private static final int PROGRAM_BYTES = 4096;

    private final String file;

    Specimen(String file) {
        this.file = file;
    }

    /** What such a file is called. */
    String file() {
        return file;
    }

    /** One that nothing is wrong with. */
    abstract byte[] sound() throws IOException;

    /** A damaged one. */
    byte[] damaged(byte[] sound, RandomGenerator random) {
        return Damage.some(sound, random);
    }

    /** How {@code record} is given one. */
    List<String> arguments(Path file, RandomGenerator random) throws IOException {
        return List.of(boot(random), file.toString());
    }

    private static String boot(RandomGenerator random) {
        return BOOTS.get(random.nextInt(BOOTS.size()));
    }

    /** These words, and behind them always the same random ones: as instructions, or as anything else. */
    private static byte[] program(int... words) {
        byte[] bytes = new byte[PROGRAM_BYTES];
        new Random(PROGRAM_BYTES).nextBytes(bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            buffer.putInt(word);
        }
        return bytes;
    }
}
