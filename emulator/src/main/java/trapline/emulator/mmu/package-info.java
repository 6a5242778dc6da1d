/**
 * Address translation: stage-1 and stage-2 walks, the modelled TLB that is part of the trace, the look-aside that makes
 * it fast on the host, exclusive monitors, address translation operations. Start at
 * {@link trapline.emulator.mmu.MemoryPort}.
 */
@NullMarked
package trapline.emulator.mmu;

import org.jspecify.annotations.NullMarked;
