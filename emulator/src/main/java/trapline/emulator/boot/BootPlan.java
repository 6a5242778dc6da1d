package trapline.emulator.boot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.board.DeviceTree;
import trapline.emulator.board.DeviceTreeConfig;
import trapline.emulator.board.SuppliedTree;
import trapline.emulator.boot.BootFiles.Contents;

/**
 * What goes where before software starts, as QEMU's {@code -kernel} has it, or {@code -bios} for firmware; for a machine as
 * for a VM.
 */
public final class BootPlan {
    /** Where QEMU puts a kernel that does not say where it has to be, from the start of RAM. */
    private static final long KERNEL_OFFSET = 0x1_0000;
    /** The initial RAM disk lies at half of RAM, but not further than this. */
    private static final long FURTHEST_INITRD = 128L << 20;
    /** Room behind an Image for what it does not contain, its zeroed data. */
    private static final long IMAGE_ROOM = 16L << 20;

    private static final long PAGE = 4096;
    /** Machine type of a kernel that is to take everything from the device tree. */
    private static final int DEVICE_TREE_MACHINE = -1;

    /**
     * A part of memory.
     *
     * @param address physical, or intermediate physical for a VM
     * @param bytes contents
     */
    public record Piece(long address, byte[] bytes) {}

    private final BootFiles files;
    private final DeviceTreeConfig config;
    private final List<Piece> pieces = new ArrayList<>();
    private Optional<byte[]> firmware = Optional.empty();
    private Optional<byte[]> tree = Optional.empty();
    private EntryState entry = new EntryState(0, 0, 0, 0);

    private BootPlan(BootFiles files, DeviceTreeConfig config) {
        this.files = files;
        this.config = config;
    }

    /**
     * Works it out.
     *
     * @param config what the device tree says, but for command line and RAM disk
     * @throws ImageException when a file cannot be used
     */
    public static BootPlan of(BootFiles files, DeviceTreeConfig config) {
        BootPlan plan = new BootPlan(files, config.withBootArguments(files.append()));
        switch (files.kind()) {
            case ELF -> plan.elf();
            case ZIMAGE, KERNEL -> plan.linux(KERNEL_OFFSET, 0);
            case IMAGE -> plan.linux(LinuxImage.textOffset(files.image().bytes()), IMAGE_ROOM);
            case UIMAGE -> plan.uImage();
            case FIRMWARE -> plan.firmware();
        }
        files.flash().ifPresent(file -> requireFlash(file.name(), "contents", file.bytes()));
        return plan;
    }

    /** What goes into RAM. */
    public List<Piece> pieces() {
        return List.copyOf(pieces);
    }

    /** What goes into the first bank of flash. */
    public Optional<byte[]> flash() {
        return firmware;
    }

    /** What goes into the second one. */
    public Optional<byte[]> secondFlash() {
        return files.flash().map(Contents::bytes);
    }

    /** The device tree that the software is given; none when its program lies where that would be. */
    public Optional<byte[]> deviceTree() {
        return tree;
    }

    /** How the first processor starts. */
    public EntryState entry() {
        return entry;
    }

    private void elf() {
        ElfImage elf = ElfImage.parse(files.image().name(), files.image().bytes());
        long start = Long.MAX_VALUE;
        for (ElfImage.Segment segment : elf.segments()) {
            if (segment.pa() + segment.size() <= BoardDevice.FLASH.size()) {
                putFlash(segment);
            } else {
                requireRam(files.image().name(), segment.pa(), segment.size());
                pieces.add(new Piece(segment.pa(), segment.bytes()));
                start = Math.min(start, segment.pa());
            }
        }
        entry = new EntryState(elf.entry(), 0, 0, 0);
        if (start >= BoardDevice.RAM_BASE + DeviceTree.PADDED_SIZE) {
            putTree(BoardDevice.RAM_BASE, config);
        }
    }

    /** A program may be linked into the first bank of flash, which is at address 0, and copy from there what it changes. */
    private void putFlash(ElfImage.Segment segment) {
        byte[] before = firmware.orElse(new byte[0]);
        byte[] contents = Arrays.copyOf(before, Math.max(before.length, (int) (segment.pa() + segment.size())));
        System.arraycopy(segment.bytes(), 0, contents, (int) segment.pa(), segment.bytes().length);
        firmware = Optional.of(contents);
    }

    private void firmware() {
        byte[] contents = files.image().bytes();
        requireFlash(files.image().name(), "firmware", contents);
        firmware = Optional.of(contents);
        putTree(BoardDevice.RAM_BASE, config);
    }

    private static void requireFlash(String name, String what, byte[] contents) {
        if (contents.length == 0 || contents.length > BoardDevice.FLASH.size()) {
            throw new ImageException(
                    name,
                    what + " of " + contents.length + " bytes; a bank of flash holds " + BoardDevice.FLASH.size());
        }
    }

    private void uImage() {
        UBootImage image = UBootImage.parse(files.image());
        if (image.linux()) {
            linux(image.load(), image.entry(), image.program(), IMAGE_ROOM);
            return;
        }
        requireRam(files.image().name(), image.load(), image.program().length);
        pieces.add(new Piece(image.load(), image.program()));
        entry = new EntryState((int) image.entry(), 0, 0, 0);
        if (image.load() >= BoardDevice.RAM_BASE + DeviceTree.PADDED_SIZE) {
            putTree(BoardDevice.RAM_BASE, config);
        }
    }

    private void linux(long offset, long room) {
        long kernel = BoardDevice.RAM_BASE + offset;
        linux(kernel, kernel, files.image().bytes(), room);
    }

    /** Linux's protocol (Documentation/arch/arm/booting.rst). */
    private void linux(long kernel, long start, byte[] contents, long room) {
        requireRam(files.image().name(), kernel, contents.length + room);
        pieces.add(new Piece(kernel, contents));
        long disk = BoardDevice.RAM_BASE + Math.min(config.ramBytes() / 2, FURTHEST_INITRD);
        disk = pages(Math.max(disk, kernel + contents.length + room));
        DeviceTreeConfig described = config;
        long end = disk;
        if (files.initrd().isPresent()) {
            byte[] bytes = files.initrd().get().bytes();
            requireRam(files.initrd().get().name(), disk, bytes.length);
            pieces.add(new Piece(disk, bytes));
            end = disk + bytes.length;
            described = config.withInitrd(disk, end);
        }
        long treeAddress = pages(end);
        putTree(treeAddress, described);
        entry = new EntryState((int) start, 0, DEVICE_TREE_MACHINE, (int) treeAddress);
    }

    private static long pages(long address) {
        return address + PAGE - 1 & -PAGE;
    }

    private void putTree(long address, DeviceTreeConfig described) {
        byte[] blob = files.deviceTree()
                .map(file -> supplied(file, described))
                .orElseGet(() -> DeviceTree.write(described, DeviceTree.PADDED_SIZE));
        requireRam(files.deviceTree().map(Contents::name).orElse("device tree"), address, blob.length);
        pieces.add(new Piece(address, blob));
        tree = Optional.of(blob);
    }

    private static byte[] supplied(Contents file, DeviceTreeConfig described) {
        try {
            return SuppliedTree.write(file.bytes(), described);
        } catch (IllegalArgumentException e) {
            throw new ImageException(file.name(), "is " + e.getMessage());
        }
    }

    private void requireRam(String name, long address, long size) {
        long ramEnd = BoardDevice.RAM_BASE + config.ramBytes();
        if (address < BoardDevice.RAM_BASE || address + size > ramEnd) {
            throw new ImageException(
                    name,
                    "needs memory at 0x%x to 0x%x, but RAM is 0x%x to 0x%x; link it elsewhere or give it more RAM"
                            .formatted(address, address + size, BoardDevice.RAM_BASE, ramEnd));
        }
    }
}
