package trapline.emulator.virtio;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * A drive as one device sees it: the image, and the pages that were written, which are copied before their first change.
 * The copies live outside of the Java heap, as long as this view.
 */
final class DriveView {
    /** The most memory that changes may take. A guest that writes more gets errors, as on a disk that is full. */
    static final long MOST_CHANGED = 1L << 30;

    private static final int PAGE = 4096;
    private static final int PAGES_OF_GROUP = 1024;
    private static final int PAGES_OF_SLAB = 256;
    private static final int UNCHANGED = 0;
    /** All zeros, for which no memory is needed. */
    private static final int ZERO = -1;

    private final Drive drive;
    private final long most;
    private final Arena arena = Arena.ofAuto();
    /** For each page, in groups that are made when needed, what it is: a constant above, or 1 + the number of its copy. */
    private final int[][] pages;

    private final List<MemorySegment> slabs = new ArrayList<>();
    private int copies;

    DriveView(Drive drive) {
        this(drive, MOST_CHANGED);
    }

    /**
     * With another limit than usual.
     *
     * @param most bytes that changes may take
     */
    DriveView(Drive drive, long most) {
        this.drive = drive;
        this.most = most;
        pages = new int[Math.toIntExact(Math.ceilDiv(drive.size(), (long) PAGE * PAGES_OF_GROUP))][0];
    }

    /** Sectors. */
    long capacity() {
        return drive.size() / Drive.SECTOR;
    }

    /** Reads bytes, all of which lie within the drive. */
    void read(long position, byte[] target, int bytes) {
        MemorySegment to = MemorySegment.ofArray(target);
        for (int done = 0; done < bytes; ) {
            long at = position + done;
            int part = partOf(at, bytes - done);
            switch (page(at)) {
                case UNCHANGED -> MemorySegment.copy(drive.contents(), at, to, done, part);
                case ZERO -> to.asSlice(done, part).fill((byte) 0);
                default -> MemorySegment.copy(copy(page(at)), at % PAGE, to, done, part);
            }
            done += part;
        }
    }

    /** Writes bytes likewise; false when there is no memory for them, and nothing is changed then. */
    boolean write(long position, byte[] source, int bytes) {
        long needed = 0;
        for (int done = 0; done < bytes; done += partOf(position + done, bytes - done)) {
            needed += needed(position + done);
        }
        if (!hasRoom(needed)) {
            return false;
        }
        MemorySegment from = MemorySegment.ofArray(source);
        for (int done = 0; done < bytes; ) {
            long at = position + done;
            int part = partOf(at, bytes - done);
            MemorySegment.copy(from, done, writable(at), at % PAGE, part);
            done += part;
        }
        return true;
    }

    /** Sets bytes to zero; false when there is no memory for the pages of which only a part becomes zero. */
    boolean zero(long position, long bytes) {
        long end = position + bytes;
        long first = Math.min(bytes, -position & PAGE - 1);
        long last = first < bytes ? end % PAGE : 0;
        if (!hasRoom((first > 0 ? needed(position) : 0) + (last > 0 ? needed(end - last) : 0))) {
            return false;
        }
        if (first > 0) {
            writable(position).asSlice(position % PAGE, first).fill((byte) 0);
        }
        for (long at = position + first; at + PAGE <= end; at += PAGE) {
            zeroPage(at);
        }
        if (last > 0) {
            writable(end - last).asSlice(0, last).fill((byte) 0);
        }
        return true;
    }

    private void zeroPage(long position) {
        switch (page(position)) {
            case UNCHANGED -> setPage(position, ZERO);
            case ZERO -> {}
            default -> copy(page(position)).fill((byte) 0);
        }
    }

    private static int partOf(long position, int left) {
        return (int) Math.min(left, PAGE - position % PAGE);
    }

    /** Bytes that a write to the page of a position takes. */
    private long needed(long position) {
        return page(position) > 0 ? 0 : PAGE;
    }

    private boolean hasRoom(long bytes) {
        return (long) copies * PAGE + bytes <= most;
    }

    private int page(long position) {
        int[] group = pages[(int) (position / PAGE / PAGES_OF_GROUP)];
        return group.length == 0 ? UNCHANGED : group[(int) (position / PAGE % PAGES_OF_GROUP)];
    }

    private void setPage(long position, int page) {
        int group = (int) (position / PAGE / PAGES_OF_GROUP);
        if (pages[group].length == 0) {
            pages[group] = new int[PAGES_OF_GROUP];
        }
        pages[group][(int) (position / PAGE % PAGES_OF_GROUP)] = page;
    }

    private MemorySegment copy(int page) {
        int number = page - 1;
        return slabs.get(number / PAGES_OF_SLAB).asSlice((long) number % PAGES_OF_SLAB * PAGE, PAGE);
    }

    /** The page's own copy, made before the first write. */
    private MemorySegment writable(long position) {
        int page = page(position);
        if (page > 0) {
            return copy(page);
        }
        if (copies % PAGES_OF_SLAB == 0) {
            slabs.add(arena.allocate((long) PAGES_OF_SLAB * PAGE, PAGE));
        }
        copies++;
        setPage(position, copies);
        MemorySegment fresh = copy(copies);
        if (page == UNCHANGED) {
            long start = position - position % PAGE;
            MemorySegment.copy(drive.contents(), start, fresh, 0, Math.min(PAGE, drive.size() - start));
        }
        return fresh;
    }

    /** Digest of the changes, page by page. */
    long digest() {
        long digest = drive.size();
        for (int i = 0; i < pages.length; i++) {
            for (int j = 0; j < pages[i].length; j++) {
                if (pages[i][j] != UNCHANGED) {
                    digest = Digest.of(digest, (long) i * PAGES_OF_GROUP + j);
                    digest = pages[i][j] == ZERO ? digest : digestOf(copy(pages[i][j]), digest);
                }
            }
        }
        return digest;
    }

    private static long digestOf(MemorySegment page, long before) {
        long digest = before;
        for (long offset = 0; offset < PAGE; offset += Long.BYTES) {
            digest = Digest.of(digest, page.get(ValueLayout.JAVA_LONG_UNALIGNED, offset));
        }
        return digest;
    }
}
