package trapline.emulator.microvisor;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.board.DeviceTree;
import trapline.emulator.board.DeviceTreeConfig;
import trapline.emulator.boot.ElfImage;
import trapline.emulator.boot.EntryState;
import trapline.emulator.boot.ImageException;
import trapline.emulator.boot.ImageKind;
import trapline.emulator.hyp.HypPort;

/**
 * Puts a VM's program where it expects to be, with its device tree, as the machine does for a program that runs without
 * the microvisor. The bytes are stored one doubleword at a time, as a boot loader would.
 */
final class GuestImage {
    private static final long ZIMAGE_OFFSET = 0x1_0000;
    private static final long FURTHEST_INITRD = 128L << 20;
    private static final int DEVICE_TREE_MACHINE = -1;

    private final HypPort port;
    private final Partition partition;
    private final VmConfig config;
    private final long flashPa;

    GuestImage(HypPort port, Partition partition, long flashPa) {
        this.port = port;
        this.partition = partition;
        this.config = partition.config;
        this.flashPa = flashPa;
    }

    /** Loads everything; the answer is how the first vCPU starts. */
    EntryState load() {
        return switch (ImageKind.of(config.program().contents())) {
            case ELF -> elf();
            case ZIMAGE -> zimage();
            case FIRMWARE -> firmware();
        };
    }

    private EntryState elf() {
        ElfImage elf = ElfImage.parse(config.program().file(), config.program().contents());
        for (ElfImage.Segment segment : elf.segments()) {
            requireRam(config.program().file(), segment.pa(), segment.size());
            store(partition.memory().ramPa(segment.pa()), segment.bytes());
        }
        byte[] tree = tree(Optional.empty());
        boolean free = elf.start() >= BoardDevice.RAM_BASE + tree.length || elf.end() <= BoardDevice.RAM_BASE;
        if (free) {
            store(partition.memory().ramPa(BoardDevice.RAM_BASE), tree);
        }
        return new EntryState(elf.entry(), 0, 0, 0);
    }

    private EntryState firmware() {
        byte[] contents = config.program().contents();
        if (contents.length == 0 || contents.length > BoardDevice.FLASH.size()) {
            throw new ImageException(
                    config.program().file(),
                    "firmware of " + contents.length + " bytes; flash holds " + BoardDevice.FLASH.size());
        }
        store(flashPa, contents);
        partition.memory().setFlash(flashPa, contents.length);
        partition.devices().addFlash();
        store(partition.memory().ramPa(BoardDevice.RAM_BASE), tree(Optional.empty()));
        return new EntryState(0, 0, 0, 0);
    }

    private EntryState zimage() {
        byte[] contents = config.program().contents();
        long kernel = BoardDevice.RAM_BASE + ZIMAGE_OFFSET;
        requireRam(config.program().file(), kernel, contents.length);
        store(partition.memory().ramPa(kernel), contents);
        long disk = BoardDevice.RAM_BASE + Math.min(config.ramBytes() / 2, FURTHEST_INITRD);
        disk = pages(Math.max(disk, kernel + contents.length));
        Optional<DeviceTreeConfig.Range> range = Optional.empty();
        long end = disk;
        if (config.initrd().isPresent()) {
            byte[] initrd = config.initrd().get();
            requireRam("initrd", disk, initrd.length);
            store(partition.memory().ramPa(disk), initrd);
            end = disk + initrd.length;
            range = Optional.of(new DeviceTreeConfig.Range(disk, end));
        }
        byte[] tree = tree(range);
        requireRam("device tree", pages(end), tree.length);
        store(partition.memory().ramPa(pages(end)), tree);
        return new EntryState((int) kernel, 0, DEVICE_TREE_MACHINE, (int) pages(end));
    }

    private static long pages(long address) {
        return address + PageStore.PAGE - 1 & -PageStore.PAGE;
    }

    private byte[] tree(Optional<DeviceTreeConfig.Range> initrd) {
        Set<BoardDevice> devices = EnumSet.of(BoardDevice.GICD, BoardDevice.GICC, BoardDevice.PL011, BoardDevice.PL031);
        devices.addAll(partition.passThrough().devices());
        DeviceTreeConfig described =
                new DeviceTreeConfig(config.ramBytes(), config.vcpus(), false, devices, config.append(), initrd);
        return DeviceTree.write(described, DeviceTree.PADDED_SIZE);
    }

    private void requireRam(String name, long ipa, long size) {
        if (!partition.memory().isRam(ipa, size)) {
            throw new ImageException(
                    name,
                    "needs memory at 0x%x to 0x%x, but VM %s has 0x%x to 0x%x; link it elsewhere or give it more RAM"
                            .formatted(
                                    ipa,
                                    ipa + size,
                                    config.name(),
                                    BoardDevice.RAM_BASE,
                                    BoardDevice.RAM_BASE + config.ramBytes()));
        }
    }

    /** Stores bytes at a physical address; memory is zero at reset, so that zeros need no store. */
    private void store(long pa, byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            boolean whole = (pa + at & 7) == 0 && at + 8 <= bytes.length;
            if (whole) {
                long value = 0;
                for (int i = 0; i < 8; i++) {
                    value |= (bytes[at + i] & 0xFFL) << 8 * i;
                }
                if (value != 0) {
                    port.storeDouble(pa + at, value);
                }
                at += 8;
            } else {
                if (bytes[at] != 0) {
                    port.storeByte(pa + at, bytes[at]);
                }
                at++;
            }
        }
    }
}
