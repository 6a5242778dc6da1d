package trapline.emulator.mmu;

import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.cpu.SystemRegisters;

/** Stage 2: from intermediate physical to physical addresses (ARM DDI 0406C B3.6.6, TranslationTableWalkLD). */
final class Stage2Walk {
    private static final int HSCTLR_EE = 1 << 25;
    private static final int IPA_BITS = 40;
    /** VTTBR.BADDR; of its lower bits count those from the size of the first table up, 16 bytes and more. */
    private static final long BADDR_MASK = 0xFF_FFFF_FFFFL;

    private static final long OUTPUT_MASK = 0xFF_FFFF_F000L;

    private final SystemRegisters registers;
    private final FaultReport report;

    /** Results of {@link #walk}. */
    long pa;

    int sizeLog2;
    int rights;
    int level;
    int attributes;

    Stage2Walk(SystemRegisters registers, FaultReport report) {
        this.registers = registers;
        this.report = report;
    }

    /** Physical address of a stage-1 descriptor, which stage 2 must let be read. */
    long ofDescriptor(DescriptorReader reader, TranslationContext context, long ipa) {
        walk(reader, ipa, true);
        boolean forbidden =
                (rights & Rights.READ) == 0 || context.protectedWalk && !MemoryAttributes.isNormal(attributes);
        if (forbidden) {
            throw report.stage2(Fault.Kind.PERMISSION, level, ipa, true);
        }
        return pa;
    }

    /** Walks; leaves the result in the fields, or throws. */
    void walk(DescriptorReader reader, long ipa, boolean onStage1Walk) {
        int vtcr = registers.get32(SysReg.VTCR);
        int t0size = vtcr << 28 >> 28;
        int inputBits = 32 - t0size;
        int current = startLevel(vtcr, t0size, ipa, onStage1Walk);
        if (inputBits < IPA_BITS && ipa >>> inputBits != 0) {
            throw report.stage2(Fault.Kind.TRANSLATION, 1, ipa, onStage1Walk);
        }
        int lowerBound = (current == 1 ? 5 : 14) - t0size;
        long table = registers.get(SysReg.VTTBR) & BADDR_MASK & -1L << lowerBound;
        int topBit = inputBits;
        boolean bigEndian = (registers.get32(SysReg.HSCTLR) & HSCTLR_EE) != 0;
        for (; ; current++) {
            int shift = 39 - 9 * current;
            long index = (ipa & (1L << topBit) - 1) >>> shift;
            long descriptor = reader.stage2Double(table + 8 * index, bigEndian, current, ipa, onStage1Walk);
            boolean valid = (descriptor & 1) != 0;
            boolean tableOrPage = (descriptor & 2) != 0;
            if (!valid || !tableOrPage && current == 3) {
                throw report.stage2(Fault.Kind.TRANSLATION, current, ipa, onStage1Walk);
            }
            if (!tableOrPage || current == 3) {
                finish(descriptor, current, ipa, onStage1Walk);
                return;
            }
            table = descriptor & OUTPUT_MASK;
            topBit = shift;
        }
    }

    /** VTCR.SL0, which must agree with T0SZ: at most 16 concatenated tables, at least one whole. */
    private int startLevel(int vtcr, int t0size, long ipa, boolean onStage1Walk) {
        int sl0 = vtcr >>> 6 & 0b11;
        boolean consistent = sl0 == 0 ? t0size >= -2 : sl0 == 1 && t0size <= 1;
        if (!consistent) {
            throw report.stage2(Fault.Kind.TRANSLATION, 1, ipa, onStage1Walk);
        }
        return sl0 == 0 ? 2 : 1;
    }

    private void finish(long descriptor, int atLevel, long ipa, boolean onStage1Walk) {
        if ((descriptor >>> 10 & 1) == 0) {
            throw report.stage2(Fault.Kind.ACCESS_FLAG, atLevel, ipa, onStage1Walk);
        }
        level = atLevel;
        sizeLog2 = 39 - 9 * atLevel;
        long offsetMask = (1L << sizeLog2) - 1;
        pa = descriptor & OUTPUT_MASK & ~offsetMask | ipa & offsetMask;
        rights = (int) (descriptor >>> 6) & 0b11;
        boolean never = (descriptor >>> 54 & 1) != 0;
        if ((rights & Rights.READ) != 0 && !never) {
            rights |= Rights.EXECUTE;
        }
        attributes = MemoryAttributes.ofStage2((int) (descriptor >>> 2) & 0xF, (int) (descriptor >>> 8) & 0b11);
    }
}
