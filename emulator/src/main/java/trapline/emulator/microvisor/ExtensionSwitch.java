package trapline.emulator.microvisor;

import trapline.emulator.cpu.SysReg;
import trapline.emulator.hyp.HypPort;

/**
 * Switches the Floating-point and Advanced SIMD registers only when they are used: while they are not those of the vCPU that runs, HCPTR
 * traps its first access, and they change owner.
 */
final class ExtensionSwitch {
    /** HCPTR.TASE, TCP11 and TCP10 (ARM DDI 0406C B4.1.67). */
    static final int TRAPS = 1 << 15 | 1 << 11 | 1 << 10;

    private static final int HSR_TA = 1 << 5;
    private static final int HSR_COPROCESSOR = 0xF;
    private static final int FIRST = 10;
    private static final int LAST = 11;

    private ExtensionSwitch() {}

    /** Whether a trap by HCPTR is one of these. */
    static boolean isCause(int hsr) {
        int coprocessor = hsr & HSR_COPROCESSOR;
        return (hsr & HSR_TA) != 0 || coprocessor == FIRST || coprocessor == LAST;
    }

    /** The vCPU has been put into the CPU; the trap is set or not, as it has its registers there. */
    static void loaded(PhysicalCpu here, VirtualCpu vcpu) {
        VirtualCpu owner = here.extensionOwner;
        boolean trapped = owner != vcpu;
        if (here.extensionTrapped == trapped) {
            return;
        }
        here.extensionTrapped = trapped;
        if (!trapped) {
            trap(here.port(), false);
            vcpu.extension.resume(here.port());
            return;
        }
        if (owner != null) {
            owner.extension.suspend(here.port());
        } else {
            ExtensionContext.enable(here.port());
        }
        trap(here.port(), true);
    }

    /** The vCPU that runs uses the registers; the instruction is to be executed again. */
    static void take(PhysicalCpu here) {
        HypPort port = here.port();
        VirtualCpu current = here.current();
        trap(port, false);
        here.extensionTrapped = false;
        VirtualCpu owner = here.extensionOwner;
        if (owner != null) {
            owner.extension.save(port);
        }
        current.extension.load(port);
        here.extensionOwner = current;
    }

    /** The vCPU starts anew: what it has in the CPU is forgotten. */
    static void forget(VirtualCpu vcpu) {
        vcpu.extension.reset();
        if (vcpu.cpu.extensionOwner == vcpu) {
            vcpu.cpu.extensionOwner = null;
        }
    }

    private static void trap(HypPort port, boolean on) {
        port.setSystem(SysReg.HCPTR, HardwareSetup.HCPTR | (on ? TRAPS : 0));
    }
}
