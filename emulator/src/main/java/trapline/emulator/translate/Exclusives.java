package trapline.emulator.translate;

import trapline.emulator.ir.Uop;
import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.LoadStoreInsn;
import trapline.emulator.isa.TransferType;

/** Load- and store-exclusive and the swaps (ARM DDI 0406C A3.4, A4.6.4, A8.8.229). */
final class Exclusives {
    private static final int DOUBLEWORD = 8;

    private Exclusives() {}

    static void load(Emitter e, LoadStoreInsn.LoadExclusive insn) {
        int scratch = e.temporary();
        int address = address(e, insn.rn(), insn.imm32());
        e.emit(UopKind.LOAD_EXCLUSIVE, insn.rt(), address, insn.type().bytes(), scratch);
        reverse(e, insn.type(), insn.rt(), insn.rt());
    }

    static void store(Emitter e, LoadStoreInsn.StoreExclusive insn) {
        int value = insn.rt();
        if (e.isBigEndian() && insn.type() != TransferType.BYTE) {
            value = e.temporary();
            reverse(e, insn.type(), value, insn.rt());
        }
        int address = address(e, insn.rn(), insn.imm32());
        e.emit(UopKind.STORE_EXCLUSIVE, insn.rd(), address, value, insn.type().bytes() << 8 | Uop.ZERO);
    }

    static void loadDual(Emitter e, LoadStoreInsn.LoadExclusiveDual insn) {
        e.emit(UopKind.LOAD_EXCLUSIVE, insn.rt(), insn.rn(), DOUBLEWORD, insn.rt2());
        reverse(e, TransferType.WORD, insn.rt(), insn.rt());
        reverse(e, TransferType.WORD, insn.rt2(), insn.rt2());
    }

    static void storeDual(Emitter e, LoadStoreInsn.StoreExclusiveDual insn) {
        int low = insn.rt();
        int high = insn.rt2();
        if (e.isBigEndian()) {
            low = e.value(UopKind.REV, low, 0);
            high = e.value(UopKind.REV, high, 0);
        }
        e.emit(UopKind.STORE_EXCLUSIVE, insn.rd(), insn.rn(), low, DOUBLEWORD << 8 | high);
    }

    static void swap(Emitter e, LoadStoreInsn.Swap insn) {
        e.op(UopKind.CHECK_SWAP, 0, 0, 0);
        if (insn.type() == TransferType.BYTE) {
            int old = e.valueImmediate(UopKind.LOAD8, insn.rn(), 0);
            e.emit(UopKind.STORE8, 0, insn.rn(), insn.rt2(), 0);
            e.move(insn.rt(), old);
        } else {
            int old = LoadStore.alignedWord(e, insn.rn(), 0);
            LoadStore.storeAlignedWord(e, insn.rt2(), insn.rn(), 0);
            e.move(insn.rt(), old);
        }
    }

    private static int address(Emitter e, int rn, int offset) {
        return offset == 0 ? rn : e.valueImmediate(UopKind.ADDI, rn, offset);
    }

    private static void reverse(Emitter e, TransferType type, int d, int a) {
        if (!e.isBigEndian()) {
            return;
        }
        switch (type) {
            case BYTE, SIGNED_BYTE -> {}
            case HALFWORD, SIGNED_HALFWORD -> e.op(UopKind.REV16, d, a, 0);
            case WORD -> e.op(UopKind.REV, d, a, 0);
        }
    }
}
