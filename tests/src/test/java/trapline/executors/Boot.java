package trapline.executors;

import static trapline.executors.Code.LR;
import static trapline.executors.Code.SP;

import java.util.SplittableRandom;

/** Writes what a CPU does after reset until it enters its main part, in A32. */
final class Boot {
    private static final int CPU_ON = 0x8400_0003;
    private static final int HVC = 0xE140_0070;
    private static final int SMC = 0xE160_0070;
    private static final int WRITE_SPSR = 0xE16F_F000;
    private static final int ERET = 0xE160_006E;
    private static final int ISB = 0xF57F_F06F;

    /** Flags, DN, FZ, rounding mode. */
    private static final int FPSCR = 0xF7C0_0000;

    private static final int SCTLR_M = 1;
    private static final int SCTLR_A = 2;
    private static final int SCTLR_CACHES = 0x1004;
    private static final int SCTLR_SW = 1 << 10;
    private static final int SCTLR_AFE = 1 << 29;
    private static final int HCR_VM = 1;
    /** FMO, IMO, AMO. */
    private static final int HCR_ROUTING = 0b111 << 3;
    /** TWI, TWE, TID, TSC, TIDCP, TAC, TSW, TPC, TPU, TTLB, TVM. */
    private static final int HCR_TRAPS = 0x07FF_E000;

    private final Code code;
    private final SplittableRandom random;
    private final Profile profile;

    Boot(Code code, SplittableRandom random, Profile profile) {
        this.code = code;
        this.random = random;
        this.profile = profile;
    }

    /** The code of one CPU. */
    void write(int cpu, int entry) {
        code.at(Layout.bootOf(cpu), false);
        if (cpu == 0) {
            startOthers();
        }
        kernel(cpu);
        if (profile.hyp()) {
            hypervisor();
        }
        launch(entry);
    }

    private void set(int instruction, int value) {
        code.constant(0, value);
        code.wide(instruction);
    }

    private void startOthers() {
        for (int other = 1; other < profile.cpus(); other++) {
            code.constant(0, CPU_ON);
            code.constant(1, other);
            code.constant(2, Layout.bootOf(other));
            code.wide(profile.hyp() ? SMC : HVC);
        }
    }

    private void hypervisor() {
        set(0xEE8C_0F10, Layout.HYP_VECTORS);
        int hcr = profile.stage2() ? HCR_VM : 0;
        hcr |= random.nextInt(3) == 0 ? 0 : random.nextInt() & HCR_ROUTING;
        hcr |= random.nextInt(3) == 0 ? random.nextInt() & random.nextInt() & HCR_TRAPS : 0;
        set(0xEE81_0F11, hcr);
        set(0xEE82_0F51, 0x8000_0040); // VTCR: from level 1
        code.constant(0, Layout.STAGE2_LEVEL1);
        code.constant(1, random.nextInt(4) << 16);
        code.wide(0xEC41_0F62); // VTTBR
        set(0xEE8E_0F11, 3); // CNTHCTL
        set(0xEE8E_0F12, 1 + random.nextInt(100));
        set(0xEE8E_0F32, random.nextInt(2)); // CNTHP_CTL
        if (random.nextInt(4) == 0) {
            set(0xEE81_0F71, random.nextInt() & random.nextInt() & 0x0003_BFEF); // HSTR
        }
        if (profile.atHyp() && random.nextBoolean()) {
            set(0xEE8A_0F12, 0x04FF); // HMAIR0
            set(0xEE82_0F50, 0x8000_0000); // HTCR
            code.constant(0, Layout.LONG_LEVEL1);
            code.constant(1, 0);
            code.wide(0xEC41_0F42); // HTTBR
            set(0xEE81_0F10, SCTLR_CACHES | SCTLR_M); // HSCTLR
            code.wide(ISB);
        }
    }

    /** What PL1 needs: vectors, translation, interrupt controller, timers. Hyp mode can set it up too, untrapped. */
    private void kernel(int cpu) {
        set(0xEE0C_0F10, Layout.vectorsOf(cpu)); // VBAR
        set(0xEE0D_0F50, random.nextInt()); // TPIDRURW
        if (profile.translation() != Translation.OFF || random.nextInt(4) == 0) {
            translation();
        }
        if (profile.interrupts()) {
            interrupts();
        }
        if (profile.floating()) {
            set(0xEE01_0F50, 0x00F0_0000); // CPACR
            code.wide(ISB);
            set(0xEEE8_0A10, 0x4000_0000); // FPEXC
            set(0xEEE1_0A10, random.nextInt() & FPSCR); // FPSCR
        }
        int control = SCTLR_CACHES | SCTLR_SW | (random.nextInt(8) == 0 ? SCTLR_A : 0);
        control |= profile.translation() == Translation.OFF ? 0 : SCTLR_M;
        control |= random.nextInt(6) == 0 ? SCTLR_AFE : 0;
        set(0xEE01_0F10, 0x00C5_0078 | control);
        code.wide(ISB);
    }

    private void translation() {
        boolean isLong = profile.translation() == Translation.LONG;
        set(0xEE03_0F10, random.nextInt(4) == 0 ? 3 : 1); // DACR
        set(0xEE0A_0F12, isLong ? 0x04FF : 0x000A_81A4); // MAIR0, PRRR
        if (isLong) {
            set(0xEE02_0F50, 0x8000_0000); // TTBCR
        }
        code.constant(0, isLong ? Layout.LONG_LEVEL1 : Layout.shortLevel1(0));
        code.constant(1, random.nextInt(4) << 16);
        code.wide(0xEC41_0F02); // TTBR0
        set(0xEE0D_0F30, random.nextInt(4)); // CONTEXTIDR
    }

    private void interrupts() {
        if (random.nextBoolean()) {
            set(0xEE0E_0F11, random.nextInt(0x400)); // CNTKCTL
            set(0xEE09_0F1E, random.nextInt(2)); // PMUSERENR
            set(0xEE09_0F1C, 1); // PMCR
            set(0xEE09_0F3C, 0x8000_0000); // PMCNTENSET
        }
        store(Layout.GICD, 1);
        store(Layout.GICD + 0x100, -1);
        store(Layout.GICD + 0x104, -1);
        store(Layout.GICC + 0x4, 0xFF);
        store(Layout.GICC, random.nextInt(6) == 0 ? 0 : 1);
        store(Layout.UART + 0x38, random.nextBoolean() ? 0x10 : 0);
        if (profile.hyp()) {
            store(Layout.GICV, 1);
            store(Layout.GICV + 0x4, 0xFF);
        }
        set(0xEE0E_0F13, 4 + random.nextInt(120));
        set(0xEE0E_0F33, random.nextInt(3) == 0 ? 0 : 1);
        set(0xEE0E_0F12, 4 + random.nextInt(120));
        set(0xEE0E_0F32, random.nextInt(3) == 0 ? 1 : 0);
    }

    private void store(int address, int value) {
        code.constant(0, value);
        code.constant(1, address);
        code.wide(0xE581_0000);
    }

    /** Loads registers, without a hypervisor those of User mode, and goes where the main part begins. */
    private void launch(int entry) {
        boolean thumb = (entry & 1) != 0;
        set(WRITE_SPSR, profile.psr() & ~0x20 | (thumb ? 0x20 : 0));
        code.constant(LR, entry & ~1);
        if (profile.hyp()) {
            code.wide(0xE12E_F30E); // MSR ELR_hyp, LR
        }
        int registers = code.futureConstant(SP);
        code.wide(profile.hyp() ? 0xE89D_1FFF : 0xE8DD_5FFF); // LDM
        code.wide(0xE320_F000);
        code.wide(profile.hyp() ? ERET : 0xE1B0_F00E);
        code.patchConstant(registers, SP, code.address());
        for (int i = 0; i < 15; i++) {
            code.data(random.nextInt(4) == 0 ? random.nextInt(16) : random.nextInt());
        }
    }
}
