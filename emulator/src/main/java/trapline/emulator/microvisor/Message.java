package trapline.emulator.microvisor;

/**
 * A message in a queue; its payload is in the microvisor's memory.
 *
 * @param number within the session
 * @param from VM-ID of the sender, as the microvisor knows it
 * @param bytes length
 * @param pa where the payload is
 */
record Message(long number, int from, int bytes, long pa) {}
