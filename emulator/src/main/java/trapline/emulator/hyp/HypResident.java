package trapline.emulator.hyp;

import trapline.emulator.device.VirtualInterruptListener;

/** A hypervisor in Java. The machine calls it instead of fetching instructions at HVBAR. */
public interface HypResident {
    /** Cold boot: CPU {@code port.cpu()} comes out of reset in Hyp mode. It must set up and ERET, or wait. */
    void onReset(HypPort port);

    /**
     * An exception was taken to Hyp mode on this CPU: HSR, HDFAR, HIFAR, HPFAR, ELR_hyp and SPSR_hyp are as hardware
     * leaves them. The resident must end by {@link HypPort#eret} or {@link HypPort#waitForInterrupt}.
     *
     * @param vector offset of the vector, 0x04 to 0x1C (B1.8.1)
     */
    void onException(HypPort port, int vector);

    /** Who is told of virtual interrupts that guests acknowledge and end without a trap. */
    default VirtualInterruptListener interruptListener() {
        return VirtualInterruptListener.NOBODY;
    }

    /** Digest of the devices that it emulates, as a part of the machine's state; 0 when there are none. */
    default long digest() {
        return 0;
    }

    /**
     * Immediate of the HVC that the machine takes on a guest's behalf when it ends itself by semihosting SYS_EXIT: only the
     * hypervisor can end one VM and let the others go on. R0 holds the exit status.
     */
    int SEMIHOSTING_EXIT = 0xFFFE;
}
