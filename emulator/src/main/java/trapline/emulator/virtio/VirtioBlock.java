package trapline.emulator.virtio;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A disk (5.2). It works at one request at a time and moves a slice of its data at each tick at which it works, so that
 * a request of any length takes the time it should.
 */
final class VirtioBlock implements VirtioFunction {
    static final int DEVICE_ID = 2;

    /** The longest serial number that a driver can ask for. */
    static final int SERIAL_BYTES = 20;

    private static final int QUEUE_SIZE = 256;
    private static final int SLICE = 64 << 10;
    private static final int BYTES_PER_TICK = 8;
    /** From the end of a request to the next one. */
    private static final long REQUEST_TICKS = 2_000;

    private static final int F_SEG_MAX = 1 << 2;
    private static final int F_GEOMETRY = 1 << 4;
    private static final int F_RO = 1 << 5;
    private static final int F_BLK_SIZE = 1 << 6;
    private static final int F_SCSI = 1 << 7;
    private static final int F_FLUSH = 1 << 9;
    private static final int F_TOPOLOGY = 1 << 10;
    private static final int F_CONFIG_WCE = 1 << 11;
    private static final int F_DISCARD = 1 << 13;
    private static final int F_WRITE_ZEROES = 1 << 14;
    private static final int FEATURES =
            F_SEG_MAX | F_GEOMETRY | F_BLK_SIZE | F_FLUSH | F_TOPOLOGY | F_CONFIG_WCE | F_DISCARD | F_WRITE_ZEROES;

    private static final int HEADER_BYTES = 16;
    private static final int TYPE_OUT = 1;
    private static final int TYPE_FLUSH = 4;
    private static final int TYPE_GET_ID = 8;
    private static final int TYPE_DISCARD = 11;
    private static final int TYPE_WRITE_ZEROES = 13;
    private static final int TYPE_BARRIER = 1 << 31;
    private static final int RANGE_BYTES = 16;
    private static final int RANGE_UNMAP = 1;
    /** As many bytes as fit into an int: QEMU's limit. */
    private static final int MOST_RANGE_SECTORS = 0x3F_FFFF;

    private static final int OK = 0;
    private static final int IO_ERROR = 1;
    private static final int UNSUPPORTED = 2;

    private static final int CONFIG_BYTES = 57;
    private static final int CONFIG_WCE = 32;

    private final DriveView drive;
    private final byte[] serial;
    private final boolean readOnly;
    private final byte[] config;
    private final DescriptorChain request;
    private final byte[] buffer = new byte[SLICE];

    /** A transfer of data is going on. */
    private boolean busy;

    private boolean writes;
    private long position;
    private long left;
    private long moved;

    /**
     * A disk.
     *
     * @param serial its serial number, at most {@link #SERIAL_BYTES} characters of ASCII
     * @param readOnly refuses to be written
     */
    VirtioBlock(DriveView drive, String serial, boolean readOnly, Rings memory) {
        this.drive = drive;
        this.serial = Arrays.copyOf(serial.getBytes(StandardCharsets.US_ASCII), SERIAL_BYTES);
        this.readOnly = readOnly;
        request = new DescriptorChain(memory);
        config = newConfig(drive.capacity());
    }

    /** The configuration space (5.2.4). */
    private static byte[] newConfig(long sectors) {
        byte[] config = new byte[CONFIG_BYTES];
        int heads = 16;
        int sectorsOfTrack = 63;
        long cylinders = Math.clamp(sectors / (heads * sectorsOfTrack), 2, 16383);
        Rings.putInt64(config, 0, sectors);
        Rings.putInt32(config, 12, QUEUE_SIZE - 2);
        Rings.putInt32(config, 16, (int) cylinders | heads << 16 | sectorsOfTrack << 24);
        Rings.putInt32(config, 20, Drive.SECTOR);
        config[CONFIG_WCE] = 1;
        Rings.putInt16(config, 34, 1);
        Rings.putInt32(config, 36, MOST_RANGE_SECTORS);
        Rings.putInt32(config, 40, 1);
        Rings.putInt32(config, 44, 1);
        Rings.putInt32(config, 48, MOST_RANGE_SECTORS);
        Rings.putInt32(config, 52, 1);
        config[56] = 1;
        return config;
    }

    @Override
    public int deviceId() {
        return DEVICE_ID;
    }

    @Override
    public long features(boolean legacy) {
        return FEATURES | (readOnly ? F_RO : 0) | (legacy ? F_SCSI : 0);
    }

    @Override
    public int[] queueSizes() {
        return new int[] {QUEUE_SIZE};
    }

    @Override
    public int configBytes() {
        return CONFIG_BYTES;
    }

    @Override
    public int readConfig(int offset) {
        return config[offset] & 0xFF;
    }

    /** Only the cache mode can be written, and it makes no difference. */
    @Override
    public void writeConfig(int offset, int value) {
        if (offset == CONFIG_WCE) {
            config[CONFIG_WCE] = (byte) (value & 1);
        }
    }

    @Override
    public void reset() {
        busy = false;
        config[CONFIG_WCE] = 1;
    }

    @Override
    public long serve(int index, Virtqueue queue) {
        if (!busy) {
            if (!queue.take(request)) {
                return IDLE;
            }
            int status = begin();
            if (!busy) {
                return complete(queue, status);
            }
        }
        int bytes = (int) Math.min(left, SLICE);
        boolean done = move(bytes);
        moved += bytes;
        left -= bytes;
        if (done && left > 0) {
            return bytes / BYTES_PER_TICK;
        }
        return complete(queue, done ? OK : IO_ERROR);
    }

    /** Looks at a request: does it, refuses it with a status, or begins the transfer. */
    private int begin() {
        if (request.readable.total() < HEADER_BYTES || request.writable.total() < 1) {
            throw new BrokenRing("a request without header or status");
        }
        byte[] header = new byte[HEADER_BYTES];
        request.readable.read(0, header, HEADER_BYTES);
        int type = Rings.int32(header, 0) & ~TYPE_BARRIER;
        return switch (type & ~TYPE_OUT) {
            case 0 -> beginTransfer(type == TYPE_OUT, Rings.int64(header, 8));
            case TYPE_FLUSH -> OK;
            case TYPE_GET_ID -> tellSerial();
            case TYPE_DISCARD & ~TYPE_OUT, TYPE_WRITE_ZEROES & ~TYPE_OUT -> changeRange(type);
            default -> UNSUPPORTED;
        };
    }

    private int beginTransfer(boolean write, long sector) {
        long bytes = write ? request.readable.total() - HEADER_BYTES : request.writable.total() - 1;
        if (write && readOnly || !isWithin(sector, bytes)) {
            return IO_ERROR;
        }
        writes = write;
        position = sector * Drive.SECTOR;
        left = bytes;
        moved = 0;
        busy = bytes > 0;
        return OK;
    }

    private boolean isWithin(long sector, long bytes) {
        return bytes % Drive.SECTOR == 0
                && Long.compareUnsigned(sector, drive.capacity()) <= 0
                && bytes / Drive.SECTOR <= drive.capacity() - sector;
    }

    /** The next piece of the transfer; false when the drive cannot take it. */
    private boolean move(int bytes) {
        if (writes) {
            request.readable.read(HEADER_BYTES + moved, buffer, bytes);
            return drive.write(position + moved, buffer, bytes);
        }
        drive.read(position + moved, buffer, bytes);
        request.writable.write(moved, buffer, bytes);
        return true;
    }

    /** With the zero behind it that ends a short one. */
    private int tellSerial() {
        int length = 0;
        while (length < SERIAL_BYTES && serial[length] != 0) {
            length++;
        }
        long room = Math.min(request.writable.total() - 1, SERIAL_BYTES);
        request.writable.write(0, serial, (int) Math.min(room, length + 1));
        return OK;
    }

    /** Discard and write zeroes: of the former the driver may not expect anything, and nothing happens. */
    private int changeRange(int type) {
        boolean zeroes = type == TYPE_WRITE_ZEROES;
        if ((type & TYPE_OUT) == 0 || request.readable.total() > HEADER_BYTES + RANGE_BYTES) {
            return UNSUPPORTED;
        }
        byte[] range = new byte[RANGE_BYTES];
        request.readable.read(HEADER_BYTES, range, RANGE_BYTES);
        long sector = Rings.int64(range, 0);
        long sectors = Integer.toUnsignedLong(Rings.int32(range, 8));
        int flags = Rings.int32(range, 12);
        if (sectors > MOST_RANGE_SECTORS || !isWithin(sector, sectors * Drive.SECTOR)) {
            return IO_ERROR;
        }
        if ((flags & ~RANGE_UNMAP) != 0 || !zeroes && flags != 0) {
            return UNSUPPORTED;
        }
        if (readOnly) {
            return IO_ERROR;
        }
        return !zeroes || drive.zero(sector * Drive.SECTOR, sectors * Drive.SECTOR) ? OK : IO_ERROR;
    }

    private long complete(Virtqueue queue, int status) {
        busy = false;
        long written = request.writable.total();
        request.writable.write(written - 1, new byte[] {(byte) status}, 1);
        queue.give(request, written);
        return REQUEST_TICKS;
    }

    @Override
    public long digest() {
        long digest = Digest.of(Digest.of(drive.digest(), config), busy ? 1 : 0);
        if (!busy) {
            return digest;
        }
        digest = Digest.of(Digest.of(digest, position), left);
        return Digest.of(Digest.of(digest, moved), request.digest());
    }
}
