package trapline.emulator.virtio;

import java.util.regex.Pattern;

/**
 * An Ethernet address.
 *
 * @param bits its 48 bits, the first byte highest
 */
public record MacAddress(long bits) {
    /** How long it is. */
    static final int BYTES = 6;

    private static final Pattern TEXT = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");
    /** The address of QEMU's first device; further ones count up. */
    private static final long FIRST = 0x5254_0012_3456L;

    private static final long GROUP = 1L << 40;

    /** The address that device {@code n} gets when none is asked for. */
    public static MacAddress automatic(int n) {
        return new MacAddress(FIRST + n);
    }

    /** Reads {@code 52:54:00:12:34:56}; a group address is none that a device can have. */
    public static MacAddress parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no address such as " + automatic(0));
        }
        MacAddress address = new MacAddress(Long.parseLong(text.replace(":", ""), 16));
        if (address.isGroup()) {
            throw new IllegalArgumentException("'" + text + "' is the address of a group; make its first byte even");
        }
        return address;
    }

    static MacAddress of(byte[] frame, int offset) {
        long bits = 0;
        for (int i = 0; i < BYTES; i++) {
            bits = bits << 8 | frame[offset + i] & 0xFF;
        }
        return new MacAddress(bits);
    }

    /** Whether it stands for several devices, or all. */
    boolean isGroup() {
        return (bits & GROUP) != 0;
    }

    /** One of its bytes, in the order in which they are sent. */
    int at(int index) {
        return (int) (bits >>> 8 * (BYTES - 1 - index)) & 0xFF;
    }

    @Override
    public String toString() {
        return "%012x".formatted(bits).replaceAll("(..)(?=.)", "$1:");
    }
}
