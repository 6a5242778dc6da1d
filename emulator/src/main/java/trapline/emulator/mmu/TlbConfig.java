package trapline.emulator.mmu;

/**
 * Geometry and tagging of the modelled TLB. Guests cannot tell one from another; the trace can.
 *
 * @param entries number of entries, a multiple of {@code ways}; entries / ways is a power of two
 * @param ways entries of a set
 * @param vmidTagged entries carry the VMID; when not, changing VTTBR.VMID flushes
 * @param asidTagged entries carry the ASID; when not, changing the ASID flushes non-global entries
 * @param deviceAlignmentFaults unaligned accesses to memory mapped as Device or Strongly-ordered fault (A3.2.1)
 */
public record TlbConfig(int entries, int ways, boolean vmidTagged, boolean asidTagged, boolean deviceAlignmentFaults) {
    /** Cortex-A15's main TLB. */
    public static final TlbConfig CORTEX_A15 = new TlbConfig(512, 4, true, true, true);

    /** Number of sets. */
    public int sets() {
        return entries / ways;
    }

    /** Whether an entry has the same place in both. */
    boolean hasGeometryOf(TlbConfig other) {
        return entries == other.entries && ways == other.ways;
    }

    /** Checks the geometry. */
    public TlbConfig {
        if (ways <= 0 || entries <= 0 || entries % ways != 0 || Integer.bitCount(entries / ways) != 1) {
            throw new IllegalArgumentException(
                    "a TLB of %d entries in %d ways has no power of two of sets".formatted(entries, ways));
        }
    }
}
