package trapline.emulator.microvisor;

/**
 * An access to a device on behalf of a guest.
 *
 * @param size bytes
 * @param value what is stored; 0 for a load
 * @param decoded the instruction had to be decoded, because HSR.ISV was 0
 */
record DeviceAccess(long ipa, int size, boolean write, long value, boolean decoded) {}
