package trapline.shell.console;

/**
 * Console input that is known before the session starts.
 *
 * @param console 0 for the machine's UART, 1 + VM-ID for the emulated UART of a VM
 * @param at the earliest tick at which it may arrive; it waits until the console has room
 * @param bytes what arrives
 */
public record PreparedInput(int console, long at, byte[] bytes) {}
