package trapline.emulator.translate;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.LoadStoreInsn;
import trapline.emulator.isa.MemoryOperand;
import trapline.emulator.isa.MemoryOperand.Indexing;
import trapline.emulator.isa.Operand2.ShiftedRegister;
import trapline.emulator.isa.TransferType;

/** Loads and stores of one and two registers (ARM DDI 0406C A4.6), and the choice among the other groups. */
final class LoadStore {
    private LoadStore() {}

    static void translate(Emitter e, LoadStoreInsn insn) {
        switch (insn) {
            case LoadStoreInsn.Load form -> load(e, form);
            case LoadStoreInsn.Store form -> store(e, form);
            case LoadStoreInsn.LoadDual form -> loadDual(e, form);
            case LoadStoreInsn.StoreDual form -> storeDual(e, form);
            case LoadStoreInsn.LoadExclusive form -> Exclusives.load(e, form);
            case LoadStoreInsn.StoreExclusive form -> Exclusives.store(e, form);
            case LoadStoreInsn.LoadExclusiveDual form -> Exclusives.loadDual(e, form);
            case LoadStoreInsn.StoreExclusiveDual form -> Exclusives.storeDual(e, form);
            case LoadStoreInsn.ClearExclusive _ -> e.op(UopKind.CLEAR_EXCLUSIVE, 0, 0, 0);
            case LoadStoreInsn.Swap form -> Exclusives.swap(e, form);
            case LoadStoreInsn.LoadMultiple form -> LoadStoreMultiple.load(e, form);
            case LoadStoreInsn.StoreMultiple form -> LoadStoreMultiple.store(e, form);
            case LoadStoreInsn.LoadMultipleUser form -> LoadStoreMultiple.loadUser(e, form);
            case LoadStoreInsn.StoreMultipleUser form -> LoadStoreMultiple.storeUser(e, form);
            case LoadStoreInsn.LoadMultipleExceptionReturn form -> LoadStoreMultiple.exceptionReturn(e, form);
            case LoadStoreInsn.Preload _ -> {
                // A hint: no effect on memory or registers (A8.8.126).
            }
        }
    }

    private static void load(Emitter e, LoadStoreInsn.Load insn) {
        if (isIndexedAccess(e, insn.type(), insn.unprivileged(), insn.address()) && insn.rt() != CpuState.PC) {
            ShiftedRegister index = index(insn.address());
            UopKind kind = insn.type() == TransferType.WORD ? UopKind.LOAD32X : UopKind.LOAD8X;
            e.emit(kind, insn.rt(), insn.address().rn(), index.rm(), index.amount());
            return;
        }
        Addressing address = new Addressing(e, insn.address());
        boolean direct = insn.rt() != CpuState.PC
                && !(insn.address().indexing().writesBack()
                        && insn.rt() == insn.address().rn());
        int d = direct ? insn.rt() : e.temporary();
        if (insn.unprivileged()) {
            loadUnprivileged(e, insn.type(), d, address.address());
        } else {
            load(e, insn.type(), d, address.base(), address.offset());
        }
        address.writeBack();
        if (insn.rt() == CpuState.PC) {
            e.loadWritePc(d);
        } else {
            e.move(insn.rt(), d);
        }
    }

    /** A load or store whose index register the micro-operation adds itself. */
    private static boolean isIndexedAccess(Emitter e, TransferType type, boolean unprivileged, MemoryOperand address) {
        boolean sized = type == TransferType.BYTE || type == TransferType.WORD && !e.isBigEndian();
        return sized
                && !unprivileged
                && address.rn() != CpuState.PC
                && address.add()
                && address.indexing() == Indexing.OFFSET
                && address.offset() instanceof ShiftedRegister register
                && register.rm() != CpuState.PC
                && Addressing.isScaled(register);
    }

    private static ShiftedRegister index(MemoryOperand address) {
        if (address.offset() instanceof ShiftedRegister register) {
            return register;
        }
        throw new IllegalStateException("no index register in " + address);
    }

    /** {@code MemU} of a type, into d. */
    private static void load(Emitter e, TransferType type, int d, int base, int offset) {
        switch (type) {
            case BYTE -> e.opImmediate(UopKind.LOAD8, d, base, offset);
            case SIGNED_BYTE -> e.opImmediate(UopKind.LOAD8S, d, base, offset);
            case HALFWORD -> loadThen(e, UopKind.LOAD16, UopKind.REV16, d, base, offset);
            case SIGNED_HALFWORD ->
                loadThen(e, e.isBigEndian() ? UopKind.LOAD16 : UopKind.LOAD16S, UopKind.REVSH, d, base, offset);
            case WORD -> loadThen(e, UopKind.LOAD32, UopKind.REV, d, base, offset);
        }
    }

    private static void loadThen(Emitter e, UopKind kind, UopKind reverse, int d, int base, int offset) {
        e.opImmediate(kind, d, base, offset);
        if (e.isBigEndian()) {
            e.op(reverse, d, d, 0);
        }
    }

    private static void loadUnprivileged(Emitter e, TransferType type, int d, int address) {
        e.op(UopKind.LOAD_UNPRIVILEGED, d, address, type.bytes());
        boolean reverse = e.isBigEndian();
        switch (type) {
            case BYTE -> {}
            case SIGNED_BYTE -> e.op(UopKind.SXTB, d, d, 0);
            case HALFWORD -> {
                if (reverse) {
                    e.op(UopKind.REV16, d, d, 0);
                }
            }
            case SIGNED_HALFWORD -> e.op(reverse ? UopKind.REVSH : UopKind.SXTH, d, d, 0);
            case WORD -> {
                if (reverse) {
                    e.op(UopKind.REV, d, d, 0);
                }
            }
        }
    }

    private static void store(Emitter e, LoadStoreInsn.Store insn) {
        int value = e.read(insn.rt());
        if (isIndexedAccess(e, insn.type(), insn.unprivileged(), insn.address())) {
            ShiftedRegister index = index(insn.address());
            UopKind kind = insn.type() == TransferType.WORD ? UopKind.STORE32X : UopKind.STORE8X;
            e.emit(kind, value, insn.address().rn(), index.rm(), index.amount());
            return;
        }
        int stored = inMemoryOrder(e, insn.type(), value);
        Addressing address = new Addressing(e, insn.address());
        if (insn.unprivileged()) {
            e.emit(
                    UopKind.STORE_UNPRIVILEGED,
                    0,
                    address.address(),
                    stored,
                    insn.type().bytes());
        } else {
            e.emit(storeKind(insn.type()), 0, address.base(), stored, address.offset());
        }
        address.writeBack();
    }

    private static int inMemoryOrder(Emitter e, TransferType type, int value) {
        if (!e.isBigEndian()) {
            return value;
        }
        return switch (type) {
            case BYTE, SIGNED_BYTE -> value;
            case HALFWORD, SIGNED_HALFWORD -> e.value(UopKind.REV16, value, 0);
            case WORD -> e.value(UopKind.REV, value, 0);
        };
    }

    private static UopKind storeKind(TransferType type) {
        return switch (type) {
            case BYTE, SIGNED_BYTE -> UopKind.STORE8;
            case HALFWORD, SIGNED_HALFWORD -> UopKind.STORE16;
            case WORD -> UopKind.STORE32;
        };
    }

    private static void loadDual(Emitter e, LoadStoreInsn.LoadDual insn) {
        Addressing address = new Addressing(e, insn.address());
        int first = alignedWord(e, address.base(), address.offset());
        int second = alignedWord(e, address.base(), address.offset() + 4);
        address.writeBack();
        e.move(insn.rt(), first);
        e.move(insn.rt2(), second);
    }

    /** {@code MemA[base + offset, 4]} in a temporary. */
    static int alignedWord(Emitter e, int base, int offset) {
        int word = e.valueImmediate(UopKind.LOAD32_ALIGNED, base, offset);
        if (e.isBigEndian()) {
            e.op(UopKind.REV, word, word, 0);
        }
        return word;
    }

    private static void storeDual(Emitter e, LoadStoreInsn.StoreDual insn) {
        Addressing address = new Addressing(e, insn.address());
        storeAlignedWord(e, insn.rt(), address.base(), address.offset());
        storeAlignedWord(e, insn.rt2(), address.base(), address.offset() + 4);
        address.writeBack();
    }

    /** {@code MemA[base + offset, 4] = slot}. */
    static void storeAlignedWord(Emitter e, int slot, int base, int offset) {
        e.emit(UopKind.STORE32_ALIGNED, 0, base, inMemoryOrder(e, TransferType.WORD, slot), offset);
    }
}
