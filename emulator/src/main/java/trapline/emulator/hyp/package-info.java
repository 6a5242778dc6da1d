/**
 * The boundary between the machine and a hypervisor written in Java that lives in Hyp mode: it is entered by
 * exceptions to Hyp, acts only through {@link trapline.emulator.hyp.HypPort}, and leaves by ERET.
 */
@NullMarked
package trapline.emulator.hyp;

import org.jspecify.annotations.NullMarked;
