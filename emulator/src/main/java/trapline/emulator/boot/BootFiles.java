package trapline.emulator.boot;

import java.util.Optional;

/**
 * What is to be booted.
 *
 * @param image the program
 * @param kind what it is
 * @param append command line for an operating system
 * @param initrd RAM disk for one
 * @param deviceTree a device tree to use instead of the board's own
 * @param flash what the second bank of flash contains
 */
public record BootFiles(
        Contents image,
        ImageKind kind,
        String append,
        Optional<Contents> initrd,
        Optional<Contents> deviceTree,
        Optional<Contents> flash) {

    /**
     * What is in a file.
     *
     * @param name the file's name, for messages
     * @param bytes all of it
     */
    public record Contents(String name, byte[] bytes) {}
}
