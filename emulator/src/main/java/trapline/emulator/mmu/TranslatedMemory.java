package trapline.emulator.mmu;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SystemRegisters;
import trapline.emulator.debug.Watchpoints;
import trapline.emulator.memory.ExternalAbort;
import trapline.emulator.memory.HostAddressCache;
import trapline.emulator.memory.HostMemory;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.PhysicalMap;
import trapline.emulator.trace.Trace;
import trapline.recorder.event.AccessKind;

/**
 * One processor's memory by virtual address. The methods of {@link MemoryPort} try the {@link LookAside} with one
 * comparison; everything else is in the slow methods below them.
 */
final class TranslatedMemory implements MemoryPort, HostAddressCache {
    private static final int PAGE_SIZE = 1 << LookAside.PAGE_SHIFT;

    private final CpuState cpu;
    private final SystemRegisters registers;
    private final PhysicalMap memory;
    private final AddressTranslator translator;
    private final TlbConfig config;
    private final TlbTagging tagging;
    private final LookAside lookAside;
    /** Pages of which something is watched are not in the look-aside, so that all accesses to them come by here. */
    private final Watchpoints watchpoints;

    private final Refills refills;
    /** The contexts of PL0, PL1 and Hyp mode as last worked out, by {@link #place}. */
    private final KnownContext[] known = new KnownContext[5];

    private final ContextNumbers numbers = new ContextNumbers();
    private final MmioContext nonSecureBus;
    private final MmioContext secureBus;

    /** The look-aside's, one step closer. */
    private final long[] words;

    private final int window;

    /** The present context's part in tags, and the context it stands for. */
    private int contextTag;

    private long contextKey = -1;
    private TranslationContext context;
    /** The same for accesses with PL0's rights; {@link LookAside#NO_CONTEXT} until one is made. */
    private int unprivilegedTag = LookAside.NO_CONTEXT;

    private boolean alone = true;

    TranslatedMemory(CpuState cpu, SystemRegisters registers, PhysicalMap memory, Trace trace, TlbConfig config) {
        this.cpu = cpu;
        this.registers = registers;
        this.memory = memory;
        this.config = config;
        for (int i = 0; i < known.length; i++) {
            known[i] = new KnownContext();
        }
        context = known[0].context;
        translator = new AddressTranslator(cpu, registers, memory, trace, config);
        tagging = new TlbTagging(config, cpu, translator.tlb, translator.lookAside, trace);
        lookAside = translator.lookAside;
        watchpoints = new Watchpoints(cpu, registers);
        refills = new Refills(lookAside.words, translator);
        words = lookAside.words;
        window = memory.window();
        nonSecureBus = new MmioContext(cpu.index, false);
        secureBus = new MmioContext(cpu.index, true);
        memory.setCache(cpu.index, this);
        contextChanged();
    }

    AddressTranslator translator() {
        return translator;
    }

    @Override
    public LookAside lookAside() {
        return lookAside;
    }

    @Override
    public int context() {
        return contextTag;
    }

    @Override
    public long contextKey() {
        return contextKey;
    }

    @Override
    public Refills refills() {
        return refills;
    }

    @Override
    public int window() {
        return window;
    }

    @Override
    public int load8(int va) {
        long entry = LookAside.read(words, va);
        if (LookAside.tag(entry) == (va & LookAside.BYTE | contextTag)) {
            return HostMemory.load8(host(entry, va));
        }
        return (int) loadSlow(va, 1, context.privileged);
    }

    @Override
    public int load16(int va) {
        long entry = LookAside.read(words, va);
        if (LookAside.tag(entry) == (va & LookAside.HALFWORD | contextTag)) {
            return HostMemory.load16(host(entry, va));
        }
        return (int) loadSlow(va, 2, context.privileged);
    }

    @Override
    public int load32(int va) {
        long entry = LookAside.read(words, va);
        if (LookAside.tag(entry) == (va & LookAside.WORD | contextTag)) {
            return HostMemory.load32(host(entry, va));
        }
        return (int) loadSlow(va, 4, context.privileged);
    }

    @Override
    public int load32Aligned(int va) {
        if ((va & 0b11) != 0) {
            throw translator.alignmentFault(va, AccessKind.READ);
        }
        return load32(va);
    }

    @Override
    public void store8(int va, int value) {
        long entry = LookAside.write(words, va);
        if (LookAside.tag(entry) == (va & LookAside.BYTE | contextTag)) {
            HostMemory.store8(host(entry, va), value);
        } else {
            storeSlow(va, 1, value, context.privileged);
        }
    }

    @Override
    public void store16(int va, int value) {
        long entry = LookAside.write(words, va);
        if (LookAside.tag(entry) == (va & LookAside.HALFWORD | contextTag)) {
            HostMemory.store16(host(entry, va), value);
        } else {
            storeSlow(va, 2, value, context.privileged);
        }
    }

    @Override
    public void store32(int va, int value) {
        long entry = LookAside.write(words, va);
        if (LookAside.tag(entry) == (va & LookAside.WORD | contextTag)) {
            HostMemory.store32(host(entry, va), value);
        } else {
            storeSlow(va, 4, value, context.privileged);
        }
    }

    @Override
    public void store32Aligned(int va, int value) {
        if ((va & 0b11) != 0) {
            throw translator.alignmentFault(va, AccessKind.WRITE);
        }
        store32(va, value);
    }

    @Override
    public int loadElements(int va, int elementBytes) {
        if (elementBytes == Long.BYTES) {
            requireElementAligned(va, AccessKind.READ);
            return load32(va);
        }
        if ((va & 0b11) == 0) {
            return load32(va);
        }
        if (LookAside.tag(LookAside.read(words, va)) == (va & LookAside.BYTE | contextTag)
                && isUnalignedDirect(va, 4)) {
            return HostMemory.load32(host(LookAside.read(words, va), va));
        }
        return loadEach(va, elementBytes);
    }

    @Override
    public void storeElements(int va, int elementBytes, int value) {
        if (elementBytes == Long.BYTES) {
            requireElementAligned(va, AccessKind.WRITE);
            store32(va, value);
            return;
        }
        if ((va & 0b11) == 0) {
            store32(va, value);
        } else if (LookAside.tag(LookAside.write(words, va)) == (va & LookAside.BYTE | contextTag)
                && isUnalignedDirect(va, 4)) {
            HostMemory.store32(host(LookAside.write(words, va), va), value);
        } else {
            storeEach(va, elementBytes, value);
        }
    }

    private void requireElementAligned(int va, AccessKind access) {
        if (context.alignmentCheck) {
            requireAligned(va, Long.BYTES, access);
        }
    }

    @Override
    public void checkAlignment(int va, int bytes, boolean write) {
        if ((va & bytes - 1) != 0) {
            throw translator.alignmentFault(va, write ? AccessKind.WRITE : AccessKind.READ);
        }
    }

    @Override
    public int loadUnprivileged(int va, int size) {
        long entry = LookAside.read(words, va);
        if (LookAside.tag(entry) == (va & (LookAside.BYTE | size - 1) | unprivilegedTag)) {
            return (int) HostMemory.load(host(entry, va), size);
        }
        return (int) loadSlow(va, size, false);
    }

    @Override
    public void storeUnprivileged(int va, int size, int value) {
        long entry = LookAside.write(words, va);
        if (LookAside.tag(entry) == (va & (LookAside.BYTE | size - 1) | unprivilegedTag)) {
            HostMemory.store(host(entry, va), size, value);
        } else {
            storeSlow(va, size, value, false);
        }
    }

    private long host(long entry, int va) {
        return HostMemory.address(window, LookAside.place(entry, va));
    }

    private long loadSlow(int va, int size, boolean privileged) {
        if ((va & size - 1) != 0) {
            return loadUnaligned(va, size, privileged);
        }
        long pa = translator.translate(context, va, AccessKind.READ, privileged, true);
        watch(va, size, AccessKind.READ, privileged);
        return loadAt(pa, va, size, privileged);
    }

    private long loadAt(long pa, int va, int size, boolean privileged) {
        long host = memory.readableHost(pa);
        if (host == 0) {
            return read(pa, size, va);
        }
        if (translator.normal && !watchpoints.coversPage(va)) {
            lookAside.putRead(tag(privileged), va, host);
            if (privileged == context.privileged) {
                translator.noteRead(context, va);
            }
        }
        return HostMemory.load(host, size);
    }

    private void storeSlow(int va, int size, long value, boolean privileged) {
        if ((va & size - 1) != 0) {
            storeUnaligned(va, size, value, privileged);
            return;
        }
        long pa = translator.translate(context, va, AccessKind.WRITE, privileged, true);
        watch(va, size, AccessKind.WRITE, privileged);
        storeAt(pa, va, size, value, privileged);
    }

    private void storeAt(long pa, int va, int size, long value, boolean privileged) {
        long host = memory.writableHost(cpu.index, pa);
        if (host == 0) {
            write(pa, size, value, va);
            return;
        }
        if (translator.normal && !watchpoints.coversPage(va)) {
            lookAside.putWrite(tag(privileged), va, host);
            if (privileged == context.privileged) {
                translator.noteWrite(context, va);
            }
        }
        HostMemory.store(host, size, value);
    }

    private long loadUnaligned(int va, int size, boolean privileged) {
        if (LookAside.tag(LookAside.read(words, va)) == (va & LookAside.BYTE | tag(privileged))
                && isUnalignedDirect(va, size)) {
            return HostMemory.load(host(LookAside.read(words, va), va), size);
        }
        long[] pas = translateUnaligned(va, size, AccessKind.READ, privileged);
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= read(pas[i], 1, va + i) << 8 * i;
        }
        return value;
    }

    private void storeUnaligned(int va, int size, long value, boolean privileged) {
        if (LookAside.tag(LookAside.write(words, va)) == (va & LookAside.BYTE | tag(privileged))
                && isUnalignedDirect(va, size)) {
            HostMemory.store(host(LookAside.write(words, va), va), size, value);
            return;
        }
        long[] pas = translateUnaligned(va, size, AccessKind.WRITE, privileged);
        for (int i = 0; i < size; i++) {
            requireAloneToStore(pas[i], 1);
        }
        for (int i = 0; i < size; i++) {
            write(pas[i], 1, value >>> 8 * i, va + i);
        }
    }

    /** Only Normal memory is in the look-aside, so that staying in the page is all that is left to ask. */
    private boolean isUnalignedDirect(int va, int size) {
        return !context.alignmentCheck && (va & PAGE_SIZE - 1) <= PAGE_SIZE - size;
    }

    /** What may be watched has been translated: faults of the MMU come first (B1.8.2). */
    private void watch(int va, int size, AccessKind access, boolean privileged) {
        long hit = watchpoints.hit(va, size, access == AccessKind.WRITE, privileged);
        if (hit != Watchpoints.NONE) {
            throw translator.watchpoint((int) hit, access);
        }
    }

    /** As the pseudocode of unaligned accesses, byte by byte (B2.4.5): each byte's address, after everything that can fault has been looked at. */
    private long[] translateUnaligned(int va, int size, AccessKind access, boolean privileged) {
        if (context.alignmentCheck) {
            throw translator.alignmentFault(va, access);
        }
        long[] pas = unalignedPas;
        long pa = translator.translate(context, va, access, privileged, false);
        for (int i = 0; i < size; i++) {
            if (i > 0 && (va + i & PAGE_SIZE - 1) == 0) {
                pa = translator.translate(context, va + i, access, privileged, false) - i;
            }
            pas[i] = pa + i;
        }
        watch(va, size, access, privileged);
        return pas;
    }

    private final long[] unalignedPas = new long[8];

    private long read(long pa, int size, int va) {
        if (!alone && !memory.isRam(pa, size)) {
            throw GuestFault.RETRY_ALONE;
        }
        try {
            return memory.read(pa, size, bus());
        } catch (ExternalAbort abort) {
            throw translator.externalAbort(va, AccessKind.READ);
        }
    }

    private void write(long pa, int size, long value, int va) {
        requireAloneToStore(pa, size);
        try {
            memory.write(pa, size, value, bus());
        } catch (ExternalAbort abort) {
            throw translator.externalAbort(va, AccessKind.WRITE);
        }
    }

    private void requireAloneToStore(long pa, int size) {
        if (!alone && memory.isStoreDelicate(pa, size)) {
            throw memory.isTranslated(pa, size) ? GuestFault.RETRY_STORE : GuestFault.RETRY_ALONE;
        }
    }

    private MmioContext bus() {
        return translator.nonSecure ? nonSecureBus : secureBus;
    }

    @Override
    public long loadExclusive(int va, int size) {
        requireAligned(va, size, AccessKind.READ);
        long pa = translator.translate(context, va, AccessKind.READ, context.privileged, true);
        watch(va, size, AccessKind.READ, context.privileged);
        long value = loadAt(pa, va, size, context.privileged);
        memory.markExclusive(cpu.index, pa);
        return value;
    }

    @Override
    public int storeExclusive(int va, int size, long value) {
        requireAligned(va, size, AccessKind.WRITE);
        long pa = translator.translate(context, va, AccessKind.WRITE, context.privileged, true);
        requireAloneToStore(pa, size);
        boolean passed = memory.isExclusive(cpu.index, pa);
        if (passed) {
            // One that does not store is not watched, which is IMPLEMENTATION DEFINED (C3.4) and as on a Cortex-A15.
            watch(va, size, AccessKind.WRITE, context.privileged);
        }
        memory.monitors().clear(cpu.index);
        if (passed) {
            storeAt(pa, va, size, value, context.privileged);
        }
        return passed ? 0 : 1;
    }

    private void requireAligned(int va, int size, AccessKind access) {
        if ((va & size - 1) != 0) {
            throw translator.alignmentFault(va, access);
        }
    }

    @Override
    public void clearExclusive() {
        memory.monitors().clear(cpu.index);
    }

    @Override
    public void probeStore(int va, int bytes) {
        int left = bytes;
        int at = va;
        while (left > 0) {
            int part = Math.min(left, PAGE_SIZE - (at & PAGE_SIZE - 1));
            if (LookAside.tag(LookAside.write(words, at)) != (at & LookAside.BYTE | contextTag)) {
                long pa = translator.translate(context, at, AccessKind.WRITE, context.privileged, true);
                watch(at, part, AccessKind.WRITE, context.privileged);
                requireAloneToStore(pa, part);
            }
            at += part;
            left -= part;
        }
    }

    @Override
    public void setAlone(boolean alone) {
        this.alone = alone;
    }

    @Override
    public long fetchPage(int va) {
        if (lookAside.isFetching(va, contextKey)) {
            return words[LookAside.FETCH_PAGE];
        }
        long page = newFetchPage(va);
        lookAside.setFetchRegister(va, contextKey, page);
        return page;
    }

    private long newFetchPage(int va) {
        long known = lookAside.fetch(contextTag, va, context.privileged);
        if (known >= 0) {
            return known;
        }
        long pa = translator.translate(context, va, AccessKind.FETCH, context.privileged, true);
        long page = pa & -PAGE_SIZE;
        if (!memory.isRam(page, PAGE_SIZE)) {
            throw translator.externalAbort(va, AccessKind.FETCH);
        }
        lookAside.putFetch(contextTag, va, context.privileged, page);
        translator.noteFetch(context, va);
        return page;
    }

    @Override
    public void dropFetchPage() {
        lookAside.emptyFetchRegister();
    }

    @Override
    public void contextChanged() {
        KnownContext present = known[place()];
        long version = registers.translationVersion();
        if (present.version == version) {
            context = present.context;
            contextKey = present.key;
            contextTag = present.tag;
            unprivilegedTag = context.privileged ? LookAside.NO_CONTEXT : contextTag;
            words[Tlb.CONTEXT] = present.tlbTags;
            return;
        }
        context = present.context;
        workOut();
        present.tlbTags = Tlb.contextTags(context);
        words[Tlb.CONTEXT] = present.tlbTags;
        present.key = contextKey;
        present.tag = contextTag;
        present.version = config.vmidTagged() && config.asidTagged() ? version : KnownContext.NEVER;
    }

    /** What {@link TranslationContext#ofProcessor} depends on besides system registers. */
    private int place() {
        if (cpu.mode == Mode.HYP) {
            return known.length - 1;
        }
        return (cpu.secure ? 2 : 0) | (cpu.mode == Mode.USR ? 0 : 1);
    }

    private void workOut() {
        if (watchpoints.refresh()) {
            lookAside.clear();
        }
        context.ofProcessor(cpu, registers);
        long key = context.key();
        if (key == contextKey) {
            return;
        }
        contextKey = key;
        if (tagging.contextChanged(context)) {
            lookAside.emptyFetchRegister();
        }
        if (numbers.isFull()) {
            // They are for the host only: when they run out, the look-aside starts afresh.
            numbers.clear();
            lookAside.clear();
            for (KnownContext each : known) {
                each.version = KnownContext.NEVER;
            }
        }
        contextTag = numberOf(key);
        unprivilegedTag = context.privileged ? LookAside.NO_CONTEXT : contextTag;
    }

    private int tag(boolean privileged) {
        if (privileged == context.privileged) {
            return contextTag;
        }
        if (unprivilegedTag == LookAside.NO_CONTEXT) {
            unprivilegedTag = numberOf(context.unprivilegedKey());
        }
        return unprivilegedTag;
    }

    /** {@link #contextChanged} has left room. */
    private int numberOf(long key) {
        return LookAside.contextTag(numbers.of(key));
    }

    /** TLB maintenance reached this processor. The answer is how many entries it took out. */
    int drop(Tlb.Selection selection) {
        lookAside.emptyFetchRegister();
        return translator.tlb.drop(selection, lookAside);
    }

    /** The same for a selection that includes only entries which cover an address. */
    int dropCovering(int va, Tlb.Selection selection) {
        lookAside.emptyFetchRegister();
        return translator.tlb.dropCovering(va, selection, lookAside);
    }

    @Override
    public void dropAll() {
        lookAside.clear();
    }

    @Override
    public void dropWritable(long hostPage) {
        lookAside.dropWritable(hostPage);
        translator.dropWritable(hostPage);
    }
}
