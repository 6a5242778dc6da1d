package trapline.tests.agreement;

import java.util.random.RandomGenerator;
import trapline.emulator.isa.InstructionSet;
import trapline.emulator.isa.LoadStoreInsn;
import trapline.emulator.isa.LoadStoreInsn.ClearExclusive;
import trapline.emulator.isa.LoadStoreInsn.Load;
import trapline.emulator.isa.LoadStoreInsn.LoadDual;
import trapline.emulator.isa.LoadStoreInsn.LoadExclusive;
import trapline.emulator.isa.LoadStoreInsn.LoadExclusiveDual;
import trapline.emulator.isa.LoadStoreInsn.LoadMultiple;
import trapline.emulator.isa.LoadStoreInsn.LoadMultipleExceptionReturn;
import trapline.emulator.isa.LoadStoreInsn.LoadMultipleUser;
import trapline.emulator.isa.LoadStoreInsn.Preload;
import trapline.emulator.isa.LoadStoreInsn.Store;
import trapline.emulator.isa.LoadStoreInsn.StoreDual;
import trapline.emulator.isa.LoadStoreInsn.StoreExclusive;
import trapline.emulator.isa.LoadStoreInsn.StoreExclusiveDual;
import trapline.emulator.isa.LoadStoreInsn.StoreMultiple;
import trapline.emulator.isa.LoadStoreInsn.StoreMultipleUser;
import trapline.emulator.isa.LoadStoreInsn.Swap;
import trapline.emulator.isa.MemoryOperand;
import trapline.emulator.isa.MemoryOperand.Indexing;
import trapline.emulator.isa.Operand2.Immediate;
import trapline.emulator.isa.Operand2.ShiftedRegister;
import trapline.emulator.isa.TransferType;

/** Emits loads and stores whose addresses lie in the scratch area, or for literals in the code. */
final class MemoryEmitter {
    private static final int PC = 15;

    private final CodeBuffer code;
    private final RandomGenerator random;

    MemoryEmitter(CodeBuffer code, RandomGenerator random) {
        this.code = code;
        this.random = random;
    }

    boolean emit(LoadStoreInsn insn, int word, boolean wide) {
        boolean ready =
                switch (insn) {
                    case Load l -> l.rt() != PC && addressed(l.address(), true, l.rt(), l.rt());
                    case Store s -> addressed(s.address(), false, s.rt(), s.rt());
                    case LoadDual l ->
                        l.rt() != PC
                                && l.rt2() != PC
                                && l.rt() != l.rt2()
                                && addressed(l.address(), true, l.rt(), l.rt2());
                    case StoreDual s -> addressed(s.address(), false, s.rt(), s.rt2());
                    case LoadExclusive l -> based(l.rn(), l.imm32());
                    case StoreExclusive s -> paired(s.type(), s.rn(), s.imm32());
                    case LoadExclusiveDual l -> based(l.rn(), 0);
                    case StoreExclusiveDual s -> pairedDual(s.rn());
                    case ClearExclusive c -> true;
                    case Swap s ->
                        s.rt() != PC && s.rt2() != PC && s.rn() != s.rt() && s.rn() != s.rt2() && based(s.rn(), 0);
                    case LoadMultiple l -> (l.registers() >> PC & 1) == 0 && based(l.rn(), 0);
                    case StoreMultiple s -> based(s.rn(), 0);
                    case LoadMultipleUser l -> false;
                    case StoreMultipleUser s -> false;
                    case LoadMultipleExceptionReturn l -> false;
                    case Preload p -> true;
                };
        if (ready) {
            InstructionEmitter.raw(code, word, wide);
        }
        return ready;
    }

    /** Mostly word-aligned, with room for sixteen words on both sides. */
    private int target() {
        int unaligned = random.nextInt(4) == 0 ? random.nextInt(4) : 0;
        return Harness.SCRATCH + 64 + 4 * random.nextInt(32) + unaligned;
    }

    private boolean based(int rn, int offset) {
        if (rn == PC) {
            return false;
        }
        code.constant(rn, target() - offset);
        return true;
    }

    /** Sets base and index; a load that also writes its base, or an index that is transferred, is UNPREDICTABLE. */
    private boolean addressed(MemoryOperand address, boolean load, int rt, int rt2) {
        int rn = address.rn();
        if (rn == PC) {
            return load && address.offset() instanceof Immediate && address.indexing() == Indexing.OFFSET;
        }
        if (address.indexing().writesBack() && (rn == rt || rn == rt2)) {
            return false;
        }
        return switch (address.offset()) {
            case Immediate immediate -> base(address, immediate.value());
            case ShiftedRegister shifted -> {
                boolean dual = rt != rt2;
                boolean transferred = dual && (shifted.rm() == rt || shifted.rm() == rt2);
                yield shifted.rm() != rn && shifted.rm() != PC && !transferred && indexed(address, shifted);
            }
        };
    }

    private boolean indexed(MemoryOperand address, ShiftedRegister shifted) {
        int index = random.nextInt();
        int offset;
        switch (shifted.type()) {
            case LSL -> offset = index << shifted.amount();
            case LSR -> offset = shifted.amount() == 32 ? 0 : index >>> shifted.amount();
            case ASR -> offset = index >> Math.min(shifted.amount(), 31);
            case ROR -> offset = Integer.rotateRight(index, shifted.amount());
            case RRX -> {
                return false;
            }
            default -> throw new IllegalStateException();
        }
        code.constant(shifted.rm(), index);
        return base(address, offset);
    }

    private boolean base(MemoryOperand address, int offset) {
        int distance = address.indexing() == Indexing.POST_INDEXED ? 0 : offset;
        code.constant(address.rn(), address.add() ? target() - distance : target() + distance);
        return true;
    }

    /**
     * Half of the exclusive stores follow an exclusive load of their address, the others CLREX: which other addresses an earlier load has
     * marked too is IMPLEMENTATION DEFINED (A3.4.5).
     */
    private boolean paired(TransferType type, int rn, int offset) {
        int base = Harness.SCRATCH + 64 + 8 * random.nextInt(16) - offset;
        code.constant(rn, base);
        if (offset == 0 && random.nextBoolean()) {
            int rt = rn == 0 ? 1 : 0;
            code.wide(exclusiveLoad(type) | rn << 16 | rt << 12);
        } else {
            clearExclusive();
        }
        return true;
    }

    private int exclusiveLoad(TransferType type) {
        boolean a32 = code.set() == InstructionSet.A32;
        return switch (type) {
            case WORD -> a32 ? 0xE190_0F9F : 0xE850_0F00;
            case BYTE, SIGNED_BYTE -> a32 ? 0xE1D0_0F9F : 0xE8D0_0F4F;
            case HALFWORD, SIGNED_HALFWORD -> a32 ? 0xE1F0_0F9F : 0xE8D0_0F5F;
        };
    }

    private boolean pairedDual(int rn) {
        code.constant(rn, Harness.SCRATCH + 64 + 8 * random.nextInt(16));
        if (random.nextBoolean()) {
            int rt = rn < 2 ? 2 : 0;
            code.wide(
                    code.set() == InstructionSet.A32
                            ? 0xE1B0_0F9F | rn << 16 | rt << 12
                            : 0xE8D0_007F | rn << 16 | rt << 12 | rt + 1 << 8);
        } else {
            clearExclusive();
        }
        return true;
    }

    private void clearExclusive() {
        code.wide(code.set() == InstructionSet.A32 ? 0xF57F_F01F : 0xF3BF_8F2F);
    }
}
