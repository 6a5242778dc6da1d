package trapline.emulator.boot;

import java.util.Optional;

/**
 * What is to be booted.
 *
 * @param name the image's file name, for messages
 * @param kind what it is
 * @param contents the image
 * @param append command line for an operating system
 * @param initrd RAM disk for one
 * @param deviceTree a device tree to use instead of the board's own
 */
public record BootFiles(
        String name,
        ImageKind kind,
        byte[] contents,
        String append,
        Optional<byte[]> initrd,
        Optional<byte[]> deviceTree) {}
