/**
 * The microvisor: a small hypervisor in the manner of OKL4, written in Java and living in Hyp mode. It is entered by
 * exceptions only and touches guests through {@link trapline.emulator.hyp.HypPort} only; each thing it does there costs a
 * tick.
 *
 * <p>Start at {@link trapline.emulator.microvisor.Microvisor}, which sends each trap to the class for it. Partitions
 * (VMs) have virtual CPUs, a stage-2 translation and emulated devices; the scheduler shares out physical CPUs; hypercalls
 * are in {@link trapline.emulator.microvisor.HypercallTable} and one class per family.
 */
@NullMarked
package trapline.emulator.microvisor;

import org.jspecify.annotations.NullMarked;
