package trapline.emulator.ir;

import trapline.emulator.cpu.CpuState;

/**
 * The execution state on which a translation depends, packed into an int:
 * {@code PL[11:10] E[9] T[8] IT[7:0]}. With the virtual and the physical address it identifies a block.
 */
public final class BlockKey {
    private static final int THUMB = 1 << 8;
    private static final int BIG_ENDIAN = 1 << 9;
    private static final int LEVEL_SHIFT = 10;

    private BlockKey() {}

    /** The key for the present state of a CPU. */
    public static int of(CpuState cpu) {
        return of(cpu.thumb, cpu.itState, cpu.bigEndian, cpu.privilegeLevel());
    }

    /** The key for a state. */
    public static int of(boolean thumb, int itState, boolean bigEndian, int privilegeLevel) {
        return itState | (thumb ? THUMB : 0) | (bigEndian ? BIG_ENDIAN : 0) | privilegeLevel << LEVEL_SHIFT;
    }

    /** CPSR.T. */
    public static boolean thumb(int key) {
        return (key & THUMB) != 0;
    }

    /** CPSR.E. */
    public static boolean bigEndian(int key) {
        return (key & BIG_ENDIAN) != 0;
    }

    /** CPSR.IT. */
    public static int itState(int key) {
        return key & 0xFF;
    }

    /** PL0, PL1 or PL2. */
    public static int privilegeLevel(int key) {
        return key >>> LEVEL_SHIFT;
    }
}
