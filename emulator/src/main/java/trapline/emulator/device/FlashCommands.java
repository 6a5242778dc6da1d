package trapline.emulator.device;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/**
 * NOR flash with the Intel command set (Common Flash Interface, JEDEC JESD68.01): one bank of two 16-bit chips side by
 * side, 256 blocks of 256 KiB, as the {@code virt} board has two of. In read-array mode it reads as memory; any store
 * begins a command. As under QEMU, operations complete at once and programming can also set bits.
 */
public final class FlashCommands implements MmioDevice {
    /** Bytes of a bank. */
    public static final int SIZE = 0x400_0000;

    private static final int CHIP_BYTES = 2;
    private static final int BANK_BYTES = 4;
    private static final int BLOCKS = 256;
    private static final int BLOCK_BYTES = SIZE / BLOCKS;
    private static final int BLOCK_BYTES_OF_CHIP = BLOCK_BYTES / (BANK_BYTES / CHIP_BYTES);
    private static final int LOG2_WRITE_BUFFER = 11;

    private static final int MANUFACTURER = 0x89;
    private static final int DEVICE = 0x18;

    private static final int COMMAND_BLOCK_ERASE = 0x20;
    private static final int COMMAND_PROGRAM = 0x40;
    private static final int COMMAND_PROGRAM_ALTERNATE = 0x10;
    private static final int COMMAND_CLEAR_STATUS = 0x50;
    private static final int COMMAND_LOCK = 0x60;
    private static final int COMMAND_READ_STATUS = 0x70;
    private static final int COMMAND_READ_ID = 0x90;
    private static final int COMMAND_QUERY = 0x98;
    private static final int COMMAND_CONFIRM = 0xD0;
    private static final int COMMAND_WRITE_BUFFER = 0xE8;
    private static final int COMMAND_READ_ARRAY = 0xFF;
    private static final int LOCK_SET = 0x01;

    private static final int STATUS_READY = 0x80;
    private static final int STATUS_PROGRAM_ERROR = 0x10;

    /** What the next store or read means. */
    private enum Mode {
        READ_ARRAY,
        READ_STATUS,
        READ_ID,
        QUERY,
        PROGRAM,
        ERASE_CONFIRM,
        LOCK_CONFIRM,
        BUFFER_COUNT,
        BUFFER_DATA,
        BUFFER_CONFIRM
    }

    /** The query structure (JESD68.01 tables 1 to 4), from offset 0x10 on. */
    private static final int[] QUERY = {
        // spotless:off
        'Q', 'R', 'Y', // 10: signature
        0x01, 0x00, 0x31, 0x00, // 13: Intel command set, its extended table at 31
        0x00, 0x00, 0x00, 0x00, // 17: no alternative command set
        0x45, 0x55, 0x00, 0x00, // 1B: supply voltages
        0x07, 0x07, 0x0A, 0x00, // 1F: typical times of word and buffer writes (µs), erasure (ms): powers of 2
        0x04, 0x04, 0x04, 0x00, // 23: longest times, as multiples of those
        Integer.numberOfTrailingZeros(BLOCK_BYTES_OF_CHIP * BLOCKS), // 27: size of a chip
        0x02, 0x00, // 28: 8 and 16 bits wide
        LOG2_WRITE_BUFFER, 0x00, // 2A: bytes of a buffer write
        0x01, BLOCKS - 1 & 0xFF, BLOCKS - 1 >> 8, // 2C: one region, of so many blocks
        BLOCK_BYTES_OF_CHIP >> 8 & 0xFF, BLOCK_BYTES_OF_CHIP >> 16, // 2F: of so many 256 bytes
        'P', 'R', 'I', '1', '0', // 31: extended table, version 1.0
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // 36: no optional features
        0x01, // 3F: one protection field
        // spotless:on
    };

    private static final VarHandle DOUBLEWORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int QUERY_FIRST = 0x10;
    private static final int NO_BLOCK = -1;

    private final FlashStorage storage;
    private Mode mode = Mode.READ_ARRAY;
    private int status = STATUS_READY;
    private int remaining;
    private final byte[] buffer = new byte[1 << LOG2_WRITE_BUFFER];
    private int bufferBlock = NO_BLOCK;

    /** A bank after reset. */
    public FlashCommands(FlashStorage storage) {
        this.storage = storage;
    }

    @Override
    public String name() {
        return "pflash";
    }

    @Override
    public long size() {
        return SIZE;
    }

    /** Whether it reads as memory at present. */
    public boolean isReadArray() {
        return mode == Mode.READ_ARRAY;
    }

    @Override
    public long read(long offset, int size, MmioContext access) {
        long value =
                switch (mode) {
                    case READ_ARRAY -> storage.load(offset, size);
                    case READ_ID -> perChip(identity((int) offset));
                    case QUERY -> perChip(query((int) offset));
                    case READ_STATUS, PROGRAM, ERASE_CONFIRM, LOCK_CONFIRM, BUFFER_COUNT, BUFFER_DATA, BUFFER_CONFIRM ->
                        perChip(status);
                };
        return size == 8 ? value | value << 32 : value & (1L << 8 * size) - 1;
    }

    @Override
    public void write(long offset, int size, long value, MmioContext access) {
        int command = (int) value & 0xFF;
        mode = switch (mode) {
            case READ_ARRAY, READ_STATUS, READ_ID -> begin(command, offset);
            case QUERY -> command == COMMAND_READ_ARRAY ? Mode.READ_ARRAY : Mode.QUERY;
            case PROGRAM -> {
                program(offset, size, value);
                yield Mode.READ_STATUS;
            }
            case ERASE_CONFIRM -> confirm(command == COMMAND_CONFIRM);
            case LOCK_CONFIRM -> confirm(command == COMMAND_CONFIRM || command == LOCK_SET);
            case BUFFER_COUNT -> {
                remaining = (int) value & 0xFFFF;
                bufferBlock = NO_BLOCK;
                yield Mode.BUFFER_DATA;
            }
            case BUFFER_DATA -> {
                gather((int) offset, size, value);
                yield remaining-- == 0 ? Mode.BUFFER_CONFIRM : Mode.BUFFER_DATA;
            }
            case BUFFER_CONFIRM -> {
                boolean right = command == COMMAND_CONFIRM && (status & STATUS_PROGRAM_ERROR) == 0;
                if (right) {
                    programBuffer();
                }
                yield confirm(right);
            }
        };
    }

    /** The first word of a buffer write chooses its block; words outside of it are errors. */
    private void gather(int offset, int size, long value) {
        if (bufferBlock == NO_BLOCK) {
            bufferBlock = offset & -buffer.length;
            for (int i = 0; i < buffer.length; i += Long.BYTES) {
                DOUBLEWORDS.set(buffer, i, storage.load(bufferBlock + i, Long.BYTES));
            }
        }
        int at = offset - bufferBlock;
        if (at < 0 || at + size > buffer.length) {
            status |= STATUS_PROGRAM_ERROR;
            return;
        }
        for (int i = 0; i < size; i++) {
            buffer[at + i] = (byte) (value >> 8 * i);
        }
        status |= STATUS_READY;
    }

    private void programBuffer() {
        for (int i = 0; i < buffer.length; i += Long.BYTES) {
            storage.store(bufferBlock + i, Long.BYTES, (long) DOUBLEWORDS.get(buffer, i));
        }
    }

    private Mode begin(int command, long offset) {
        return switch (command) {
            case COMMAND_PROGRAM, COMMAND_PROGRAM_ALTERNATE -> Mode.PROGRAM;
            case COMMAND_BLOCK_ERASE -> {
                erase(offset & -BLOCK_BYTES);
                yield Mode.ERASE_CONFIRM;
            }
            case COMMAND_CLEAR_STATUS -> {
                status = 0;
                yield Mode.READ_ARRAY;
            }
            case COMMAND_LOCK -> Mode.LOCK_CONFIRM;
            case COMMAND_READ_STATUS -> Mode.READ_STATUS;
            case COMMAND_READ_ID -> Mode.READ_ID;
            case COMMAND_QUERY -> Mode.QUERY;
            case COMMAND_WRITE_BUFFER -> {
                status |= STATUS_READY;
                yield Mode.BUFFER_COUNT;
            }
            default -> Mode.READ_ARRAY;
        };
    }

    /** After the last cycle of a command the bank shows its status; a wrong confirmation brings it back to reading. */
    private Mode confirm(boolean right) {
        if (!right) {
            return Mode.READ_ARRAY;
        }
        status |= STATUS_READY;
        return Mode.READ_STATUS;
    }

    private void program(long offset, int size, long value) {
        storage.store(offset, size, value);
        status |= STATUS_READY;
    }

    private void erase(long block) {
        storage.erase(block, BLOCK_BYTES);
        status |= STATUS_READY;
    }

    private static int identity(int offset) {
        return switch (offset >> 2 & 0xFF) {
            case 0 -> MANUFACTURER;
            case 1 -> DEVICE;
            default -> 0;
        };
    }

    private static int query(int offset) {
        int at = (offset >> 2) - QUERY_FIRST;
        return at >= 0 && at < QUERY.length ? QUERY[at] : 0;
    }

    private static long perChip(int value) {
        return value | (long) value << 8 * CHIP_BYTES;
    }
}
