package trapline.emulator.microvisor;

import java.util.Optional;
import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.Psr;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.hyp.HypPort;
import trapline.recorder.event.AccessKind;

/**
 * Stage-2 aborts (ARM DDI 0406C B3.13.7): first touches of memory, accesses to emulated devices, and what is neither. The
 * register, size and direction of a device access come from HSR, or from the instruction when HSR.ISV is 0.
 */
final class DeviceTraps {
    private static final int HSR_WNR = 1 << 6;
    private static final int HSR_S1PTW = 1 << 7;
    private static final int HSR_CM = 1 << 8;
    private static final int HSR_SSE = 1 << 21;
    private static final int HSR_ISV = 1 << 24;
    private static final int PERMISSION = 0b0011;
    private static final long PAGE_MASK = PageStore.PAGE - 1;

    private final Lifecycle lifecycle;

    DeviceTraps(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /** EC 0x20. */
    void prefetchAbort(PhysicalCpu here, int hsr) {
        HypPort port = here.port();
        int va = (int) port.system(SysReg.HIFAR);
        long ipa = ipa(port, va);
        GuestMemory memory = here.current().partition.memory();
        if (isPermission(hsr) || !memory.touch(port, ipa)) {
            GuestExceptions.prefetchAbort(port, external(port, memory, hsr, va, ipa, AccessKind.FETCH));
        }
    }

    /** EC 0x24. */
    void dataAbort(PhysicalCpu here, int hsr) {
        HypPort port = here.port();
        Partition partition = here.current().partition;
        int va = (int) port.system(SysReg.HDFAR);
        long ipa = ipa(port, va);
        if (!isPermission(hsr) && partition.memory().touch(port, ipa)) {
            return;
        }
        boolean onWalk = (hsr & HSR_S1PTW) != 0;
        Optional<DeviceWindow> window =
                onWalk ? Optional.empty() : partition.devices().at(ipa);
        if ((hsr & HSR_CM) != 0 && !onWalk) {
            GuestExceptions.skipBytes(port, 4);
        } else if (window.isPresent()) {
            emulate(here, window.get(), hsr, ipa);
        } else {
            AccessKind access = (hsr & HSR_WNR) != 0 ? AccessKind.WRITE : AccessKind.READ;
            GuestExceptions.dataAbort(port, external(port, partition.memory(), hsr, va, ipa, access));
        }
    }

    private static long ipa(HypPort port, int va) {
        return (port.system(SysReg.HPFAR) & 0xFFFF_FFF0L) << 8 | va & PAGE_MASK;
    }

    private static boolean isPermission(int hsr) {
        return (hsr >>> 2 & 0xF) == PERMISSION;
    }

    /** Nothing answers, as on a machine that has nothing at the address: to the access, or to the walk of the guest's own tables. */
    private static Fault external(HypPort port, GuestMemory memory, int hsr, int va, long ipa, AccessKind access) {
        Fault fault = new Fault();
        fault.access = access;
        fault.va = va;
        boolean onWalk = (hsr & HSR_S1PTW) != 0;
        fault.kind = onWalk ? Fault.Kind.EXTERNAL_ON_WALK : Fault.Kind.EXTERNAL;
        fault.level = onWalk ? new GuestWalk(port, memory).levelOf(va, ipa) : 0;
        return fault;
    }

    private void emulate(PhysicalCpu here, DeviceWindow window, int hsr, long ipa) {
        HypPort port = here.port();
        int size = 1 << (hsr >>> 22 & 0b11);
        if ((hsr & HSR_ISV) == 0 || (ipa & size - 1) != 0) {
            if (!new InstructionEmulation(here, ipa).run()) {
                lifecycle.crash(
                        here,
                        "an instruction that cannot be emulated accesses IPA 0x%x, at pc 0x%x"
                                .formatted(ipa, port.elrHyp()));
            }
            return;
        }
        int register = hsr >>> 16 & 0xF;
        boolean write = (hsr & HSR_WNR) != 0;
        boolean bigEndian = (port.spsrHyp() & Psr.E) != 0;
        long stored = write ? inOrder(port.guestRegister(register), size, bigEndian) : 0;
        long value = here.current()
                .partition
                .devices()
                .access(here, window, new DeviceAccess(ipa, size, write, stored, false));
        if (!write) {
            int loaded = (int) inOrder((int) value, size, bigEndian);
            int shift = 32 - 8 * size;
            boolean signed = (hsr & HSR_SSE) != 0;
            port.setGuestRegister(register, signed ? loaded << shift >> shift : loaded);
        }
        GuestExceptions.skip(port, hsr);
    }

    /** The low {@code size} bytes of a value, in the guest's order. */
    private static long inOrder(int value, int size, boolean bigEndian) {
        int ordered = bigEndian ? Integer.reverseBytes(value) >>> 32 - 8 * size : value;
        return Integer.toUnsignedLong(ordered) & (1L << 8 * size) - 1;
    }
}
