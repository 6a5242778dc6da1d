package trapline.executors;

/** Where things are in the RAM of a random program, by physical address. With an MMU on, all of it is mapped to itself. */
final class Layout {
    static final int RAM = 0x4000_0000;
    static final int RAM_BYTES = 0x4_0000;
    static final int PAGE = 0x1000;
    static final int PAGES = RAM_BYTES / PAGE;
    static final int MAX_CPUS = 3;

    /** Reset code of CPU 0; a quarter of a page for each other one from the middle of the page on. */
    static final int BOOT = RAM;

    /** A page for each CPU: vectors and handlers of PL1. */
    static final int VECTORS = RAM + 0x1000;

    /** Second-level tables of 1 KiB: RAM, its alias, and both again for another address space. */
    static final int SHORT_LEVEL2 = RAM + 0x8000;

    static final int LONG_LEVEL1 = RAM + 0x9000;
    static final int LONG_LEVEL2 = RAM + 0xA000;
    /** Of RAM, in the first address space and, two pages on, in the second; the page behind each is the alias's. */
    static final int LONG_LEVEL3 = RAM + 0xC000;

    static final int STAGE2_LEVEL1 = RAM + 0x1_0000;
    static final int STAGE2_LEVEL2 = RAM + 0x1_1000;
    /** For two VMIDs, a page each. */
    static final int STAGE2_LEVEL3 = RAM + 0x1_3000;

    /** Vectors and handlers of Hyp mode, for all CPUs. */
    static final int HYP_VECTORS = RAM + 0x1_5000;

    /** 1 KiB for each CPU: stacks of the handlers, and their variables. */
    static final int VARIABLES = RAM + 0x1_6000;

    static final int CODE = RAM + 0x1_7000;
    static final int CODE_END = RAM + 0x2_4000;
    static final int DATA = CODE_END;
    static final int DATA_END = RAM + 0x3_C000;

    /** Where RAM is mapped again and again, with other attributes: so often that a set of the TLB overflows. */
    static final int ALIAS = 0x5000_0000;

    /** Pages of a MiB of it. */
    static final int ALIAS_PAGES = 0x100;
    /** Two MiB of it are mapped. */
    static final int ALIAS_BYTES = 2 * ALIAS_PAGES * PAGE;
    /** Addresses so far apart are in the same set of the TLB. */
    static final int TLB_STRIDE = 0x8_0000;

    static final int GICD = 0x0800_0000;
    static final int GICC = 0x0801_0000;
    static final int GICH = 0x0803_0000;
    static final int GICV = 0x0804_0000;
    static final int UART = 0x0900_0000;
    static final int CLOCK = 0x0901_0000;
    static final int GPIO = 0x0903_0000;
    static final int VIRTIO = 0x0A00_0000;

    private Layout() {}

    /** First-level table of an address space. */
    static int shortLevel1(int space) {
        return space == 0 ? RAM + 0x4000 : DATA_END;
    }

    static int bootOf(int cpu) {
        return cpu == 0 ? BOOT : BOOT + 0x800 + (cpu - 1) * 0x400;
    }

    static int vectorsOf(int cpu) {
        return VECTORS + cpu * PAGE;
    }

    static int variablesOf(int cpu) {
        return VARIABLES + cpu * 0x400;
    }

    /** Index of the page of RAM, also of its alias. */
    static int pageOf(int address) {
        return address >>> 12 & PAGES - 1;
    }
}
