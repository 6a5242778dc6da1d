package trapline.emulator.microvisor;

/** What a stage-2 mapping is for: its attributes in a descriptor (ARM DDI 0406C B3.6.2). */
enum Mapping {
    /** The VM's own memory: Normal, write-back, everything allowed. */
    MEMORY(0b1111, 0b11, true),
    /** Memory that may be read and executed. */
    READ_ONLY(0b1111, 0b01, true),
    /** Another VM's page, to be read and written. */
    SHARED(0b1111, 0b11, false),
    /** Another VM's page, to be read. */
    SHARED_READ_ONLY(0b1111, 0b01, false),
    /** A device passed through. */
    DEVICE(0b0001, 0b11, false);

    private static final long ACCESS_FLAG = 1 << 10;
    private static final long INNER_SHAREABLE = 0b11 << 8;
    private static final long NEVER_EXECUTE = 1L << 54;
    private static final long PAGE = 0b11;

    private final int hap;
    private final long attributes;

    Mapping(int memAttr, int hap, boolean executable) {
        this.hap = hap;
        attributes = PAGE
                | (long) memAttr << 2
                | (long) hap << 6
                | INNER_SHAREABLE
                | ACCESS_FLAG
                | (executable ? 0 : NEVER_EXECUTE);
    }

    /** HAP[2:1]: bit 0 read, bit 1 write. */
    int hap() {
        return hap;
    }

    /** The descriptor of a page. */
    long descriptor(long pa) {
        return pa | attributes;
    }
}
