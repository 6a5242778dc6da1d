/**
 * The same program under QEMU and under Trapline: equal console text, equal exit status. Start at
 * {@link trapline.oracle.NativeProgramsTest}.
 */
@NullMarked
package trapline.oracle;

import org.jspecify.annotations.NullMarked;
