package trapline.emulator.microvisor;

import java.util.Optional;
import trapline.emulator.cpu.CoprocessorEncoding;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.hyp.HypPort;

/**
 * Switches debug, performance monitor and ThumbEE registers only when they are used: while they are not those of the vCPU that runs, HDCR
 * and HSTR trap its first access, and its BKPT, which writes DBGDSCR.MOE, and they change owner. A vCPU with breakpoints or watchpoints
 * uses them at once.
 */
final class PrivateSwitch {
    private static final int CRN_MONITORS = 9;
    private static final int FIRST_CRM = 12;
    private static final int LAST_CRM = 14;
    private static final int HSR_FSC = 0b111111;
    private static final int DEBUG_EVENT = 0b100010;

    private PrivateSwitch() {}

    /** Whether a register is one of these. */
    static boolean isPrivate(int encoding) {
        if (CoprocessorEncoding.coprocessor(encoding) == 14) {
            return true;
        }
        int crm = CoprocessorEncoding.crm(encoding);
        return !CoprocessorEncoding.is64(encoding)
                && CoprocessorEncoding.crn(encoding) == CRN_MONITORS
                && crm >= FIRST_CRM
                && crm <= LAST_CRM;
    }

    /** Whether a Prefetch Abort that came to Hyp mode is a debug event: BKPT, while HDCR.TDE traps it. */
    static boolean isCause(int hsr) {
        return (hsr & HSR_FSC) == DEBUG_EVENT;
    }

    /** The vCPU has been put into the CPU; the traps are set or not, as it has its registers there. */
    static void loaded(PhysicalCpu here, VirtualCpu vcpu) {
        boolean trapped = here.privateOwner != vcpu;
        if (here.privateTrapped != trapped) {
            setTrapped(here, trapped);
        }
        if (trapped && vcpu.privatesUsed && vcpu.privates.isArmed()) {
            take(here);
        }
    }

    private static void setTrapped(PhysicalCpu here, boolean trapped) {
        here.privateTrapped = trapped;
        trap(here.port(), trapped);
        // Those of one that started anew have no owner any more, and are to do nothing all the same.
        Optional<VirtualCpu> owner = Optional.ofNullable(here.privateOwner);
        PrivateContext context = owner.map(found -> found.privates).orElseGet(PrivateContext::new);
        if (trapped) {
            context.suspend(here.port());
        } else {
            context.resume(here.port());
        }
    }

    /** The vCPU that runs uses the registers; the instruction is to be executed again. */
    static void take(PhysicalCpu here) {
        HypPort port = here.port();
        VirtualCpu current = here.current();
        trap(port, false);
        here.privateTrapped = false;
        if (here.pristine == null) {
            // Nobody has touched them: this is how every vCPU is to find them.
            here.pristine = new PrivateContext();
            here.pristine.suspend(port);
            here.pristine.save(port);
        } else {
            VirtualCpu owner = here.privateOwner;
            if (owner != null) {
                owner.privates.save(port);
            }
            (current.privatesUsed ? current.privates : here.pristine).load(port);
        }
        current.privatesUsed = true;
        here.privateOwner = current;
    }

    /** The vCPU starts anew: what it has in the CPU is forgotten. */
    static void forget(VirtualCpu vcpu) {
        vcpu.privatesUsed = false;
        if (vcpu.cpu.privateOwner == vcpu) {
            vcpu.cpu.privateOwner = null;
        }
    }

    private static void trap(HypPort port, boolean on) {
        port.setSystem(SysReg.HDCR, port.system(SysReg.HDCR) & ~HardwareSetup.HDCR | (on ? HardwareSetup.HDCR : 0));
        port.setSystem(SysReg.HSTR, HardwareSetup.HSTR | (on ? HardwareSetup.HSTR_TTEE : 0));
    }
}
