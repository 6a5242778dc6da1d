/**
 * Hot blocks to JVM bytecode: {@link trapline.emulator.compile.RegionSelector} chooses the blocks of a region,
 * {@link trapline.emulator.compile.CarryFlow} finds out in what form the flags C and V are at each of them,
 * {@link trapline.emulator.compile.RegionEmitter} writes one method for all. What the micro-operations mean is the same as for the
 * interpreter; what they have in common is in {@code execute}. Start at {@link trapline.emulator.compile.RegionCompiler}.
 */
@NullMarked
package trapline.emulator.compile;

import org.jspecify.annotations.NullMarked;
