package trapline.recorder.event;

import java.util.Optional;

/** What a hypercall answers in r0: zero, or the number of what was wrong with it. Numbers are never changed. */
public enum HypercallError {
    /** Done. */
    OK(0, "done"),
    /** No hypercall has this immediate. */
    UNKNOWN_CALL(1, "no hypercall has this immediate"),
    /** An argument has a value that no state of the system would make valid. */
    BAD_ARGUMENT(2, "an argument is out of range"),
    /** No VM has this VM-ID or name. */
    NO_SUCH_VM(3, "no VM has this VM-ID or name"),
    /** The VM exists and has ended. */
    VM_STOPPED(4, "that VM has stopped"),
    /** The caller is not allowed to do this. */
    DENIED(5, "the caller has no right to do this"),
    /** An intermediate physical address is not RAM of the caller. */
    BAD_ADDRESS(6, "the address is not RAM of the caller, or not aligned"),
    /** A message is longer than its channel carries. */
    TOO_LONG(7, "the message is longer than the channel carries"),
    /** The receiver's queue is full; nothing was sent. */
    FULL(8, "the receiver's queue is full; nothing was sent"),
    /** There is no message. */
    EMPTY(9, "no message is waiting"),
    /** The buffer is shorter than the message, which stays in the queue. */
    TOO_SMALL(10, "the buffer is shorter than the message, which stays queued"),
    /** No page is shared under this id. */
    NO_SUCH_SHARE(11, "no page is shared under this share id"),
    /** The page is shared already. */
    ALREADY_SHARED(12, "the page is shared already"),
    /** Something is mapped at this address already. */
    ADDRESS_IN_USE(13, "something is mapped at this address already"),
    /** The caller has not mapped this share. */
    NOT_MAPPED(14, "the caller has not mapped this share"),
    /** Another VM holds the lock, or still maps the page. */
    BUSY(15, "another VM holds the lock or still maps the page"),
    /** The caller does not hold the lock. */
    NOT_HOLDER(16, "the caller does not hold the lock"),
    /** The caller holds the lock already. */
    ALREADY_HELD(17, "the caller holds the lock already"),
    /** A table of the microvisor is full. */
    NO_RESOURCES(18, "a table of the microvisor is full");

    private static final HypercallError[] VALUES = values();

    private final int number;
    private final String meaning;

    HypercallError(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The value in r0. */
    public int number() {
        return number;
    }

    /** What it says, in words. */
    public String meaning() {
        return meaning;
    }

    /** The error of a number found in r0. */
    public static Optional<HypercallError> ofNumber(int number) {
        return number >= 0 && number < VALUES.length ? Optional.of(VALUES[number]) : Optional.empty();
    }
}
