package trapline.recorder.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The header of a block; its payload follows. Little-endian:
 *
 * <pre>
 *  0  8  magic "TRAPLINE"          56  8  types: bit n set when an event of id n is inside
 *  8  2  format major              64  8  VMs: bit 1 + vm_id, those above 62 in bit 63
 * 10  2  format minor              72  8  digest of the payload
 * 12  4  events                    80  8  chain: digest of everything before this block
 * 16  4  payload, bytes            88  4  inputs among the events
 * 20  4  CRC32C of the payload     92  4  CRC32C of bytes 0 to 91
 * 24  8  seq of the first event
 * 32  8  icount of the first event
 * 40  8  lowest icount
 * 48  8  highest icount
 * </pre>
 *
 * <p>The chain of the next block is the digest of this header, which contains the payload's and this one's chain: a
 * block that was removed, repeated, moved or taken from another log does not fit.
 */
record BlockHeader(
        FormatVersion version,
        int count,
        int payloadLength,
        int payloadCrc,
        long firstSeq,
        long firstIcount,
        long minIcount,
        long maxIcount,
        long types,
        long vms,
        long payloadDigest,
        long chain,
        int inputs) {
    static final int SIZE = 96;
    static final long MAGIC = 0x454E494C50415254L;
    private static final int CRC_OFFSET = 92;
    /** The format from which on the payload's digest is made in lanes. */
    private static final FormatVersion LANES_SINCE = new FormatVersion(1, 2);

    void write(byte[] target) {
        ByteBuffer buffer = ByteBuffer.wrap(target, 0, SIZE).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(MAGIC).putShort((short) version.major()).putShort((short) version.minor());
        buffer.putInt(count).putInt(payloadLength).putInt(payloadCrc);
        buffer.putLong(firstSeq).putLong(firstIcount).putLong(minIcount).putLong(maxIcount);
        buffer.putLong(types).putLong(vms).putLong(payloadDigest).putLong(chain).putInt(inputs);
        buffer.putInt(crc(target, 0, CRC_OFFSET));
    }

    /** The header in the first bytes of {@code source}; empty when magic or check sum are wrong. */
    static Optional<BlockHeader> read(byte[] source) {
        ByteBuffer buffer = ByteBuffer.wrap(source, 0, SIZE).order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.getLong() != MAGIC || buffer.getInt(CRC_OFFSET) != crc(source, 0, CRC_OFFSET)) {
            return Optional.empty();
        }
        return Optional.of(new BlockHeader(
                new FormatVersion(buffer.getShort(), buffer.getShort()),
                buffer.getInt(),
                buffer.getInt(),
                buffer.getInt(),
                buffer.getLong(),
                buffer.getLong(),
                buffer.getLong(),
                buffer.getLong(),
                buffer.getLong(),
                buffer.getLong(),
                buffer.getLong(),
                buffer.getLong(),
                buffer.getInt()));
    }

    /** The digest that the following block must name as its chain. */
    long nextChain() {
        byte[] bytes = new byte[SIZE];
        write(bytes);
        return Digest64.of(bytes, 0, SIZE, 0);
    }

    /** The digest that a block of that format has of its payload. */
    static long digest(FormatVersion format, byte[] bytes, int offset, int length) {
        return format.compareTo(LANES_SINCE) >= 0
                ? Digest64.inLanes(bytes, offset, length)
                : Digest64.of(bytes, offset, length, 0);
    }

    static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
