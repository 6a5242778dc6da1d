package trapline.recorder.event;

/**
 * What every event carries beside its own fields.
 *
 * @param seq position in the log, from 0; the replay order
 * @param icount the tick at which it happened
 * @param cpu physical CPU, from 0
 * @param vm VM-ID, or -1 when it belongs to no VM (the hypervisor, the machine); a native session is VM 0
 * @param vcpu virtual CPU within the VM, or -1
 * @param pc address of the instruction that caused it (32 bits)
 */
public record EventHeader(long seq, long icount, int cpu, int vm, int vcpu, int pc) {}
