package trapline.recorder.event;

/** What an access to memory was for. */
public enum AccessKind {
    /** Instruction fetch. */
    FETCH,
    /** Load. */
    READ,
    /** Store. */
    WRITE,
    /** Cache maintenance or address translation operation. */
    MAINTENANCE
}
