package trapline.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static trapline.recorder.event.HypercallError.ADDRESS_IN_USE;
import static trapline.recorder.event.HypercallError.ALREADY_HELD;
import static trapline.recorder.event.HypercallError.ALREADY_SHARED;
import static trapline.recorder.event.HypercallError.BAD_ADDRESS;
import static trapline.recorder.event.HypercallError.BAD_ARGUMENT;
import static trapline.recorder.event.HypercallError.BUSY;
import static trapline.recorder.event.HypercallError.DENIED;
import static trapline.recorder.event.HypercallError.EMPTY;
import static trapline.recorder.event.HypercallError.FULL;
import static trapline.recorder.event.HypercallError.NOT_HOLDER;
import static trapline.recorder.event.HypercallError.NOT_MAPPED;
import static trapline.recorder.event.HypercallError.NO_RESOURCES;
import static trapline.recorder.event.HypercallError.NO_SUCH_SHARE;
import static trapline.recorder.event.HypercallError.NO_SUCH_VM;
import static trapline.recorder.event.HypercallError.OK;
import static trapline.recorder.event.HypercallError.TOO_LONG;
import static trapline.recorder.event.HypercallError.TOO_SMALL;
import static trapline.recorder.event.HypercallError.UNKNOWN_CALL;
import static trapline.recorder.event.HypercallError.VM_STOPPED;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import trapline.recorder.event.HypercallError;
import trapline.recorder.event.Observation;
import trapline.recorder.event.Observation.GuestExit.Cause;
import trapline.recorder.event.Observation.PageShare.Step;

/** The rules of the hypercalls, each with programs that do nothing else. */
class HypercallsTest {
    private static final int VM_GET_ID = 0x100;
    private static final int MSG_SEND = 0x101;
    private static final int MSG_SEND_BUF = 0x102;
    private static final int MSG_RECV = 0x103;
    private static final int MSG_RECV_BUF = 0x104;
    private static final int PAGE_SHARE = 0x110;
    private static final int PAGE_MAP = 0x111;
    private static final int PAGE_UNMAP = 0x112;
    private static final int PAGE_REVOKE = 0x113;
    private static final int PAGE_LOCK = 0x114;
    private static final int PAGE_UNLOCK = 0x115;
    private static final int NULL = 0x1FF;

    private static final int BUFFER = 0x4010_0000;
    private static final int RAM_END = 0x4040_0000;
    private static final int WINDOW = 0x7000_0000;
    private static final int ANY = -1;

    private static void expect(VmSession session, int vm, HypercallError... answers) {
        assertEquals(List.of(answers), session.answers(vm), "answers to VM " + vm);
    }

    @Test
    void callsThatAreNone() {
        VmSession session = VmSession.run(new VmProgram()
                .call(1)
                .call(0xFF)
                .call(0x105)
                .call(0x1400)
                .call(NULL, 7, 8)
                .exit(0));
        expect(session, 0, UNKNOWN_CALL, UNKNOWN_CALL, UNKNOWN_CALL, UNKNOWN_CALL, OK);
        assertEquals(8, session.calls(0).get(4).ret1(), "registers that are no result keep their values");
    }

    @Test
    void identityIsTheCallersOwn() {
        VmProgram asks = new VmProgram()
                .call(VM_GET_ID, 0)
                .call(VM_GET_ID, fnv1a("vm0"))
                .call(VM_GET_ID, fnv1a("vm1"))
                .call(VM_GET_ID, fnv1a("vm2"))
                .exit(0);
        VmSession session = VmSession.run(asks, asks);
        expect(session, 1, OK, OK, OK, NO_SUCH_VM);
        List<Integer> ids = session.calls(1).stream()
                .limit(3)
                .map(Observation.Hypercall::ret1)
                .toList();
        assertEquals(List.of(1, 0, 1), ids);
    }

    private static int fnv1a(String name) {
        int hash = 0x811C_9DC5;
        for (char c : name.toCharArray()) {
            hash = (hash ^ c) * 0x0100_0193;
        }
        return hash;
    }

    @Test
    void messagesComeOnceInOrderFromTheirSender() {
        VmProgram receiver = new VmProgram().enableMessages().waitForMessage();
        VmProgram sender = new VmProgram();
        for (int i = 0; i < 2; i++) {
            sender.call(MSG_SEND, 0, 12, 100 + i, 200 + i, 300 + i);
        }
        VmSession session = VmSession.run(
                receiver.call(MSG_RECV, 0)
                        .call(MSG_RECV, 0)
                        .waitForMessage()
                        .call(MSG_RECV, 0)
                        .exit(0),
                sender.exit(0));
        expect(session, 1, OK, OK);
        expect(session, 0, OK, EMPTY, OK);
        Observation.Hypercall first = session.calls(0).getFirst();
        assertEquals(1, first.ret1(), "the sender's VM-ID");
        assertEquals(12, first.ret2());
        List<Long> sent = session.of(Observation.MessageSent.class).stream()
                .map(Observation.MessageSent::message)
                .toList();
        assertEquals(List.of(0L, 1L), sent);
        List<Long> received = session.of(Observation.MessageReceived.class).stream()
                .map(Observation.MessageReceived::message)
                .toList();
        assertEquals(List.of(0L, 1L), received);
    }

    @Test
    void fullQueuesRefuseAndLoseNothing() {
        VmProgram sender = new VmProgram();
        for (int i = 0; i < 17; i++) {
            sender.call(MSG_SEND, 1, 4, i);
        }
        VmProgram receiver = new VmProgram();
        for (int i = 0; i < 17; i++) {
            receiver.call(MSG_RECV, 0);
        }
        VmSession session = VmSession.run(sender.exit(0), receiver.exit(0));
        assertEquals(FULL, session.answers(0).get(16));
        assertEquals(16, Collections.frequency(session.answers(1), OK));
        assertEquals(EMPTY, session.answers(1).get(16));
        assertEquals(1, pendings(session), "one interrupt, when the queue ceased to be empty");
    }

    private static long pendings(VmSession session) {
        return session.of(Observation.VirtualInterrupt.class).stream()
                .filter(step -> step.intid() == 48 && step.step() == Observation.VirtualInterrupt.Step.PENDING)
                .count();
    }

    @Test
    void sendersArgumentsAreChecked() {
        VmProgram stopped = new VmProgram().exit(0);
        VmProgram sender = new VmProgram()
                .call(MSG_SEND, 0, 4)
                .call(MSG_SEND, 2, 4)
                .call(MSG_SEND, -1, 4)
                .call(MSG_SEND, 1, 17)
                .call(MSG_SEND, 1, -1)
                .call(MSG_SEND_BUF, 1, 4097, BUFFER)
                .call(MSG_SEND_BUF, 1, 16, 0x0900_0000)
                .call(MSG_SEND_BUF, 1, 16, 0x0801_0000)
                .call(MSG_SEND_BUF, 1, 16, RAM_END - 8)
                .call(MSG_SEND_BUF, 1, 16, -8)
                .call(MSG_SEND, 1, 0)
                .call(MSG_RECV, 1)
                .exit(0);
        expect(
                VmSession.run(stopped, sender),
                1,
                VM_STOPPED,
                NO_SUCH_VM,
                NO_SUCH_VM,
                TOO_LONG,
                TOO_LONG,
                TOO_LONG,
                BAD_ADDRESS,
                BAD_ADDRESS,
                BAD_ADDRESS,
                BAD_ADDRESS,
                OK,
                BAD_ARGUMENT);
    }

    @Test
    void buffersAreCopiedThroughBothStage2Tables() {
        int across = BUFFER + 0xFFC;
        VmProgram sender =
                new VmProgram().store(across, 0x1111).store(across + 4, 0x2222).call(MSG_SEND_BUF, 1, 8, across);
        VmProgram receiver = new VmProgram()
                .call(MSG_RECV_BUF, BUFFER, 7)
                .call(MSG_RECV_BUF, 0x0900_0000, 8)
                .call(MSG_RECV_BUF, across, 8)
                .load(4, across)
                .load(5, across + 4)
                .call(NULL)
                .call(MSG_RECV, 0);
        VmProgram longer = sender.call(MSG_SEND_BUF, 1, 20, BUFFER).exit(0);
        VmSession session = VmSession.run(longer, receiver.exit(0));
        expect(session, 1, TOO_SMALL, BAD_ADDRESS, OK, OK, TOO_SMALL);
        assertEquals(8, session.calls(1).getFirst().ret2(), "how long the message is");
        Observation.Hypercall loaded = session.calls(1).get(3);
        assertEquals(List.of(0x1111, 0x2222), List.of(loaded.arg4(), loaded.arg5()), "what was sent, across two pages");
    }

    @Test
    void pagesAreSharedByTheirOwnersOnly() {
        VmProgram owner = new VmProgram()
                .call(PAGE_SHARE, BUFFER, 2, 1)
                .call(PAGE_SHARE, BUFFER, 3, 0)
                .call(PAGE_SHARE, BUFFER + 4, 3, 1)
                .call(PAGE_SHARE, RAM_END, 3, 1)
                .call(PAGE_SHARE, 0x0801_0000, 3, 1)
                .call(PAGE_SHARE, BUFFER, 3, 2)
                .call(PAGE_SHARE, BUFFER, 3, 1)
                .call(PAGE_SHARE, BUFFER, 1, ANY)
                .exit(0);
        expect(
                VmSession.run(owner, new VmProgram().exit(0)),
                0,
                BAD_ARGUMENT,
                BAD_ARGUMENT,
                BAD_ADDRESS,
                BAD_ADDRESS,
                BAD_ADDRESS,
                NO_SUCH_VM,
                OK,
                ALREADY_SHARED);
    }

    @Test
    void noVmUsesUpTheShares() {
        VmProgram greedy = new VmProgram();
        for (int i = 0; i < 65; i++) {
            greedy.call(PAGE_SHARE, BUFFER + i * 0x1000, 3, ANY);
        }
        VmProgram modest = new VmProgram().call(PAGE_SHARE, BUFFER, 3, ANY).exit(0);
        VmSession session =
                VmSession.run(greedy.enableMessages().waitForMessage().exit(0), modest);
        assertEquals(NO_RESOURCES, session.answers(0).get(64));
        expect(session, 1, OK);
    }

    @Test
    void borrowersSeeTheSameMemoryUntilItIsTakenBack() {
        VmProgram owner = new VmProgram()
                .enableMessages()
                .store(BUFFER, 0xCAFE)
                .call(PAGE_SHARE, BUFFER, 3, ANY)
                .waitForMessage()
                .call(PAGE_REVOKE, 1, 0)
                .call(PAGE_REVOKE, 1, 2)
                .call(PAGE_REVOKE, 1, 1)
                .call(PAGE_REVOKE, 1, 1)
                .load(0, BUFFER)
                .exit();
        VmProgram borrower = new VmProgram()
                .call(PAGE_MAP, 9, WINDOW)
                .call(PAGE_UNMAP, 1)
                .call(PAGE_MAP, 1, WINDOW + 4)
                .call(PAGE_MAP, 1, 0x0900_0000)
                .call(PAGE_MAP, 1, BUFFER)
                .call(PAGE_MAP, 1, WINDOW)
                .call(PAGE_MAP, 1, WINDOW + 0x1000)
                .call(PAGE_REVOKE, 1, 1)
                .load(6, WINDOW)
                .store(WINDOW, 0xBEEF)
                .call(MSG_SEND, 0, 0)
                .word(0xE1A0_0006)
                .exit();
        VmSession session = VmSession.run(owner, borrower);
        expect(session, 0, OK, BUSY, BAD_ARGUMENT, OK, NO_SUCH_SHARE);
        expect(
                session,
                1,
                NO_SUCH_SHARE,
                NOT_MAPPED,
                BAD_ADDRESS,
                BAD_ADDRESS,
                ADDRESS_IN_USE,
                OK,
                ADDRESS_IN_USE,
                DENIED,
                OK);
        assertEquals(0xBEEF, session.exit(0).status(), "what the borrower wrote");
        assertEquals(0xCAFE, session.exit(1).status(), "what the owner wrote");
        List<Step> steps = session.of(Observation.PageShare.class).stream()
                .map(Observation.PageShare::step)
                .toList();
        assertEquals(List.of(Step.SHARED, Step.MAPPED, Step.UNMAPPED, Step.REVOKED), steps);
    }

    @Test
    void touchingAPageThatWasTakenBackIsAnAbortOfOnesOwn() {
        VmProgram owner = new VmProgram()
                .enableMessages()
                .call(PAGE_SHARE, BUFFER, 1, 1)
                .waitForMessage()
                .call(PAGE_REVOKE, 1, 1)
                .exit(0);
        VmProgram borrower = new VmProgram();
        int vectors = 0x4020_0000;
        borrower.store(vectors + 0x10, 0xE3A0_002A)
                .store(vectors + 0x14, 0xE140_0070 | 0xFFF0 << 4 | 0xE)
                .set(0, vectors)
                .word(0xEE0C_0F10)
                .call(PAGE_MAP, 1, WINDOW)
                .load(1, WINDOW)
                .call(MSG_SEND, 0, 0)
                .load(1, WINDOW)
                .exit(1);
        VmSession session = VmSession.run(owner, borrower);
        assertEquals(Cause.SEMIHOSTING_EXIT, session.exit(1).cause());
        assertEquals(0x2A, session.exit(1).status(), "its own data abort handler ran");
    }

    @Test
    void onlyThePeerMayMapAndReadOnlyIsReadOnly() {
        VmProgram owner = new VmProgram()
                .enableMessages()
                .call(PAGE_SHARE, BUFFER, 1, 2)
                .call(PAGE_MAP, 1, WINDOW)
                .waitForMessage()
                .exit(0);
        VmProgram stranger =
                new VmProgram().call(PAGE_MAP, 1, WINDOW).call(PAGE_LOCK, 1).exit(0);
        int vectors = 0x4020_0000;
        VmProgram peer = new VmProgram()
                .store(vectors + 0x10, 0xE3A0_0017)
                .store(vectors + 0x14, 0xE140_0070 | 0xFFF0 << 4 | 0xE)
                .set(0, vectors)
                .word(0xEE0C_0F10)
                .call(PAGE_MAP, 1, WINDOW)
                .load(1, WINDOW)
                .store(WINDOW, 1)
                .exit(1);
        VmSession session = VmSession.run(owner, stranger, peer);
        expect(session, 0, OK, DENIED);
        expect(session, 1, DENIED, DENIED);
        assertEquals(0x17, session.exit(2).status(), "the store aborted");
    }

    @Test
    void locksHaveOneHolderAndWakeWhoWaits() {
        VmProgram owner = new VmProgram()
                .enableMessages()
                .call(PAGE_SHARE, BUFFER, 3, 1)
                .call(PAGE_LOCK, 1)
                .call(PAGE_LOCK, 1)
                .call(PAGE_LOCK, 2)
                .waitForMessage()
                .call(PAGE_UNLOCK, 1)
                .call(PAGE_UNLOCK, 1)
                .exit(0);
        VmProgram borrower = new VmProgram()
                .enableMessages()
                .call(PAGE_MAP, 1, WINDOW)
                .call(PAGE_UNLOCK, 1)
                .call(PAGE_LOCK, 1)
                .call(MSG_SEND, 0, 0)
                .waitForMessage()
                .call(PAGE_LOCK, 1)
                .exit(0);
        VmSession session = VmSession.run(owner, borrower);
        expect(session, 0, OK, OK, ALREADY_HELD, NO_SUCH_SHARE, OK, NOT_HOLDER);
        assertEquals(
                List.of(OK, NOT_HOLDER, BUSY, OK),
                session.answers(1).subList(0, 4),
                "the borrower waits for what it did not get");
        assertEquals(Cause.SEMIHOSTING_EXIT, session.exit(1).cause(), "it was woken");
    }

    @Test
    void locksEndWithTheirHolder() {
        VmProgram owner = new VmProgram()
                .enableMessages()
                .call(PAGE_SHARE, BUFFER, 3, 1)
                .waitForMessage()
                .call(PAGE_LOCK, 1)
                .waitForMessage()
                .call(PAGE_LOCK, 1)
                .exit(0);
        VmProgram borrower = new VmProgram()
                .call(PAGE_MAP, 1, WINDOW)
                .call(PAGE_LOCK, 1)
                .call(MSG_SEND, 0, 0)
                .exit(0);
        VmSession session = VmSession.run(owner, borrower);
        expect(session, 0, OK, BUSY, OK);
        assertTrue(
                session.of(Observation.PageShare.class).stream().anyMatch(share -> share.step() == Step.UNLOCKED),
                "released when the borrower stopped");
    }
}
