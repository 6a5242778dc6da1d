package trapline.executors;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A random program: the contents of RAM, started at its first byte, and how it is run.
 *
 * @param seed what it was made from
 * @param setup how it is run
 * @param ram contents of RAM
 * @param slots the instructions among them
 */
record Program(long seed, Setup setup, byte[] ram, List<Slot> slots) {

    Program with(Setup newSetup) {
        return new Program(seed, newSetup, ram, slots);
    }

    /** The same with NOPs in the place of some instructions. */
    Program without(BitSet numbers) {
        byte[] newRam = ram.clone();
        List<Slot> newSlots = new ArrayList<>(slots);
        numbers.stream().forEach(n -> {
            Slot nop = slots.get(n).nop();
            newSlots.set(n, nop);
            nop.store(newRam);
        });
        return new Program(seed, setup, newRam, newSlots);
    }

    /** The instructions that do something, disassembled. */
    String listing() {
        return slots.stream()
                .filter(slot -> !slot.isNop())
                .sorted((a, b) -> Integer.compareUnsigned(a.address(), b.address()))
                .map(slot -> "  " + slot)
                .collect(Collectors.joining("\n"));
    }
}
