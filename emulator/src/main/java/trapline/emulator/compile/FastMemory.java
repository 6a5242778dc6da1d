package trapline.emulator.compile;

import trapline.emulator.execute.RegionFrame;
import trapline.emulator.memory.HostMemory;
import trapline.emulator.mmu.LookAside;

/**
 * The loads and stores of emitted code: one look into the {@link LookAside}, and the long way round through the frame. Small static
 * methods that HotSpot puts into the regions; that keeps the emitted code small.
 *
 * <p>Parameters in order: the frame, the look-aside, the context's part of tags, the machine's window, the address, for
 * stores the value, then {@code where} and {@code now} for the frame.
 */
@SuppressWarnings("checkstyle:parameternumber")
final class FastMemory {
    private FastMemory() {}

    static int load8(RegionFrame frame, long[] words, int context, int window, int va, int where, long now) {
        long entry = LookAside.read(words, va);
        if (LookAside.tag(entry) == (va & LookAside.BYTE | context)) {
            return HostMemory.load8(HostMemory.address(window, LookAside.place(entry, va)));
        }
        return frame.load8(va, where, now);
    }

    static int load16(RegionFrame frame, long[] words, int context, int window, int va, int where, long now) {
        long entry = LookAside.read(words, va);
        if (LookAside.tag(entry) == (va & LookAside.HALFWORD | context)) {
            return HostMemory.load16(HostMemory.address(window, LookAside.place(entry, va)));
        }
        return frame.load16(va, where, now);
    }

    static int load32(RegionFrame frame, long[] words, int context, int window, int va, int where, long now) {
        long entry = LookAside.read(words, va);
        if (LookAside.tag(entry) == (va & LookAside.WORD | context)) {
            return HostMemory.load32(HostMemory.address(window, LookAside.place(entry, va)));
        }
        return frame.load32(va, where, now);
    }

    static int load32Aligned(RegionFrame frame, long[] words, int context, int window, int va, int where, long now) {
        long entry = LookAside.read(words, va);
        if (LookAside.tag(entry) == (va & LookAside.WORD | context)) {
            return HostMemory.load32(HostMemory.address(window, LookAside.place(entry, va)));
        }
        return frame.load32Aligned(va, where, now);
    }

    static void store8(
            RegionFrame frame, long[] words, int context, int window, int va, int value, int where, long now) {
        long entry = LookAside.write(words, va);
        if (LookAside.tag(entry) == (va & LookAside.BYTE | context)) {
            HostMemory.store8(HostMemory.address(window, LookAside.place(entry, va)), value);
        } else {
            frame.store8(va, value, where, now);
        }
    }

    static void store16(
            RegionFrame frame, long[] words, int context, int window, int va, int value, int where, long now) {
        long entry = LookAside.write(words, va);
        if (LookAside.tag(entry) == (va & LookAside.HALFWORD | context)) {
            HostMemory.store16(HostMemory.address(window, LookAside.place(entry, va)), value);
        } else {
            frame.store16(va, value, where, now);
        }
    }

    static void store32(
            RegionFrame frame, long[] words, int context, int window, int va, int value, int where, long now) {
        long entry = LookAside.write(words, va);
        if (LookAside.tag(entry) == (va & LookAside.WORD | context)) {
            HostMemory.store32(HostMemory.address(window, LookAside.place(entry, va)), value);
        } else {
            frame.store32(va, value, where, now);
        }
    }

    static void store32Aligned(
            RegionFrame frame, long[] words, int context, int window, int va, int value, int where, long now) {
        long entry = LookAside.write(words, va);
        if (LookAside.tag(entry) == (va & LookAside.WORD | context)) {
            HostMemory.store32(HostMemory.address(window, LookAside.place(entry, va)), value);
        } else {
            frame.store32Aligned(va, value, where, now);
        }
    }
}
