package trapline.recorder.log;

import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;

/** A block that is being written: its bytes, and what its header is to say of the events. */
final class LogBlock {
    /** The header, which comes last, and the payload behind it. */
    final byte[] bytes = new byte[EventEncoder.CAPACITY];

    private long firstSeq;
    private int count;
    private int inputs;
    private long firstIcount;
    private long minIcount;
    private long maxIcount;
    private long vms;
    private long types;
    private int length;

    /** Begins it anew, with no events yet. */
    void start(long seq) {
        firstSeq = seq;
        count = 0;
        inputs = 0;
        vms = 0;
    }

    int count() {
        return count;
    }

    int inputs() {
        return inputs;
    }

    /** Header and payload, bytes. */
    int length() {
        return length;
    }

    /** Counts an event. */
    void add(EventFrame frame) {
        add(1, frame.icount, frame.icount, frame.vm);
        inputs += frame.type.isInput() ? 1 : 0;
    }

    /** Counts events of a batch, from {@code first} on. */
    void add(EventBatch batch, int first, int more) {
        add(more, batch.icount(first), batch.icount(first + more - 1), batch.vm());
        inputs += batch.type().isInput() ? more : 0;
    }

    private void add(int more, long from, long to, int vm) {
        if (count == 0) {
            firstIcount = from;
            minIcount = from;
            maxIcount = to;
        }
        minIcount = Math.min(minIcount, from);
        maxIcount = Math.max(maxIcount, to);
        vms |= 1L << Math.clamp(1L + vm, 0, 63);
        count += more;
    }

    /** All events are in its bytes: of these types, bit per id; up to {@code end}. */
    void complete(long allTypes, int end) {
        types = allTypes;
        length = end;
    }

    /** Writes the header, with the digest of everything before this block; the answer is the digest of everything up to its end. */
    long seal(long chain) {
        int payload = length - BlockHeader.SIZE;
        BlockHeader header = new BlockHeader(
                FormatVersion.CURRENT,
                count,
                payload,
                BlockHeader.crc(bytes, BlockHeader.SIZE, payload),
                firstSeq,
                firstIcount,
                minIcount,
                maxIcount,
                types,
                vms,
                BlockHeader.digest(FormatVersion.CURRENT, bytes, BlockHeader.SIZE, payload),
                chain,
                inputs);
        header.write(bytes);
        return header.nextChain();
    }
}
