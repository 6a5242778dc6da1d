package trapline.emulator.microvisor;

import trapline.emulator.cpu.ControlBits;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.hyp.HypPort;

/**
 * The way of a walk through a guest's own translation tables (ARM DDI 0406C B3.5, B3.6): a stage-2 fault on it tells the address of the
 * descriptor, but not the level at which the guest is to be told that the walk failed.
 */
final class GuestWalk {
    private static final int LAST_LEVEL = 3;
    private static final long TABLE = 0xFF_FFFF_F000L;

    private final HypPort port;
    private final GuestMemory memory;

    GuestWalk(HypPort port, GuestMemory memory) {
        this.port = port;
        this.memory = memory;
    }

    /** The level of the descriptor on the page of {@code ipa}, in the walk for {@code va}. */
    int levelOf(int va, long ipa) {
        int ttbcr = (int) port.system(SysReg.TTBCR);
        return (ttbcr & ControlBits.TTBCR_EAE) == 0 ? ofShort(ttbcr, va, ipa) : ofLong(ttbcr, va, ipa);
    }

    private int ofShort(int ttbcr, int va, long ipa) {
        int n = ttbcr & 0b111;
        boolean low = n == 0 || va >>> 32 - n == 0;
        int used = low ? n : 0;
        long table = port.system(low ? SysReg.TTBR0 : SysReg.TTBR1) & 0xFFFF_FFFFL & -1L << 14 - used;
        return isOnPage(table + 4L * (va << used >>> 20 + used), ipa) ? 1 : 2;
    }

    private int ofLong(int ttbcr, int va, long ipa) {
        int t0size = ttbcr & 0b111;
        int t1size = ttbcr >>> 16 & 0b111;
        boolean low = t0size == 0 || va >>> 32 - t0size == 0;
        boolean high = t1size == 0 ? !low : va >> 32 - t1size == -1;
        int size = high ? t1size : t0size;
        int lowerBound = (size < 2 ? 5 : 14) - size;
        long table = port.system(high ? SysReg.TTBR1 : SysReg.TTBR0) & 0xFF_FFFF_FFFFL & -1L << lowerBound;
        int topBit = 32 - size;
        for (int level = size < 2 ? 1 : 2; level < LAST_LEVEL; level++) {
            int shift = 39 - 9 * level;
            long at = table + 8 * ((Integer.toUnsignedLong(va) & (1L << topBit) - 1) >>> shift);
            long pa = isOnPage(at, ipa) ? -1 : memory.translate(port, at, false);
            if (pa < 0) {
                return level;
            }
            table = inOrder(port.loadDouble(pa)) & TABLE;
            topBit = shift;
        }
        return LAST_LEVEL;
    }

    private long inOrder(long descriptor) {
        boolean bigEndian = ((int) port.system(SysReg.SCTLR) & ControlBits.SCTLR_EE) != 0;
        return bigEndian ? Long.reverseBytes(descriptor) : descriptor;
    }

    private static boolean isOnPage(long at, long ipa) {
        return (at ^ ipa) >>> 12 == 0;
    }
}
