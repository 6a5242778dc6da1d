/**
 * Puts images into memory and processors into the state in which QEMU's {@code virt} board hands them to software. Start
 * at {@link trapline.emulator.boot.ImageKind}.
 */
@NullMarked
package trapline.emulator.boot;

import org.jspecify.annotations.NullMarked;
