package trapline.emulator.hyp;

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
}
