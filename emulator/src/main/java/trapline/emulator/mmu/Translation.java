package trapline.emulator.mmu;

/**
 * The outcome of a walk, and an entry of the TLB: from a block of virtual addresses to a block of physical ones, with
 * everything that is checked on each access. Mutable, because walks and TLBs reuse them.
 */
final class Translation {
    /** Domain of a translation that no domain governs. */
    static final int NO_DOMAIN = -1;

    TranslationRegime regime = TranslationRegime.SECURE;
    /** Made while stage 1 was off: good only while it is off. */
    boolean stage1Off;

    int vmid;
    int asid;
    /** Good for every ASID. */
    boolean global;

    /** First virtual address. */
    int va;
    /** Logarithm of the size. */
    int sizeLog2;
    /** Intermediate physical address of {@link #va}; the physical address without stage 2. */
    long ipa;
    /** Physical address of {@link #va}. */
    long pa;

    /** {@link Rights} of stage 1. */
    int rights;
    /** Rights of stage 2, three bits. */
    int stage2Rights;
    /** Domain, 0 to 15, or {@link #NO_DOMAIN}. */
    int domain = NO_DOMAIN;
    /** Level of the stage-1 descriptor. */
    int level;
    /** Level of the stage-2 descriptor; 0 without stage 2. */
    int stage2Level;
    /** {@link MemoryAttributes} of stage 1. */
    int stage1Attributes;
    /** Memory attributes of stage 2; without stage 2, what changes nothing. */
    int stage2Attributes = MemoryAttributes.WRITE_BACK;
    /** The physical address is Non-secure. */
    boolean nonSecure;

    /** Whether an access to this address is inside. */
    boolean covers(int address) {
        return (address ^ va) >>> sizeLog2 == 0;
    }

    /** Makes this a copy of another. */
    void copyFrom(Translation other) {
        regime = other.regime;
        stage1Off = other.stage1Off;
        vmid = other.vmid;
        asid = other.asid;
        global = other.global;
        va = other.va;
        sizeLog2 = other.sizeLog2;
        ipa = other.ipa;
        pa = other.pa;
        rights = other.rights;
        stage2Rights = other.stage2Rights;
        domain = other.domain;
        level = other.level;
        stage2Level = other.stage2Level;
        stage1Attributes = other.stage1Attributes;
        stage2Attributes = other.stage2Attributes;
        nonSecure = other.nonSecure;
    }

    /** Whether it stands for the same as another. */
    boolean isSameAs(Translation other) {
        return regime == other.regime
                && stage1Off == other.stage1Off
                && vmid == other.vmid
                && asid == other.asid
                && global == other.global
                && va == other.va
                && sizeLog2 == other.sizeLog2
                && ipa == other.ipa
                && pa == other.pa
                && rights == other.rights
                && stage2Rights == other.stage2Rights
                && domain == other.domain
                && level == other.level
                && stage2Level == other.stage2Level
                && stage1Attributes == other.stage1Attributes
                && stage2Attributes == other.stage2Attributes
                && nonSecure == other.nonSecure;
    }

    long size() {
        return 1L << sizeLog2;
    }

    /** Physical address of a virtual address inside. */
    long paOf(int address) {
        return pa + Integer.toUnsignedLong(address - va);
    }

    /** Intermediate physical address of a virtual address inside. */
    long ipaOf(int address) {
        return ipa + Integer.toUnsignedLong(address - va);
    }

    /** Memory attributes of both stages together. */
    int attributes() {
        return MemoryAttributes.combine(stage1Attributes, stage2Attributes);
    }

    /** Sets the block of stage 1: {@code output} is the address that {@code address} translates to. */
    void setBlock(int address, int newSizeLog2, long output) {
        sizeLog2 = newSizeLog2;
        long offsetMask = (1L << newSizeLog2) - 1;
        va = (int) (address & ~offsetMask);
        ipa = output & ~offsetMask;
        pa = ipa;
        stage2Rights = Rights.ALL;
        stage2Level = 0;
        stage2Attributes = MemoryAttributes.WRITE_BACK;
    }

    /** Cuts the block down to one of this size around an address, as when the other stage maps less. */
    void narrow(int address, int newSizeLog2) {
        if (newSizeLog2 < sizeLog2) {
            int newVa = (int) (address & -(1L << newSizeLog2));
            ipa = ipaOf(newVa);
            pa = paOf(newVa);
            va = newVa;
            sizeLog2 = newSizeLog2;
        }
    }
}
