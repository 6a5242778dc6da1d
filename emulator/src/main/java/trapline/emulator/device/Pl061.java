package trapline.emulator.device;

import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/**
 * PrimeCell GPIO (PL061, ARM DDI 0190). Nothing is connected to its eight pins: each keeps the level software last drove
 * it to, also when it becomes an input. As under QEMU, level interrupts stay until cleared.
 */
public final class Pl061 implements MmioDevice {
    enum Register implements RegisterRow {
        // spotless:off
        DATA    (0x000, 0x400),
        DIR     (0x400, 0x004),
        IS      (0x404, 0x004),
        IBE     (0x408, 0x004),
        IEV     (0x40C, 0x004),
        IE      (0x410, 0x004),
        RIS     (0x414, 0x004),
        MIS     (0x418, 0x004),
        IC      (0x41C, 0x004),
        AFSEL   (0x420, 0x004),
        ID      (0xFD0, 0x030),
        RESERVED(0x000, 0x000);
        // spotless:on

        private final int offset;
        private final int bytes;

        Register(int offset, int bytes) {
            this.offset = offset;
            this.bytes = bytes;
        }

        @Override
        public int offset() {
            return offset;
        }

        @Override
        public int bytes() {
            return bytes;
        }
    }

    private static final int SIZE = 0x1000;
    private static final RegisterMap<Register> MAP = new RegisterMap<>(Register.values(), Register.RESERVED, SIZE);
    private static final int[] IDS = {0, 0, 0, 0, 0x61, 0x10, 0x04, 0x00, 0x0D, 0xF0, 0x05, 0xB1};

    private final InterruptLine interrupt;
    private int data;
    private int direction;
    private int levelSense;
    private int bothEdges;
    private int event;
    private int mask;
    private int raw;
    private int alternate;
    /** Levels of the inputs when they were last looked at. */
    private int previous;

    public Pl061(InterruptLine interrupt) {
        this.interrupt = interrupt;
    }

    @Override
    public String name() {
        return "pl061";
    }

    @Override
    public long size() {
        return SIZE;
    }

    @Override
    public long read(long offset, int size, MmioContext access) {
        return switch (MAP.at(offset)) {
            case DATA -> data & pins(offset);
            case DIR -> direction;
            case IS -> levelSense;
            case IBE -> bothEdges;
            case IEV -> event;
            case IE -> mask;
            case RIS -> raw;
            case MIS -> raw & mask;
            case AFSEL -> alternate;
            case ID -> IDS[(int) (offset - Register.ID.offset) >> 2];
            case IC, RESERVED -> 0;
        };
    }

    @Override
    public void write(long offset, int size, long value, MmioContext access) {
        int b = (int) value & 0xFF;
        switch (MAP.at(offset)) {
            case DATA -> {
                int written = pins(offset) & direction;
                data = data & ~written | b & written;
            }
            case DIR -> direction = b;
            case IS -> levelSense = b;
            case IBE -> bothEdges = b;
            case IEV -> event = b;
            case IE -> mask = b;
            case IC -> raw &= ~b;
            case AFSEL -> alternate = b;
            case RIS, MIS, ID, RESERVED -> {}
        }
        update();
    }

    /** Address bits 9:2 say which pins an access to the data register concerns. */
    private static int pins(long offset) {
        return (int) (offset >>> 2) & 0xFF;
    }

    private void update() {
        int changed = (data ^ previous) & ~direction;
        previous = changed != 0 ? data : previous;
        int edges = changed & ~levelSense;
        raw |= edges & (bothEdges | ~(data ^ event));
        raw |= levelSense & ~(data ^ event);
        interrupt.drive((raw & mask) != 0);
    }
}
