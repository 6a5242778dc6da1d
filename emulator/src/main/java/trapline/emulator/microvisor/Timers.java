package trapline.emulator.microvisor;

import trapline.emulator.board.PrivateInterrupt;

/** INTIDs of a vCPU's timers. */
final class Timers {
    static final int VIRTUAL = PrivateInterrupt.VIRTUAL_TIMER.intid();
    static final int PHYSICAL = PrivateInterrupt.PHYSICAL_TIMER.intid();

    private Timers() {}
}
