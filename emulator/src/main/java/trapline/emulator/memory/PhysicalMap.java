package trapline.emulator.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * The machine's physical address space: one RAM, devices by their bases, holes between them. An access to a hole is an
 * external abort.
 *
 * <p>Processors may keep host addresses of pages ({@link #readableHost}, {@link #writableHost}) and are told through
 * {@link HostAddressCache} when one is no longer good.
 */
public final class PhysicalMap implements PhysicalMemory {
    private static final long PAGE_MASK = 0xFFF;

    /** A device and where it is. */
    private record Slot(long base, long end, MmioDevice device) {
        boolean contains(long pa) {
            return pa >= base && pa < end;
        }
    }

    /** Where all host addresses are. */
    private final HostWindow window;

    private final Ram ram;
    private final CodeWatch watch;
    private final ExclusiveMonitors monitors;
    private final List<Slot> slots = new ArrayList<>();
    private final List<DirectRegion> directRegions = new ArrayList<>();
    private final HostAddressCache[] caches;
    /** Per RAM page, a bit for each processor that may store to it directly. */
    private final byte[] directWriters;

    /**
     * Creates an address space with RAM only.
     *
     * @param window where the RAM is; no access may follow its end
     * @param watch told when translated code changes
     * @param cpus how many processors there are, at most 8
     */
    public PhysicalMap(HostWindow window, long ramBase, long ramSize, CodeWatch watch, int cpus) {
        ram = new Ram(window, ramBase, ramSize);
        this.window = window;
        this.watch = watch;
        monitors = new ExclusiveMonitors(cpus);
        caches = new HostAddressCache[cpus];
        java.util.Arrays.fill(caches, NO_CACHE);
        directWriters = new byte[Math.toIntExact(ramSize >>> 12)];
    }

    private static final HostAddressCache NO_CACHE = new HostAddressCache() {
        @Override
        public void dropAll() {}

        @Override
        public void dropWritable(long hostPage) {}
    };

    /** Puts a device at a physical address. */
    public void addDevice(long base, MmioDevice device) {
        Slot slot = new Slot(base, base + device.size(), device);
        for (Slot other : slots) {
            requireFree(other.base < slot.end && slot.base < other.end, device, base);
        }
        requireFree(ram.base < slot.end && slot.base < ram.base + ram.size, device, base);
        slots.add(slot);
        if (device instanceof DirectDevice direct) {
            directRegions.add(new DirectRegion(base, direct));
        }
    }

    private static void requireFree(boolean overlaps, MmioDevice device, long base) {
        if (overlaps) {
            throw new IllegalStateException(device.name() + " overlaps another at 0x" + Long.toHexString(base));
        }
    }

    /** Says who keeps host addresses on behalf of a processor. */
    public void setCache(int cpu, HostAddressCache cache) {
        caches[cpu] = cache;
    }

    /** The exclusive monitors of all processors. */
    public ExclusiveMonitors monitors() {
        return monitors;
    }

    /** Number of the {@link HostWindow} that all host addresses are in. */
    public int window() {
        return window.number();
    }

    /** Lowest address of RAM. */
    public long ramBase() {
        return ram.base;
    }

    /** Bytes of RAM. */
    public long ramSize() {
        return ram.size;
    }

    @Override
    public boolean isRam(long pa, long size) {
        if (ram.contains(pa, size)) {
            return true;
        }
        for (DirectRegion region : directRegions) {
            if (region.contains(pa, size)) {
                return region.isDirect();
            }
        }
        return false;
    }

    @Override
    public long hostAddress(long pa) {
        long host = readableHost(pa);
        if (host == 0) {
            throw new IllegalStateException("no RAM at physical address 0x" + Long.toHexString(pa));
        }
        return host;
    }

    /** Host address at which the byte can be read directly, with the rest of its page; 0 when it must be read as a device. */
    public long readableHost(long pa) {
        if (ram.contains(pa)) {
            return ram.host(pa);
        }
        for (DirectRegion region : directRegions) {
            if (region.contains(pa, 1)) {
                return region.host(pa);
            }
        }
        return 0;
    }

    /**
     * Host address at which the processor may from now on store directly, with the rest of its page; 0 when stores must
     * go through {@link #write}: devices, translated code, a page where another processor's exclusive monitor watches.
     */
    public long writableHost(int cpu, long pa) {
        if (!ram.contains(pa) || isCode(pa) || monitors.isPageMarkedByOther(cpu, pa)) {
            return 0;
        }
        directWriters[ramPage(pa)] |= (byte) (1 << cpu);
        return ram.host(pa);
    }

    /** Load-exclusive: tags the address for a processor, and makes every other one store to its page through here. */
    public void markExclusive(int cpu, long pa) {
        monitors.mark(cpu, pa);
        if (ram.contains(pa)) {
            dropWriters(pa, 1 << cpu);
        }
    }

    /** Whether a store-exclusive by the processor to this address may pass. */
    public boolean isExclusive(int cpu, long pa) {
        return monitors.isMarked(cpu, pa);
    }

    private void dropWriters(long pa, int exceptMask) {
        int page = ramPage(pa);
        int writers = directWriters[page] & 0xFF & ~exceptMask;
        if (writers == 0) {
            return;
        }
        directWriters[page] &= (byte) ~writers;
        for (int cpu = 0; cpu < caches.length; cpu++) {
            if ((writers >>> cpu & 1) != 0) {
                caches[cpu].dropWritable(ram.host(pa & ~PAGE_MASK));
            }
        }
    }

    private int ramPage(long pa) {
        return (int) (pa - ram.base >>> 12);
    }

    @Override
    public long read(long pa, int size, MmioContext access) {
        long host = readableHost(pa);
        if (host != 0) {
            return HostMemory.load(host, size);
        }
        if (size > MmioDevice.WIDEST) {
            return read(pa, 4, access) | read(pa + 4, 4, access) << 32;
        }
        Slot slot = slot(pa);
        return slot.device.read(pa - slot.base, size, access) & -1L >>> 64 - 8 * size;
    }

    @Override
    public void write(long pa, int size, long value, MmioContext access) {
        if (ram.contains(pa)) {
            beforeRamChanges(pa, size, access.cpu());
            HostMemory.store(ram.host(pa), size, value);
            return;
        }
        if (size > MmioDevice.WIDEST) {
            write(pa, 4, value & 0xFFFF_FFFFL, access);
            write(pa + 4, 4, value >>> 32, access);
            return;
        }
        Slot slot = slot(pa);
        slot.device.write(pa - slot.base, size, value, access);
        if (slot.device instanceof DirectDevice) {
            checkDirectRegions();
        }
    }

    private Slot slot(long pa) {
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).contains(pa)) {
                return slots.get(i);
            }
        }
        throw ExternalAbort.INSTANCE;
    }

    /** Whether a store to this address goes to a device or hole, or would change translated code. */
    public boolean isStoreDelicate(long pa, int size) {
        return !ram.contains(pa) || isTranslated(pa, size);
    }

    /** Whether it is RAM of which instructions were translated. */
    public boolean isTranslated(long pa, int size) {
        return ram.contains(pa) && ram.code.isMarked(pa - ram.base, size);
    }

    private void checkDirectRegions() {
        boolean changed = false;
        for (DirectRegion region : directRegions) {
            changed |= region.update(watch);
        }
        if (changed) {
            for (HostAddressCache cache : caches) {
                cache.dropAll();
            }
        }
    }

    private void beforeRamChanges(long pa, int bytes, int writer) {
        monitors.stored(writer, pa, bytes);
        if (ram.code.isMarked(pa - ram.base, bytes)) {
            ram.code.clearPage(pa - ram.base);
            watch.codePageWritten(pa & ~PAGE_MASK);
        }
    }

    @Override
    public void readRam(long pa, byte[] target, int offset, int length) {
        if (length > 0) {
            requireRam(pa, length, isRam(pa, length));
            copyOut(pa, target, offset, length);
        }
    }

    private void copyOut(long pa, byte[] target, int offset, int length) {
        if (ram.contains(pa)) {
            ram.copyOut(pa, target, offset, length);
            return;
        }
        for (int done = 0; done < length; ) {
            int part = (int) Math.min(length - done, PAGE_MASK + 1 - (pa + done & PAGE_MASK));
            HostMemory.copyOut(readableHost(pa + done), target, offset + done, part);
            done += part;
        }
    }

    @Override
    public void writeRam(long pa, byte[] source, int offset, int length) {
        if (length == 0) {
            return;
        }
        requireRam(pa, length, ram.contains(pa, length));
        for (int done = 0; done < length; ) {
            int part = (int) Math.min(length - done, PAGE_MASK + 1 - (pa + done & PAGE_MASK));
            beforeRamChanges(pa + done, part, -1);
            done += part;
        }
        ram.copyIn(pa, source, offset, length);
    }

    private static void requireRam(long pa, int length, boolean isRam) {
        if (!isRam) {
            throw new IllegalStateException("not RAM: %d bytes at 0x%x".formatted(length, pa));
        }
    }

    @Override
    public void markCode(long pa) {
        markCode(pa & ~PAGE_MASK, (int) PAGE_MASK + 1);
    }

    @Override
    public void markCode(long pa, int bytes) {
        if (ram.contains(pa)) {
            if (!ram.code.isPageMarked(pa - ram.base)) {
                dropWriters(pa, 0);
            }
            ram.code.mark(pa - ram.base, bytes);
            return;
        }
        for (DirectRegion region : directRegions) {
            if (region.contains(pa, 1)) {
                region.markCode(pa, bytes);
            }
        }
    }

    @Override
    public boolean isCode(long pa) {
        return ram.contains(pa) && ram.code.isPageMarked(pa - ram.base);
    }

    @Override
    public long digest() {
        return ram.digest();
    }
}
