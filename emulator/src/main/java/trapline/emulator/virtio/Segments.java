package trapline.emulator.virtio;

/** Pieces of the driver's memory that a request is made of, seen as one sequence of bytes. */
final class Segments {
    private final Rings memory;
    private final long[] address = new long[Virtqueue.MOST];
    private final int[] length = new int[Virtqueue.MOST];
    private int count;
    private long total;

    Segments(Rings memory) {
        this.memory = memory;
    }

    void clear() {
        count = 0;
        total = 0;
    }

    /** Appends a piece; a length is unsigned. */
    void add(long at, int bytes) {
        address[count] = at;
        length[count++] = bytes;
        total += Integer.toUnsignedLong(bytes);
    }

    int count() {
        return count;
    }

    /** Bytes of all pieces. */
    long total() {
        return total;
    }

    /** Reads bytes at a position, all of which there are. */
    void read(long position, byte[] target, int bytes) {
        move(position, target, bytes, false);
    }

    /** Writes bytes likewise. */
    void write(long position, byte[] source, int bytes) {
        move(position, source, bytes, true);
    }

    private void move(long position, byte[] buffer, int bytes, boolean write) {
        if (position + bytes > total) {
            throw new BrokenRing("a request of %d bytes is too short".formatted(total));
        }
        long left = position;
        int done = 0;
        for (int i = 0; done < bytes; i++) {
            long size = Integer.toUnsignedLong(length[i]);
            if (left >= size) {
                left -= size;
                continue;
            }
            int part = (int) Math.min(bytes - done, size - left);
            if (write) {
                memory.write(address[i] + left, buffer, done, part);
            } else {
                memory.read(address[i] + left, buffer, done, part);
            }
            done += part;
            left = 0;
        }
    }

    long digest() {
        long digest = total;
        for (int i = 0; i < count; i++) {
            digest = Digest.of(Digest.of(digest, address[i]), length[i]);
        }
        return digest;
    }
}
