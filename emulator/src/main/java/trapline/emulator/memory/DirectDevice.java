package trapline.emulator.memory;

/**
 * A device whose contents can at times be read and executed as if they were RAM: flash in read-array mode. Stores always
 * reach it as {@link MmioDevice#write}, and only there may it begin or cease to be direct.
 */
public interface DirectDevice extends MmioDevice {
    /** Host address of its {@link #size} bytes while plain reads see them, 0 while they do not. */
    long directAddress();
}
