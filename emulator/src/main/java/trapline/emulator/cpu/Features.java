package trapline.emulator.cpu;

/**
 * The optional extensions that a machine's processors show to software.
 *
 * @param security Security Extensions: Monitor mode and Secure state
 * @param virtualization Virtualization Extensions: Hyp mode
 */
public record Features(boolean security, boolean virtualization) {
    /** Neither: as QEMU's {@code virt} board without options. */
    public static final Features PL1_ONLY = new Features(false, false);
    /** Hyp mode, all Non-secure: as QEMU's {@code virtualization=on}. */
    public static final Features HYP = new Features(false, true);
    /** Both: as QEMU's {@code secure=on,virtualization=on}. */
    public static final Features ALL = new Features(true, true);
}
