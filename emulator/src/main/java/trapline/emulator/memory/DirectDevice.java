package trapline.emulator.memory;

/**
 * A device whose contents can at times be read and executed as if they were RAM: flash in read-array mode. Stores always
 * reach it as {@link MmioDevice#write}, and only there may it begin or cease to be direct.
 */
public interface DirectDevice extends MmioDevice {
    /** Whether plain reads see its contents at present. */
    boolean isDirect();

    /** Host address of a byte of the contents, with the rest of its page. */
    long directHost(long offset);
}
