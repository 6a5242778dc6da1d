package trapline.emulator.decode;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import trapline.emulator.isa.HintInsn.Hint;
import trapline.emulator.isa.HintInsn.HintOp;
import trapline.emulator.isa.Insn;
import trapline.emulator.isa.LoadStoreInsn.ClearExclusive;
import trapline.emulator.isa.LoadStoreInsn.Load;
import trapline.emulator.isa.LoadStoreInsn.LoadDual;
import trapline.emulator.isa.LoadStoreInsn.LoadExclusive;
import trapline.emulator.isa.LoadStoreInsn.LoadExclusiveDual;
import trapline.emulator.isa.LoadStoreInsn.Preload;
import trapline.emulator.isa.LoadStoreInsn.PreloadKind;
import trapline.emulator.isa.LoadStoreInsn.Store;
import trapline.emulator.isa.LoadStoreInsn.StoreDual;
import trapline.emulator.isa.LoadStoreInsn.StoreExclusive;
import trapline.emulator.isa.LoadStoreInsn.StoreExclusiveDual;
import trapline.emulator.isa.LoadStoreInsn.Swap;
import trapline.emulator.isa.MemoryOperand;
import trapline.emulator.isa.MemoryOperand.Indexing;
import trapline.emulator.isa.Operand2;
import trapline.emulator.isa.TransferType;

/** Loads and stores of single registers and pairs, exclusives, swaps and preloads (A4.6). */
final class LoadStoreForms {
    private static final int PC = 15;
    private static final Map<String, TransferType> TYPES = types();

    private LoadStoreForms() {}

    static void addTo(Map<String, Form> forms) {
        forms.put("Load", f -> load(f, false));
        forms.put("Store", f -> store(f, false));
        forms.put("Unprivileged", f -> f.mnemonic().startsWith("LDR") ? load(f, true) : store(f, true));
        forms.put("LoadDual", f -> dual(f, true));
        forms.put("StoreDual", f -> dual(f, false));
        forms.put("LoadExclusive", LoadStoreForms::loadExclusive);
        forms.put("StoreExclusive", LoadStoreForms::storeExclusive);
        forms.put("LoadExclusiveDual", LoadStoreForms::loadExclusiveDual);
        forms.put("StoreExclusiveDual", LoadStoreForms::storeExclusiveDual);
        forms.put("ClearExclusive", f -> new ClearExclusive(f.cond()));
        forms.put("Swap", LoadStoreForms::swap);
        forms.put("Preload", f -> new Preload(f.cond(), preloadKind(f.mnemonic()), address(f)));
        forms.put("MemoryHint", f -> new Hint(f.cond(), HintOp.NOP, 0));
    }

    private static Insn load(Fields f, boolean unprivileged) {
        MemoryOperand address = address(f);
        return writesBackPc(address)
                ? f.unpredictable()
                : new Load(f.cond(), transferType(f.mnemonic()), unprivileged, f.get('t'), address);
    }

    private static Insn store(Fields f, boolean unprivileged) {
        MemoryOperand address = address(f);
        return writesBackPc(address)
                ? f.unpredictable()
                : new Store(f.cond(), transferType(f.mnemonic()), unprivileged, f.get('t'), address);
    }

    /** A32 has no Rt2: it is the register after an even Rt; an odd one is UNPREDICTABLE. */
    private static Insn dual(Fields f, boolean load) {
        int rt = f.get('t');
        MemoryOperand address = address(f);
        if (writesBackPc(address) || isOddA32Pair(f)) {
            return f.unpredictable();
        }
        int rt2 = f.get('u', rt + 1);
        return load ? new LoadDual(f.cond(), rt, rt2, address) : new StoreDual(f.cond(), rt, rt2, address);
    }

    private static boolean isOddA32Pair(Fields f) {
        return !f.has('u') && (f.get('t') & 1) != 0;
    }

    private static boolean writesBackPc(MemoryOperand address) {
        return address.rn() == PC && address.indexing().writesBack();
    }

    /** {@code [Rn, ±offset]} by the fields n, P, U, W, and m with a shift, or i. */
    static MemoryOperand address(Fields f) {
        Operand2.Offset offset = f.has('m') ? f.shiftedRegister('m') : Operand2.Immediate.of(f.immediate());
        Indexing indexing = Indexing.POST_INDEXED;
        if (f.flag('P', true)) {
            indexing = f.flag('W', false) ? Indexing.PRE_INDEXED : Indexing.OFFSET;
        }
        return new MemoryOperand(f.get('n'), f.flag('U', true), offset, indexing);
    }

    private static TransferType transferType(String mnemonic) {
        TransferType type = TYPES.get(mnemonic);
        if (type == null) {
            throw new IllegalStateException("no load or store " + mnemonic);
        }
        return type;
    }

    /** What each mnemonic transfers; the unprivileged ones end in T. */
    private static Map<String, TransferType> types() {
        Map<String, TransferType> types = new TreeMap<>();
        for (String start : List.of("LDR", "STR", "LDREX", "STREX", "SWP")) {
            types.put(start, TransferType.WORD);
            types.put(start + "B", TransferType.BYTE);
            types.put(start + "H", TransferType.HALFWORD);
        }
        types.put("LDRSB", TransferType.SIGNED_BYTE);
        types.put("LDRSH", TransferType.SIGNED_HALFWORD);
        Map<String, TransferType> unprivileged = new TreeMap<>();
        types.forEach((mnemonic, type) -> unprivileged.put(mnemonic + "T", type));
        types.putAll(unprivileged);
        return types;
    }

    private static PreloadKind preloadKind(String mnemonic) {
        return switch (mnemonic) {
            case "PLD" -> PreloadKind.DATA;
            case "PLDW" -> PreloadKind.DATA_FOR_WRITE;
            case "PLI" -> PreloadKind.INSTRUCTION;
            default -> throw new IllegalStateException("no preload " + mnemonic);
        };
    }

    private static Insn loadExclusive(Fields f) {
        return new LoadExclusive(f.cond(), transferType(f.mnemonic()), f.get('t'), f.get('n'), f.immediate());
    }

    private static Insn storeExclusive(Fields f) {
        TransferType type = transferType(f.mnemonic());
        return new StoreExclusive(f.cond(), type, f.get('d'), f.get('t'), f.get('n'), f.immediate());
    }

    private static Insn loadExclusiveDual(Fields f) {
        int rt2 = f.get('u', f.get('t') + 1);
        return isOddA32Pair(f) || rt2 == PC
                ? f.unpredictable()
                : new LoadExclusiveDual(f.cond(), f.get('t'), rt2, f.get('n'));
    }

    private static Insn storeExclusiveDual(Fields f) {
        int rt2 = f.get('u', f.get('t') + 1);
        return isOddA32Pair(f) || rt2 == PC || rt2 == f.get('d')
                ? f.unpredictable()
                : new StoreExclusiveDual(f.cond(), f.get('d'), f.get('t'), rt2, f.get('n'));
    }

    private static Insn swap(Fields f) {
        return new Swap(f.cond(), transferType(f.mnemonic()), f.get('t'), f.get('u'), f.get('n'));
    }
}
