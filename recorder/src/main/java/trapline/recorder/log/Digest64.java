package trapline.recorder.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The 64-bit digest that chains the blocks of a log. Every step is a bijection of the state for a given word, so
 * two inputs that differ in one word never agree. It guards against accidents, not against forgers.
 */
final class Digest64 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final int CHUNK = 8 * Long.BYTES;
    private static final int LANES = 4 * Long.BYTES;

    private Digest64() {}

    static long of(byte[] bytes, int offset, int length, long seed) {
        long h = seed ^ (length * MULTIPLIER);
        int end = offset + length;
        int i = offset;
        for (; i + CHUNK <= end; i += CHUNK) {
            h = chunk(h, bytes, i);
        }
        return ofRest(h, bytes, i, end);
    }

    /** Another one, in which each of four states takes every fourth word: a processor makes the steps of all four at once. */
    static long inLanes(byte[] bytes, int offset, int length) {
        long a = length * MULTIPLIER;
        long b = a + 1;
        long c = a + 2;
        long d = a + 3;
        int end = offset + length;
        int i = offset;
        for (; i + LANES <= end; i += LANES) {
            a = step(a, (long) LONGS.get(bytes, i));
            b = step(b, (long) LONGS.get(bytes, i + 8));
            c = step(c, (long) LONGS.get(bytes, i + 16));
            d = step(d, (long) LONGS.get(bytes, i + 24));
        }
        return ofRest(step(step(step(a, b), c), d), bytes, i, end);
    }

    private static long ofRest(long state, byte[] bytes, int start, int end) {
        long h = state;
        int i = start;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            h = step(h, (long) LONGS.get(bytes, i));
        }
        long tail = 0;
        for (int shift = 0; i < end; i++, shift += Byte.SIZE) {
            tail |= (bytes[i] & 0xFFL) << shift;
        }
        return finish(step(h, tail));
    }

    /** A method of its own, because the JVM compiles methods that are called often sooner than loops that run long. */
    private static long chunk(long h, byte[] bytes, int i) {
        long first = step(step(h, (long) LONGS.get(bytes, i)), (long) LONGS.get(bytes, i + 8));
        long second = step(step(first, (long) LONGS.get(bytes, i + 16)), (long) LONGS.get(bytes, i + 24));
        long third = step(step(second, (long) LONGS.get(bytes, i + 32)), (long) LONGS.get(bytes, i + 40));
        return step(step(third, (long) LONGS.get(bytes, i + 48)), (long) LONGS.get(bytes, i + 56));
    }

    private static long step(long h, long word) {
        return Long.rotateLeft((h ^ word) * MULTIPLIER, 29);
    }

    private static long finish(long h) {
        h ^= h >>> 32;
        h *= 0xD6E8FEB86659FD93L;
        return h ^ h >>> 32;
    }
}
