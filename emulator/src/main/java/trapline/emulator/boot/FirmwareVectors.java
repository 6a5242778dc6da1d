package trapline.emulator.boot;

import trapline.emulator.board.BoardDevice;

/**
 * Tells firmware from other programs without a header. Firmware lies at address 0, where a processor that was reset finds its
 * exception vectors (B1.8.1); so it begins with eight instructions that lead elsewhere, or with the one for reset and
 * nothing for the others yet. A program that was linked for RAM may begin with vectors too, but these lead into RAM.
 */
final class FirmwareVectors {
    private static final int VECTORS = 8;
    private static final int ERASED_FLASH = 0xFFFF_FFFF;
    private static final int NOP = 0xE320_F000;

    private FirmwareVectors() {}

    /** Whether an image begins as firmware does. */
    static boolean begin(byte[] contents) {
        if (contents.length < 4 * VECTORS || !leadsElsewhere(contents, 0)) {
            return false;
        }
        for (int vector = 1; vector < VECTORS; vector++) {
            int word = ImageKind.word(contents, 4 * vector);
            boolean unused = word == 0 || word == ERASED_FLASH || word == NOP;
            if (!unused && !leadsElsewhere(contents, 4 * vector)) {
                return false;
            }
        }
        return true;
    }

    private static boolean leadsElsewhere(byte[] contents, int at) {
        int word = ImageKind.word(contents, at);
        boolean branch = word >>> 24 == 0b1110_1010;
        // LDR PC, [PC, #imm12]: what is loaded is where it leads.
        boolean load = word >>> 12 == 0xE59FF;
        if (load) {
            long target = ImageKind.word(contents, at + 8 + (word & 0xFFF)) & 0xFFFF_FFFFL;
            return target < BoardDevice.RAM_BASE;
        }
        return branch;
    }
}
