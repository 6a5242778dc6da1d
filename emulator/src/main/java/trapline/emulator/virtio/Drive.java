package trapline.emulator.virtio;

import java.lang.foreign.MemorySegment;

/**
 * A raw disk image that a machine is given. It is mapped, not loaded, and never written: what a guest changes is kept
 * beside it, in a {@link DriveView}.
 *
 * @param name the file's name without its directory; for messages
 * @param contents all of its bytes
 */
public record Drive(String name, MemorySegment contents) {
    /** Bytes of a sector. */
    public static final int SECTOR = 512;

    /** Checks that it consists of sectors. */
    public Drive {
        if (contents.byteSize() == 0 || contents.byteSize() % SECTOR != 0) {
            throw new IllegalArgumentException("a drive of " + contents.byteSize() + " bytes");
        }
        contents = contents.asReadOnly();
    }

    /** Bytes. */
    public long size() {
        return contents.byteSize();
    }
}
