/**
 * What instructions mean: each form of {@code isa} as micro-operations, one file per group of ARM DDI 0406C chapter A4. This is the only
 * place where a meaning is written. Depends on {@code isa}, {@code decode} and {@code ir}. Start at
 * {@link trapline.emulator.translate.Translator}; the vocabulary is {@code Emitter}.
 *
 * <p>UNPREDICTABLE has one policy: what the pseudocode does with the values is done where it is harmless; where it would use a PSR or a
 * register that the mode does not have, the instruction is UNDEFINED ({@code Emitter.unpredictable}).
 */
@NullMarked
package trapline.emulator.translate;

import org.jspecify.annotations.NullMarked;
