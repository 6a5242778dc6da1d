package trapline.emulator.memory;

/**
 * The way by which a DMA master reaches memory. The master knows addresses and nothing else: an SMMU, or the second stage
 * of a VM, is whatever implements this between it and {@link PhysicalDma}. Accesses happen at the present tick, and
 * all CPUs see them as they see each other's stores.
 */
public interface DmaPort {
    /** Reads; false when not all of the range may be read, and the target then holds nothing of meaning. */
    boolean read(long address, byte[] target, int offset, int length);

    /** Writes; false when not all of the range may be written, of which a part may have been written then. */
    boolean write(long address, byte[] source, int offset, int length);
}
