package trapline.emulator;

/** Calls the resident hypervisor for an exception that a processor has taken to Hyp mode. */
@FunctionalInterface
interface ResidentEntry {
    /** The processor is in Hyp mode; afterwards it is back in a guest, or waits. */
    void enter(Processor processor);
}
