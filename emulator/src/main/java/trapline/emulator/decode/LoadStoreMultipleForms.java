package trapline.emulator.decode;

import java.util.Map;
import trapline.emulator.isa.BlockMode;
import trapline.emulator.isa.Insn;
import trapline.emulator.isa.LoadStoreInsn.LoadMultiple;
import trapline.emulator.isa.LoadStoreInsn.LoadMultipleExceptionReturn;
import trapline.emulator.isa.LoadStoreInsn.LoadMultipleUser;
import trapline.emulator.isa.LoadStoreInsn.StoreMultiple;
import trapline.emulator.isa.LoadStoreInsn.StoreMultipleUser;

/** Loads and stores of several registers (A4.7, B9.3). An empty list, Rn=15, and a base both loaded and written back are refused. */
final class LoadStoreMultipleForms {
    private static final int SP = 13;
    private static final int LR = 14;
    private static final int PC = 15;

    private LoadStoreMultipleForms() {}

    static void addTo(Map<String, Form> forms) {
        forms.put("LoadMultiple", f -> load(f, 1));
        forms.put("LoadMultipleWide", f -> load(f, 2));
        forms.put("LoadMultipleLow", LoadStoreMultipleForms::loadLow);
        forms.put("StoreMultiple", f -> store(f, 1));
        forms.put("StoreMultipleWide", LoadStoreMultipleForms::storeWide);
        forms.put("Push", LoadStoreMultipleForms::push);
        forms.put("Pop", LoadStoreMultipleForms::pop);
        forms.put("LoadMultipleUser", LoadStoreMultipleForms::loadUser);
        forms.put("StoreMultipleUser", LoadStoreMultipleForms::storeUser);
        forms.put("LoadMultipleExceptionReturn", LoadStoreMultipleForms::loadExceptionReturn);
    }

    /** The addressing mode by the fields P and U. */
    static BlockMode mode(Fields f) {
        return BlockMode.of(f.get('P') << 1 | f.get('U'));
    }

    private static Insn load(Fields f, int leastRegisters) {
        return isRefused(f, leastRegisters) || writesBackLoadedBase(f)
                ? f.unpredictable()
                : new LoadMultiple(f.cond(), mode(f), f.get('n'), f.flag('W'), f.get('r'));
    }

    /** In T16 the base is written back unless it is loaded. */
    private static Insn loadLow(Fields f) {
        int rn = f.get('n');
        boolean writeBack = (f.get('r') >> rn & 1) == 0;
        return isRefused(f, 1)
                ? f.unpredictable()
                : new LoadMultiple(f.cond(), BlockMode.IA, rn, writeBack, f.get('r'));
    }

    private static Insn store(Fields f, int leastRegisters) {
        return isRefused(f, leastRegisters)
                ? f.unpredictable()
                : new StoreMultiple(f.cond(), mode(f), f.get('n'), f.flag('W'), f.get('r'));
    }

    private static Insn storeWide(Fields f) {
        return writesBackLoadedBase(f) ? f.unpredictable() : store(f, 2);
    }

    private static Insn push(Fields f) {
        int registers = f.get('r') | f.get('X') << LR;
        return registers == 0 ? f.unpredictable() : new StoreMultiple(f.cond(), BlockMode.DB, SP, true, registers);
    }

    private static Insn pop(Fields f) {
        int registers = f.get('r') | f.get('X') << PC;
        return registers == 0 ? f.unpredictable() : new LoadMultiple(f.cond(), BlockMode.IA, SP, true, registers);
    }

    private static Insn loadUser(Fields f) {
        return isRefused(f, 1) || writesBackLoadedBase(f)
                ? f.unpredictable()
                : new LoadMultipleUser(f.cond(), mode(f), f.get('n'), f.flag('W'), f.get('r'));
    }

    private static Insn storeUser(Fields f) {
        return isRefused(f, 1)
                ? f.unpredictable()
                : new StoreMultipleUser(f.cond(), mode(f), f.get('n'), f.flag('W'), f.get('r'));
    }

    private static Insn loadExceptionReturn(Fields f) {
        int registers = f.get('r') | 1 << PC;
        return f.get('n') == PC || writesBackLoadedBase(f)
                ? f.unpredictable()
                : new LoadMultipleExceptionReturn(f.cond(), mode(f), f.get('n'), f.flag('W'), registers);
    }

    private static boolean isRefused(Fields f, int leastRegisters) {
        return f.get('n') == PC || Integer.bitCount(f.get('r')) < leastRegisters;
    }

    private static boolean writesBackLoadedBase(Fields f) {
        return f.flag('W') && (f.get('r') >> f.get('n') & 1) != 0;
    }
}
