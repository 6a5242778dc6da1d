/**
 * The board: which device answers at which address and raises which interrupt, as one table, and what follows from the
 * table — the device tree handed to software. The addresses and interrupt numbers are those of QEMU's {@code virt}
 * machine with a GICv2. Start at {@link trapline.emulator.board.BoardDevice}.
 */
@NullMarked
package trapline.emulator.board;

import org.jspecify.annotations.NullMarked;
