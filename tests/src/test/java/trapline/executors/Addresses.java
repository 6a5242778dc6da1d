package trapline.executors;

import java.util.SplittableRandom;

/** Chooses what the loads and stores of a program go to: mostly a few pages of data, sometimes anything else. */
final class Addresses {
    private static final int[] DEVICES = {
        Layout.UART,
        Layout.UART,
        Layout.UART + 0x18,
        Layout.UART + 0x38,
        Layout.UART + 0xFE0,
        Layout.GICD,
        Layout.GICD + 0x100,
        Layout.GICD + 0x180,
        Layout.GICD + 0x200,
        Layout.GICD + 0x280,
        Layout.GICD + 0x400,
        Layout.GICD + 0x820,
        Layout.GICD + 0xC04,
        Layout.GICC,
        Layout.GICC + 0x4,
        Layout.GICC + 0xC,
        Layout.GICC + 0x10,
        Layout.GICC + 0x14,
        Layout.GICC + 0x18,
        Layout.GICH,
        Layout.GICH + 0x8,
        Layout.GICH + 0x100,
        Layout.GICV,
        Layout.GICV + 0xC,
        Layout.GICV + 0x10,
        Layout.CLOCK,
        Layout.CLOCK + 0x4,
        Layout.CLOCK + 0x10,
        Layout.GPIO + 0x3FC,
        Layout.GPIO + 0x400,
        Layout.VIRTIO,
        Layout.VIRTIO + 0x70,
    };

    private final SplittableRandom random;
    private final int hotPage;

    Addresses(SplittableRandom random) {
        this.random = random;
        this.hotPage = Layout.DATA + Layout.PAGE * random.nextInt(12);
    }

    /** Any kind. */
    int pick() {
        return switch (random.nextInt(40)) {
            case 0, 1, 2 -> data() + random.nextInt(4);
            case 3, 4, 5 -> pageEnd();
            case 6, 7 -> alias(data());
            case 8 -> alias(code());
            case 9, 10 -> code();
            case 11 -> unmapped();
            case 12 -> device();
            case 13 -> random.nextInt(4) == 0 ? Layout.RAM + random.nextInt(Layout.RAM_BYTES) : data();
            case 14 -> random.nextInt(4) == 0 ? random.nextInt() : data();
            case 15 -> Layout.RAM + (Layout.PAGE * random.nextInt(Layout.PAGES)) - random.nextInt(8);
            default -> data();
        };
    }

    /** A word of data, mostly in one page. */
    int data() {
        int page = random.nextInt(3) != 0 ? hotPage : hotPage + Layout.PAGE * random.nextInt(8);
        return page + 4 * (random.nextInt(4) == 0 ? random.nextInt(1024) : random.nextInt(64));
    }

    private int pageEnd() {
        return hotPage + Layout.PAGE * (1 + random.nextInt(4)) - random.nextInt(12);
    }

    /** The same page, mostly, in the alias. */
    private int alias(int address) {
        int times = random.nextInt(Layout.ALIAS_BYTES / Layout.TLB_STRIDE);
        return address - Layout.RAM + Layout.ALIAS + times * Layout.TLB_STRIDE;
    }

    /** A word where code is, or between code. */
    int code() {
        return Layout.CODE + (random.nextInt(0x1000) & ~3);
    }

    /** A register of a device. */
    int device() {
        return DEVICES[random.nextInt(DEVICES.length)];
    }

    private int unmapped() {
        return switch (random.nextInt(4)) {
            case 0 -> Layout.RAM + Layout.RAM_BYTES + (random.nextInt(0x10_0000) & ~3);
            case 1 -> 0x6000_0000 + random.nextInt(0x1000);
            case 2 -> 0x0B00_0000 + random.nextInt(0x1000);
            default -> random.nextInt(0x100);
        };
    }
}
