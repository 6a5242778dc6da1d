package trapline.emulator.cpu;

/** Banked registers (ARM DDI 0406C B1.3.2): where those of other modes are kept, and the exchange on a mode change. */
public final class Banks {
    /** Number of words in {@link CpuState#banked}. */
    public static final int SIZE = 40;

    private Banks() {}
}
