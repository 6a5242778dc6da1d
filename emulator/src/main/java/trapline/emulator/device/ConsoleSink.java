package trapline.emulator.device;

/** Where the bytes go that a UART or semihosting sends. */
@FunctionalInterface
public interface ConsoleSink {
    /**
     * One byte leaves.
     *
     * @param console number of the console, as in {@code ConsoleOutput}
     * @param b the byte, 0 to 255
     */
    void put(int console, int b);
}
