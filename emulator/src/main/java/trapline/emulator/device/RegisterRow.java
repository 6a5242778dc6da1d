package trapline.emulator.device;

/** A row of a device's register table; the rows of one device are an enum. */
public interface RegisterRow {
    /** Offset of the first byte. */
    int offset();

    /** Bytes covered: 4 for a single register, more for an array of them. */
    int bytes();
}
