package trapline.recorder.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The microvisor's hypercalls: the one table from which the dispatcher, the reference and the names in queries come.
 *
 * <p>A call is {@code HVC #number} from PL1, with arguments in r0 to r5; results come back from r0 upwards, r0 being
 * the {@link HypercallError}. Registers that are no result keep their values. Numbers are never changed or reused.
 */
public enum HypercallNumber {
    /** Who am I, or who is called so. */
    VM_GET_ID(
            0x100,
            "vm_get_id",
            List.of("r0: 0 for the caller, else the FNV-1a (32-bit) hash of a VM's name"),
            List.of("r1: VM-ID"),
            "The caller is known from the current vCPU, never from an argument.",
            EnumSet.of(HypercallError.NO_SUCH_VM)),
    /** Sends a message in registers. */
    MSG_SEND(
            0x101,
            "msg_send",
            List.of("r0: VM-ID of the receiver", "r1: length, 0 to 16 bytes", "r2-r5: payload, little-endian"),
            List.of(),
            "Copied to the receiver's queue; a virtual interrupt is raised when the queue was empty.",
            EnumSet.of(
                    HypercallError.NO_SUCH_VM,
                    HypercallError.VM_STOPPED,
                    HypercallError.TOO_LONG,
                    HypercallError.FULL)),
    /** Sends a message from memory. */
    MSG_SEND_BUF(
            0x102,
            "msg_send_buf",
            List.of("r0: VM-ID of the receiver", "r1: length, 0 to 4096 bytes", "r2: IPA of the payload"),
            List.of(),
            "The microvisor copies through the sender's stage 2; nothing is sent unless all of it can be read.",
            EnumSet.of(
                    HypercallError.NO_SUCH_VM,
                    HypercallError.VM_STOPPED,
                    HypercallError.TOO_LONG,
                    HypercallError.BAD_ADDRESS,
                    HypercallError.FULL)),
    /** Takes the oldest message, in registers. */
    MSG_RECV(
            0x103,
            "msg_recv",
            List.of("r0: flags, 0"),
            List.of("r1: VM-ID of the sender", "r2: length in bytes", "r3-r5: payload, its first 12 bytes"),
            "Never waits: WFI is the wait. A message longer than 12 bytes stays queued, answers TOO_SMALL and tells r2.",
            EnumSet.of(HypercallError.BAD_ARGUMENT, HypercallError.EMPTY, HypercallError.TOO_SMALL)),
    /** Takes the oldest message, into memory. */
    MSG_RECV_BUF(
            0x104,
            "msg_recv_buf",
            List.of("r0: IPA of the buffer", "r1: its length in bytes"),
            List.of("r1: VM-ID of the sender", "r2: length in bytes"),
            "A message longer than the buffer stays queued, and r2 tells its length.",
            EnumSet.of(HypercallError.EMPTY, HypercallError.TOO_SMALL, HypercallError.BAD_ADDRESS)),
    /** Offers a page to another VM. */
    PAGE_SHARE(
            0x110,
            "page_share",
            List.of("r0: IPA of the page", "r1: rights, 1 read, 3 read and write", "r2: VM-ID of the peer, -1 for any"),
            List.of("r1: share id"),
            "The page must be the caller's own RAM, no device, and not shared already. A VM can offer 64 pages.",
            EnumSet.of(
                    HypercallError.BAD_ARGUMENT,
                    HypercallError.BAD_ADDRESS,
                    HypercallError.NO_SUCH_VM,
                    HypercallError.ALREADY_SHARED,
                    HypercallError.NO_RESOURCES)),
    /** Maps a page that was offered. */
    PAGE_MAP(
            0x111,
            "page_map",
            List.of("r0: share id", "r1: IPA at which to map it"),
            List.of(),
            "The address, in RAM's range or above, must be free; the rights are those that were granted. Once per VM.",
            EnumSet.of(
                    HypercallError.NO_SUCH_SHARE,
                    HypercallError.DENIED,
                    HypercallError.BAD_ADDRESS,
                    HypercallError.ADDRESS_IN_USE)),
    /** Unmaps a borrowed page. */
    PAGE_UNMAP(
            0x112,
            "page_unmap",
            List.of("r0: share id"),
            List.of(),
            "Stage-2 unmap, then TLB invalidation under the caller's VMID.",
            EnumSet.of(HypercallError.NO_SUCH_SHARE, HypercallError.NOT_MAPPED)),
    /** Takes an offered page back. */
    PAGE_REVOKE(
            0x113,
            "page_revoke",
            List.of("r0: share id", "r1: 0 to be refused while it is mapped, 1 to force"),
            List.of(),
            "All mappings are gone before it returns, and the lock with them; who still touches the page gets an abort.",
            EnumSet.of(
                    HypercallError.NO_SUCH_SHARE,
                    HypercallError.DENIED,
                    HypercallError.BAD_ARGUMENT,
                    HypercallError.BUSY)),
    /** Takes the lock of a shared page. */
    PAGE_LOCK(
            0x114,
            "page_lock",
            List.of("r0: share id"),
            List.of(),
            "Never waits: BUSY registers the caller, which is woken by a virtual interrupt when the lock is free.",
            EnumSet.of(
                    HypercallError.NO_SUCH_SHARE,
                    HypercallError.DENIED,
                    HypercallError.BUSY,
                    HypercallError.ALREADY_HELD)),
    /** Releases the lock of a shared page. */
    PAGE_UNLOCK(
            0x115,
            "page_unlock",
            List.of("r0: share id"),
            List.of(),
            "Only the holder can, and it gives way to who waited. The lock also ends with its holder or the page.",
            EnumSet.of(HypercallError.NO_SUCH_SHARE, HypercallError.NOT_HOLDER)),
    /** Does nothing: the cost of a call. */
    NULL(0x1FF, "null", List.of(), List.of(), "For measuring entry and return.", EnumSet.noneOf(HypercallError.class));

    private static final int IMMEDIATES = 0x200;
    private static final List<Optional<HypercallNumber>> BY_NUMBER = byNumber();

    private final int number;
    private final String callName;
    private final List<String> arguments;
    private final List<String> results;
    private final String rule;
    private final Set<HypercallError> errors;

    HypercallNumber(
            int number,
            String callName,
            List<String> arguments,
            List<String> results,
            String rule,
            Set<HypercallError> errors) {
        this.number = number;
        this.callName = callName;
        this.arguments = arguments;
        this.results = results;
        this.rule = rule;
        this.errors = Set.copyOf(errors);
    }

    /** The immediate of the HVC instruction. */
    public int number() {
        return number;
    }

    /** The name in queries and in the reference, such as {@code msg_send}. */
    public String callName() {
        return callName;
    }

    /** Each argument: its register, a colon, its meaning. */
    public List<String> arguments() {
        return arguments;
    }

    /** Each result after r0: its register, a colon, its meaning. */
    public List<String> results() {
        return results;
    }

    /** The rule it keeps, in one or two sentences. */
    public String rule() {
        return rule;
    }

    /** Whether it can answer with this error; every call can answer OK. */
    public boolean canAnswer(HypercallError error) {
        return error == HypercallError.OK || errors.contains(error);
    }

    private static List<Optional<HypercallNumber>> byNumber() {
        List<Optional<HypercallNumber>> calls = new ArrayList<>(Collections.nCopies(IMMEDIATES, Optional.empty()));
        for (HypercallNumber call : values()) {
            calls.set(call.number, Optional.of(call));
        }
        return List.copyOf(calls);
    }

    /** The call of an HVC immediate. */
    public static Optional<HypercallNumber> ofNumber(int number) {
        return number >= 0 && number < IMMEDIATES ? BY_NUMBER.get(number) : Optional.empty();
    }
}
