package trapline.emulator.isa;

/** What a single load or store moves. */
public enum TransferType {
    /** 32 bits. */
    WORD(4, false),
    /** 8 bits, zero-extended when loaded. */
    BYTE(1, false),
    /** 16 bits, zero-extended when loaded. */
    HALFWORD(2, false),
    /** 8 bits, sign-extended; loads only. */
    SIGNED_BYTE(1, true),
    /** 16 bits, sign-extended; loads only. */
    SIGNED_HALFWORD(2, true);

    private final int bytes;
    private final boolean signed;

    TransferType(int bytes, boolean signed) {
        this.bytes = bytes;
        this.signed = signed;
    }

    /** The size of the access. */
    public int bytes() {
        return bytes;
    }

    /** Whether a loaded value is sign-extended. */
    public boolean signed() {
        return signed;
    }
}
