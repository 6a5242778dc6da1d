package trapline.emulator.microvisor;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.hyp.HypPort;

/**
 * Physical devices that belong to one VM: mapped at their own addresses, so that accesses do not trap, and with their
 * interrupts handed on through list registers backed by the hardware, so that the guest's end of interrupt reaches the
 * physical interrupt controller.
 */
final class PassThrough {
    /** What may be handed out. The UART's interrupt tells the microvisor of console input; the rest is the machine's core. */
    private static final Set<BoardDevice> AVAILABLE =
            EnumSet.of(BoardDevice.PL031, BoardDevice.PL061, BoardDevice.VIRTIO_MMIO, BoardDevice.FW_CFG);

    private final Set<BoardDevice> devices = EnumSet.noneOf(BoardDevice.class);

    /** Looks the names up. */
    PassThrough(VmConfig config) {
        for (String name : config.placement().devices()) {
            devices.add(find(config.name(), name));
        }
        if (config.hasVirtio() && devices.contains(BoardDevice.VIRTIO_MMIO)) {
            throw new IllegalArgumentException("VM " + config.name()
                    + ": has virtio devices of its own, so that the machine's cannot be passed through to it");
        }
    }

    private static BoardDevice find(String vm, String name) {
        List<String> names = new ArrayList<>();
        for (BoardDevice device : AVAILABLE) {
            String known = device.name().toLowerCase(Locale.ROOT);
            String node = known.replace("fw_cfg", "fw-cfg");
            if (name.equals(known) || name.equals(node) || name.startsWith(node + "@")) {
                return device;
            }
            names.add(node);
        }
        throw new IllegalArgumentException(
                "VM " + vm + ": no device " + name + " can be passed through; there are " + String.join(", ", names));
    }

    Set<BoardDevice> devices() {
        return devices;
    }

    /** Maps the devices and enables their interrupts. */
    void open(HypPort port, Stage2Tables tables) {
        for (BoardDevice device : devices) {
            long end = device.base() + (long) count(device) * device.size();
            for (long page = device.base() & -PageStore.PAGE; page < end; page += PageStore.PAGE) {
                tables.map(port, page, page, Mapping.DEVICE);
            }
            for (int n = 0; n < interrupts(device); n++) {
                int intid = device.intid() + n;
                port.storeByte(BoardDevice.GICD.base() + 0x800 + intid, 1);
                port.storeWord(BoardDevice.GICD.base() + 0x100 + 4L * (intid / 32), 1 << intid % 32);
            }
        }
    }

    /** Whether an interrupt comes from one of the devices. */
    boolean owns(int intid) {
        for (BoardDevice device : devices) {
            if (interrupts(device) > 0 && intid >= device.intid() && intid < device.intid() + interrupts(device)) {
                return true;
            }
        }
        return false;
    }

    private static int count(BoardDevice device) {
        return device == BoardDevice.VIRTIO_MMIO ? BoardDevice.VIRTIO_TRANSPORTS : 1;
    }

    private static int interrupts(BoardDevice device) {
        return device.hasInterrupt() ? count(device) : 0;
    }
}
