package trapline.emulator.mmu;

import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.cpu.SystemRegisters;

/** Stage 1 with short descriptors (ARM DDI 0406C B3.5, TranslationTableWalkSD). */
final class ShortDescriptorWalk {
    private static final int TTBCR_PD0 = 1 << 4;
    private static final int TTBCR_PD1 = 1 << 5;

    private final SystemRegisters registers;
    private final FaultReport report;
    private final DescriptorReader reader;

    ShortDescriptorWalk(SystemRegisters registers, FaultReport report, DescriptorReader reader) {
        this.registers = registers;
        this.report = report;
        this.reader = reader;
    }

    /** Walks for {@code va} and fills in what stage 1 decides. */
    void walk(TranslationContext context, int va, Translation result) {
        int ttbcr = (int) registers.get(SysReg.TTBCR, context.secure);
        int n = ttbcr & 0b111;
        boolean low = n == 0 || va >>> 32 - n == 0;
        if ((ttbcr & (low ? TTBCR_PD0 : TTBCR_PD1)) != 0) {
            throw report.stage1(Fault.Kind.TRANSLATION, 1, 0);
        }
        long base = registers.get(low ? SysReg.TTBR0 : SysReg.TTBR1, context.secure) & 0xFFFF_FFFFL;
        int used = low ? n : 0;
        long table = base & -1L << 14 - used;
        int index = va << used >>> 20 + used;
        int descriptor = reader.stage1Word(context, table + 4L * index, 1);
        switch (descriptor & 0b11) {
            case 0b00 -> throw report.stage1(Fault.Kind.TRANSLATION, 1, 0);
            case 0b01 -> secondLevel(context, va, descriptor, result);
            default -> section(context, va, descriptor, result);
        }
    }

    private void section(TranslationContext context, int va, int descriptor, Translation result) {
        boolean supersection = (descriptor >>> 18 & 1) != 0;
        result.level = 1;
        result.domain = supersection ? 0 : descriptor >>> 5 & 0xF;
        result.global = (descriptor >>> 17 & 1) == 0;
        result.nonSecure = !context.secure || (descriptor >>> 19 & 1) != 0;
        if (supersection) {
            long high = (descriptor >>> 20 & 0xFL) << 32 | (descriptor >>> 5 & 0xFL) << 36;
            result.setBlock(va, 24, high | descriptor & 0xFF00_0000L);
        } else {
            result.setBlock(va, 20, descriptor & 0xFFF0_0000L);
        }
        int ap = descriptor >>> 13 & 0b100 | descriptor >>> 10 & 0b011;
        boolean never = (descriptor >>> 4 & 1) != 0;
        finish(context, ap, never, (descriptor & 1) != 0, result);
        attributes(context, descriptor >>> 12 & 0b111, descriptor, (descriptor >>> 16 & 1) != 0, result);
    }

    private void secondLevel(TranslationContext context, int va, int first, Translation result) {
        long table = first & 0xFFFF_FC00L;
        int descriptor = reader.stage1Word(context, table + 4L * (va >>> 12 & 0xFF), 2);
        int type = descriptor & 0b11;
        result.level = 2;
        result.domain = first >>> 5 & 0xF;
        if (type == 0) {
            throw report.stage1(Fault.Kind.TRANSLATION, 2, result.domain);
        }
        boolean large = type == 0b01;
        result.global = (descriptor >>> 11 & 1) == 0;
        result.nonSecure = !context.secure || (first >>> 3 & 1) != 0;
        result.setBlock(va, large ? 16 : 12, descriptor & (large ? 0xFFFF_0000L : 0xFFFF_F000L));
        int ap = descriptor >>> 7 & 0b100 | descriptor >>> 4 & 0b011;
        boolean never = (descriptor >>> (large ? 15 : 0) & 1) != 0;
        finish(context, ap, never, (first >>> 2 & 1) != 0, result);
        int tex = descriptor >>> (large ? 12 : 6) & 0b111;
        attributes(context, tex, descriptor, (descriptor >>> 10 & 1) != 0, result);
    }

    private void finish(TranslationContext context, int ap, boolean xn, boolean pxn, Translation result) {
        if (context.accessFlagEnabled && (ap & 1) == 0) {
            throw report.stage1(Fault.Kind.ACCESS_FLAG, result.level, result.domain);
        }
        int rights = context.accessFlagEnabled ? Rights.ofSimplifiedAp(ap >>> 1) : Rights.ofAp(ap);
        result.rights = Rights.withExecution(rights, xn, pxn, context.wxn, context.uwxn);
    }

    /** C and B are bits 3 and 2 of every descriptor. */
    private void attributes(TranslationContext context, int tex, int descriptor, boolean s, Translation result) {
        int cb = descriptor >>> 2 & 0b11;
        if (context.remap) {
            int prrr = (int) registers.get(SysReg.PRRR, context.secure);
            int nmrr = (int) registers.get(SysReg.NMRR, context.secure);
            result.stage1Attributes = MemoryAttributes.remapped((tex & 1) << 2 | cb, s, prrr, nmrr);
        } else {
            result.stage1Attributes = MemoryAttributes.ofTexCb(tex, cb, s);
        }
    }
}
