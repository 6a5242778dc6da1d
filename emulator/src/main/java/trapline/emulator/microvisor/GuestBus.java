package trapline.emulator.microvisor;

import java.util.Optional;
import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.hyp.HypPort;
import trapline.emulator.memory.MmioDevice;
import trapline.emulator.mmu.FaultStatus;
import trapline.emulator.mmu.LookAside;
import trapline.emulator.mmu.MemoryPort;
import trapline.recorder.event.AccessKind;

/**
 * Memory as one instruction of a guest reaches it that is carried out on its behalf: the VM's emulated devices, and its memory where
 * the instruction goes on beyond a device's page. An access that ends in an abort throws it, with {@link #fault} to tell which.
 */
final class GuestBus implements MemoryPort {
    private static final long PAGE_MASK = PageStore.PAGE - 1;
    private static final int SCTLR_M = 1;
    private static final int LAST_LEVEL = 3;
    /** PAR[63:60] is 0 for Device and Strongly-ordered memory (B4.1.112). */
    private static final int ATTRIBUTES_SHIFT = 60;

    private static final LookAside NOTHING = new LookAside();

    private final PhysicalCpu here;
    private final HypPort port;
    private final Partition partition;
    private final boolean privileged;
    private final int trappedPage;
    private final long trappedIpa;
    private final Fault fault = new Fault();

    /** For an instruction that trapped at an intermediate physical address, and at the virtual address in HDFAR. */
    GuestBus(PhysicalCpu here, long ipa, boolean privileged) {
        this.here = here;
        this.privileged = privileged;
        port = here.port();
        partition = here.current().partition;
        trappedPage = (int) port.system(SysReg.HDFAR) & (int) ~PAGE_MASK;
        trappedIpa = ipa & ~PAGE_MASK;
    }

    /** Why the last access could not be made. */
    Fault fault() {
        return fault;
    }

    private long load(int va, int size, boolean asPl1) {
        if ((va & size - 1) != 0) {
            requireUnalignedAllowed(va, AccessKind.READ, asPl1);
            long value = 0;
            for (int i = 0; i < size; i++) {
                value |= load(va + i, 1, asPl1) << 8 * i;
            }
            return value;
        }
        long ipa = deviceAddress(va, AccessKind.READ, asPl1);
        return ipa < 0 ? port.load(port.translateGuest(va, false, asPl1), size) : access(va, ipa, size, false, 0);
    }

    private void store(int va, int size, long value, boolean asPl1) {
        if ((va & size - 1) != 0) {
            requireUnalignedAllowed(va, AccessKind.WRITE, asPl1);
            for (int i = 0; i < size; i++) {
                store(va + i, 1, value >>> 8 * i & 0xFF, asPl1);
            }
            return;
        }
        long ipa = deviceAddress(va, AccessKind.WRITE, asPl1);
        if (ipa < 0) {
            storeMemory(va, size, value, asPl1);
        } else {
            access(va, ipa, size, true, value);
        }
    }

    /** The intermediate physical address of what is no memory; -1 for memory, which is mapped then. */
    private long deviceAddress(int va, AccessKind access, boolean asPl1) {
        if ((va & (int) ~PAGE_MASK) == trappedPage) {
            return trappedIpa | va & PAGE_MASK;
        }
        boolean write = access == AccessKind.WRITE;
        if (port.translateGuest(va, write, asPl1) >= 0) {
            return -1;
        }
        long ipa = port.translateGuestStage1(va, write, asPl1);
        if (ipa < 0) {
            throw stage1Fault(va, access);
        }
        boolean outside = ipa >>> Stage2Tables.IPA_BITS != 0;
        if (outside
                || partition.devices().at(ipa).isPresent()
                || !partition.memory().touch(port, ipa)) {
            return ipa;
        }
        return -1;
    }

    private long access(int va, long ipa, int size, boolean write, long value) {
        if (size > MmioDevice.WIDEST) {
            long low = access(va, ipa, 4, write, value & 0xFFFF_FFFFL);
            return low | access(va + 4, ipa + 4, 4, write, value >>> 32) << 32;
        }
        Optional<DeviceWindow> window = partition.devices().at(ipa);
        if (window.isEmpty()) {
            throw abort(Fault.Kind.EXTERNAL, va, write ? AccessKind.WRITE : AccessKind.READ);
        }
        return partition.devices().access(here, window.get(), new DeviceAccess(ipa, size, write, value, true));
    }

    private void storeMemory(int va, int size, long value, boolean asPl1) {
        long pa = port.translateGuest(va, true, asPl1);
        switch (size) {
            case Long.BYTES -> port.storeDouble(pa, value);
            case Integer.BYTES -> port.storeWord(pa, (int) value);
            default -> {
                for (int i = 0; i < size; i++) {
                    port.storeByte(pa + i, (int) (value >>> 8 * i));
                }
            }
        }
    }

    /** Device and Strongly-ordered memory want aligned accesses (A3.2.1), except while stage 1 is off. */
    private void requireUnalignedAllowed(int va, AccessKind access, boolean asPl1) {
        if (((int) port.system(SysReg.SCTLR) & SCTLR_M) == 0) {
            return;
        }
        if (port.translateGuestStage1(va, access == AccessKind.WRITE, asPl1) < 0) {
            throw stage1Fault(va, access);
        }
        // In Hyp mode the operation answers in the long format, whatever the guest's tables are.
        if (port.system(SysReg.PAR) >>> ATTRIBUTES_SHIFT == 0) {
            throw abort(Fault.Kind.ALIGNMENT, va, access);
        }
    }

    private GuestFault abort(Fault.Kind kind, int va, AccessKind access) {
        fault.kind = kind;
        fault.va = va;
        fault.access = access;
        return GuestFault.DATA_ABORT;
    }

    /** What the address translation has left in PAR. */
    private GuestFault stage1Fault(int va, AccessKind access) {
        int status = (int) (port.system(SysReg.PAR) >>> 1) & 0x3F;
        for (Fault.Kind kind : Fault.Kind.values()) {
            for (int level = 1; level <= LAST_LEVEL; level++) {
                if (FaultStatus.longFormat(kind, level) == status) {
                    fault.level = level;
                    return abort(kind, va, access);
                }
            }
        }
        throw new IllegalStateException("PAR tells of no fault: status 0x" + Integer.toHexString(status));
    }

    @Override
    public int load8(int va) {
        return (int) load(va, 1, privileged);
    }

    @Override
    public int load16(int va) {
        return (int) load(va, 2, privileged);
    }

    @Override
    public int load32(int va) {
        return (int) load(va, 4, privileged);
    }

    @Override
    public int load32Aligned(int va) {
        checkAlignment(va, 4, false);
        return load32(va);
    }

    @Override
    public void store8(int va, int value) {
        store(va, 1, value & 0xFF, privileged);
    }

    @Override
    public void store16(int va, int value) {
        store(va, 2, value & 0xFFFF, privileged);
    }

    @Override
    public void store32(int va, int value) {
        store(va, 4, Integer.toUnsignedLong(value), privileged);
    }

    @Override
    public void store32Aligned(int va, int value) {
        checkAlignment(va, 4, true);
        store32(va, value);
    }

    @Override
    public int loadElements(int va, int elementBytes) {
        if (elementBytes == Long.BYTES || (va & 0b11) == 0) {
            return load32(va);
        }
        return loadEach(va, elementBytes);
    }

    @Override
    public void storeElements(int va, int elementBytes, int value) {
        if (elementBytes == Long.BYTES || (va & 0b11) == 0) {
            store32(va, value);
        } else {
            storeEach(va, elementBytes, value);
        }
    }

    @Override
    public void checkAlignment(int va, int bytes, boolean write) {
        if ((va & bytes - 1) != 0) {
            throw abort(Fault.Kind.ALIGNMENT, va, write ? AccessKind.WRITE : AccessKind.READ);
        }
    }

    @Override
    public int loadUnprivileged(int va, int size) {
        return (int) load(va, size, false);
    }

    @Override
    public void storeUnprivileged(int va, int size, int value) {
        store(va, size, Integer.toUnsignedLong(value) & (1L << 8 * size) - 1, false);
    }

    /** The CPU's own monitor watches on the guest's behalf, so that its CLREX, which does not trap, has its effect. */
    @Override
    public long loadExclusive(int va, int size) {
        checkAlignment(va, size, false);
        long ipa = deviceAddress(va, AccessKind.READ, privileged);
        long value = access(va, ipa, size, false, 0);
        port.markExclusive(ipa);
        return value;
    }

    @Override
    public int storeExclusive(int va, int size, long value) {
        checkAlignment(va, size, true);
        long ipa = deviceAddress(va, AccessKind.WRITE, privileged);
        if (!port.passExclusive(ipa)) {
            return 1;
        }
        access(va, ipa, size, true, value);
        return 0;
    }

    @Override
    public void clearExclusive() {
        port.clearExclusive();
    }

    @Override
    public void probeStore(int va, int bytes) {
        for (int at = va; at < va + bytes; at = (at | (int) PAGE_MASK) + 1) {
            deviceAddress(at, AccessKind.WRITE, privileged);
        }
    }

    /** An empty one, so that every access comes here. */
    @Override
    public LookAside lookAside() {
        return NOTHING;
    }

    @Override
    public int context() {
        return LookAside.NO_CONTEXT;
    }

    @Override
    public long contextKey() {
        return 0;
    }

    @Override
    public int window() {
        return 0;
    }

    @Override
    public void setAlone(boolean alone) {
        // It always is.
    }

    @Override
    public long fetchPage(int va) {
        throw new IllegalStateException("the instruction has been fetched");
    }

    @Override
    public void dropFetchPage() {
        // There is none.
    }

    @Override
    public void contextChanged() {
        throw new IllegalStateException("no load or store changes the translation regime");
    }
}
