package trapline.emulator.microvisor;

import java.util.List;
import java.util.Optional;

/**
 * What a VM is made of.
 *
 * @param name its name, by which others find it
 * @param program its program: ELF, zImage, or firmware
 * @param append command line for an operating system
 * @param initrd RAM disk for one
 * @param ramBytes its memory
 * @param vcpus number of virtual CPUs
 * @param placement what of the hardware it gets
 */
public record VmConfig(
        String name,
        Program program,
        String append,
        Optional<byte[]> initrd,
        long ramBytes,
        int vcpus,
        Placement placement) {

    /**
     * A file with a program.
     *
     * @param file its name, for messages
     */
    public record Program(String file, byte[] contents) {}

    /**
     * What of the hardware it gets.
     *
     * @param priority the greater goes first
     * @param cpu the physical CPU of the first vCPU; further ones on the following CPUs, in a circle
     * @param devices physical devices that are this VM's alone, by their names in the device tree
     */
    public record Placement(int priority, int cpu, List<String> devices) {}
}
