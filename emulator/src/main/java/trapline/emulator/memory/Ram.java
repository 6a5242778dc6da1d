package trapline.emulator.memory;

import java.util.stream.LongStream;

/** Random access memory: a range of physical addresses backed by the host's memory. Starts out as zeros. */
final class Ram {
    private static final long PAGE = 4096;
    /** Bytes that are hashed by one thread in one go. */
    private static final long PART = 16 << 20;

    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
    private static final long HASH_OF_ZEROS = hashOfZeros();

    final long base;
    final long size;
    final CodeMarks code;
    private final SparseMemory memory;

    Ram(HostWindow window, long base, long size) {
        if ((base & PAGE - 1) != 0 || (size & PAGE - 1) != 0 || size <= 0) {
            throw new IllegalStateException("RAM must consist of whole pages: base %x, size %x".formatted(base, size));
        }
        this.base = base;
        this.size = size;
        memory = new SparseMemory(window, size).preferHugePages();
        code = new CodeMarks(size);
    }

    boolean contains(long pa) {
        return Long.compareUnsigned(pa - base, size) < 0;
    }

    boolean contains(long pa, long bytes) {
        return contains(pa) && bytes <= size - (pa - base);
    }

    long host(long pa) {
        return memory.host(pa - base);
    }

    void copyOut(long pa, byte[] target, int offset, int length) {
        memory.copyOut(pa - base, target, offset, length);
    }

    void copyIn(long pa, byte[] source, int offset, int length) {
        memory.copyIn(pa - base, source, offset, length);
    }

    /** A sum over pages of the page's hash, stirred with its number; about 0.2 µs a page that was ever touched. */
    long digest() {
        long parts = (size + PART - 1) / PART;
        return size
                + LongStream.range(0, parts).parallel().map(this::digestOfPart).sum();
    }

    private long digestOfPart(long part) {
        long sum = 0;
        for (long offset = part * PART; offset < Math.min((part + 1) * PART, size); offset += PAGE) {
            long hash = memory.isPresent(offset) ? hashOfPage(memory.host(offset)) : HASH_OF_ZEROS;
            sum += stir(hash ^ stir(offset + 1));
        }
        return sum;
    }

    /** Four independent chains, so that the processor overlaps the multiplications. */
    private static long hashOfPage(long host) {
        long a = 1;
        long b = 2;
        long c = 3;
        long d = 4;
        for (long at = host; at < host + PAGE; at += 32) {
            a = (a ^ HostMemory.load64(at)) * MULTIPLIER;
            b = (b ^ HostMemory.load64(at + 8)) * MULTIPLIER;
            c = (c ^ HostMemory.load64(at + 16)) * MULTIPLIER;
            d = (d ^ HostMemory.load64(at + 24)) * MULTIPLIER;
            a ^= a >>> 32;
            b ^= b >>> 32;
            c ^= c >>> 32;
            d ^= d >>> 32;
        }
        return stir(a + stir(b + stir(c + stir(d))));
    }

    private static long hashOfZeros() {
        try (HostWindow window = HostWindow.open()) {
            return hashOfPage(window.allocate(PAGE));
        }
    }

    private static long stir(long value) {
        long x = (value ^ value >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        x = (x ^ x >>> 27) * 0x94D0_49BB_1331_11EBL;
        return x ^ x >>> 31;
    }
}
