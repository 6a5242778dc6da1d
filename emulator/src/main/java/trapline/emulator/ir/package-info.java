/**
 * Micro-operations and blocks of them: the intermediate representation between {@code translate}, which makes it from instructions,
 * and {@code execute}, which runs it. Depends on {@code decode} and {@code isa} to show a block. Start at
 * {@link trapline.emulator.ir.Uop}, {@link trapline.emulator.ir.UopKind} and {@link trapline.emulator.ir.Block}.
 */
@NullMarked
package trapline.emulator.ir;

import org.jspecify.annotations.NullMarked;
