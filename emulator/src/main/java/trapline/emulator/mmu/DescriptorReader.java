package trapline.emulator.mmu;

import trapline.emulator.cpu.Fault;
import trapline.emulator.memory.ExternalAbort;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.PhysicalMemory;

/**
 * Reads translation table descriptors for one processor and counts them. Stage-1 descriptors of a guest are at
 * intermediate physical addresses, so each goes through stage 2 first (B3.3.2).
 */
final class DescriptorReader {
    private final PhysicalMemory memory;
    private final FaultReport report;
    private final Stage2Walk stage2;
    private final MmioContext nonSecureBus;
    private final MmioContext secureBus;

    /** Descriptors read since {@link #reset}. */
    int stage1Reads;

    int stage2Reads;

    /** Where the first of stage 1 were. */
    final long[] addresses = new long[KnownWalks.READS];

    DescriptorReader(int cpu, PhysicalMemory memory, FaultReport report, Stage2Walk stage2) {
        this.memory = memory;
        this.report = report;
        this.stage2 = stage2;
        nonSecureBus = new MmioContext(cpu, false);
        secureBus = new MmioContext(cpu, true);
    }

    void reset() {
        stage1Reads = 0;
        stage2Reads = 0;
    }

    /** A 32-bit stage-1 descriptor. */
    int stage1Word(TranslationContext context, long address, int level) {
        int word = (int) stage1(context, address, 4, level);
        return context.bigEndianWalk ? Integer.reverseBytes(word) : word;
    }

    /** A 64-bit stage-1 descriptor. */
    long stage1Double(TranslationContext context, long address, int level) {
        long value = stage1(context, address, 8, level);
        return context.bigEndianWalk ? Long.reverseBytes(value) : value;
    }

    private long stage1(TranslationContext context, long address, int size, int level) {
        long pa = context.stage2 ? stage2.ofDescriptor(this, context, address) : address;
        if (stage1Reads < addresses.length) {
            addresses[stage1Reads] = pa;
        }
        stage1Reads++;
        try {
            return memory.read(pa, size, context.secure ? secureBus : nonSecureBus);
        } catch (ExternalAbort abort) {
            throw report.stage1(Fault.Kind.EXTERNAL_ON_WALK, level, 0);
        }
    }

    /** A stage-2 descriptor, in the order of HSCTLR.EE. */
    long stage2Double(long pa, boolean bigEndian, int level, long ipa, boolean onStage1Walk) {
        stage2Reads++;
        try {
            long value = memory.read(pa, 8, nonSecureBus);
            return bigEndian ? Long.reverseBytes(value) : value;
        } catch (ExternalAbort abort) {
            throw report.stage2(Fault.Kind.EXTERNAL_ON_WALK, level, ipa, onStage1Walk);
        }
    }
}
