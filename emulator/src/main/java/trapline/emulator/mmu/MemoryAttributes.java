package trapline.emulator.mmu;

/**
 * Memory attributes in one form for all formats: the byte of MAIR (B4.1.104) in bits 7:0, and shareability as SH[1:0] in
 * bits 9:8. Attribute bytes 0x00 and 0x04 are Strongly-ordered and Device; the others are Normal, outer in 7:4 and inner
 * in 3:0.
 */
final class MemoryAttributes {
    static final int STRONGLY_ORDERED = 0x00;
    static final int DEVICE = 0x04;
    static final int NON_CACHEABLE = 0x44;
    static final int WRITE_BACK = 0xFF;
    static final int SH_SHIFT = 8;
    static final int OUTER_SHAREABLE = 0b10 << SH_SHIFT;
    static final int INNER_SHAREABLE = 0b11 << SH_SHIFT;

    /** MAIR nibbles of the cacheability codes 00 to 11: Non-cacheable, WB WA, WT, WB no WA. */
    private static final int[] CACHEABILITY = {0x4, 0xF, 0xA, 0xE};

    /** MAIR nibbles of stage 2's codes; 00 is reserved and read as Non-cacheable. */
    private static final int[] STAGE_2_CACHEABILITY = {0x4, 0x4, 0xA, 0xF};

    private MemoryAttributes() {}

    /** Whether it is Normal memory rather than Device or Strongly-ordered. */
    static boolean isNormal(int attributes) {
        return (attributes & 0xF0) != 0;
    }

    /** TEX, C, B and S of a short descriptor with SCTLR.TRE 0 (table B3-10). */
    static int ofTexCb(int tex, int cb, boolean shareable) {
        int normalShare = shareable ? INNER_SHAREABLE : 0;
        if ((tex & 0b100) != 0) {
            return CACHEABILITY[tex & 0b11] << 4 | CACHEABILITY[cb] | normalShare;
        }
        return switch (tex << 2 | cb) {
            case 0b000_00 -> STRONGLY_ORDERED | OUTER_SHAREABLE;
            case 0b000_01 -> DEVICE | OUTER_SHAREABLE;
            case 0b000_10 -> 0xAA | normalShare;
            case 0b000_11 -> 0xEE | normalShare;
            case 0b001_00 -> NON_CACHEABLE | normalShare;
            case 0b001_11 -> WRITE_BACK | normalShare;
            case 0b010_00 -> DEVICE;
            default -> NON_CACHEABLE | normalShare;
        };
    }

    /** TEX[0], C, B and S of a short descriptor with SCTLR.TRE 1, through PRRR and NMRR (B3.8.3). */
    static int remapped(int region, boolean shareable, int prrr, int nmrr) {
        int type = prrr >>> 2 * region & 0b11;
        if (type == 0b00) {
            return STRONGLY_ORDERED | OUTER_SHAREABLE;
        }
        if (type == 0b01) {
            return DEVICE | (shareShift(prrr, shareable ? 17 : 16) ? OUTER_SHAREABLE : 0);
        }
        int inner = CACHEABILITY[nmrr >>> 2 * region & 0b11];
        int outer = CACHEABILITY[nmrr >>> 2 * region + 16 & 0b11];
        int share = 0;
        if (shareShift(prrr, shareable ? 19 : 18)) {
            share = shareShift(prrr, 24 + region) ? INNER_SHAREABLE : OUTER_SHAREABLE;
        }
        return outer << 4 | inner | share;
    }

    private static boolean shareShift(int prrr, int bit) {
        return (prrr >>> bit & 1) != 0;
    }

    /** AttrIndx and SH of a long descriptor, through MAIR1:MAIR0. */
    static int ofMair(long mair, int index, int sh) {
        int attribute = (int) (mair >>> 8 * index) & 0xFF;
        return isNormal(attribute) ? attribute | sh << SH_SHIFT : attribute | OUTER_SHAREABLE;
    }

    /** MemAttr[3:0] and SH of a stage-2 descriptor (table B3-24). */
    static int ofStage2(int memAttr, int sh) {
        if (memAttr >>> 2 == 0) {
            return ((memAttr & 0b11) == 0 ? STRONGLY_ORDERED : DEVICE) | OUTER_SHAREABLE;
        }
        return STAGE_2_CACHEABILITY[memAttr >>> 2] << 4 | STAGE_2_CACHEABILITY[memAttr & 0b11] | sh << SH_SHIFT;
    }

    /** Both stages together (B3.8.6): the stricter type, the lesser cacheability, the wider shareability. */
    static int combine(int stage1, int stage2) {
        if (!isNormal(stage1) || !isNormal(stage2)) {
            boolean ordered = (stage1 & 0xFF) == STRONGLY_ORDERED || (stage2 & 0xFF) == STRONGLY_ORDERED;
            return (ordered ? STRONGLY_ORDERED : DEVICE) | OUTER_SHAREABLE;
        }
        int outer = lesser(stage1 >>> 4 & 0xF, stage2 >>> 4 & 0xF);
        int inner = lesser(stage1 & 0xF, stage2 & 0xF);
        return outer << 4 | inner | wider(stage1 >>> SH_SHIFT, stage2 >>> SH_SHIFT) << SH_SHIFT;
    }

    private static int lesser(int a, int b) {
        if (a == 0x4 || b == 0x4) {
            return 0x4;
        }
        boolean writeThrough = (a & 0b1100) == 0b1000 || (b & 0b1100) == 0b1000;
        return writeThrough ? a & b & 0b11 | 0b1000 : a;
    }

    /** Outer Shareable before Inner Shareable before Non-shareable. */
    private static int wider(int a, int b) {
        if (a == 0b10 || b == 0b10) {
            return 0b10;
        }
        return a | b;
    }
}
