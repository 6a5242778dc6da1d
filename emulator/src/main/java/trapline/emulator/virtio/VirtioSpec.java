package trapline.emulator.virtio;

/** A device as it is asked for. */
public sealed interface VirtioSpec {
    /**
     * A disk.
     *
     * @param drive what is on it in the beginning
     * @param serial its serial number: at most 20 characters of ASCII, or empty
     * @param readOnly refuses to be written
     */
    record Block(Drive drive, String serial, boolean readOnly) implements VirtioSpec {}

    /**
     * A console beside the UART.
     *
     * @param output its output becomes console text; else nobody sees it
     */
    record Console(boolean output) implements VirtioSpec {}

    /**
     * A source of random numbers.
     *
     * @param seed what they follow from
     */
    record Entropy(long seed) implements VirtioSpec {}

    /**
     * A network card.
     *
     * @param network the switch it is plugged into, by name
     * @param mac its address
     */
    record Network(String network, MacAddress mac) implements VirtioSpec {}
}
