package trapline.emulator.microvisor;

import trapline.emulator.cpu.SysReg;
import trapline.emulator.hyp.HypPort;

/**
 * The timers of a vCPU. The virtual timer is the hardware's while the vCPU is loaded, and remembered here while it is not.
 * The physical timer belongs to the microvisor, so that a guest that uses it is trapped and gets this emulation.
 */
final class VirtualTimers {
    static final int ENABLE = 1;
    static final int IMASK = 1 << 1;
    static final int ISTATUS = 1 << 2;
    /** Ticks of a count of the system counter, as a shift. */
    static final int COUNT_SHIFT = 4;

    private int virtualControl;
    private long virtualCompare;
    private long virtualOffset;

    private int physicalControl;
    private long physicalCompare;

    /** Both timers off, as a vCPU finds them when it starts; it is not loaded. */
    void reset() {
        virtualControl = 0;
        virtualCompare = 0;
        physicalControl = 0;
        physicalCompare = 0;
    }

    /** Takes the virtual timer out of the CPU, and switches it off there. */
    void save(HypPort port) {
        virtualControl = (int) port.system(SysReg.CNTV_CTL);
        virtualCompare = port.system(SysReg.CNTV_CVAL);
        port.setSystem(SysReg.CNTV_CTL, 0);
    }

    /** Puts it in. */
    void load(HypPort port, long offset) {
        virtualOffset = offset;
        port.setSystem(SysReg.CNTVOFF, offset);
        port.setSystem(SysReg.CNTV_CVAL, virtualCompare);
        port.setSystem(SysReg.CNTV_CTL, virtualControl & (ENABLE | IMASK));
    }

    /** Tick at which the remembered virtual timer fires, {@link PhysicalCpu#NEVER} when it does not. */
    long virtualDeadline() {
        return isArmed(virtualControl) ? tickOf(virtualCompare + virtualOffset) : PhysicalCpu.NEVER;
    }

    /** Tick at which the emulated physical timer fires. */
    long physicalDeadline() {
        return isArmed(physicalControl) ? tickOf(physicalCompare) : PhysicalCpu.NEVER;
    }

    /** Whether the emulated physical timer's output is high. */
    boolean isPhysicalAsserted(long now) {
        return isArmed(physicalControl) && physicalCompare <= now >>> COUNT_SHIFT;
    }

    private static boolean isArmed(int control) {
        return (control & (ENABLE | IMASK)) == ENABLE;
    }

    private static long tickOf(long count) {
        return count < 0 || count > PhysicalCpu.NEVER >>> COUNT_SHIFT ? PhysicalCpu.NEVER : count << COUNT_SHIFT;
    }

    int readPhysicalControl(long now) {
        boolean met = physicalCompare <= now >>> COUNT_SHIFT;
        return physicalControl | ((physicalControl & ENABLE) != 0 && met ? ISTATUS : 0);
    }

    void writePhysicalControl(int value) {
        physicalControl = value & (ENABLE | IMASK);
    }

    /** CNTP_TVAL. */
    int readPhysicalTimerValue(long now) {
        return (int) (physicalCompare - (now >>> COUNT_SHIFT));
    }

    void writePhysicalTimerValue(long now, int value) {
        physicalCompare = (now >>> COUNT_SHIFT) + value;
    }

    long readPhysicalCompare() {
        return physicalCompare;
    }

    void writePhysicalCompare(long value) {
        physicalCompare = value;
    }
}
