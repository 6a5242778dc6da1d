package trapline.emulator.translate;

import trapline.emulator.isa.Cond;

/** ITSTATE as eight bits (ARM DDI 0406C A2.5.2). */
final class ItState {
    private ItState() {}

    /** {@code InITBlock()}. */
    static boolean inItBlock(int itState) {
        return (itState & 0xF) != 0;
    }

    /** The condition of the instruction. */
    static Cond condition(int itState) {
        return inItBlock(itState) ? Cond.of(itState >>> 4) : Cond.AL;
    }

    /** {@code ITAdvance()}. */
    static int advance(int itState) {
        return (itState & 0b111) == 0 ? 0 : itState & 0xE0 | itState << 1 & 0x1F;
    }
}
