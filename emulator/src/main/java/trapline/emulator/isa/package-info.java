/**
 * The instructions as values: {@link trapline.emulator.isa.Insn} and its records, one per form, and the disassembler, a pure function of
 * them. Depends on nothing. {@code decode} makes them, {@code translate} gives them meaning. Start with {@code Insn}.
 */
@NullMarked
package trapline.emulator.isa;

import org.jspecify.annotations.NullMarked;
