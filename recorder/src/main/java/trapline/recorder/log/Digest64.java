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

    private Digest64() {}

    static long of(byte[] bytes, int offset, int length, long seed) {
        long h = seed ^ (length * MULTIPLIER);
        int end = offset + length;
        int i = offset;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            h = step(h, (long) LONGS.get(bytes, i));
        }
        long tail = 0;
        for (int shift = 0; i < end; i++, shift += Byte.SIZE) {
            tail |= (bytes[i] & 0xFFL) << shift;
        }
        return finish(step(h, tail));
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
