package trapline.emulator.microvisor;

import trapline.emulator.memory.MmioDevice;
import trapline.recorder.event.MmioDeviceKind;

/**
 * An emulated device of a VM: its intermediate physical addresses stay unmapped, so that each access is a trap.
 *
 * @param base first intermediate physical address
 * @param kind its name in events
 * @param device what answers
 */
record DeviceWindow(long base, MmioDeviceKind kind, MmioDevice device) {
    boolean contains(long ipa) {
        return ipa >= base && ipa < base + device.size();
    }
}
