package trapline.emulator.boot;

import java.util.Optional;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.board.DeviceTree;
import trapline.emulator.board.DeviceTreeConfig;
import trapline.emulator.board.Peripherals;
import trapline.emulator.memory.PhysicalMap;

/** Loads the image of a machine without the microvisor, as QEMU's {@code -kernel}, or {@code -bios} for firmware. */
public final class Loader {
    /** Where QEMU puts a zImage, from the start of RAM. */
    private static final long ZIMAGE_OFFSET = 0x1_0000;
    /** The initial RAM disk lies at half of RAM, but not further than this. */
    private static final long FURTHEST_INITRD = 128L << 20;

    private static final long PAGE = 4096;
    /** Machine type of a kernel that is to take everything from the device tree. */
    private static final int DEVICE_TREE_MACHINE = -1;

    private final PhysicalMap map;
    private final Peripherals peripherals;
    private final DeviceTreeConfig tree;
    private long programEnd;

    /**
     * For one machine.
     *
     * @param tree what the device tree says, but for command line and RAM disk
     */
    public Loader(PhysicalMap map, Peripherals peripherals, DeviceTreeConfig tree) {
        this.map = map;
        this.peripherals = peripherals;
        this.tree = tree;
        programEnd = map.ramBase();
    }

    /**
     * Puts everything into memory.
     *
     * @param append command line for an operating system
     * @param initrd RAM disk for one
     * @return how the first processor starts
     */
    public EntryState load(String name, byte[] contents, String append, Optional<byte[]> initrd) {
        return switch (ImageKind.of(contents)) {
            case ELF -> loadElf(name, contents, append);
            case ZIMAGE -> loadZimage(name, contents, append, initrd);
            case FIRMWARE -> loadFirmware(name, contents, append);
        };
    }

    /** First address behind the program in RAM. */
    public long programEnd() {
        return programEnd;
    }

    private EntryState loadElf(String name, byte[] contents, String append) {
        ElfImage elf = ElfImage.parse(name, contents);
        for (ElfImage.Segment segment : elf.segments()) {
            requireRam(name, segment.pa(), segment.size());
            map.writeRam(segment.pa(), segment.bytes(), 0, segment.bytes().length);
        }
        programEnd = elf.end();
        boolean free = elf.start() >= map.ramBase() + DeviceTree.PADDED_SIZE || elf.end() <= map.ramBase();
        if (free) {
            writeTree(map.ramBase(), tree.withBootArguments(append));
        }
        return new EntryState(elf.entry(), 0, 0, 0);
    }

    private EntryState loadFirmware(String name, byte[] contents, String append) {
        if (contents.length == 0 || contents.length > BoardDevice.FLASH.size()) {
            throw new ImageException(
                    name, "firmware of " + contents.length + " bytes; flash holds " + BoardDevice.FLASH.size());
        }
        peripherals.loadFirmware(contents);
        writeTree(map.ramBase(), tree.withBootArguments(append));
        programEnd = map.ramBase() + DeviceTree.PADDED_SIZE;
        return new EntryState(0, 0, 0, 0);
    }

    private EntryState loadZimage(String name, byte[] contents, String append, Optional<byte[]> initrd) {
        long kernel = map.ramBase() + ZIMAGE_OFFSET;
        requireRam(name, kernel, contents.length);
        map.writeRam(kernel, contents, 0, contents.length);
        long disk = map.ramBase() + Math.min(map.ramSize() / 2, FURTHEST_INITRD);
        disk = Math.max(disk, kernel + contents.length) + PAGE - 1 & -PAGE;
        DeviceTreeConfig config = tree.withBootArguments(append);
        long end = disk;
        if (initrd.isPresent()) {
            byte[] bytes = initrd.get();
            requireRam("initrd", disk, bytes.length);
            map.writeRam(disk, bytes, 0, bytes.length);
            end = disk + bytes.length;
            config = config.withInitrd(disk, end);
        }
        long treeAddress = end + PAGE - 1 & -PAGE;
        requireRam("device tree", treeAddress, DeviceTree.PADDED_SIZE);
        writeTree(treeAddress, config);
        programEnd = treeAddress + DeviceTree.PADDED_SIZE;
        return new EntryState((int) kernel, 0, DEVICE_TREE_MACHINE, (int) treeAddress);
    }

    private void writeTree(long pa, DeviceTreeConfig config) {
        byte[] blob = DeviceTree.write(config, DeviceTree.PADDED_SIZE);
        map.writeRam(pa, blob, 0, blob.length);
    }

    private void requireRam(String name, long pa, long size) {
        if (pa < map.ramBase() || pa + size > map.ramBase() + map.ramSize()) {
            throw new ImageException(
                    name,
                    "needs memory at 0x%x to 0x%x, but RAM is 0x%x to 0x%x; link it elsewhere or give it more RAM"
                            .formatted(pa, pa + size, map.ramBase(), map.ramBase() + map.ramSize()));
        }
    }
}
