/**
 * Debian's kernels, unmodified, boot to a shell and power off, natively and started in Hyp mode, as they do under QEMU.
 * Start at {@link trapline.linux.LinuxBootTest}.
 */
@NullMarked
package trapline.linux;

import org.jspecify.annotations.NullMarked;
