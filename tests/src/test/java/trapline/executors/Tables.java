package trapline.executors;

import java.util.SplittableRandom;

/** The translation tables of a program: two address spaces for each format, two VMs of stage 2. */
final class Tables {
    /** How many address spaces there are, and how many VMs. */
    static final int SPACES = 2;

    private static final int GIB_DEVICE = 0x745;
    private static final int GIB_DEVICE_STAGE2 = 0x7C5;
    private static final int TABLE = 3;
    /** Sections with devices, and what they are mapped as in the short-descriptor format. */
    private static final int[] DEVICE_SECTIONS = {0x000, 0x080, 0x090, 0x0A0};

    private static final int DEVICE_SECTION = 0x0_0C16;

    private final byte[] ram;
    private final SplittableRandom random;

    Tables(byte[] ram, SplittableRandom random) {
        this.ram = ram;
        this.random = random;
    }

    /** Writes all of them. */
    void write() {
        shortFormat();
        longFormat();
        stage2();
    }

    /** The table of the second level that maps RAM in an address space, or its alias. */
    static int level2(int space, boolean alias) {
        return Layout.SHORT_LEVEL2 + space * 0x800 + (alias ? 0x400 : 0);
    }

    static int level3(int space, boolean alias) {
        return Layout.LONG_LEVEL3 + space * 0x2000 + (alias ? 0x1000 : 0);
    }

    static int stage2Level3(int vm) {
        return Layout.STAGE2_LEVEL3 + vm * Layout.PAGE;
    }

    /** Address of the descriptor of a page, by format, and what it is to be for a mapping. */
    static int descriptorAddress(Translation format, int space, int va) {
        boolean alias = va - Layout.ALIAS >= 0 && va - Layout.ALIAS < Layout.ALIAS_BYTES;
        int page = alias ? va >>> 12 : Layout.pageOf(va);
        return switch (format) {
            case LONG -> level3(space, alias) + 8 * (page & 2 * Layout.ALIAS_PAGES - 1);
            case SHORT, OFF -> level2(space, alias) + 4 * (page & Layout.ALIAS_PAGES - 1);
        };
    }

    private void shortFormat() {
        for (int space = 0; space < SPACES; space++) {
            int level1 = Layout.shortLevel1(space);
            for (int section : DEVICE_SECTIONS) {
                word(level1 + 4 * section, section << 20 | DEVICE_SECTION);
            }
            word(level1 + 4 * 0x400, level2(space, false) | 1);
            word(level1 + 4 * 0x500, level2(space, true) | 1);
            word(level1 + 4 * 0x501, level2(space, true) | 1);
            word(level1 + 4 * 0x502, Layout.RAM | 0x1_1C0E);
            for (int page = 0; page < Layout.PAGES; page++) {
                int pa = Layout.RAM + page * Layout.PAGE;
                word(level2(space, false) + 4 * page, identity(page).shortDescriptor(pa));
            }
            for (int page = 0; page < Layout.ALIAS_PAGES; page++) {
                word(level2(space, true) + 4 * page, Mapping.pick(random).shortDescriptor(elsewhere(page)));
            }
        }
    }

    private void longFormat() {
        for (int space = 0; space < SPACES; space++) {
            int level1 = Layout.LONG_LEVEL1 + space * 0x20;
            int level2 = Layout.LONG_LEVEL2 + space * Layout.PAGE;
            word(level1, GIB_DEVICE);
            word(level1 + 4, Mapping.NEVER_EXECUTE.upper());
            word(level1 + 8, level2 | TABLE);
            word(level2, level3(space, false) | TABLE);
            word(level2 + 8 * 0x80, level3(space, true) | TABLE);
            for (int page = 0; page < Layout.PAGES; page++) {
                int pa = Layout.RAM + page * Layout.PAGE;
                Mapping mapping = identity(page);
                word(level3(space, false) + 8 * page, mapping.longDescriptor(pa));
                word(level3(space, false) + 8 * page + 4, mapping.upper());
            }
            for (int page = 0; page < 2 * Layout.ALIAS_PAGES; page++) {
                Mapping other = Mapping.pick(random);
                word(level3(space, true) + 8 * page, other.longDescriptor(elsewhere(page)));
                word(level3(space, true) + 8 * page + 4, other.upper());
            }
        }
    }

    private void stage2() {
        for (int vm = 0; vm < SPACES; vm++) {
            int level1 = Layout.STAGE2_LEVEL1 + vm * 0x20;
            int level2 = Layout.STAGE2_LEVEL2 + vm * Layout.PAGE;
            word(level1, GIB_DEVICE_STAGE2);
            word(level1 + 4, Mapping.NEVER_EXECUTE.upper());
            word(level1 + 8, level2 | TABLE);
            word(level2, stage2Level3(vm) | TABLE);
            for (int page = 0; page < Layout.PAGES; page++) {
                Mapping mapping = identity(page);
                word(stage2Level3(vm) + 8 * page, mapping.stage2Descriptor(Layout.RAM + page * Layout.PAGE));
                word(stage2Level3(vm) + 8 * page + 4, mapping.upper());
            }
        }
    }

    /** What handlers need is mapped; of the code, one page in 24 is special, of the data one in eight. */
    private Mapping identity(int page) {
        boolean needed = page < Layout.pageOf(Layout.CODE);
        if (needed || random.nextInt(page < Layout.pageOf(Layout.DATA) ? 24 : 8) != 0) {
            return random.nextInt(4) == 0 ? Mapping.NON_GLOBAL : Mapping.NORMAL;
        }
        return Mapping.pick(random);
    }

    /** What a page of the alias is: the page of RAM with the same low bits of its number, or any. */
    private int elsewhere(int page) {
        return random.nextInt(4) == 0
                ? Layout.CODE + Layout.PAGE * random.nextInt(Layout.PAGES / 2)
                : Layout.RAM + (page & Layout.PAGES - 1) * Layout.PAGE;
    }

    private void word(int at, int value) {
        Code.word(ram, at, value);
    }
}
