package trapline.query;

import java.io.IOException;
import java.nio.file.Path;
import trapline.recorder.event.AccessKind;
import trapline.recorder.event.Input;
import trapline.recorder.event.MmioDeviceKind;
import trapline.recorder.event.Observation.ConsoleOutput;
import trapline.recorder.event.Observation.GuestExit;
import trapline.recorder.event.Observation.HypReturn;
import trapline.recorder.event.Observation.HypTrap;
import trapline.recorder.event.Observation.Hypercall;
import trapline.recorder.event.Observation.Idle;
import trapline.recorder.event.Observation.MessageReceived;
import trapline.recorder.event.Observation.MessageSent;
import trapline.recorder.event.Observation.MmioAccess;
import trapline.recorder.event.Observation.PageShare;
import trapline.recorder.event.Observation.Pl1Exception;
import trapline.recorder.event.Observation.Stage2Change;
import trapline.recorder.event.Observation.TlbMaintenance;
import trapline.recorder.event.Observation.TlbMiss;
import trapline.recorder.event.Observation.VcpuState;
import trapline.recorder.event.Observation.VirtualInterrupt;
import trapline.recorder.event.Observation.WorldSwitch;
import trapline.recorder.event.TlbOperation;
import trapline.recorder.event.TrapReason;

/**
 * A session small enough to be worked out by hand: alice makes a page appear, talks to her UART, shares a page with
 * bob, sends him a message and waits; bob is woken, receives, and touches the page after it was taken back.
 */
final class SampleTrace {
    static final int SVC_MODE = 0x1D3;
    static final int USR_MODE = 0x10;
    private static final int HVC_HSR = 0x4A00_0100;

    private SampleTrace() {}

    static void write(Path directory, byte[]... images) throws IOException {
        try (TraceFixture trace = TraceFixture.begin(directory, images)) {
            start(trace);
            alice(trace);
            switchToBob(trace);
            bob(trace);
            end(trace);
        }
    }

    /** seq 0-5: the world switch into alice (10 to 30), and the first return. */
    private static void start(TraceFixture trace) {
        trace.at(0, 0, -1, -1, 0).add(new Input.HostTime(1_700_000_000L));
        trace.at(10, 0, -1, -1, 0)
                .add(new VcpuState(0, 0, VcpuState.State.RUNNABLE))
                .add(new VcpuState(1, 0, VcpuState.State.RUNNABLE));
        trace.at(30, 0, -1, -1, 0).add(new VcpuState(0, 0, VcpuState.State.RUNNING));
        trace.at(30, 0, 0, 0, 0).add(new WorldSwitch(-1, -1, 0, 0, WorldSwitch.Reason.START, 10));
        trace.at(40, 0, 0, 0, 0).add(new HypReturn(0x4000_8000, SVC_MODE));
    }

    private static void alice(TraceFixture trace) {
        // seq 6-8: stage-2 fault of a write to 0x40010004, mapped: 100 to 150.
        trace.at(100, 0, 0, 0, 0x4000_8010)
                .add(new HypTrap(TrapReason.DABT, 0x9000_0047, SVC_MODE, 0x8001_0004, 0x4001_0004L));
        trace.at(120, 0, 0, 0, 0x4000_8010).add(new Stage2Change(0, 0x4001_0000L, 0x4801_0000L, 4096, 3));
        trace.at(150, 0, 0, 0, 0x4000_8010).add(new HypReturn(0x4000_8010, SVC_MODE));
        // seq 9: the walk: 2 + 9 descriptors.
        trace.at(151, 0, 0, 0, 0x4000_8010)
                .add(new TlbMiss(
                        AccessKind.WRITE, 0x8001_0004, 0x4001_0004L, 0x4801_0004L, 1, 5, 2, 9, 4096, 0x7000_0000L, 1));
        // seq 10-12: UART write, 200 to 230.
        trace.at(200, 0, 0, 0, 0x4000_8020)
                .add(new HypTrap(TrapReason.DABT, 0x9381_0046, SVC_MODE, 0x0900_0000, 0x0900_0000L));
        trace.at(230, 0, 0, 0, 0x4000_8020)
                .add(new MmioAccess(MmioDeviceKind.PL011, 0x0900_0000L, 0, 1, true, 'A', false, 200));
        trace.at(230, 0, 0, 0, 0x4000_8020).add(new HypReturn(0x4000_8024, SVC_MODE));
        // seq 13: console.
        trace.at(230, 0, 0, 0, 0x4000_8020).add(new ConsoleOutput(1, new byte[] {'A', '\n'}));
        // seq 14: SVC within alice.
        trace.at(240, 0, 0, 0, 0x4000_8104).add(new Pl1Exception(Pl1Exception.Kind.SVC, USR_MODE, 0x2A, 0));
        // seq 15-18: page_share, 300 to 340.
        trace.at(300, 0, 0, 0, 0x4000_8034).add(hvc(0x110));
        trace.at(330, 0, 0, 0, 0x4000_8034)
                .add(new PageShare(7, PageShare.Step.SHARED, 0, 1, 0x4002_0000L, true))
                .add(call(0x110, 0x4002_0000, 3, 1, 0, 7, 300));
        trace.at(340, 0, 0, 0, 0x4000_8034).add(new HypReturn(0x4000_8034, SVC_MODE));
        // seq 19-24: msg_send, 400 to 460; bob's vIRQ 48 becomes pending; bob is runnable already.
        trace.at(400, 0, 0, 0, 0x4000_8044).add(hvc(0x101));
        trace.at(430, 0, 0, 0, 0x4000_8044).add(new MessageSent(0, 0, 1, MessageSent.Channel.REGISTER, 8));
        trace.at(440, 0, 1, 0, 0x4000_8044).add(virq(VirtualInterrupt.Step.PENDING, -1));
        trace.at(450, 0, 0, 0, 0x4000_8044).add(call(0x101, 1, 8, 0x1234, 0, 0, 400));
        trace.at(460, 0, 0, 0, 0x4000_8044).add(new HypReturn(0x4000_8044, SVC_MODE));
        // seq 24: an unknown hypercall, 500 to 510, answers UNKNOWN_CALL.
        trace.at(500, 0, 0, 0, 0x4000_8054).add(hvc(0x777));
        trace.at(505, 0, 0, 0, 0x4000_8054).add(call(0x777, 0, 0, 0, 1, 0, 500));
        trace.at(510, 0, 0, 0, 0x4000_8054).add(new HypReturn(0x4000_8054, SVC_MODE));
    }

    /** seq 27-32: alice waits, 600; bob runs from 680; his interrupt is injected on the way. */
    private static void switchToBob(TraceFixture trace) {
        trace.at(600, 0, 0, 0, 0x4000_8060).add(new HypTrap(TrapReason.WFI, 0x0600_0000, SVC_MODE, 0, 0));
        trace.at(610, 0, 0, 0, 0x4000_8060).add(new VcpuState(0, 0, VcpuState.State.BLOCKED));
        trace.at(650, 0, 1, 0, 0x4000_8060).add(virq(VirtualInterrupt.Step.INJECTED, 0));
        trace.at(660, 0, 1, 0, 0x4000_8060).add(new VcpuState(1, 0, VcpuState.State.RUNNING));
        trace.at(670, 0, 1, 0, 0x4000_8060).add(new WorldSwitch(0, 0, 1, 0, WorldSwitch.Reason.BLOCK, 610));
        trace.at(680, 0, 1, 0, 0x4000_8060).add(new HypReturn(0x4000_8000, SVC_MODE));
    }

    private static void bob(TraceFixture trace) {
        // seq 33-35: the interrupt.
        trace.at(681, 0, 1, 0, 0x4000_8004).add(new Pl1Exception(Pl1Exception.Kind.VIRQ, SVC_MODE, 0, 0));
        trace.at(690, 0, 1, 0, 0x4000_9000).add(virq(VirtualInterrupt.Step.ACKNOWLEDGED, 0));
        trace.at(720, 0, 1, 0, 0x4000_9010).add(virq(VirtualInterrupt.Step.EOI, 0));
        // seq 36-39: msg_recv, 740 to 770.
        trace.at(740, 0, 1, 0, 0x4000_9024).add(hvc(0x103));
        trace.at(750, 0, 1, 0, 0x4000_9024).add(new MessageReceived(0, 0, 1, 8));
        trace.at(760, 0, 1, 0, 0x4000_9024).add(call(0x103, 0, 0, 0, 0, 0, 740));
        trace.at(770, 0, 1, 0, 0x4000_9024).add(new HypReturn(0x4000_9024, SVC_MODE));
        // seq 40-43: bob maps the page at 0x50000000; then it is revoked under him, and one TLB operation.
        trace.at(800, 0, 1, 0, 0x4000_9030).add(new PageShare(7, PageShare.Step.MAPPED, 0, 1, 0x5000_0000L, true));
        trace.at(820, 0, 1, 0, 0x4000_9034).add(new PageShare(7, PageShare.Step.LOCKED, 0, 1, 0x5000_0000L, true));
        trace.at(850, 0, 0, 0, 0).add(new PageShare(7, PageShare.Step.REVOKED, 0, 1, 0x4002_0000L, true));
        trace.at(851, 0, -1, -1, 0).add(new TlbMaintenance(TlbOperation.TLBIALLIS, true, 2, -1, 0, 12));
        // seq 44-45: his access faults, 900 to 930; two walks fail.
        trace.at(899, 0, 1, 0, 0x4000_9040)
                .add(new TlbMiss(AccessKind.READ, 0x5000_0008, 0x5000_0008L, -1, 2, -1, 0, 3, 0, -1, -1));
        trace.at(900, 0, 1, 0, 0x4000_9040)
                .add(new HypTrap(TrapReason.DABT, 0x9000_0007, SVC_MODE, 0x5000_0008, 0x5000_0008L));
    }

    /** seq 46-49: bob is stopped for it; idle from 940 to 990; the end. */
    private static void end(TraceFixture trace) {
        trace.at(910, 0, 1, 0, 0x4000_9040).add(new GuestExit(1, GuestExit.Cause.CRASH, 0, "unhandled fault"));
        trace.at(920, 0, 1, 0, 0x4000_9040).add(new VcpuState(1, 0, VcpuState.State.OFFLINE));
        trace.at(940, 0, -1, -1, 0).add(new Idle(990));
        trace.at(1000, 0, -1, -1, 0).add(new GuestExit(-1, GuestExit.Cause.DEADLOCK, 0, "nothing can run"));
    }

    private static HypTrap hvc(int imm) {
        return new HypTrap(TrapReason.HVC, (HVC_HSR & ~0xFFFF) | imm, SVC_MODE, 0, 0);
    }

    private static Hypercall call(int imm, int arg0, int arg1, int arg2, int ret, int ret1, long entered) {
        return new Hypercall(imm, arg0, arg1, arg2, 0, 0, 0, ret, ret1, 0, entered);
    }

    private static VirtualInterrupt virq(VirtualInterrupt.Step step, int lr) {
        return new VirtualInterrupt(48, 0, step, lr, false, 0x80);
    }
}
