package trapline.emulator.execute;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.memory.CodeWatch;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.PhysicalMemory;
import trapline.emulator.mmu.LookAside;
import trapline.emulator.mmu.MemoryPort;
import trapline.emulator.time.Tick;
import trapline.recorder.event.AccessKind;

/**
 * A megabyte of RAM at address 0 that is its own MMU: pages can be remapped, taken away, or be a device that notes the tick of every
 * access.
 */
final class FlatMemory implements MemoryPort, PhysicalMemory {
    static final int SIZE = 1 << 20;
    private static final int PAGE = 4096;
    private static final int NO_PAGE = 1;

    final ByteBuffer bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    final Map<Integer, Integer> remapped = new HashMap<>();
    final Set<Integer> unmapped = new HashSet<>();
    final Set<Integer> device = new HashSet<>();
    /** Ticks and addresses of device accesses. */
    final List<String> deviceAccesses = new ArrayList<>();
    /** Virtual pages looked up for fetches, with the tick. */
    final List<String> fetches = new ArrayList<>();

    private final Set<Integer> code = new HashSet<>();
    private final CpuState cpu;
    private final Tick tick;
    private CodeWatch watch = _ -> {};
    /** A broken memory, which asks again although the access is alone. */
    boolean refusesAlways;

    private final LookAside lookAside = new LookAside();
    private boolean alone;
    private int fetchPage = NO_PAGE;
    private long exclusive = -1;

    FlatMemory(CpuState cpu, Tick tick) {
        this.cpu = cpu;
        this.tick = tick;
    }

    void setWatch(CodeWatch codeWatch) {
        watch = codeWatch;
    }

    private int translate(int va, AccessKind access) {
        int page = va & -PAGE;
        boolean gone = unmapped.contains(page) || page < 0 || page >= SIZE;
        if (gone || access == AccessKind.FETCH && device.contains(page)) {
            cpu.fault.kind = Fault.Kind.TRANSLATION;
            cpu.fault.access = access;
            cpu.fault.va = va;
            throw access == AccessKind.FETCH ? GuestFault.PREFETCH_ABORT : GuestFault.DATA_ABORT;
        }
        if (refusesAlways && access != AccessKind.FETCH) {
            throw GuestFault.RETRY_ALONE;
        }
        if (device.contains(page)) {
            if (!alone) {
                throw GuestFault.RETRY_ALONE;
            }
            deviceAccesses.add(tick.now + ":" + access + ":" + Integer.toHexString(va));
        }
        return remapped.getOrDefault(page, page) + (va & (PAGE - 1));
    }

    private int load(int va, int size) {
        int value = 0;
        for (int n = 0; n < size; n++) {
            value |= (bytes.get(translate(va + n, AccessKind.READ)) & 0xFF) << 8 * n;
        }
        return value;
    }

    private void store(int va, int size, int value) {
        for (int n = 0; n < size; n++) {
            int pa = translate(va + n, AccessKind.WRITE);
            if (code.remove(pa & -PAGE)) {
                watch.codePageWritten(pa & -PAGE);
            }
            bytes.put(pa, (byte) (value >>> 8 * n));
        }
    }

    private void requireAligned(int va, int size, AccessKind access) {
        if ((va & size - 1) != 0) {
            cpu.fault.kind = Fault.Kind.ALIGNMENT;
            cpu.fault.access = access;
            cpu.fault.va = va;
            throw GuestFault.DATA_ABORT;
        }
    }

    @Override
    public LookAside lookAside() {
        return lookAside;
    }

    @Override
    public long contextKey() {
        return 0;
    }

    @Override
    public int context() {
        return 0;
    }

    @Override
    public int window() {
        return 0;
    }

    @Override
    public int load8(int va) {
        return load(va, 1);
    }

    @Override
    public int load16(int va) {
        return load(va, 2);
    }

    @Override
    public int load32(int va) {
        return load(va, 4);
    }

    @Override
    public int load32Aligned(int va) {
        requireAligned(va, 4, AccessKind.READ);
        return load(va, 4);
    }

    @Override
    public void store8(int va, int value) {
        store(va, 1, value);
    }

    @Override
    public void store16(int va, int value) {
        store(va, 2, value);
    }

    @Override
    public void store32(int va, int value) {
        store(va, 4, value);
    }

    @Override
    public void store32Aligned(int va, int value) {
        requireAligned(va, 4, AccessKind.WRITE);
        store(va, 4, value);
    }

    @Override
    public int loadElements(int va, int elementBytes) {
        return load(va, 4);
    }

    @Override
    public void storeElements(int va, int elementBytes, int value) {
        store(va, 4, value);
    }

    @Override
    public void checkAlignment(int va, int multiple, boolean write) {
        requireAligned(va, multiple, write ? AccessKind.WRITE : AccessKind.READ);
    }

    @Override
    public int loadUnprivileged(int va, int size) {
        return load(va, size);
    }

    @Override
    public void storeUnprivileged(int va, int size, int value) {
        store(va, size, value);
    }

    @Override
    public long loadExclusive(int va, int size) {
        requireAligned(va, size, AccessKind.READ);
        exclusive = va;
        return size == 8 ? Alu.concatenate(load(va + 4, 4), load(va, 4)) : load(va, size) & 0xFFFF_FFFFL;
    }

    @Override
    public int storeExclusive(int va, int size, long value) {
        requireAligned(va, size, AccessKind.WRITE);
        if (exclusive != va) {
            return 1;
        }
        exclusive = -1;
        store(va, Math.min(size, 4), (int) value);
        if (size == 8) {
            store(va + 4, 4, (int) (value >>> 32));
        }
        return 0;
    }

    @Override
    public void clearExclusive() {
        exclusive = -1;
    }

    @Override
    public void probeStore(int va, int bytesToStore) {
        translate(va, AccessKind.WRITE);
    }

    @Override
    public void setAlone(boolean isAlone) {
        alone = isAlone;
    }

    @Override
    public long fetchPage(int va) {
        int page = va & -PAGE;
        if (page != fetchPage) {
            fetches.add(tick.now + ":" + Integer.toHexString(page));
            int pa = translate(va, AccessKind.FETCH) & -PAGE;
            fetchPage = page;
            return pa;
        }
        return remapped.getOrDefault(page, page);
    }

    @Override
    public void dropFetchPage() {
        fetchPage = NO_PAGE;
    }

    @Override
    public void contextChanged() {
        fetchPage = NO_PAGE;
    }

    @Override
    public boolean isRam(long pa, long size) {
        return pa >= 0 && pa + size <= SIZE;
    }

    @Override
    public long hostAddress(long pa) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(long pa, int size, MmioContext access) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void write(long pa, int size, long value, MmioContext access) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void readRam(long pa, byte[] target, int offset, int length) {
        bytes.get((int) pa, target, offset, length);
    }

    @Override
    public void writeRam(long pa, byte[] source, int offset, int length) {
        bytes.put((int) pa, source, offset, length);
    }

    @Override
    public void markCode(long pa) {
        code.add((int) pa & -PAGE);
    }

    @Override
    public void markCode(long pa, int length) {
        code.add((int) pa & -PAGE);
    }

    @Override
    public boolean isCode(long pa) {
        return code.contains((int) pa & -PAGE);
    }

    @Override
    public long digest() {
        return bytes.hashCode();
    }
}
