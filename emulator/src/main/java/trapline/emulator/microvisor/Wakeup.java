package trapline.emulator.microvisor;

import trapline.emulator.hyp.HypPort;

/** How whoever makes a virtual interrupt pending sees to it that its vCPU notices. */
interface Wakeup {
    /** The port of the physical CPU on which the microvisor is running now. */
    HypPort port();

    /** An interrupt waits for this vCPU: let it run, or come out of the guest. */
    void interruptPending(VirtualCpu vcpu);

    /** An emulated device may have something to do by itself, at another tick than before. */
    void devicesChanged();
}
