package trapline.emulator.device;

import trapline.emulator.memory.DirectDevice;
import trapline.emulator.memory.HostMemory;
import trapline.emulator.memory.HostWindow;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.SparseMemory;

/** One of the board's two banks of flash: {@link FlashCommands} over memory that processors read directly while it is in read-array mode. */
public final class PflashCfi01 implements DirectDevice {
    /** Bytes of a bank. */
    public static final int SIZE = FlashCommands.SIZE;

    private final SparseMemory contents;
    private final FlashCommands commands;

    /**
     * A bank after reset.
     *
     * @param window where its contents are
     */
    public PflashCfi01(HostWindow window) {
        contents = new SparseMemory(window, SIZE);
        commands = new FlashCommands(new FlashStorage() {
            @Override
            public long load(long offset, int size) {
                return HostMemory.load(contents.host(offset), size);
            }

            @Override
            public void store(long offset, int size, long value) {
                HostMemory.store(contents.host(offset), size, value);
            }

            @Override
            public void erase(long offset, int bytes) {
                for (int i = 0; i < bytes; i += 8) {
                    HostMemory.store64(contents.host(offset + i), -1);
                }
            }
        });
    }

    /** Puts bytes at the start of the bank, as if it had been programmed outside of the machine. */
    public void load(byte[] image) {
        contents.copyIn(0, image, 0, image.length);
    }

    @Override
    public String name() {
        return commands.name();
    }

    @Override
    public long size() {
        return commands.size();
    }

    @Override
    public boolean isDirect() {
        return commands.isReadArray();
    }

    @Override
    public long directHost(long offset) {
        return contents.host(offset);
    }

    @Override
    public long read(long offset, int size, MmioContext access) {
        return commands.read(offset, size, access);
    }

    @Override
    public void write(long offset, int size, long value, MmioContext access) {
        commands.write(offset, size, value, access);
    }
}
