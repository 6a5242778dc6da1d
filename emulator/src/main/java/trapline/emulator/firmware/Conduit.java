package trapline.emulator.firmware;

/** By which instruction software reaches the machine's PSCI, as the device tree says. */
public enum Conduit {
    /** There is none: firmware of the guest has to provide it, or a hypervisor. */
    NONE,
    /** HVC, where there is no Hyp mode. */
    HVC,
    /** SMC, where there is Hyp mode but no Monitor mode. */
    SMC
}
