package trapline.emulator.microvisor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The messages that wait for a VM: a bounded queue, with a page of the microvisor's memory for each place in it. */
final class Mailbox {
    /** Messages that can wait. */
    static final int PLACES = 16;
    /** Bytes of the longest message. */
    static final int LONGEST = (int) PageStore.PAGE;

    private final Deque<Message> messages = new ArrayDeque<>();
    private final long memory;
    private int nextPlace;

    Mailbox(PageStore store) {
        memory = store.take(PLACES);
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    boolean isFull() {
        return messages.size() == PLACES;
    }

    /** Where the payload of the next message goes; the queue must not be full. */
    long place() {
        return memory + nextPlace * PageStore.PAGE;
    }

    /** Queues a message whose payload is at {@link #place}. */
    void add(long number, int from, int bytes) {
        messages.add(new Message(number, from, bytes, place()));
        nextPlace = (nextPlace + 1) % PLACES;
    }

    /** The oldest message. */
    Optional<Message> peek() {
        return Optional.ofNullable(messages.peek());
    }

    /** Takes the oldest message out. */
    void remove() {
        messages.remove();
    }

    void clear() {
        messages.clear();
    }
}
