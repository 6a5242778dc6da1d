package trapline.emulator.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What software reads from our devices is what it reads from QEMU's, after the same accesses in the same order. */
class DevicesLikeQemuTest {
    private static final long GICD = BoardDevice.GICD.base();
    private static final long GICC = BoardDevice.GICC.base();
    private static final long GICH = BoardDevice.GICH.base();
    private static final long GICV = BoardDevice.GICV.base();

    private static final int[] PRIORITIES = {0x00, 0x10, 0x20, 0x43, 0x80, 0xA0, 0xA8, 0xF0, 0xFF};
    /** Interrupts that take part: SGIs, PPIs, SPIs of three registers. */
    private static final int[] INTERRUPTS = {0, 1, 15, 16, 27, 30, 33, 40, 63, 64, 79, 287};

    private static final String VIRT = "virt,virtualization=on,gic-version=2";

    /** A random access, the same on both sides. */
    @FunctionalInterface
    private interface Step {
        void take(Pair pair, Random random);
    }

    /** Both boards, driven alike. */
    private record Pair(OurBus ours, QemuBus qemu, StringBuilder history) {
        void write(long pa, int size, long value) {
            history.append("write%d 0x%08x 0x%x%n".formatted(size, pa, value));
            ours.write(pa, size, value);
            qemu.write(pa, size, value);
        }

        /** Reads as part of the story: the read may change something. */
        long read(long pa, int size) {
            long value = check(pa, size);
            history.append("read%d 0x%08x = 0x%x%n".formatted(size, pa, value));
            return value;
        }

        /** Compares what a read gives that changes nothing. */
        long check(long pa, int size) {
            long expected = qemu.read(pa, size);
            assertEquals(
                    "0x%08x: 0x%x".formatted(pa, expected),
                    "0x%08x: 0x%x".formatted(pa, ours.read(pa, size)),
                    () -> "after\n" + lastSteps());
            return expected;
        }

        private String lastSteps() {
            return history.substring(Math.max(0, history.length() - 2000));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void physicalInterruptsBehaveAlike(long seed) throws IOException {
        compare(seed, 3000, DevicesLikeQemuTest::physicalStep, DevicesLikeQemuTest::readPhysical);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void virtualInterruptsBehaveAlike(long seed) throws IOException {
        compare(seed, 3000, DevicesLikeQemuTest::virtualStep, DevicesLikeQemuTest::readVirtual);
    }

    private static void compare(long seed, int steps, Step step, Step check) throws IOException {
        Random random = new Random(seed);
        try (OurBus ours = new OurBus(1);
                QemuBus qemu = QemuBus.start(VIRT)) {
            Pair pair = new Pair(ours, qemu, new StringBuilder("seed " + seed + "\n"));
            pair.write(GICD, 4, 3);
            pair.write(GICC, 4, 3);
            pair.write(GICC + 0x04, 4, 0xF0);
            for (int i = 0; i < steps; i++) {
                step.take(pair, random);
                check.take(pair, random);
            }
        }
    }

    private static int pick(int[] from, Random random) {
        return from[random.nextInt(from.length)];
    }

    private static void physicalStep(Pair pair, Random random) {
        int intid = pick(INTERRUPTS, random);
        int word = intid / 32 * 4;
        long bit = 1L << (intid & 31);
        switch (random.nextInt(18)) {
            case 0, 1 -> pair.write(GICD + 0x100 + word, 4, bit);
            case 2 -> pair.write(GICD + 0x180 + word, 4, bit);
            case 3, 4 -> pair.write(GICD + 0x200 + word, 4, bit);
            case 5 -> pair.write(GICD + 0x280 + word, 4, bit);
            // QEMU keeps the active bit of a shared interrupt that was set here per CPU, and so cannot end it.
            case 6 -> pair.write(GICD + (intid < 32 && random.nextBoolean() ? 0x300 : 0x380) + word, 4, bit);
            case 7 -> pair.write(GICD + 0x400 + intid, 1, pick(PRIORITIES, random));
            case 8 -> pair.write(GICD + 0xF00, 4, 0x0200_0000 | intid & 15);
            case 9 -> pair.write(GICD + (random.nextBoolean() ? 0xF10 : 0xF20) + (intid & 12), 4, 0x0101_0101);
            case 10 -> pair.write(GICC + 0x04, 4, pick(PRIORITIES, random));
            case 11 -> pair.write(GICD + 0xC00 + intid / 16 * 4, 4, random.nextLong(1L << 32));
            case 12, 13, 14 -> acknowledgeAndMaybeEnd(pair, random);
            case 15 -> pair.write(GICC + 0x10, 4, intid);
            case 16 -> rareStep(pair, random, word);
            default -> pair.read(GICC + 0x0C, 4);
        }
    }

    private static void acknowledgeAndMaybeEnd(Pair pair, Random random) {
        long acknowledged = pair.read(GICC + 0x0C, 4);
        if (random.nextBoolean()) {
            pair.write(GICC + 0x10, 4, acknowledged);
        }
        if (random.nextInt(4) == 0) {
            pair.write(GICC + 0x1000, 4, acknowledged);
        }
    }

    private static void rareStep(Pair pair, Random random, int word) {
        switch (random.nextInt(7)) {
            // With one group disabled the manual and QEMU differ on whether its interrupts hide those of the other.
            case 0 -> pair.write(GICD, 4, random.nextBoolean() ? 3 : 0);
            case 1 -> pair.write(GICC, 4, random.nextInt(0x20) | random.nextInt(2) << 9 | 3);
            case 2 -> pair.write(GICC + 0x08, 4, random.nextInt(8));
            case 3 -> pair.write(GICC + 0x1C, 4, random.nextInt(8));
            case 4 -> pair.write(GICD + 0x80 + word, 4, random.nextLong(1L << 32));
            case 5 -> pair.write(GICC + 0xD0 + 4L * random.nextInt(4), 4, 0);
            default -> pair.write(GICC + 0xE0 + 4L * random.nextInt(4), 4, 0);
        }
    }

    private static void readPhysical(Pair pair, Random random) {
        int intid = pick(INTERRUPTS, random);
        int word = intid / 32 * 4;
        long[] registers = {
            GICC + 0x18,
            GICC + 0x14,
            GICC,
            GICC + 0x08,
            GICC + 0x1C,
            GICC + 0xD0,
            GICC + 0xE0,
            GICD + 0x100 + word,
            GICD + 0x200 + word,
            GICD + 0x300 + word,
            GICD + 0x400 + (intid & ~3),
            GICD + 0xC00 + intid / 16 * 4,
            GICD + 0xF10 + (intid & 12),
            GICD + 0x80 + word
        };
        pair.check(GICC + 0x18, 4);
        pair.check(GICC + 0x14, 4);
        pair.check(registers[random.nextInt(registers.length)], 4);
    }

    private static void virtualStep(Pair pair, Random random) {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> writeListRegister(pair, random);
            case 3 -> pair.write(GICH, 4, random.nextInt(0x100) | 1);
            case 4 -> pair.write(GICV, 4, random.nextInt(0x20) | 3 | (random.nextInt(4) == 0 ? 0x200 : 0));
            case 5 -> pair.write(GICV + 0x04, 4, pick(PRIORITIES, random));
            case 6 -> pair.write(GICV + 0x08, 4, random.nextInt(8));
            case 7 -> pair.write(GICV + 0x1C, 4, 3 + random.nextInt(5));
            case 8 -> pair.write(GICV + 0x1000, 4, pick(INTERRUPTS, random));
            case 9 -> pair.write(GICV + 0x10, 4, pick(INTERRUPTS, random));
            default -> {
                long acknowledged = pair.read(GICV + 0x0C, 4);
                if (random.nextBoolean()) {
                    pair.write(GICV + 0x10, 4, acknowledged);
                }
            }
        }
    }

    /** Each list register has interrupts of its own: the same one in two of them is UNPREDICTABLE. */
    private static void writeListRegister(Pair pair, Random random) {
        int lr = random.nextInt(4);
        int intid = INTERRUPTS[lr * 3 + random.nextInt(3)];
        boolean hw = intid >= 16 && random.nextBoolean();
        int state = random.nextInt(4);
        int physical = hw ? intid << 10 : random.nextInt(2) << 19;
        int group1 = random.nextInt(2) << 30;
        int value = intid | physical | pick(PRIORITIES, random) >> 3 << 23 | state << 28 | group1;
        pair.write(GICH + 0x100 + 4L * lr, 4, value | (hw ? 1L << 31 : 0));
    }

    private static void readVirtual(Pair pair, Random random) {
        for (int offset : new int[] {0x00, 0x08, 0x10, 0x20, 0x30, 0xF0, 0x100, 0x104, 0x108, 0x10C}) {
            pair.check(GICH + offset, 4);
        }
        for (int offset : new int[] {0x00, 0x04, 0x08, 0x14, 0x18, 0x1C, 0xD0}) {
            pair.check(GICV + offset, 4);
        }
        pair.check(GICD + 0x200, 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void flashBehavesAlike(long seed) throws IOException {
        compare(seed, 2000, DevicesLikeQemuTest::flashStep, DevicesLikeQemuTest::readFlash);
    }

    private static final int[] FLASH_OFFSETS = {
        0, 2, 4, 0x40, 0x44, 0x4E, 0x9C, 0xA8, 0xB4, 0xC4, 0xFC, 0x4_0000, 0x4_0010
    };
    private static final int[] FLASH_COMMANDS = {
        0x00, 0x01, 0x10, 0x20, 0x40, 0x50, 0x60, 0x70, 0x90, 0x98, 0xD0, 0xF0, 0xFF
    };

    private static void flashStep(Pair pair, Random random) {
        long pa = BoardDevice.FLASH1.base() + pick(FLASH_OFFSETS, random);
        int size = (pa & 2) != 0 ? 2 : 1 << random.nextInt(3);
        if (random.nextInt(20) == 0) {
            pa &= ~3;
            pair.write(pa, 4, 0x00FF_00FF);
            pair.write(pa, 4, 0x00FF_00FF);
            pair.write(pa, 4, 0x00E8_00E8);
            pair.write(pa, 4, 0x0001_0001);
            pair.write(pa, 4, random.nextLong(1L << 32));
            pair.write(random.nextInt(4) == 0 ? pa + 0x1000 : pa + 4, 4, random.nextLong(1L << 32));
            pair.write(pa, 4, random.nextInt(4) == 0 ? 0x00FF_00FF : 0x00D0_00D0);
        } else {
            pair.write(pa, size, pick(FLASH_COMMANDS, random) * 0x0001_0001L & (1L << 8 * size) - 1);
        }
    }

    private static void readFlash(Pair pair, Random random) {
        long pa = BoardDevice.FLASH1.base() + pick(FLASH_OFFSETS, random);
        pair.check(pa, (pa & 2) != 0 ? 2 : 1 << random.nextInt(3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void primecellsBehaveAlike(long seed) throws IOException {
        compare(seed, 2000, DevicesLikeQemuTest::primecellStep, DevicesLikeQemuTest::readPrimecells);
    }

    private static void primecellStep(Pair pair, Random random) {
        if (random.nextBoolean()) {
            int offset = pick(new int[] {0x00, 0x04, 0x20, 0x24, 0x28, 0x2C, 0x30, 0x34, 0x38, 0x44}, random);
            pair.write(BoardDevice.PL011.base() + offset, 4, random.nextInt(0x40));
        } else {
            int offset = pick(new int[] {0x3FC, 0x104, 0x400, 0x404, 0x408, 0x40C, 0x410, 0x41C, 0x420}, random);
            pair.write(BoardDevice.PL061.base() + offset, 4, random.nextInt(0x100));
        }
    }

    private static void readPrimecells(Pair pair, Random random) {
        for (int offset : new int[] {0x18, 0x24, 0x28, 0x2C, 0x30, 0x34, 0x38, 0x3C, 0x40, 0x48}) {
            pair.check(BoardDevice.PL011.base() + offset, 4);
        }
        for (int offset : new int[] {0x3FC, 0x104, 0x400, 0x404, 0x408, 0x40C, 0x410, 0x414, 0x418, 0x420}) {
            pair.check(BoardDevice.PL061.base() + offset, 4);
        }
        pair.check(GICD + 0x204, 4);
    }

    @Test
    void resetValuesAreAlike() throws IOException {
        try (OurBus ours = new OurBus(1);
                QemuBus qemu = QemuBus.start(VIRT)) {
            Pair pair = new Pair(ours, qemu, new StringBuilder());
            for (BoardDevice device : new BoardDevice[] {BoardDevice.GICD, BoardDevice.PL011, BoardDevice.PL061}) {
                for (int offset = 0; offset < 0x1000; offset += 4) {
                    pair.check(device.base() + offset, 4);
                }
            }
            for (int offset = 4; offset < 0x1000; offset += 4) {
                pair.check(BoardDevice.PL031.base() + offset, 4);
            }
            for (int n = 0; n < BoardDevice.VIRTIO_TRANSPORTS; n++) {
                for (int offset = 0; offset < 0x200; offset += 4) {
                    pair.check(BoardDevice.VIRTIO_MMIO.base() + n * 0x200L + offset, 4);
                }
            }
        }
    }
}
