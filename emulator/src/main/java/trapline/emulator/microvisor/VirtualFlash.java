package trapline.emulator.microvisor;

import trapline.emulator.device.FlashCommands;
import trapline.emulator.device.FlashStorage;
import trapline.emulator.hyp.HypPort;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/**
 * A bank of a VM's flash: the machine's commands over contents in physical memory. While it reads as memory its pages are mapped,
 * read-only, so that only stores come here; during a command none is mapped.
 */
final class VirtualFlash implements MmioDevice {
    private static final int DOUBLEWORD = 8;

    private final FlashBank bank;
    private final GuestMemory memory;
    private final Wakeup wakeup;
    private final FlashCommands commands;

    VirtualFlash(FlashBank bank, GuestMemory memory, Wakeup wakeup) {
        this.bank = bank;
        this.memory = memory;
        this.wakeup = wakeup;
        commands = new FlashCommands(new Contents());
    }

    /** The contents, which are not there when the VM has nothing in flash. */
    private final class Contents implements FlashStorage {
        @Override
        public long load(long offset, int size) {
            return bank.isPlaced() ? wakeup.port().load(bank.pa(offset), size) : 0;
        }

        @Override
        public void store(long offset, int size, long value) {
            if (!bank.isPlaced()) {
                return;
            }
            HypPort port = wakeup.port();
            if (size == DOUBLEWORD) {
                port.storeDouble(bank.pa(offset), value);
                return;
            }
            for (int i = 0; i < size; i++) {
                port.storeByte(bank.pa(offset + i), (int) (value >>> 8 * i) & 0xFF);
            }
        }

        @Override
        public void erase(long offset, int bytes) {
            for (int i = 0; i < bytes; i += DOUBLEWORD) {
                store(offset + i, DOUBLEWORD, -1);
            }
        }
    }

    @Override
    public String name() {
        return "virtual flash";
    }

    @Override
    public long size() {
        return bank.size();
    }

    @Override
    public long read(long offset, int bytes, MmioContext access) {
        return commands.read(offset, bytes, access);
    }

    @Override
    public void write(long offset, int bytes, long value, MmioContext access) {
        commands.write(offset, bytes, value, access);
        if (bank.isReadable() != commands.isReadArray()) {
            bank.setReadable(commands.isReadArray());
            if (!bank.isReadable()) {
                memory.unmapFlash(wakeup.port(), bank);
            }
        }
    }
}
