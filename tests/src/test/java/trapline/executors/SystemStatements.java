package trapline.executors;

import static trapline.executors.Code.LR;

import java.util.SplittableRandom;
import trapline.emulator.decode.EncodingRows.Table;
import trapline.executors.Rows.Kind;

/** Writes what changes mode, translation, time or interrupts. At PL0 most of it is UNDEFINED, and so tested too. */
final class SystemStatements {
    private static final int[] MODES = {0x1F, 0x1F, 0x10, 0x13, 0x11, 0x12, 0x17, 0x1B};
    private static final int MASKED = 0xC0;
    private static final int ABORT_MASK = 0x100;
    private static final int THUMB = 0x20;
    private static final int BIG_ENDIAN = 0x200;
    private static final int FLAGS = 0xF80F_0000;
    private static final int ASIDS = 4;

    /** Registers of CP15 that may be read at any time, as MRC with Rt=0. */
    private static final int[] READABLE = {
        0xEE1D_0F50, // TPIDRURW
        0xEE1D_0F90, // TPIDRPRW
        0xEE1D_0F30, // CONTEXTIDR
        0xEE11_0F10, // SCTLR
        0xEE11_0F50, // CPACR
        0xEE13_0F10, // DACR
        0xEE10_0F30, // CTR
        0xEE15_0F10, // DFSR
        0xEE16_0F10, // DFAR
        0xEE19_0F1D, // PMCCNTR
        0xEE1C_0F11, // ISR
        0xEE1E_0F13, // CNTV_TVAL
        0xEE1E_0F33, // CNTV_CTL
        0xEE1E_0F12, // CNTP_TVAL
        0xEE10_0FB0, // MPIDR
        0xEE17_0F14, // PAR
        0xEC51_0F0E, // CNTPCT, with R1
        0xEC51_0F1E, // CNTVCT
    };

    private static final int TLBIMVAA = 0xEE08_0F77;

    /** Maintenance, as MCR with Rt=0. */
    private static final int[] MAINTENANCE = {
        0xEE08_0F17, // TLBIALL
        0xEE08_0F13, // TLBIALLIS
        0xEE08_0F37, // TLBIMVA
        0xEE08_0F33, // TLBIMVAIS
        0xEE08_0F57, // TLBIASID
        TLBIMVAA,
        0xEE08_0F15, // ITLBIALL
        0xEE08_0F36, // DTLBIMVA
        0xEE88_0F17, // TLBIALLH
        0xEE88_0F97, // TLBIALLNSNH
        0xEE07_0F15, // ICIALLU
        0xEE07_0F95, // CP15ISB
        0xEE07_0FBA, // CP15DMB
        0xEE07_0FD5, // BPIALL
        0xEE07_0F3A, // DCCMVAC
        0xEE07_0F3B, // DCCMVAU
        0xEE07_0F5E, // DCCISW
        0xEE07_0F18, // ATS1CPR
        0xEE07_0F38, // ATS1CPW
        0xEE07_0F98, // ATS12NSOPR
    };

    private final Instructions instructions;
    private final Code code;
    private final SplittableRandom random;
    private final Addresses addresses;
    private final Profile profile;

    SystemStatements(Instructions instructions, Addresses addresses, Profile profile) {
        this.instructions = instructions;
        this.code = instructions.code;
        this.random = instructions.random;
        this.addresses = addresses;
        this.profile = profile;
    }

    /** Maps a page anew, with or without the maintenance that makes it effective. */
    void remap() {
        int va = random.nextInt(4) == 0 ? addresses.code() : addresses.pick();
        int pa = Layout.RAM + (va & Layout.RAM_BYTES - Layout.PAGE);
        if (random.nextInt(4) == 0) {
            pa = (random.nextBoolean() ? addresses.data() : addresses.code()) & -Layout.PAGE;
        }
        Mapping mapping = Mapping.pick(random);
        boolean second = profile.stage2() && random.nextBoolean();
        int space = random.nextInt(Tables.SPACES);
        int descriptor;
        if (second) {
            code.constant(0, Tables.stage2Level3(space) + 8 * Layout.pageOf(va));
            descriptor = mapping.stage2Descriptor(pa);
        } else {
            code.constant(0, Tables.descriptorAddress(profile.translation(), space, va));
            descriptor = profile.translation() == Translation.LONG
                    ? mapping.longDescriptor(pa)
                    : mapping.shortDescriptor(pa);
        }
        code.constant(1, descriptor);
        code.either("STR_imm", 'n', 0, 't', 1, 'P', 1, 'U', 1);
        if (random.nextInt(3) != 0) {
            code.constant(0, va & -Layout.PAGE | random.nextInt(ASIDS));
            maintenance();
        }
    }

    /** Maps a page in two ways in turn, and loads from it: the walk is the same but for what it finds. */
    void alternate() {
        int va = addresses.pick() & ~3;
        int space = random.nextInt(Tables.SPACES);
        for (int n = 0; n < 2; n++) {
            int pa = (n == 0 ? addresses.data() : va - Layout.RAM & Layout.RAM_BYTES - 1 | Layout.RAM) & -Layout.PAGE;
            Mapping mapping = Mapping.pick(random);
            boolean longFormat = profile.translation() == Translation.LONG;
            code.constant(0, Tables.descriptorAddress(profile.translation(), space, va));
            code.constant(1, longFormat ? mapping.longDescriptor(pa) : mapping.shortDescriptor(pa));
            code.either("STR_imm", 'n', 0, 't', 1, 'P', 1, 'U', 1);
            code.constant(0, va);
            code.wide(random.nextInt(4) == 0 ? maintenanceAtRandom() : TLBIMVAA);
            code.either("LDR_imm", 'n', 0, 't', 1, 'P', 1, 'U', 1);
        }
    }

    private int maintenanceAtRandom() {
        return MAINTENANCE[random.nextInt(MAINTENANCE.length)];
    }

    /** TLB maintenance and the like, with whatever R0 holds. */
    void maintenance() {
        code.wide(maintenanceAtRandom());
        if (random.nextInt(3) == 0) {
            code.either("ISB", 'i', 15);
        }
    }

    /** Another address space or ASID, or VM. */
    void context() {
        int asid = random.nextInt(ASIDS);
        int space = random.nextInt(Tables.SPACES);
        if (profile.atHyp() || profile.hyp() && random.nextInt(4) == 0) {
            code.constant(0, Layout.STAGE2_LEVEL1 + 0x20 * space);
            code.constant(1, asid << 16);
            code.wide(0xEC41_0F62); // VTTBR
        } else if (profile.translation() == Translation.LONG) {
            code.constant(0, Layout.LONG_LEVEL1 + 0x20 * space);
            code.constant(1, asid << 16);
            code.wide(0xEC41_0F02); // TTBR0
        } else {
            code.constant(0, Layout.shortLevel1(space));
            code.constant(1, asid);
            if (random.nextBoolean()) {
                code.wide(0xEE02_0F10); // TTBR0
            }
            code.wide(0xEE0D_1F30); // CONTEXTIDR
        }
        if (random.nextBoolean()) {
            code.either("ISB", 'i', 15);
        }
    }

    /** Lets a timer fire within some hundred ticks, or stops it. */
    void timer() {
        int compare = random.nextBoolean() ? 0xEE0E_0F13 : 0xEE0E_0F12;
        code.constant(0, random.nextInt(40));
        code.wide(compare);
        code.constant(0, random.nextInt(5) == 0 ? random.nextInt(4) : 1);
        code.wide(compare | 1 << 5);
    }

    /** Waits, mostly for something that will happen. */
    void await() {
        if (random.nextInt(4) != 0) {
            timer();
        }
        code.either(new String[] {"WFI", "WFI", "WFE", "SEV", "YIELD"}[random.nextInt(5)]);
    }

    /** A software-generated interrupt to some CPUs. */
    void sgi() {
        code.constant(0, Layout.GICD + 0xF00);
        code.constant(1, random.nextInt(4) << 24 | random.nextInt(8) << 16 | random.nextInt(16));
        code.either("STR_imm", 'n', 0, 't', 1, 'P', 1, 'U', 1);
    }

    /** Reads a system register, or writes one that does no harm. */
    void register() {
        int word = READABLE[random.nextInt(READABLE.length)];
        if (random.nextInt(3) != 0) {
            code.wide(word | (random.nextInt(8) == 0 ? 0xF000 : 0));
        } else {
            code.wide(0xEE0D_0F50 | random.nextInt(7) << 12 | random.nextInt(3) << 5); // TPIDRURW, TPIDRURO, TPIDRPRW
        }
    }

    /** Bits of SCTLR that change what every page allows: A, TRE and AFE, as immediates of each instruction set. */
    private static final int[][] CONTROLS = {{0x002, 0x002}, {0x201, 0x580}, {0x202, 0x500}};

    /** SCTLR, DACR, PRRR or NMRR anew: what may be accessed changes for every page. */
    void control() {
        switch (random.nextInt(5)) {
            case 0 -> {
                code.constant(0, random.nextInt());
                code.wide(random.nextBoolean() ? 0xEE0A_0F12 : 0xEE0A_0F32); // PRRR, NMRR
            }
            case 1, 2 -> {
                code.constant(0, random.nextInt(4));
                code.wide(0xEE03_0F10);
            }
            default -> {
                int[] bit = CONTROLS[random.nextInt(CONTROLS.length)];
                code.wide(0xEE11_0F10);
                code.either("EOR_imm", 'n', 0, 'd', 0, 'e', bit[0], 'E', bit[1]);
                code.wide(0xEE01_0F10);
            }
        }
    }

    /** CPS to another mode, something there, and back. */
    void mode() {
        int there = MODES[random.nextInt(MODES.length)];
        if (there == 0x10) {
            there = 0x1F;
        }
        changeMode(there);
        for (int i = random.nextInt(4); i > 0; i--) {
            instructions.plain(random.nextInt(4) == 0 ? Kind.STATUS : Kind.COMPUTE);
        }
        changeMode(profile.psr() & 0x1F);
    }

    private void changeMode(int to) {
        code.wide(code.thumb() ? 0xF3AF_8100 | to : 0xF102_0000 | to);
    }

    /** Masks interrupts or lets them through, by CPS or by what CPSR was. */
    void masks() {
        if (random.nextBoolean()) {
            int aif = random.nextInt(8);
            int enable = 2 + random.nextInt(2);
            code.wide(code.thumb() ? 0xF3AF_8000 | enable << 9 | aif << 5 : 0xF100_0000 | enable << 18 | aif << 6);
            return;
        }
        int changed = random.nextInt(4) << 6;
        code.wide(code.thumb() ? 0xF3EF_8000 : 0xE10F_0000);
        code.either("EOR_imm", 'n', 0, 'd', 0, 'e', changed, 'E', changed);
        code.wide(code.thumb() ? 0xF380_8100 : 0xE121_F000);
    }

    /** An exception return to code of either instruction set, in one of the ways there are. */
    void exceptionReturn() {
        boolean thumb = random.nextBoolean();
        int psr = random.nextInt() & FLAGS | ABORT_MASK | (random.nextInt(4) == 0 ? MASKED : 0) | (thumb ? THUMB : 0);
        psr |= random.nextInt(6) == 0 ? BIG_ENDIAN : 0;
        psr |= profile.privileged() ? MODES[random.nextInt(MODES.length)] : 0x10;
        int target;
        if (random.nextInt(3) == 0) {
            target = returnByMemory(psr);
        } else {
            code.constant(0, psr);
            code.wide(code.thumb() ? 0xF390_8F00 : 0xE16F_F000);
            target = code.futureConstant(LR);
            boolean eret = random.nextInt(4) == 0;
            code.wide(code.thumb() ? 0xF3DE_8F00 : eret ? 0xE160_006E : 0xE1B0_F00E);
        }
        if (!thumb) {
            code.align();
        }
        code.at(code.address(), thumb);
        code.patchConstant(target, LR, code.address());
    }

    /** RFE from the stack of the present mode. */
    private int returnByMemory(int psr) {
        code.constant(0, addresses.data() & ~7);
        int target = code.futureConstant(LR);
        code.constant(1, psr);
        code.either("STR_imm", 'n', 0, 't', LR, 'P', 1, 'U', 1);
        code.either("STR_imm", 'n', 0, 't', 1, 'i', 4, 'P', 1, 'U', 1);
        code.wide(code.thumb() ? 0xE990_C000 : 0xF890_0A00);
        return target;
    }

    /** SVC, HVC, SMC, BKPT or UDF. */
    void callOut() {
        if (random.nextBoolean()) {
            code.emit(code.thumb() ? Table.T16 : Table.A32, code.thumb() ? 0xDF00 | random.nextInt(64) : 0xEF00_0000);
        } else {
            instructions.plain(Kind.EXCEPTION);
        }
    }

    /** SETEND, something, and mostly back. */
    void endian() {
        boolean big = random.nextBoolean();
        setEndian(big);
        for (int i = random.nextInt(4); i > 0; i--) {
            instructions.plain(Kind.MEMORY);
        }
        if (random.nextInt(8) != 0) {
            setEndian(false);
        }
    }

    private void setEndian(boolean big) {
        if (code.thumb()) {
            code.half(big ? 0xB658 : 0xB650);
        } else {
            code.wide(big ? 0xF101_0200 : 0xF101_0000);
        }
    }
}
