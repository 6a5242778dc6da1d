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

    /**
     * The registers stay in the CPU while another vCPU runs. Its accesses are to trap to Hyp mode: they would not if FPEXC
     * refused them, which comes before HCPTR (ARM DDI 0406C B1.11.1), so it permits everything meanwhile.
     */
    void suspend(HypPort port) {
        fpexc = port.fpexc();
        enable(port);
    }

    /** Their vCPU runs again. */
    void resume(HypPort port) {
        port.setFpexc(fpexc);
    }

    /** Lets FPEXC permit everything. */
    static void enable(HypPort port) {
        port.setFpexc(ENABLE);
    }

    /** Takes the rest out of the CPU; HCPTR and FPEXC permit it. */
    void save(HypPort port) {
        fpscr = port.fpscr();
        for (int n = 0; n < REGISTERS; n++) {
            registers[n] = port.extension(n);
        }
    }

    /** Puts everything into the CPU; HCPTR and FPEXC permit it. */
    void load(HypPort port) {
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
