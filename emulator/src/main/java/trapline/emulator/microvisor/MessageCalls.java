package trapline.emulator.microvisor;

import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import trapline.emulator.hyp.HypPort;
import trapline.recorder.event.EventType;
import trapline.recorder.event.HypercallError;
import trapline.recorder.event.HypercallNumber;
import trapline.recorder.event.Observation.MessageSent.Channel;

/**
 * Messages. Each is copied into a queue of the microvisor's and out of it again, so that sender and receiver share
 * nothing; a virtual interrupt tells the receiver when its queue was empty before.
 */
final class MessageCalls implements HypercallFamily {
    /** Bytes that fit into r2 to r5, and into r3 to r5. */
    private static final int SENT_IN_REGISTERS = 16;

    private static final int RECEIVED_IN_REGISTERS = 12;

    private final List<Partition> partitions;
    private long sent;

    MessageCalls(List<Partition> partitions) {
        this.partitions = partitions;
    }

    @Override
    public void enter(EnumMap<HypercallNumber, Handler> table) {
        table.put(HypercallNumber.MSG_SEND, this::send);
        table.put(HypercallNumber.MSG_SEND_BUF, this::sendBuffer);
        table.put(HypercallNumber.MSG_RECV, this::receive);
        table.put(HypercallNumber.MSG_RECV_BUF, this::receiveBuffer);
    }

    private HypercallError send(Hypercall call) {
        HypercallError error = checkReceiver(call, SENT_IN_REGISTERS);
        if (error != HypercallError.OK) {
            return error;
        }
        Partition receiver = partitions.get(call.argument(0));
        if (receiver.mailbox().isFull()) {
            return HypercallError.FULL;
        }
        long place = receiver.mailbox().place();
        for (int i = 0; i < SENT_IN_REGISTERS / 4; i++) {
            call.port().storeWord(place + 4L * i, call.argument(2 + i));
        }
        queue(call, receiver, Channel.REGISTER);
        return HypercallError.OK;
    }

    private HypercallError sendBuffer(Hypercall call) {
        HypercallError error = checkReceiver(call, Mailbox.LONGEST);
        if (error != HypercallError.OK) {
            return error;
        }
        Partition receiver = partitions.get(call.argument(0));
        GuestMemory memory = call.caller().memory();
        int bytes = call.argument(1);
        if (!memory.isAccessible(call.port(), call.unsigned(2), bytes, false)) {
            return HypercallError.BAD_ADDRESS;
        }
        if (receiver.mailbox().isFull()) {
            return HypercallError.FULL;
        }
        memory.copyOut(call.port(), call.unsigned(2), receiver.mailbox().place(), bytes);
        queue(call, receiver, Channel.BUFFER);
        return HypercallError.OK;
    }

    /** The receiver in r0 and the length in r1. */
    private HypercallError checkReceiver(Hypercall call, int longest) {
        if (call.unsigned(0) >= partitions.size()) {
            return HypercallError.NO_SUCH_VM;
        }
        if (!partitions.get(call.argument(0)).isRunning()) {
            return HypercallError.VM_STOPPED;
        }
        return call.unsigned(1) > longest ? HypercallError.TOO_LONG : HypercallError.OK;
    }

    private void queue(Hypercall call, Partition receiver, Channel channel) {
        boolean wasEmpty = receiver.mailbox().isEmpty();
        int bytes = call.argument(1);
        receiver.mailbox().add(sent, call.caller().id, bytes);
        HypPort port = call.port();
        port.trace()
                .send(port.event(EventType.MESSAGE_SENT)
                        .put(sent)
                        .put(call.caller().id)
                        .put(receiver.id)
                        .put(channel)
                        .put(bytes));
        sent++;
        if (wasEmpty) {
            receiver.notifyGuest();
        }
    }

    private HypercallError receive(Hypercall call) {
        if (call.argument(0) != 0) {
            return HypercallError.BAD_ARGUMENT;
        }
        Optional<Message> oldest = call.caller().mailbox().peek();
        if (oldest.isEmpty()) {
            return HypercallError.EMPTY;
        }
        Message message = oldest.get();
        call.result(2, message.bytes());
        if (message.bytes() > RECEIVED_IN_REGISTERS) {
            return HypercallError.TOO_SMALL;
        }
        for (int i = 0; i < RECEIVED_IN_REGISTERS / 4; i++) {
            call.result(3 + i, call.port().loadWord(message.pa() + 4L * i));
        }
        take(call, message);
        return HypercallError.OK;
    }

    private HypercallError receiveBuffer(Hypercall call) {
        Optional<Message> oldest = call.caller().mailbox().peek();
        if (oldest.isEmpty()) {
            return HypercallError.EMPTY;
        }
        Message message = oldest.get();
        if (call.unsigned(1) < message.bytes()) {
            call.result(2, message.bytes());
            return HypercallError.TOO_SMALL;
        }
        GuestMemory memory = call.caller().memory();
        if (!memory.isAccessible(call.port(), call.unsigned(0), message.bytes(), true)) {
            return HypercallError.BAD_ADDRESS;
        }
        memory.copyIn(call.port(), message.pa(), call.unsigned(0), message.bytes());
        call.result(2, message.bytes());
        take(call, message);
        return HypercallError.OK;
    }

    private static void take(Hypercall call, Message message) {
        call.caller().mailbox().remove();
        call.result(1, message.from());
        HypPort port = call.port();
        port.trace()
                .send(port.event(EventType.MESSAGE_RECEIVED)
                        .put(message.number())
                        .put(message.from())
                        .put(call.caller().id)
                        .put(message.bytes()));
    }
}
