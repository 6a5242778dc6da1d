package trapline.emulator.memory;

/** Someone who keeps host addresses obtained from {@link PhysicalMap}, and is told when one is no longer good. */
public interface HostAddressCache {
    /** Forget every host address: what is readable changed. */
    void dropAll();

    /** Forget that stores may go directly to the page at this host address. */
    void dropWritable(long hostPage);
}
