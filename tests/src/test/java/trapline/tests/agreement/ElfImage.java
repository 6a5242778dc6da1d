package trapline.tests.agreement;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A 32-bit little-endian ARM executable of one segment, written by hand. */
final class ElfImage {
    private static final int HEADER = 52;
    private static final int PROGRAM_HEADER = 32;
    private static final int ARM = 40;
    private static final int EABI5 = 0x0500_0000;

    private final int base;
    private final ByteBuffer memory;
    private final int entry;

    ElfImage(int base, int size, int entry) {
        this.base = base;
        this.memory = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        this.entry = entry;
    }

    void word(int address, int value) {
        memory.putInt(address - base, value);
    }

    void halfword(int address, int value) {
        memory.putShort(address - base, (short) value);
    }

    void words(int address, List<Integer> values) {
        for (int i = 0; i < values.size(); i++) {
            word(address + 4 * i, values.get(i));
        }
    }

    /** The file. */
    byte[] bytes() {
        ByteBuffer file =
                ByteBuffer.allocate(HEADER + PROGRAM_HEADER + memory.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7F, 'E', 'L', 'F', 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        file.putShort((short) 2)
                .putShort((short) ARM)
                .putInt(1)
                .putInt(entry)
                .putInt(HEADER)
                .putInt(0)
                .putInt(EABI5);
        file.putShort((short) HEADER).putShort((short) PROGRAM_HEADER).putShort((short) 1);
        file.putShort((short) 40).putShort((short) 0).putShort((short) 0);
        int fileOffset = HEADER + PROGRAM_HEADER;
        file.putInt(1)
                .putInt(fileOffset)
                .putInt(base)
                .putInt(base)
                .putInt(memory.capacity())
                .putInt(memory.capacity());
        file.putInt(7).putInt(4);
        return file.put(memory.array()).array();
    }
}
