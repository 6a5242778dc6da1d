package trapline.emulator.device;

import java.util.Arrays;

/**
 * The state of every interrupt at a GICv2 distributor (ARM IHI 0048B 1.4, 4.3), shared by the blocks of the
 * controller: the machine's, or one that a hypervisor shows to a VM.
 *
 * <p>Bits of interrupts are kept as the registers show them, 32 to a <em>word</em>. The private interrupts are banked:
 * words 0 to {@code cpus - 1} are theirs, one per CPU, and the shared interrupts follow. {@link #word} finds the word
 * of register {@code n} of an array; {@link #slot} an interrupt among the bytes.
 */
public final class GicState {
    /** INTID of no interrupt. */
    static final int SPURIOUS = 1023;
    /** INTID that says: there is one, but of the other group. */
    static final int OTHER_GROUP = 1022;

    /** Number of software generated interrupts. */
    public static final int SGIS = 16;
    /** Number of interrupts that each CPU has for itself: SGIs and PPIs. */
    public static final int PRIVATE = 32;

    final GicConfig config;

    /** GICD_CTLR: EnableGrp0 in bit 0, EnableGrp1 in bit 1. */
    int control;

    final int[] group1;
    final int[] enabled;
    final int[] active;
    final int[] edge;
    /** Pending bits that stay until acknowledged or cleared: edges, software's, SGIs. */
    final int[] latched;

    private final int[] lines;
    private final byte[] priority;
    private final byte[] targets;
    /** Shared interrupts that CPU {@code c} is a target of: word {@code n} of CPU {@code c} at {@code c * words + n}. */
    private final int[] targeted;
    /** CPUs from which SGI {@code i} is pending at CPU {@code c}: bit mask at {@code c * 16 + i}. */
    private final byte[] sgiSources;

    private final int words;
    private final Runnable[] interfaces;

    /** A distributor after reset, whose interrupts go nowhere yet. */
    public GicState(GicConfig config) {
        this.config = config;
        words = config.interrupts() / 32;
        int banked = config.cpus() + words - 1;
        group1 = new int[banked];
        enabled = new int[banked];
        active = new int[banked];
        edge = new int[banked];
        latched = new int[banked];
        lines = new int[banked];
        priority = new byte[banked * 32];
        targets = new byte[banked * 32];
        targeted = new int[config.cpus() * words];
        sgiSources = new byte[config.cpus() * SGIS];
        reset();
        interfaces = new Runnable[config.cpus()];
        Arrays.fill(interfaces, (Runnable) () -> {});
    }

    /** Says what is to be told that interrupts of a CPU may have changed. */
    public void attach(int cpu, Runnable cpuInterface) {
        interfaces[cpu] = cpuInterface;
    }

    private void reset() {
        for (int cpu = 0; cpu < config.cpus(); cpu++) {
            enabled[cpu] = 0xFFFF;
            edge[cpu] = 0xFFFF;
            targeted[cpu * words] = -1;
            Arrays.fill(targets, cpu * PRIVATE, (cpu + 1) * PRIVATE, (byte) (1 << cpu));
        }
        if (config.cpus() == 1) {
            Arrays.fill(targeted, -1);
        }
    }

    /** Number of CPUs. */
    public int cpus() {
        return config.cpus();
    }

    /** Number of 32-interrupt registers of each kind. */
    public int words() {
        return words;
    }

    /** Where register {@code n} of a bit array is, seen from a CPU. */
    public int word(int cpu, int n) {
        return n == 0 ? cpu : config.cpus() + n - 1;
    }

    /** Where an interrupt's bytes are, seen from a CPU. */
    public int slot(int cpu, int intid) {
        return word(cpu, intid >> 5) * 32 + (intid & 31);
    }

    /** Whether software can name it: it exists. */
    boolean exists(int intid) {
        return intid < config.interrupts();
    }

    boolean test(int[] bits, int cpu, int intid) {
        return (bits[word(cpu, intid >> 5)] >>> intid & 1) != 0;
    }

    void set(int[] bits, int cpu, int intid, boolean value) {
        int word = word(cpu, intid >> 5);
        int bit = 1 << intid;
        bits[word] = value ? bits[word] | bit : bits[word] & ~bit;
    }

    /** GICD_IPRIORITYR byte. */
    public int priority(int cpu, int intid) {
        return priority[slot(cpu, intid)] & 0xFF;
    }

    void setPriority(int cpu, int intid, int value) {
        priority[slot(cpu, intid)] = (byte) (value & config.priorityMask());
    }

    /** GICD_ITARGETSR byte: the CPUs an interrupt goes to. */
    public int targets(int cpu, int intid) {
        return targets[slot(cpu, intid)] & 0xFF;
    }

    /** Sets the targets of a shared interrupt; bits of CPUs that do not exist are RAZ/WI. */
    void setTargets(int intid, int mask) {
        int valid = mask & (1 << config.cpus()) - 1;
        targets[slot(0, intid)] = (byte) valid;
        for (int cpu = 0; cpu < config.cpus(); cpu++) {
            int at = cpu * words + (intid >> 5);
            int bit = 1 << intid;
            targeted[at] = (valid >> cpu & 1) != 0 ? targeted[at] | bit : targeted[at] & ~bit;
        }
    }

    /** Pending bits of word {@code n}: latched ones, and level-sensitive inputs that are asserted. */
    public int pending(int cpu, int n) {
        int word = word(cpu, n);
        return latched[word] | lines[word] & ~edge[word];
    }

    /** GICD_ISPENDR bit. */
    public boolean isPending(int cpu, int intid) {
        return (pending(cpu, intid >> 5) >>> intid & 1) != 0;
    }

    /** An input changes its level. */
    public void drive(int cpu, int intid, boolean level) {
        int word = word(cpu, intid >> 5);
        int bit = 1 << intid;
        if ((lines[word] & bit) != 0 == level) {
            return;
        }
        if (level) {
            lines[word] |= bit;
            latched[word] |= edge[word] & bit;
        } else {
            lines[word] &= ~bit;
        }
        changed(cpu, intid);
    }

    /** Sources of an SGI pending at a CPU, one bit per CPU (GICD_SPENDSGIR). */
    public int sgiSources(int cpu, int sgi) {
        return sgiSources[cpu * SGIS + sgi] & 0xFF;
    }

    private void putSources(int cpu, int sgi, int sources) {
        sgiSources[cpu * SGIS + sgi] = (byte) sources;
        set(latched, cpu, sgi, sources != 0);
    }

    /** Makes an SGI pending from exactly these CPUs. */
    void setSgiSources(int cpu, int sgi, int sources) {
        putSources(cpu, sgi, sources);
        interfaces[cpu].run();
    }

    /**
     * Pending becomes active.
     *
     * @return the value to read from GICC_IAR: the INTID, and the source CPU of an SGI
     */
    int acknowledge(int cpu, int intid) {
        int source = 0;
        set(active, cpu, intid, true);
        if (intid < SGIS) {
            int sources = sgiSources(cpu, intid);
            source = Integer.numberOfTrailingZeros(sources | 1 << 8) & 7;
            sgiSources[cpu * SGIS + intid] = (byte) (sources & sources - 1);
            set(latched, cpu, intid, (sources & sources - 1) != 0);
        } else {
            set(latched, cpu, intid, false);
        }
        changed(cpu, intid);
        return intid | source << 10;
    }

    /** Active becomes inactive. */
    void deactivate(int cpu, int intid) {
        set(active, cpu, intid, false);
        changed(cpu, intid);
    }

    /** Whether a Non-secure access may see and change this interrupt. */
    boolean visible(int cpu, int intid, boolean secure) {
        return secure || !config.securityExtensions() || test(group1, cpu, intid);
    }

    /** Mask of the interrupts of a word that an access may see and change. */
    int visible(int word, boolean secure) {
        return secure || !config.securityExtensions() ? -1 : group1[word];
    }

    /** The state of an interrupt changed: of one CPU, when it is private, or of all. */
    void changed(int cpu, int intid) {
        if (intid < PRIVATE) {
            interfaces[cpu].run();
        } else {
            changed();
        }
    }

    /** Anything may have changed. */
    void changed() {
        for (Runnable each : interfaces) {
            each.run();
        }
    }

    /**
     * The interrupt of highest priority that is enabled, pending, not active, and of a group the distributor forwards;
     * the lowest INTID among equals. {@link #SPURIOUS} when there is none.
     */
    int highestPriorityPending(int cpu) {
        if (control == 0) {
            return SPURIOUS;
        }
        int best = SPURIOUS;
        int bestPriority = 0x100;
        for (int n = 0; n < words; n++) {
            int candidates = forwarded(cpu, n) & ~active[word(cpu, n)] & targeted[cpu * words + n];
            while (candidates != 0) {
                int intid = n * 32 + Integer.numberOfTrailingZeros(candidates);
                candidates &= candidates - 1;
                int itsPriority = priority(cpu, intid);
                if (itsPriority < bestPriority) {
                    best = intid;
                    bestPriority = itsPriority;
                }
            }
        }
        return best;
    }

    /** Interrupts of word {@code n} that are pending, enabled, and of a group the distributor forwards. */
    public int forwarded(int cpu, int n) {
        int word = word(cpu, n);
        int candidates = control == 0 ? 0 : pending(cpu, n) & enabled[word];
        if (candidates == 0 || control == 0b11) {
            return candidates;
        }
        return candidates & (control == 0b10 ? group1[word] : ~group1[word]);
    }

    /** Active bits of word {@code n}. */
    public int active(int cpu, int n) {
        return active[word(cpu, n)];
    }

    /** GICD_ISACTIVER bit. */
    public boolean isActive(int cpu, int intid) {
        return test(active, cpu, intid);
    }

    /** GICD_IGROUPR bit. */
    public boolean isGroup1(int cpu, int intid) {
        return test(group1, cpu, intid);
    }

    /** Whether it may go to CPUs: it is enabled, and its group is forwarded. */
    public boolean isEnabled(int cpu, int intid) {
        return test(enabled, cpu, intid) && (control & (isGroup1(cpu, intid) ? 0b10 : 0b01)) != 0;
    }

    /** The level of an input. */
    public boolean line(int cpu, int intid) {
        return test(lines, cpu, intid);
    }

    /** Whether the level of its input keeps it pending, whatever is acknowledged. */
    public boolean isHeld(int cpu, int intid) {
        return line(cpu, intid) && !test(edge, cpu, intid);
    }

    /** An event without a line: it is pending until it is acknowledged, or cleared by software. */
    public void latch(int cpu, int intid) {
        set(latched, cpu, intid, true);
        changed(cpu, intid);
    }

    // What a hypervisor does with list registers, which carry a part of the state away; nobody is told of it.

    /** Sets an active bit. */
    public void setActive(int cpu, int intid, boolean value) {
        set(active, cpu, intid, value);
    }

    /** Takes away what makes it pending but for its line; whether there was something. */
    public boolean takeLatch(int cpu, int intid) {
        boolean was = test(latched, cpu, intid);
        set(latched, cpu, intid, false);
        return was;
    }

    /** Brings it back. */
    public void giveLatch(int cpu, int intid) {
        set(latched, cpu, intid, true);
    }

    /** Takes an SGI of one source away. */
    public void takeSource(int cpu, int sgi, int source) {
        putSources(cpu, sgi, sgiSources(cpu, sgi) & ~(1 << source));
    }

    /** Brings it back. */
    public void giveSource(int cpu, int sgi, int source) {
        putSources(cpu, sgi, sgiSources(cpu, sgi) | 1 << source);
    }

    /** Sets an input without an edge: the level had been this all the time. */
    public void setLine(int cpu, int intid, boolean level) {
        set(lines, cpu, intid, level);
    }
}
