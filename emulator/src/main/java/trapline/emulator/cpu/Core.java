package trapline.emulator.cpu;

import static trapline.emulator.cpu.ControlBits.HCR_AMO;
import static trapline.emulator.cpu.ControlBits.HCR_FMO;
import static trapline.emulator.cpu.ControlBits.HCR_IMO;
import static trapline.emulator.cpu.ControlBits.HCR_TGE;
import static trapline.emulator.cpu.ControlBits.SCR_NS;

/** One processor's state: registers, system registers, and the features that decide which of them exist. */
public final class Core {
    /** No exception to Hyp mode is waiting for the resident hypervisor. */
    public static final int NO_VECTOR = -1;

    /** The bits of FPSCR that there are: without those that trap exceptions (MVFR0). */
    private static final int FPSCR_BITS = 0xFFF7_009F;

    public final CpuState state;
    public final SystemRegisters registers;
    public final Features features;

    /**
     * Offset of the vector through which Hyp mode was entered and whose handler, a {@code HypResident}, has not been
     * called yet; {@link #NO_VECTOR} when there is none. Used only when the machine has a resident.
     */
    public int residentVector = NO_VECTOR;

    /** The resident waits for an interrupt: only one can wake the processor. */
    public boolean residentWaits;

    /** HSR of the trap that {@link GuestFault#HYP_TRAP} announces. */
    public int trapSyndrome;

    /** Instructions and microvisor operations that this processor has attempted. */
    public long ticksRun;

    public Core(CpuState state, SystemRegisters registers, Features features) {
        this.state = state;
        this.registers = registers;
        this.features = features;
    }

    /** Which copy of a banked system register the current mode accesses (B3.15.3): by SCR.NS, in Monitor mode too. */
    public boolean secureRegisters() {
        return features.security() && (registers.get32(SysReg.SCR) & SCR_NS) == 0;
    }

    /** IsSecure(): Secure state, of which Monitor mode is always part. */
    public boolean isSecure() {
        return features.security() && (state.mode == Mode.MON || (registers.get32(SysReg.SCR) & SCR_NS) == 0);
    }

    /** HCR as it takes effect: TGE implies that interrupts and aborts are routed to Hyp mode. */
    public int effectiveHcr() {
        int hcr = registers.get32(SysReg.HCR);
        return (hcr & HCR_TGE) != 0 ? hcr | HCR_AMO | HCR_FMO | HCR_IMO : hcr;
    }

    /** Non-secure PL0 or PL1: where HCR's controls apply. */
    public boolean isGuest() {
        return features.virtualization() && state.mode != Mode.HYP && !isSecure();
    }

    /** A banked system register as the current Security state accesses it. */
    public int banked(SysReg register) {
        return (int) registers.get(register, secureRegisters());
    }

    /** Enters a mode with its registers, and works out what depends on it. */
    public void enter(Mode mode) {
        Banks.enter(state, mode);
        controlChanged();
    }

    /** Works out what depends on the mode, on the Security state, and on the registers that control the extensions. */
    public void controlChanged() {
        state.secure = isSecure();
        state.extensionAccess = ExtensionAccess.of(this);
    }

    /** Writes FPSCR. */
    public void writeFpscr(int value) {
        state.fpscr = value & FPSCR_BITS;
        controlChanged();
    }

    /** Writes FPEXC, of which only EN is there. */
    public void writeFpexc(int value) {
        state.fpexc = value & ExtensionAccess.FPEXC_EN;
        controlChanged();
    }
}
