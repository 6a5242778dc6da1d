/**
 * From encodings to {@link trapline.emulator.isa.Insn}: the tables {@code a32.decode}, {@code t32.decode} and {@code t16.decode} (resources
 * of this package), their loader, and one builder per form that a row can name. May depend on {@code isa} only.
 *
 * <p>To add an instruction, add a row; if no form fits, a record in {@code isa} and a builder in the group's {@code …Forms} class. Start
 * with {@link trapline.emulator.decode.Decoder}, then read the head of {@code a32.decode}.
 *
 * <p><b>UNPREDICTABLE.</b> One policy: an encoding whose should-be bits are broken, or whose operands QEMU's cortex-a15 refuses, is
 * UNDEFINED (no row matches, or {@code Fields.unpredictable()}); every other UNPREDICTABLE case is what the pseudocode does when one
 * carries on.
 */
@NullMarked
package trapline.emulator.decode;

import org.jspecify.annotations.NullMarked;
