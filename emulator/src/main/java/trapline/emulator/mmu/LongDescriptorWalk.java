package trapline.emulator.mmu;

import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.cpu.SystemRegisters;

/**
 * Stage 1 with long descriptors, of the PL1&0 and Hyp regimes (ARM DDI 0406C B3.6, TranslationTableWalkLD).
 */
final class LongDescriptorWalk {
    private static final long OUTPUT_MASK = 0xFF_FFFF_F000L;
    private static final int TTBCR_EPD0 = 1 << 7;
    private static final int TTBCR_EPD1 = 1 << 23;

    private final SystemRegisters registers;
    private final FaultReport report;
    private final DescriptorReader reader;

    /** The table that the walk begins with, and what tables on the way have taken away. */
    private long table;

    private int topBit;
    private boolean readOnly;
    private boolean privilegedOnly;
    private boolean xn;
    private boolean pxn;
    private boolean nonSecureTable;

    LongDescriptorWalk(SystemRegisters registers, FaultReport report, DescriptorReader reader) {
        this.registers = registers;
        this.report = report;
        this.reader = reader;
    }

    /** Walks for {@code va} and fills in what stage 1 decides. */
    void walk(TranslationContext context, int va, Translation result) {
        readOnly = false;
        privilegedOnly = false;
        xn = false;
        pxn = false;
        nonSecureTable = !context.secure;
        boolean found = context.regime == TranslationRegime.HYP ? ofHyp(va) : ofPl1(context, va);
        if (!found) {
            throw report.stage1(Fault.Kind.TRANSLATION, 1, 0);
        }
        long input = Integer.toUnsignedLong(va);
        for (int level = topBit > 30 ? 1 : 2; ; level++) {
            int shift = 39 - 9 * level;
            long index = (input & (1L << topBit) - 1) >>> shift;
            long descriptor = reader.stage1Double(context, table + 8 * index, level);
            boolean tableOrPage = (descriptor & 2) != 0;
            if ((descriptor & 1) == 0 || !tableOrPage && level == 3) {
                throw report.stage1(Fault.Kind.TRANSLATION, level, 0);
            }
            if (!tableOrPage || level == 3) {
                finish(context, va, descriptor, level, result);
                return;
            }
            descend(descriptor);
            topBit = shift;
        }
    }

    private boolean ofHyp(int va) {
        int t0size = registers.get32(SysReg.HTCR) & 0b111;
        if (t0size != 0 && va >>> 32 - t0size != 0) {
            return false;
        }
        begin(registers.get(SysReg.HTTBR), t0size);
        return true;
    }

    private boolean ofPl1(TranslationContext context, int va) {
        int ttbcr = (int) registers.get(SysReg.TTBCR, context.secure);
        int t0size = ttbcr & 0b111;
        int t1size = ttbcr >>> 16 & 0b111;
        boolean low = t0size == 0 || va >>> 32 - t0size == 0;
        boolean high = t1size == 0 ? !low : va >> 32 - t1size == -1;
        if (high) {
            begin(registers.get(SysReg.TTBR1, context.secure), t1size);
            return (ttbcr & TTBCR_EPD1) == 0;
        }
        if (low) {
            begin(registers.get(SysReg.TTBR0, context.secure), t0size);
            return (ttbcr & TTBCR_EPD0) == 0;
        }
        return false;
    }

    private void begin(long ttbr, int size) {
        topBit = 32 - size;
        int lowerBound = (size < 2 ? 5 : 14) - size;
        table = ttbr & 0xFF_FFFF_FFFFL & -1L << lowerBound;
    }

    private void descend(long descriptor) {
        table = descriptor & OUTPUT_MASK;
        readOnly |= (descriptor >>> 62 & 1) != 0;
        privilegedOnly |= (descriptor >>> 61 & 1) != 0;
        xn |= (descriptor >>> 60 & 1) != 0;
        pxn |= (descriptor >>> 59 & 1) != 0;
        nonSecureTable |= (descriptor >>> 63 & 1) != 0;
    }

    private void finish(TranslationContext context, int va, long descriptor, int level, Translation result) {
        if ((descriptor >>> 10 & 1) == 0) {
            throw report.stage1(Fault.Kind.ACCESS_FLAG, level, 0);
        }
        boolean hyp = context.regime == TranslationRegime.HYP;
        result.level = level;
        result.domain = Translation.NO_DOMAIN;
        result.setBlock(va, 39 - 9 * level, descriptor & OUTPUT_MASK);
        result.global = hyp || (descriptor >>> 11 & 1) == 0 && !(context.secure && nonSecureTable);
        result.nonSecure = nonSecureTable || (descriptor >>> 5 & 1) != 0;
        result.rights = rights(context, descriptor, hyp);
        int sh = (int) (descriptor >>> 8) & 0b11;
        result.stage1Attributes = MemoryAttributes.ofMair(mair(context, hyp), (int) (descriptor >>> 2) & 0b111, sh);
    }

    private int rights(TranslationContext context, long descriptor, boolean hyp) {
        boolean never = xn || (descriptor >>> 54 & 1) != 0;
        boolean noWrites = readOnly || (descriptor >>> 7 & 1) != 0;
        if (hyp) {
            return Rights.withExecution(Rights.ofHypAp(noWrites), never, false, context.wxn, false);
        }
        boolean unprivileged = !privilegedOnly && (descriptor >>> 6 & 1) != 0;
        boolean privilegedNever = pxn || (descriptor >>> 53 & 1) != 0;
        int rights = Rights.ofSimplifiedAp((noWrites ? 0b10 : 0) | (unprivileged ? 0b01 : 0));
        return Rights.withExecution(rights, never, privilegedNever, context.wxn, context.uwxn);
    }

    private long mair(TranslationContext context, boolean hyp) {
        if (hyp) {
            return registers.get(SysReg.HMAIR1) << 32 | registers.get(SysReg.HMAIR0) & 0xFFFF_FFFFL;
        }
        return registers.get(SysReg.NMRR, context.secure) << 32
                | registers.get(SysReg.PRRR, context.secure) & 0xFFFF_FFFFL;
    }
}
