package trapline.emulator.cpu;

import trapline.recorder.event.AccessKind;

/**
 * What a memory access ran into, before it is encoded for whoever takes it: DFSR/IFSR in either format, or HSR with
 * HPFAR (ARM DDI 0406C B3.12, B3.13). Mutable and reused: one per processor.
 */
public final class Fault {
    /** Kinds of faults; the encodings of each format belong to exception entry. */
    public enum Kind {
        /** Translation fault. */
        TRANSLATION,
        /** Access flag fault. */
        ACCESS_FLAG,
        /** Domain fault (short descriptors). */
        DOMAIN,
        /** Permission fault. */
        PERMISSION,
        /** Address size is reported as a translation fault at level 1 in ARMv7; kept apart for the log's reader. */
        ADDRESS_SIZE,
        /** Alignment fault. */
        ALIGNMENT,
        /** Synchronous external abort on the access itself (nothing at that physical address). */
        EXTERNAL,
        /** Synchronous external abort on a translation table walk. */
        EXTERNAL_ON_WALK,
        /** Debug event; {@link Fault#methodOfEntry} says of what kind. */
        DEBUG
    }

    public Kind kind = Kind.TRANSLATION;
    /** What kind of debug event it is, if it is one. */
    public MethodOfEntry methodOfEntry = MethodOfEntry.BKPT_INSTRUCTION;
    /** What the access was. */
    public AccessKind access = AccessKind.READ;
    /** Faulting virtual address. */
    public int va;
    /** Level of the lookup at which it happened, 1 to 3; 0 when there is none. */
    public int level;
    /** Domain of the short-descriptor entry, where known. */
    public int domain;
    /** Found by stage 2 (goes to Hyp mode). */
    public boolean stage2;
    /** Stage 2 fault on a stage-1 table walk (HSR.S1PTW). */
    public boolean onStage1Walk;
    /** Faulting intermediate physical address, for stage-2 faults. */
    public long ipa;
    /** The access was by a cache maintenance or address translation operation (HSR.CM). */
    public boolean cacheMaintenance;
    /**
     * ISV, SAS, SSE and SRT (HSR[24:16]) of the instruction, or 0 when it is of a form that gives no valid syndrome;
     * filled in by the executor.
     */
    public int instructionSyndrome;

    /** Becomes a debug event of an instruction: its address is UNKNOWN, and it has neither level nor domain. */
    public void setDebugEvent(MethodOfEntry method) {
        kind = Kind.DEBUG;
        methodOfEntry = method;
        access = AccessKind.FETCH;
        va = 0;
        level = 0;
        domain = 0;
        stage2 = false;
        onStage1Walk = false;
        ipa = 0;
        cacheMaintenance = false;
    }

    /** Whether the access wrote (DFSR.WnR); maintenance operations count as writes. */
    public boolean isWrite() {
        return access == AccessKind.WRITE || access == AccessKind.MAINTENANCE;
    }
}
