/**
 * What the instructions of the Floating-point and Advanced SIMD Extensions compute: pure functions of the extension registers and FPSCR in
 * {@link trapline.emulator.cpu.CpuState}. {@code SoftFloat} is the arithmetic of the manual in integers and the reference;
 * {@code SingleMath} and {@code DoubleMath} use the host's where it gives the same. The public methods that take a {@code CpuState} and a
 * constant are the meaning of micro-operations, see {@link trapline.emulator.ir.UopKind}. Depends on {@code cpu} and {@code isa}. Start at
 * {@link trapline.emulator.fp.VfpSingle}.
 */
@NullMarked
package trapline.emulator.fp;

import org.jspecify.annotations.NullMarked;
