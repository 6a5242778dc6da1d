/**
 * Debug events of monitor debug-mode (ARM DDI 0406C C3): which instruction hits a breakpoint or a vector catch, which access a
 * watchpoint. They are looked for only while the registers of CP14 ask for them. Start at
 * {@link trapline.emulator.debug.Breakpoints} and {@link trapline.emulator.debug.Watchpoints}; depends on the processor's state alone.
 */
@NullMarked
package trapline.emulator.debug;

import org.jspecify.annotations.NullMarked;
