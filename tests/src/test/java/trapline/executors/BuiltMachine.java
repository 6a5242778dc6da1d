package trapline.executors;

/** A machine as the comparison sees it. No type of the emulator, so that one may come from another class loader. */
public interface BuiltMachine extends AutoCloseable {
    /** Runs until a tick. */
    void runUntil(long tick);

    /** How far it has come, and why it ended if it did. */
    String result();

    /** The present tick. */
    long now();

    /** Whether it has ended. */
    boolean ended();

    /** Digest of registers, system registers, devices and memory. */
    long stateHash();

    /** All registers in words, for a report. */
    String registers();

    /** Address of the next instruction of a CPU; bit 0 set for T32. */
    int pc(int cpu);

    /** Privilege level of a CPU. */
    int privilegeLevel(int cpu);

    /** A word of RAM. */
    int word(int address);

    @Override
    void close();
}
