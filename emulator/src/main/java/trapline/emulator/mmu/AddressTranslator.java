package trapline.emulator.mmu;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.MethodOfEntry;
import trapline.emulator.cpu.SystemRegisters;
import trapline.emulator.memory.PhysicalMemory;
import trapline.emulator.trace.Trace;
import trapline.recorder.event.AccessKind;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventType;

/**
 * Translates the addresses of one processor: the TLB, else the walks, then the checks in the order of the manual's
 * {@code TranslateAddressV} (ARM DDI 0406C B3.19.1): stage-1 walk, alignment, domain, permission, and the same of stage 2.
 */
final class AddressTranslator implements Refills.Owner {
    /** DACR: a domain's two bits. */
    private static final int DOMAIN_CLIENT = 0b01;

    private static final int DOMAIN_MANAGER = 0b11;

    private final CpuState cpu;
    private final SystemRegisters registers;
    private final Trace trace;
    private final boolean deviceAlignmentFaults;
    private final FaultReport report;
    private final Stage2Walk stage2;
    private final DescriptorReader reader;
    private final ShortDescriptorWalk shortWalk;
    private final LongDescriptorWalk longWalk;
    /** What walks fill in; one of the TLB's when it goes into that. */
    private Translation walked = new Translation();

    final Tlb tlb;
    final LookAside lookAside;
    private final KnownWalks walks;

    /** Events of misses that machine code has served. */
    private EventBatch refilled = new EventBatch();

    /** The entry with which the address last translated was. */
    private Translation present = walked;

    /** Whether that was not in the TLB before. */
    private boolean missed;

    /** Whether the address last translated is Normal memory, so that it may be accessed at any alignment. */
    boolean normal;

    /** Whether the physical address last found is Non-secure. */
    boolean nonSecure;

    AddressTranslator(CpuState cpu, SystemRegisters registers, PhysicalMemory memory, Trace trace, TlbConfig config) {
        this.cpu = cpu;
        this.registers = registers;
        this.trace = trace;
        deviceAlignmentFaults = config.deviceAlignmentFaults();
        report = new FaultReport(cpu.fault);
        stage2 = new Stage2Walk(registers, report);
        reader = new DescriptorReader(cpu.index, memory, report, stage2);
        shortWalk = new ShortDescriptorWalk(registers, report, reader);
        longWalk = new LongDescriptorWalk(registers, report, reader);
        lookAside = LookAside.of(cpu);
        tlb = new Tlb(config, lookAside.words);
        walks = new KnownWalks(memory, lookAside.words, tlb);
    }

    /**
     * The physical address for an access, which must not leave its page.
     *
     * @param aligned the address is a multiple of the access's size
     */
    long translate(TranslationContext context, int va, AccessKind access, boolean privileged, boolean aligned) {
        if (context.isFlat()) {
            normal = true;
            nonSecure = !context.secure;
            missed = false;
            return Integer.toUnsignedLong(va);
        }
        report.begin(access, va);
        int found = tlb.find(context, va);
        missed = found < 0;
        Translation translation;
        if (missed) {
            translation = miss(context, va, access, privileged, aligned);
        } else {
            translation = tlb.entry(found);
            checkStage1(context, translation, access, privileged, aligned);
            checkStage2(translation, va, access, aligned);
        }
        present = translation;
        normal = !isStrict1(translation) && !isStrict(translation.stage2Attributes);
        nonSecure = translation.nonSecure;
        return translation.paOf(va);
    }

    /**
     * A translation for an address translation operation: without TLB or event, with faults said to be of a maintenance
     * operation. The result is good until the next call.
     *
     * @param access the access asked about, READ or WRITE
     * @param outputStage2 the result goes through stage 2 as well
     */
    Translation walkOnly(
            TranslationContext context, int va, AccessKind access, boolean privileged, boolean outputStage2) {
        report.begin(AccessKind.MAINTENANCE, va);
        reader.reset();
        walkStage1(context, va);
        checkStage1(context, walked, access, privileged, true);
        if (context.stage2 && outputStage2) {
            walkStage2(va);
            checkStage2(walked, va, access, true);
        }
        return walked;
    }

    /** An alignment fault of the access itself, which comes before translation. */
    GuestFault alignmentFault(int va, AccessKind access) {
        report.begin(access, va);
        return report.plain(Fault.Kind.ALIGNMENT);
    }

    /** A watchpoint matches at an address. */
    GuestFault watchpoint(int va, AccessKind access) {
        report.begin(access, va);
        cpu.fault.methodOfEntry = MethodOfEntry.WATCHPOINT;
        return report.plain(Fault.Kind.DEBUG);
    }

    /** Nothing answers at the physical address. */
    GuestFault externalAbort(int va, AccessKind access) {
        report.begin(access, va);
        return report.plain(Fault.Kind.EXTERNAL);
    }

    private Translation miss(
            TranslationContext context, int va, AccessKind access, boolean privileged, boolean aligned) {
        try {
            walk(context, va, access, privileged, aligned);
        } catch (GuestFault fault) {
            long ipa = cpu.fault.stage2 ? cpu.fault.ipa : -1;
            trace.send(missEvent(va, access)
                    .put(ipa)
                    .put(-1)
                    .put(context.vmid)
                    .put(context.asid)
                    .put(reader.stage1Reads)
                    .put(reader.stage2Reads)
                    .put(0)
                    .put(-1)
                    .put(-1));
            throw fault;
        }
        Translation entry = walked;
        Translation replaced = tlb.insert(entry);
        if (tlb.hasEvicted()) {
            lookAside.drop(replaced.va, replaced.sizeLog2);
        }
        trace.send(missEvent(va, access)
                .put(entry.ipaOf(va))
                .put(entry.paOf(va))
                .put(entry.vmid)
                .put(entry.global ? -1 : entry.asid)
                .put(reader.stage1Reads)
                .put(reader.stage2Reads)
                .put(entry.size())
                .put(tlb.hasEvicted() ? Integer.toUnsignedLong(replaced.va) : -1)
                .put(tlb.hasEvicted() ? replaced.vmid : -1));
        walked = replaced;
        return entry;
    }

    private EventFrame missEvent(int va, AccessKind access) {
        return trace.begin(EventType.TLB_MISS, cpu).put(access).put(va);
    }

    /** The look-aside's entry for loads from the address last translated has been filled. */
    void noteRead(TranslationContext context, int va) {
        if (missed && !context.longDescriptors) {
            walks.noteRead(va, reader, present, walksVersion());
        }
    }

    /** The same for fetches. */
    void noteFetch(TranslationContext context, int va) {
        if (missed && !context.longDescriptors) {
            walks.noteFetch(va, context.privileged, reader, present, walksVersion());
        }
    }

    /** The same for stores, whether they missed the TLB or not. */
    void noteWrite(TranslationContext context, int va) {
        if (!context.longDescriptors && !context.isFlat()) {
            walks.noteWrite(va, present, walksVersion());
        }
    }

    /** Stores may no longer go to the page at this host address. */
    void dropWritable(long hostPage) {
        walks.dropWritable(hostPage);
    }

    @Override
    public long walksVersion() {
        return registers.translationVersion() + lookAside.clears();
    }

    @Override
    public void refilled(Refills refills, int n, long tick, int pc) {
        if (n == 0) {
            refilled = trace.beginAll(EventType.TLB_MISS, cpu);
        }
        int va = refills.va(n);
        long tag = walks.tag(va);
        long pa = walks.pa(va);
        long evicted = refills.evicted(n);
        boolean evicts = evicted != Tlb.EMPTY;
        refilled.next(tick, pc)
                .put(refills.isFetch(n) ? AccessKind.FETCH : AccessKind.READ)
                .put(va)
                .put(pa)
                .put(pa)
                .put(Tlb.vmidOf(tag))
                .put(Tlb.asidOf(tag))
                .put(KnownWalks.READS)
                .put(0)
                .put(1L << LookAside.PAGE_SHIFT)
                .put(evicts ? Integer.toUnsignedLong(Tlb.vaOf(evicted)) : -1)
                .put(evicts ? Tlb.vmidOf(evicted) : -1);
        tlb.inserted(refills.entry(n), evicts, walks.outcome(va));
    }

    @Override
    public void sendRefilled() {
        trace.sendAll(refilled);
    }

    private void walk(TranslationContext context, int va, AccessKind access, boolean privileged, boolean aligned) {
        reader.reset();
        walkStage1(context, va);
        checkStage1(context, walked, access, privileged, aligned);
        if (context.stage2) {
            walkStage2(va);
            checkStage2(walked, va, access, aligned);
        }
    }

    private void walkStage1(TranslationContext context, int va) {
        walked.regime = context.regime;
        walked.stage1Off = !context.stage1;
        walked.vmid = context.vmid;
        walked.asid = context.asid;
        if (!context.stage1) {
            stage1Off(context, va);
        } else if (context.longDescriptors) {
            longWalk.walk(context, va, walked);
        } else {
            shortWalk.walk(context, va, walked);
        }
    }

    /** B3.2.1: with stage 1 off everything is Strongly-ordered, unless HCR.DC. The block is as large as can be. */
    private void stage1Off(TranslationContext context, int va) {
        walked.setBlock(va, 30, Integer.toUnsignedLong(va));
        walked.rights = Rights.EVERYTHING;
        walked.domain = Translation.NO_DOMAIN;
        walked.level = 0;
        walked.global = true;
        walked.nonSecure = !context.secure;
        walked.stage1Attributes =
                context.defaultCacheable ? MemoryAttributes.WRITE_BACK : MemoryAttributes.STRONGLY_ORDERED;
    }

    private void walkStage2(int va) {
        long ipa = walked.ipaOf(va);
        stage2.walk(reader, ipa, false);
        walked.narrow(va, stage2.sizeLog2);
        walked.pa = stage2.pa - Integer.toUnsignedLong(va - walked.va);
        walked.stage2Rights = stage2.rights;
        walked.stage2Level = stage2.level;
        walked.stage2Attributes = stage2.attributes;
    }

    private void checkStage1(
            TranslationContext context,
            Translation translation,
            AccessKind access,
            boolean privileged,
            boolean aligned) {
        if (!aligned && isStrict1(translation)) {
            throw report.plain(Fault.Kind.ALIGNMENT);
        }
        boolean manager = false;
        if (translation.domain != Translation.NO_DOMAIN && access != AccessKind.MAINTENANCE) {
            int rule = context.dacr >>> 2 * translation.domain & 0b11;
            if (rule != DOMAIN_CLIENT && rule != DOMAIN_MANAGER) {
                throw report.stage1(Fault.Kind.DOMAIN, translation.level, translation.domain);
            }
            manager = rule == DOMAIN_MANAGER;
        }
        if (!manager && !Rights.allows(translation.rights, access, privileged)) {
            throw report.stage1(Fault.Kind.PERMISSION, translation.level, translation.domain);
        }
    }

    private void checkStage2(Translation translation, int va, AccessKind access, boolean aligned) {
        if (translation.stage2Level == 0) {
            return;
        }
        if (!aligned && isStrict(translation.stage2Attributes)) {
            throw report.stage2(Fault.Kind.ALIGNMENT, 0, translation.ipaOf(va), false);
        }
        if (!Rights.allows(translation.stage2Rights, access)) {
            throw report.stage2(Fault.Kind.PERMISSION, translation.stage2Level, translation.ipaOf(va), false);
        }
    }

    /**
     * Stage 1 off means Strongly-ordered, but many a program built for unaligned accesses runs a while like that, and
     * QEMU lets it: only mapped memory is strict.
     */
    private boolean isStrict1(Translation translation) {
        return !translation.stage1Off && isStrict(translation.stage1Attributes);
    }

    private boolean isStrict(int attributes) {
        return deviceAlignmentFaults && !MemoryAttributes.isNormal(attributes);
    }
}
