package trapline.emulator.compile;

import trapline.emulator.execute.RegionFrame;
import trapline.emulator.memory.HostMemory;
import trapline.emulator.mmu.LookAside;

/**
 * The loads and stores of emitted code: one look into the {@link LookAside}, and the long way round through the frame. Small static
 * methods that HotSpot puts into the regions; that keeps the emitted code small.
 *
 * <p>Parameters in order: the frame, its half of the look-aside, the context's tag, the address, for stores the value, then
 * {@code where} and {@code now} for the frame.
 */
@SuppressWarnings("checkstyle:parameternumber")
final class FastMemory {
    private FastMemory() {}

    static int load8(RegionFrame frame, long[] reads, long context, int va, int where, long now) {
        int i = LookAside.index(va);
        if (reads[i] == (context | va & LookAside.BYTE)) {
            return HostMemory.load8(reads[i + 1] + (va & LookAside.UNSIGNED));
        }
        return frame.load8(va, where, now);
    }

    static int load16(RegionFrame frame, long[] reads, long context, int va, int where, long now) {
        int i = LookAside.index(va);
        if (reads[i] == (context | va & LookAside.HALFWORD)) {
            return HostMemory.load16(reads[i + 1] + (va & LookAside.UNSIGNED));
        }
        return frame.load16(va, where, now);
    }

    static int load32(RegionFrame frame, long[] reads, long context, int va, int where, long now) {
        int i = LookAside.index(va);
        if (reads[i] == (context | va & LookAside.WORD)) {
            return HostMemory.load32(reads[i + 1] + (va & LookAside.UNSIGNED));
        }
        return frame.load32(va, where, now);
    }

    static int load32Aligned(RegionFrame frame, long[] reads, long context, int va, int where, long now) {
        int i = LookAside.index(va);
        if (reads[i] == (context | va & LookAside.WORD)) {
            return HostMemory.load32(reads[i + 1] + (va & LookAside.UNSIGNED));
        }
        return frame.load32Aligned(va, where, now);
    }

    static void store8(RegionFrame frame, long[] writes, long context, int va, int value, int where, long now) {
        int i = LookAside.index(va);
        if (writes[i] == (context | va & LookAside.BYTE)) {
            HostMemory.store8(writes[i + 1] + (va & LookAside.UNSIGNED), value);
        } else {
            frame.store8(va, value, where, now);
        }
    }

    static void store16(RegionFrame frame, long[] writes, long context, int va, int value, int where, long now) {
        int i = LookAside.index(va);
        if (writes[i] == (context | va & LookAside.HALFWORD)) {
            HostMemory.store16(writes[i + 1] + (va & LookAside.UNSIGNED), value);
        } else {
            frame.store16(va, value, where, now);
        }
    }

    static void store32(RegionFrame frame, long[] writes, long context, int va, int value, int where, long now) {
        int i = LookAside.index(va);
        if (writes[i] == (context | va & LookAside.WORD)) {
            HostMemory.store32(writes[i + 1] + (va & LookAside.UNSIGNED), value);
        } else {
            frame.store32(va, value, where, now);
        }
    }

    static void store32Aligned(RegionFrame frame, long[] writes, long context, int va, int value, int where, long now) {
        int i = LookAside.index(va);
        if (writes[i] == (context | va & LookAside.WORD)) {
            HostMemory.store32(writes[i + 1] + (va & LookAside.UNSIGNED), value);
        } else {
            frame.store32Aligned(va, value, where, now);
        }
    }
}
