package trapline.emulator.boot;

/**
 * A raw Linux kernel for 32-bit ARM, {@code arch/arm/boot/Image}. It has no header, so it is told apart by how it begins:
 * every kernel since 3.7 first makes sure, with the same three instructions, that it is not in Hyp mode
 * ({@code safe_svcmode_maskall}). It has to run at its own offset from the start of RAM, {@code TEXT_OFFSET}, which it
 * subtracts from its address to find that start; so the instruction that does it tells the offset.
 */
final class LinuxImage {
    /** MRS R9, CPSR; EOR R9, R9, #0x1A; TST R9, #0x1F: of a kernel built for A32, and for T32. */
    private static final int[][] BEGINNINGS = {
        {0x9000, 0xE10F, 0x901A, 0xE229, 0x001F, 0xE319}, {0xF3EF, 0x8900, 0xF089, 0x091A, 0xF019, 0x0F1F}
    };

    /** How far from the start the beginning and the offset may be, in bytes. */
    private static final int BEGINNING_WITHIN = 0x40;

    private static final int OFFSET_WITHIN = 0x200;

    /** The offset of kernels that ask for no other. */
    private static final int COMMON_OFFSET = 0x8000;
    /** Offsets are of this size at most, and multiples of 16 KiB plus {@link #COMMON_OFFSET}. */
    private static final int GREATEST_OFFSET = 0x40_0000;

    private static final int OFFSET_UNIT = 0x4000;

    private LinuxImage() {}

    /** Whether it is one. */
    static boolean isOne(byte[] contents) {
        for (int at = 0; at < BEGINNING_WITHIN; at += 2) {
            for (int[] beginning : BEGINNINGS) {
                if (matches(contents, at, beginning)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean matches(byte[] contents, int at, int[] halfwords) {
        for (int i = 0; i < halfwords.length; i++) {
            if (halfword(contents, at + 2 * i) != halfwords[i]) {
                return false;
            }
        }
        return true;
    }

    /** How far from the start of RAM it has to be. */
    static int textOffset(byte[] contents) {
        for (int at = 0; at < OFFSET_WITHIN; at += 2) {
            int offset = at % 4 == 0 ? subtractedA32(ImageKind.word(contents, at)) : 0;
            offset = offset != 0 ? offset : subtractedT32(halfword(contents, at), halfword(contents, at + 2));
            offset = offset != 0 ? offset : byLinkAddress(contents, at);
            if (isPlausible(offset)) {
                return offset;
            }
        }
        return COMMON_OFFSET;
    }

    private static boolean isPlausible(int offset) {
        return offset > 0 && offset <= GREATEST_OFFSET && offset % OFFSET_UNIT == 0;
    }

    /** SUB R8, R8, #const in A32; 0 when it is another instruction. */
    private static int subtractedA32(int instruction) {
        return (instruction & 0xFFFF_F000) == 0xE248_8000
                ? Integer.rotateRight(instruction & 0xFF, 2 * (instruction >>> 8 & 0xF))
                : 0;
    }

    /** The same in T32, where the constant is rotated (A6.3.2). */
    private static int subtractedT32(int first, int second) {
        boolean subtracts = (first & 0xFBFF) == 0xF1A8 && (second & 0x8F00) == 0x0800;
        int rotation = first >>> 6 & 0b10000 | second >>> 11 & 0b1110 | second >>> 7 & 1;
        return subtracts && rotation >= 8 ? Integer.rotateRight(0x80 | second & 0x7F, rotation) : 0;
    }

    /** Kernels up to 5.10 keep, in two words, the address that this place has for them, and that of the start of RAM. */
    private static int byLinkAddress(byte[] contents, int at) {
        int start = ImageKind.word(contents, at + 4);
        boolean isStart = start != 0 && (start & 0x0FFF_FFFF) == 0;
        int offset = ImageKind.word(contents, at) - at - start;
        return at % 4 == 0 && isStart && isPlausible(offset - COMMON_OFFSET + OFFSET_UNIT) ? offset : 0;
    }

    private static int halfword(byte[] contents, int offset) {
        return offset + 2 > contents.length ? 0 : contents[offset] & 0xFF | (contents[offset + 1] & 0xFF) << 8;
    }
}
