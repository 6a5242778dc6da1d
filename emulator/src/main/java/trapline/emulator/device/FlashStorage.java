package trapline.emulator.device;

/** What a bank of flash contains, beneath its commands. */
public interface FlashStorage {
    /** Reads 1, 2, 4 or 8 bytes. */
    long load(long offset, int size);

    /** Programs so many bytes. */
    void store(long offset, int size, long value);

    /** Sets every bit of a block. */
    void erase(long offset, int bytes);
}
