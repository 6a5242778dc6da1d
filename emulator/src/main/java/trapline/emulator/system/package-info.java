/**
 * One processor as instructions find it beyond registers and memory: {@link trapline.emulator.system.SystemControl} puts
 * status registers, coprocessor registers, exceptions, waiting and firmware calls together.
 */
@NullMarked
package trapline.emulator.system;

import org.jspecify.annotations.NullMarked;
