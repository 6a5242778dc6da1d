package trapline.executors;

import java.util.SplittableRandom;

/**
 * What a program is about.
 *
 * @param hyp whether it has a hypervisor
 * @param atHyp whether its main part runs in Hyp mode
 * @param translation what translates at PL1
 * @param stage2 whether stage 2 does too
 * @param cpus number of CPUs
 * @param interrupts whether interrupt controller and timers are set up from the start
 * @param floating whether VFP and Advanced SIMD are enabled
 * @param psr with which the main part starts
 * @param favoured statements that are frequent
 */
record Profile(
        boolean hyp,
        boolean atHyp,
        Translation translation,
        boolean stage2,
        int cpus,
        boolean interrupts,
        boolean floating,
        int psr,
        Statement[] favoured) {

    private static final Translation[] TRANSLATIONS = Translation.values();
    private static final int[] MODES = {0x10, 0x10, 0x1F, 0x1F, 0x1F, 0x13, 0x11, 0x12, 0x17, 0x1B};
    private static final int HYP = 0x1A;
    private static final int FLAGS = 0xF80F_0000;
    private static final int ABORT_MASK = 0x100;
    private static final int INTERRUPT_MASKS = 0xC0;

    static Profile pick(SplittableRandom random) {
        boolean hyp = random.nextInt(3) == 0;
        boolean atHyp = hyp && random.nextInt(4) == 0;
        Translation translation = TRANSLATIONS[random.nextInt(TRANSLATIONS.length)];
        int cpus = random.nextInt(4) == 0 ? 2 + random.nextInt(Layout.MAX_CPUS - 1) : 1;
        int masks = random.nextInt(4) == 0 ? random.nextInt() & INTERRUPT_MASKS : 0;
        int mode = atHyp ? HYP : MODES[random.nextInt(MODES.length)];
        int psr = random.nextInt() & FLAGS | ABORT_MASK | masks | mode;
        Statement[] favoured = new Statement[random.nextInt(4)];
        for (int i = 0; i < favoured.length; i++) {
            favoured[i] = Statement.ALL[random.nextInt(Statement.ALL.length)];
        }
        boolean stage2 = hyp && random.nextInt(3) != 0;
        boolean interrupts = random.nextBoolean();
        boolean floating = random.nextInt(4) != 0;
        return new Profile(hyp, atHyp, translation, stage2, cpus, interrupts, floating, psr, favoured);
    }

    /** Whether the main part may do what PL0 may not. */
    boolean privileged() {
        return (psr & 0xF) != 0;
    }
}
