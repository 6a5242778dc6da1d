package trapline.emulator.microvisor;

import trapline.emulator.hyp.HypPort;

/** The registers of the Floating-point and Advanced SIMD Extensions of a vCPU whose registers they are not at present. */
final class ExtensionContext {
    private static final int REGISTERS = 32;
    /** FPEXC.EN, without which the registers cannot be reached. */
    private static final int ENABLE = 1 << 30;

    private final long[] registers = new long[REGISTERS];
    private int fpscr;
    private int fpexc;

    /** Takes everything out of the CPU, which HCPTR must permit. */
    void save(HypPort port) {
        fpexc = port.fpexc();
        port.setFpexc(ENABLE);
        fpscr = port.fpscr();
        for (int n = 0; n < REGISTERS; n++) {
            registers[n] = port.extension(n);
        }
    }

    /** Puts everything into the CPU. */
    void load(HypPort port) {
        port.setFpexc(ENABLE);
        for (int n = 0; n < REGISTERS; n++) {
            port.setExtension(n, registers[n]);
        }
        port.setFpscr(fpscr);
        port.setFpexc(fpexc);
    }

    /** The state in which a vCPU starts. */
    void reset() {
        java.util.Arrays.fill(registers, 0);
        fpscr = 0;
        fpexc = 0;
    }
}
