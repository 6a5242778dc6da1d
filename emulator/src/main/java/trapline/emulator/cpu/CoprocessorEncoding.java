package trapline.emulator.cpu;

/**
 * The address of a coprocessor register packed into an int, so that tables can be keyed by it:
 * {@code cp[23:20] 64bit[19] opc1[18:15] crn[14:11] crm[10:7] opc2[6:4]}.
 */
public final class CoprocessorEncoding {
    private CoprocessorEncoding() {}

    /** Encodes an MRC/MCR register. */
    public static int of(int coprocessor, int opc1, int crn, int crm, int opc2) {
        return coprocessor << 20 | opc1 << 15 | crn << 11 | crm << 7 | opc2 << 4;
    }

    /** Encodes an MRRC/MCRR register. */
    public static int of64(int coprocessor, int opc1, int crm) {
        return coprocessor << 20 | 1 << 19 | opc1 << 15 | crm << 7;
    }

    public static int coprocessor(int encoding) {
        return encoding >>> 20;
    }

    public static boolean is64(int encoding) {
        return (encoding >>> 19 & 1) != 0;
    }

    public static int opc1(int encoding) {
        return encoding >>> 15 & 0xF;
    }

    public static int crn(int encoding) {
        return encoding >>> 11 & 0xF;
    }

    public static int crm(int encoding) {
        return encoding >>> 7 & 0xF;
    }

    public static int opc2(int encoding) {
        return encoding >>> 4 & 0b111;
    }

    /** As software writes it: {@code p15,0,c1,c0,0}, or {@code p15,1,c14} for 64 bits. */
    public static String describe(int encoding) {
        String head = "p" + coprocessor(encoding) + "," + opc1(encoding);
        return is64(encoding)
                ? head + ",c" + crm(encoding)
                : head + ",c" + crn(encoding) + ",c" + crm(encoding) + "," + opc2(encoding);
    }
}
