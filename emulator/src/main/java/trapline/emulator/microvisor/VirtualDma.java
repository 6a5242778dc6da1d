package trapline.emulator.microvisor;

import trapline.emulator.hyp.HypPort;
import trapline.emulator.memory.DmaPort;

/**
 * The way to memory of a VM's emulated devices: by intermediate physical addresses, through the VM's second stage, with the rights
 * that it gives. The bytes are moved by the microvisor, a doubleword at a time.
 */
final class VirtualDma implements DmaPort {
    private static final int DOUBLEWORD = 8;

    private final GuestMemory memory;
    private final Wakeup wakeup;

    VirtualDma(GuestMemory memory, Wakeup wakeup) {
        this.memory = memory;
        this.wakeup = wakeup;
    }

    @Override
    public boolean read(long address, byte[] target, int offset, int length) {
        HypPort port = wakeup.port();
        for (int done = 0; done < length; ) {
            int part = GuestMemory.partOf(address + done, length - done);
            long pa = translate(port, address + done, false);
            if (pa < 0) {
                return false;
            }
            load(port, pa, target, offset + done, part);
            done += part;
        }
        return true;
    }

    @Override
    public boolean write(long address, byte[] source, int offset, int length) {
        HypPort port = wakeup.port();
        for (int done = 0; done < length; ) {
            int part = GuestMemory.partOf(address + done, length - done);
            long pa = translate(port, address + done, true);
            if (pa < 0) {
                return false;
            }
            store(port, pa, source, offset + done, part);
            done += part;
        }
        return true;
    }

    /** Devices have longer addresses than a VM has. */
    private long translate(HypPort port, long address, boolean write) {
        return address >>> Stage2Tables.IPA_BITS == 0 ? memory.translate(port, address, write) : -1;
    }

    private static boolean isWhole(long pa, int left) {
        return (pa & DOUBLEWORD - 1) == 0 && left >= DOUBLEWORD;
    }

    private static void load(HypPort port, long pa, byte[] target, int offset, int length) {
        for (int at = 0; at < length; ) {
            if (isWhole(pa + at, length - at)) {
                long value = port.loadDouble(pa + at);
                for (int i = 0; i < DOUBLEWORD; i++) {
                    target[offset + at + i] = (byte) (value >>> 8 * i);
                }
                at += DOUBLEWORD;
            } else {
                target[offset + at] = (byte) port.loadByte(pa + at);
                at++;
            }
        }
    }

    private static void store(HypPort port, long pa, byte[] source, int offset, int length) {
        for (int at = 0; at < length; ) {
            if (isWhole(pa + at, length - at)) {
                long value = 0;
                for (int i = 0; i < DOUBLEWORD; i++) {
                    value |= (source[offset + at + i] & 0xFFL) << 8 * i;
                }
                port.storeDouble(pa + at, value);
                at += DOUBLEWORD;
            } else {
                port.storeByte(pa + at, source[offset + at]);
                at++;
            }
        }
    }
}
