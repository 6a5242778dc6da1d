package trapline.emulator.device;

import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/** A GICv2m frame (ARM DEN 0029 appendix E): turns a store into the edge of a shared interrupt, for devices that send messages. */
public final class GicV2m implements MmioDevice {
    enum Register implements RegisterRow {
        // spotless:off
        MSI_TYPER    (0x008, 0x04),
        MSI_SETSPI_NS(0x040, 0x04),
        MSI_IIDR     (0xFCC, 0x04),
        RESERVED     (0x000, 0x00);
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
    /** QEMU's product, revision 0, implementer not told. */
    private static final int IDENTIFICATION = 0x0510_0000;

    private static final RegisterMap<Register> MAP = new RegisterMap<>(Register.values(), Register.RESERVED, SIZE);

    private final int firstIntid;
    private final InterruptLine[] lines;

    /**
     * A frame.
     *
     * @param firstIntid INTID of the first interrupt
     * @param lines the inputs of as many consecutive interrupts as it has
     */
    public GicV2m(int firstIntid, InterruptLine[] lines) {
        this.firstIntid = firstIntid;
        this.lines = lines.clone();
    }

    @Override
    public String name() {
        return "gicv2m";
    }

    @Override
    public long size() {
        return SIZE;
    }

    @Override
    public long read(long offset, int size, MmioContext access) {
        return switch (MAP.at(offset)) {
            case MSI_TYPER -> (long) firstIntid << 16 | lines.length;
            case MSI_IIDR -> IDENTIFICATION;
            case MSI_SETSPI_NS, RESERVED -> 0;
        };
    }

    @Override
    public void write(long offset, int size, long value, MmioContext access) {
        int line = (int) (value & 0x3FF) - firstIntid;
        if (MAP.at(offset) == Register.MSI_SETSPI_NS && line >= 0 && line < lines.length) {
            lines[line].drive(true);
            lines[line].drive(false);
        }
    }
}
