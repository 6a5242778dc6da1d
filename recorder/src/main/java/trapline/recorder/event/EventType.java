package trapline.recorder.event;

/** The rows of the event table: a stable id, the record, and the log format version since which it exists. */
public enum EventType {
    CONSOLE_INPUT(1, Input.ConsoleInput.class, 1),
    HOST_TIME(2, Input.HostTime.class, 1),
    STOP_REQUEST(3, Input.StopRequest.class, 1),

    HYP_TRAP(16, Observation.HypTrap.class, 1),
    HYP_RETURN(17, Observation.HypReturn.class, 1),
    PL1_EXCEPTION(18, Observation.Pl1Exception.class, 1),
    HYPERCALL(19, Observation.Hypercall.class, 1),
    MMIO_ACCESS(20, Observation.MmioAccess.class, 1),
    TLB_MAINTENANCE(21, Observation.TlbMaintenance.class, 1),
    TLB_MISS(22, Observation.TlbMiss.class, 1),
    VIRTUAL_INTERRUPT(23, Observation.VirtualInterrupt.class, 1),
    MESSAGE_SENT(24, Observation.MessageSent.class, 1),
    MESSAGE_RECEIVED(25, Observation.MessageReceived.class, 1),
    PAGE_SHARE(26, Observation.PageShare.class, 1),
    STAGE2_CHANGE(27, Observation.Stage2Change.class, 1),
    WORLD_SWITCH(28, Observation.WorldSwitch.class, 1),
    VCPU_STATE(29, Observation.VcpuState.class, 1),
    IDLE(30, Observation.Idle.class, 1),
    CONSOLE_OUTPUT(31, Observation.ConsoleOutput.class, 1),
    GUEST_EXIT(32, Observation.GuestExit.class, 1),
    STATE_DIGEST(33, Observation.StateDigest.class, 1),
    UNIMPLEMENTED(34, Observation.Unimplemented.class, 1);

    private final int id;
    private final Class<? extends Event> record;
    private final int since;
    private final boolean input;

    EventType(int id, Class<? extends Event> record, int since) {
        this.id = id;
        this.record = record;
        this.since = since;
        input = Input.class.isAssignableFrom(record);
    }

    /** Stable number in the log, 1 to 63. */
    public int id() {
        return id;
    }

    /** The declaring record. */
    public Class<? extends Event> record() {
        return record;
    }

    /** Major log format version in which the row appeared. */
    public int since() {
        return since;
    }

    /** Whether this is an {@link Input}. */
    public boolean isInput() {
        return input;
    }
}
