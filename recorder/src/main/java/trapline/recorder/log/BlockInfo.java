package trapline.recorder.log;

/**
 * A block of a log, as its header describes it.
 *
 * @param index number of the block in the log, from 0
 * @param offset where it begins in the file, bytes
 * @param header its header
 */
public record BlockInfo(long index, long offset, BlockHeader header) {
    /** A block without events. */
    static final BlockInfo NONE =
            new BlockInfo(-1, 0, new BlockHeader(FormatVersion.CURRENT, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));

    /** How many events it holds. */
    public int count() {
        return header.count();
    }

    /** Sequence number of its first event; the others follow without a gap. */
    public long firstSeq() {
        return header.firstSeq();
    }

    /** Sequence number after its last event. */
    public long endSeq() {
        return header.firstSeq() + header.count();
    }

    /** Lowest tick of its events. */
    public long minIcount() {
        return header.minIcount();
    }

    /** Highest tick of its events. */
    public long maxIcount() {
        return header.maxIcount();
    }

    /** Bytes in the file, header included. */
    public int length() {
        return BlockHeader.SIZE + header.payloadLength();
    }

    /** The types inside: bit {@code EventType.id()}. */
    public long types() {
        return header.types();
    }

    /** The VMs inside: bit {@code 1 + vm_id}, those above 62 together in bit 63. */
    public long vms() {
        return header.vms();
    }

    /** How many of its events are inputs. */
    public int inputs() {
        return header.inputs();
    }

    /** What is wrong with it, so many bytes behind its beginning, at an event. */
    LogFormatException damaged(int at, long seq, String what) {
        return new LogFormatException(new LogProblem(QueueFile.NAME, offset + at, index, seq, what));
    }

    /** Digest of everything up to and with this block. */
    public long chainBehind() {
        return header.nextChain();
    }
}
