package trapline.recorder.event;

/** What the machine did. Recomputed when replaying, and compared. */
public sealed interface Observation extends Event {
    // spotless:off — each component stands on one line with what it means

    /**
     * An exception taken to Hyp mode (ARM DDI 0406C B1.8, B3.13). The header's pc is the preferred return address.
     */
    record HypTrap(
            @Field("class of the exception, from HSR.EC; IRQ and FIQ have no HSR") TrapReason reason,
            @Field(value = "Hyp Syndrome Register; 0 for IRQ and FIQ", hex = true) int hsr,
            @Field(value = "CPSR at the exception (SPSR_hyp)", hex = true) int spsr,
            @Field(value = "faulting virtual address (HDFAR or HIFAR), for aborts", hex = true) int far,
            @Field(value = "faulting intermediate physical address, for stage-2 aborts", hex = true) long ipa)
            implements Observation {}

    /** Return from Hyp mode by ERET: the end of the trap that the same CPU entered last. */
    record HypReturn(
            @Field(value = "address returned to (ELR_hyp)", hex = true) int target,
            @Field(value = "CPSR returned to (SPSR_hyp)", hex = true) int cpsr)
            implements Observation {}

    /** An exception taken to a PL1 mode (or Monitor mode): SVC, UNDEF, aborts, interrupts, virtual interrupts, SMC. */
    record Pl1Exception(
            @Field("class of the exception") Kind kind,
            @Field(value = "CPSR at the exception", hex = true) int spsr,
            @Field(value = "fault status (DFSR or IFSR) for aborts; the immediate for SVC and SMC", hex = true) int fsr,
            @Field(value = "fault address (DFAR or IFAR) for aborts", hex = true) int far)
            implements Observation {
        /** Exceptions to PL1 modes. */
        public enum Kind {
            /** Supervisor Call. */
            SVC,
            /** Undefined Instruction. */
            UNDEF,
            /** Prefetch Abort, and BKPT. */
            IABT,
            /** Data Abort. */
            DABT,
            /** Physical IRQ. */
            IRQ,
            /** Physical FIQ. */
            FIQ,
            /** Virtual IRQ. */
            VIRQ,
            /** Virtual FIQ. */
            VFIQ,
            /** Virtual asynchronous abort. */
            VABT,
            /** Secure Monitor Call, taken to Monitor mode. */
            SMC
        }
    }

    /** A hypercall, at its completion; arguments as the caller gave them, results as it gets them. */
    record Hypercall(
            @Field(value = "immediate of the HVC instruction", hex = true) int imm,
            @Field(value = "r0 on entry", hex = true) int arg0,
            @Field(value = "r1 on entry", hex = true) int arg1,
            @Field(value = "r2 on entry", hex = true) int arg2,
            @Field(value = "r3 on entry", hex = true) int arg3,
            @Field(value = "r4 on entry", hex = true) int arg4,
            @Field(value = "r5 on entry", hex = true) int arg5,
            @Field("r0 on return: the error number, 0 for success") int ret,
            @Field(value = "r1 on return", hex = true) int ret1,
            @Field(value = "r2 on return", hex = true) int ret2,
            @Field(value = "tick at which the call entered Hyp mode", tick = true) long entered)
            implements Observation {}

    /** An access by a VM to a device that the microvisor emulates. */
    record MmioAccess(
            @Field("the device") MmioDeviceKind device,
            @Field(value = "intermediate physical address", hex = true) long ipa,
            @Field("offset within the device, bytes") int offset,
            @Field("access size, bytes") int size,
            @Field("a store") boolean write,
            @Field(value = "value stored or loaded", hex = true) long value,
            @Field("the instruction had to be decoded because HSR.ISV was 0") boolean decoded,
            @Field(value = "tick at which the access entered Hyp mode", tick = true) long entered)
            implements Observation {}

    /** A TLB maintenance operation (ARM DDI 0406C B4.2.2), by a guest or by the hypervisor. */
    record TlbMaintenance(
            @Field("the operation") TlbOperation op,
            @Field("executed in Hyp mode") boolean fromHyp,
            @Field("VMID the operation applies to; -1 for all or none") int vmid,
            @Field("ASID the operation applies to; -1 for all") int asid,
            @Field(value = "virtual address operand, 0 for whole-TLB operations", hex = true) int va,
            @Field("entries that left the TLB model, on all CPUs it reached") int dropped)
            implements Observation {}

    /** A translation that the TLB did not hold: walked, and filled in when it succeeded. */
    record TlbMiss(
            @Field("what the access was") AccessKind access,
            @Field(value = "virtual address", hex = true) int va,
            @Field(
                            value = "intermediate physical address (equals pa without stage 2)",
                            hex = true,
                            relativeTo = "va")
                    long ipa,
            @Field(value = "physical address, -1 when the walk faulted", hex = true, relativeTo = "ipa") long pa,
            @Field("VMID in force, -1 outside the NS PL1&0 regime") int vmid,
            @Field("ASID in force, -1 for a global entry or the Hyp regime") int asid,
            @Field("stage-1 descriptors read") int s1Reads,
            @Field("stage-2 descriptors read") int s2Reads,
            @Field("size of the page or block filled in, bytes; 0 when the walk faulted") long pageSize,
            @Field(value = "virtual address of the entry evicted to make room, -1 when none", hex = true) long evictedVa,
            @Field("VMID of the entry evicted, -1 when none or untagged") int evictedVmid)
            implements Observation {}

    /** A step in the life of a virtual interrupt. Steps with the same VM, INTID and serial belong together. */
    record VirtualInterrupt(
            @Field("interrupt number as the guest sees it") int intid,
            @Field("serial number of this occurrence within VM and INTID, from 0") int serial,
            @Field("which step") Step step,
            @Field("list register, -1 when it is in none") int lr,
            @Field("backed by a physical interrupt (GICH_LR.HW)") boolean hw,
            @Field("priority") int priority)
            implements Observation {
        /** The steps, in their natural order. */
        public enum Step {
            /** Made pending by the microvisor. */
            PENDING,
            /** Pending, but no list register was free. */
            NO_FREE_LR,
            /** Placed in a list register. */
            INJECTED,
            /** The guest read it from GICV_IAR. */
            ACKNOWLEDGED,
            /** The guest ended it at GICV_EOIR (or GICV_DIR with EOImode 1). */
            EOI
        }
    }

    /** A message between VMs was queued. */
    record MessageSent(
            @Field("number of the message within the session, from 0") long message,
            @Field("VM-ID of the sender") int srcVm,
            @Field("VM-ID of the receiver") int dstVm,
            @Field("how it is carried") Channel channel,
            @Field("payload, bytes") int bytes)
            implements Observation {
        /** How a message is carried. */
        public enum Channel {
            /** In registers (msg_send). */
            REGISTER,
            /** Copied through a buffer (msg_send_buf). */
            BUFFER
        }
    }

    /** A message was taken by its receiver. */
    record MessageReceived(
            @Field("number of the message, as in MessageSent") long message,
            @Field("VM-ID of the sender") int srcVm,
            @Field("VM-ID of the receiver") int dstVm,
            @Field("payload, bytes") int bytes)
            implements Observation {}

    /** A step in the life of a shared page. */
    record PageShare(
            @Field("share id") int shareId,
            @Field("which step") Step step,
            @Field("VM-ID of the owner") int ownerVm,
            @Field("VM-ID of the borrower; -1 for any, or none yet") int borrowerVm,
            @Field(value = "intermediate physical address at the VM that acts", hex = true) long ipa,
            @Field("may be written by the borrower") boolean writable)
            implements Observation {
        /** The steps. */
        public enum Step {
            /** The owner offered the page (page_share). */
            SHARED,
            /** A borrower mapped it (page_map). */
            MAPPED,
            /** A borrower unmapped it (page_unmap). */
            UNMAPPED,
            /** The owner took it back (page_revoke), or it ended with its VM. */
            REVOKED,
            /** Its lock was taken. */
            LOCKED,
            /** Its lock was released. */
            UNLOCKED
        }
    }

    /** The hypervisor changed a VM's stage-2 mapping. */
    record Stage2Change(
            @Field("VM-ID whose mapping changed") int ofVm,
            @Field(value = "first intermediate physical address", hex = true) long ipa,
            @Field(value = "first physical address, -1 when unmapped", hex = true) long pa,
            @Field("bytes") long size,
            @Field("permission: HAP bits, 1 read, 2 write; 0 when unmapped") int hap)
            implements Observation {}

    /** The CPU went from one VM to another; emitted when it is done. */
    record WorldSwitch(
            @Field("VM-ID left, -1 for idle") int fromVm,
            @Field("vCPU left") int fromVcpu,
            @Field("VM-ID entered, -1 for idle") int toVm,
            @Field("vCPU entered") int toVcpu,
            @Field("why") Reason reason,
            @Field(value = "tick at which the switch began", tick = true) long began)
            implements Observation {
        /** Why a CPU changes worlds. */
        public enum Reason {
            /** First entry of a vCPU. */
            START,
            /** The vCPU waits (WFI, WFE). */
            BLOCK,
            /** Its time slice ended. */
            SLICE,
            /** One of higher priority became ready. */
            PREEMPT,
            /** It yielded the CPU itself. */
            YIELD,
            /** It stopped or crashed. */
            STOP,
            /** The CPU was idle and something became ready. */
            WAKE
        }
    }

    /** A vCPU changed its state. */
    record VcpuState(
            @Field("VM-ID of the vCPU") int ofVm,
            @Field("the vCPU") int ofVcpu,
            @Field("the state it enters") State state)
            implements Observation {
        /** States of a vCPU. */
        public enum State {
            /** On a CPU. */
            RUNNING,
            /** Ready, waiting for a CPU. */
            RUNNABLE,
            /** Waiting for an interrupt or event. */
            BLOCKED,
            /** Not started, stopped, or crashed. */
            OFFLINE
        }
    }

    /** All CPUs waited and time jumped ahead. The header's icount is the tick at which it began. */
    record Idle(@Field(value = "tick at which something runs again", tick = true) long until) implements Observation {}

    /** Bytes went out of a console. */
    record ConsoleOutput(
            @Field("console number: 0 is the machine's UART, 1 + vm_id the emulated UART of a VM; 1000 and 1001 + vm_id"
                            + " are their virtio consoles; -1 semihosting")
                    int device,
            @Field("the bytes") byte[] bytes)
            implements Observation {}

    /** A VM, or the whole machine, came to an end. */
    record GuestExit(
            @Field("VM-ID that ended, -1 for the machine") int ofVm,
            @Field("how") Cause cause,
            @Field("exit status the guest reported, 0 when it reports none") int status,
            @Field("what happened, in words") String detail)
            implements Observation {
        /** How a guest or the machine ends. */
        public enum Cause {
            /** PSCI SYSTEM_OFF. */
            POWER_OFF,
            /** PSCI SYSTEM_RESET. */
            RESET,
            /** Semihosting SYS_EXIT or SYS_EXIT_EXTENDED. */
            SEMIHOSTING_EXIT,
            /** A fault that nobody handles: the VM was stopped by the microvisor. */
            CRASH,
            /** Every CPU waits and nothing can ever wake one. */
            DEADLOCK,
            /** An outside request (Input StopRequest). */
            STOPPED
        }
    }

    /** A digest of registers and memory that were written, at regular ticks, so that silent differences surface. */
    record StateDigest(@Field(value = "64-bit digest of the state of all CPUs", hex = true) long digest)
            implements Observation {}

    /** Software used something this machine does not have: an unimplemented register or device. Once per place. */
    record Unimplemented(
            @Field(value = "instruction word or address", hex = true) long place,
            @Field("what it was, in words") String what)
            implements Observation {}
    // spotless:on
}
