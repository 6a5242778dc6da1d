package trapline.emulator.decode;

import static trapline.emulator.decode.VfpForms.d;

import java.util.Map;
import trapline.emulator.isa.Insn;
import trapline.emulator.isa.SimdInsn.Address;
import trapline.emulator.isa.SimdInsn.AllLanes;
import trapline.emulator.isa.SimdInsn.Lane;
import trapline.emulator.isa.SimdInsn.Structures;

/** Advanced SIMD element and structure loads and stores (A7.7). */
final class SimdLoadStoreForms {
    private static final int PC = 15;
    private static final int REGISTERS = 32;
    private static final int WORD = 2;

    /** Bytes by elements of the structure, size and align bits; 0 is UNDEFINED (A8.8.321, A8.8.324, A8.8.327, A8.8.330). */
    private static final int[][][] LANE_ALIGNMENT = {
        {{1, 0}, {1, 2}, {1, 0, 0, 4}},
        {{1, 2}, {1, 4}, {1, 8, 0, 0}},
        {{1, 0}, {1, 0}, {1, 0, 0, 0}},
        {{1, 4}, {1, 8}, {1, 8, 16, 0}}
    };

    private SimdLoadStoreForms() {}

    static void addTo(Map<String, Form> forms) {
        forms.put("SimdElements", SimdLoadStoreForms::elements);
        forms.put("SimdStructures", SimdLoadStoreForms::structures);
        forms.put("SimdPairs", SimdLoadStoreForms::pairs);
        forms.put("SimdLane", SimdLoadStoreForms::lane);
        forms.put("SimdAllLanes", SimdLoadStoreForms::allLanes);
    }

    private static Address address(Fields f, int alignment) {
        return new Address(f.get('b'), f.get('r'), alignment);
    }

    /** {@code if align == '00' then 1 else 4 << UInt(align)}. */
    private static int alignment(Fields f) {
        int align = f.get('a');
        return align == 0 ? 1 : 4 << align;
    }

    /** Registers beyond D31 and the PC as the base are UNPREDICTABLE. */
    private static Insn checked(Fields f, int last, Insn insn) {
        return last >= REGISTERS || f.get('b') == PC ? f.unpredictable() : insn;
    }

    /** 1 to 4, which the mnemonic says. */
    private static int structure(Fields f) {
        return f.mnemonic().charAt(3) - '0';
    }

    private static Insn elements(Fields f) {
        int registers = f.get('l');
        int d = d(f, true);
        Structures insn =
                new Structures(f.cond(), f.flag('L'), 1, registers, 1, f.get('s'), d, address(f, alignment(f)));
        return checked(f, d + registers - 1, insn);
    }

    private static Insn structures(Fields f) {
        int elements = structure(f);
        int increment = f.get('t') + 1;
        int d = d(f, true);
        Structures insn =
                new Structures(f.cond(), f.flag('L'), elements, 1, increment, f.get('s'), d, address(f, alignment(f)));
        return checked(f, d + (elements - 1) * increment, insn);
    }

    /** VLD2 and VST2 of four registers: Dd and Dd+2, then Dd+1 and Dd+3. */
    private static Insn pairs(Fields f) {
        int d = d(f, true);
        Structures insn = new Structures(f.cond(), f.flag('L'), 2, 2, 2, f.get('s'), d, address(f, alignment(f)));
        return checked(f, d + 3, insn);
    }

    /** index_align: the index above, below it for halfwords and words the increment, then the alignment. */
    private static Insn lane(Fields f) {
        int size = f.get('s');
        int elements = structure(f);
        int x = f.get('x');
        int step = size == 0 ? 0 : x >>> size & 1;
        int alignment = LANE_ALIGNMENT[elements - 1][size][x & (size == WORD ? 0b11 : 1)];
        if (alignment == 0 || elements == 1 && step != 0) {
            return f.unpredictable();
        }
        int d = d(f, true);
        Lane insn = new Lane(f.cond(), f.flag('L'), elements, step + 1, size, d, x >>> size + 1, address(f, alignment));
        return checked(f, d + (elements - 1) * (step + 1), insn);
    }

    private static Insn allLanes(Fields f) {
        int elements = structure(f);
        boolean aligned = f.flag('a');
        int size = f.get('s');
        int alignment = allLanesAlignment(elements, size, aligned);
        if (alignment == 0) {
            return f.unpredictable();
        }
        int d = d(f, true);
        int registers = elements == 1 ? f.get('T') + 1 : 1;
        int increment = elements == 1 ? 1 : f.get('T') + 1;
        Address address = address(f, alignment);
        AllLanes insn = new AllLanes(f.cond(), elements, registers, increment, Math.min(size, WORD), d, address);
        return checked(f, d + (elements * registers - 1) * increment, insn);
    }

    /** In bytes; 0 where size and align bit together are UNDEFINED. Size 0b11 is of VLD4 alone, words at multiples of 16. */
    private static int allLanesAlignment(int elements, int size, boolean aligned) {
        if (size > WORD) {
            return elements == 4 && aligned ? 16 : 0;
        }
        if (!aligned) {
            return 1;
        }
        return switch (elements) {
            case 1 -> size == 0 ? 0 : 1 << size;
            case 2 -> 2 << size;
            case 4 -> size == WORD ? 8 : 4 << size;
            default -> 0;
        };
    }
}
