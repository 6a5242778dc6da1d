package trapline.emulator.ir;

import trapline.emulator.cpu.CpuState;

/**
 * The execution state on which a translation depends, packed into an int:
 * {@code extensions[15:12] PL[11:10] E[9] T[8] IT[7:0]}. With the virtual and the physical address it identifies a block.
 */
public final class BlockKey {
    private static final int THUMB = 1 << 8;
    private static final int BIG_ENDIAN = 1 << 9;
    private static final int LEVEL_SHIFT = 10;
    private static final int EXTENSION_SHIFT = 12;

    private BlockKey() {}

    /** The key for the present state of a CPU. */
    public static int of(CpuState cpu) {
        return of(cpu.thumb, cpu.itState, cpu.bigEndian, cpu.privilegeLevel()) | cpu.extensionAccess << EXTENSION_SHIFT;
    }

    /** The key for a state in which no instruction of the Floating-point and Advanced SIMD Extensions can execute. */
    public static int of(boolean thumb, int itState, boolean bigEndian, int privilegeLevel) {
        return itState | (thumb ? THUMB : 0) | (bigEndian ? BIG_ENDIAN : 0) | privilegeLevel << LEVEL_SHIFT;
    }

    /** The same for an instruction that is not in an IT block, of one of the instruction sets. */
    public static int outsideItBlock(int key, boolean thumb) {
        return key & ~(0xFF | THUMB) | (thumb ? THUMB : 0);
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
        return key >>> LEVEL_SHIFT & 0b11;
    }

    /** Which instructions of the extensions can execute: bits of {@link trapline.emulator.cpu.ExtensionAccess}. */
    public static int extensionAccess(int key) {
        return key >>> EXTENSION_SHIFT;
    }
}
