/**
 * Exceptions: entry to PL1, Monitor and Hyp modes, return from them, syndromes, interrupts and their masking (ARM DDI
 * 0406C B1.8 and B1.9). Acts on the state of {@code trapline.emulator.cpu}; knows nothing of instructions. Start at
 * {@link trapline.emulator.exception.ExceptionEntry}.
 */
@NullMarked
package trapline.emulator.exception;

import org.jspecify.annotations.NullMarked;
