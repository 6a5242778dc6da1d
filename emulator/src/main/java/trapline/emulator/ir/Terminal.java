package trapline.emulator.ir;

/** How a block ends, for whoever follows the flow of control from block to block. */
public sealed interface Terminal {

    /** Goes on at a known address. */
    record Jump(int target) implements Terminal {}

    /** Goes on at one of two known addresses. */
    record ConditionalJump(int target, int fallThrough) implements Terminal {}

    /** Goes on at an address in a register, or, when conditional and the condition fails, at {@code fallThrough}. */
    record IndirectJump(boolean conditional, int fallThrough) implements Terminal {}

    /** Has called {@code SystemOperations} in a way that may change anything, unless conditional and the condition failed. */
    record Redispatch(boolean conditional, int fallThrough) implements Terminal {}
}
