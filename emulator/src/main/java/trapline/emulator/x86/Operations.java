package trapline.emulator.x86;

import static trapline.emulator.x86.Assembler.RAX;
import static trapline.emulator.x86.Assembler.RBX;
import static trapline.emulator.x86.Assembler.RCX;
import static trapline.emulator.x86.Assembler.RDX;

import trapline.emulator.execute.Alu;
import trapline.emulator.ir.UopKind;

/** Machine code for micro-operations on slots and flags. */
final class Operations {
    private final Assembler out;
    private final SlotCache cache;
    private final Conditions conditions;

    Operations(Assembler out, SlotCache cache, Conditions conditions) {
        this.out = out;
        this.cache = cache;
        this.conditions = conditions;
    }

    /** Emits one; false for a kind that is left to the interpreter, of which nothing has been emitted. */
    @SuppressWarnings("checkstyle:methodlength") // One case per kind.
    boolean emit(UopKind kind, int d, int a, int b, int imm) {
        switch (kind) {
            case MOVI -> {
                out.constant(cache.define(d), imm);
                cache.defined(d);
            }
            case MOV -> {
                copy(d, a);
                cache.defined(d);
            }
            case MVN -> {
                out.not(copy(d, a));
                cache.defined(d);
            }
            case AND -> commute(Assembler.AND, d, a, b);
            case ORR -> commute(Assembler.OR, d, a, b);
            case EOR -> commute(Assembler.XOR, d, a, b);
            case ADD -> commute(Assembler.ADD, d, a, b);
            case ANDI -> constant(Assembler.AND, d, a, imm);
            case ORRI -> constant(Assembler.OR, d, a, imm);
            case EORI -> constant(Assembler.XOR, d, a, imm);
            case BIC -> complement(Assembler.AND, d, a, b);
            case ORN -> complement(Assembler.OR, d, a, b);
            case ADDI -> {
                int from = cache.read(a);
                out.address(cache.define(d), from, imm);
                cache.defined(d);
            }
            case ADD_LSL -> {
                out.move(RAX, cache.read(b));
                out.shift(Assembler.SHL, RAX, imm);
                out.operate(Assembler.ADD, RAX, cache.read(a));
                result(d);
            }
            case SUB -> ordered(Assembler.SUB, d, a, b);
            case RSBI -> {
                out.constant(RAX, imm);
                out.operate(Assembler.SUB, RAX, cache.read(a));
                result(d);
            }
            case ADC -> {
                carry();
                ordered(Assembler.ADC, d, a, b);
            }
            case SBC -> {
                borrow();
                ordered(Assembler.SBB, d, a, b);
            }
            case ADDS -> {
                commute(Assembler.ADD, d, a, b);
                conditions.ofSum(cache.read(d));
            }
            case ADDSI -> {
                constant(Assembler.ADD, d, a, imm);
                conditions.ofSum(cache.read(d));
            }
            case SUBS -> {
                ordered(Assembler.SUB, d, a, b);
                conditions.ofDifference(cache.read(d));
            }
            case SUBSI -> {
                constant(Assembler.SUB, d, a, imm);
                conditions.ofDifference(cache.read(d));
            }
            case ADCS -> {
                carry();
                ordered(Assembler.ADC, d, a, b);
                conditions.ofSum(cache.read(d));
            }
            case SBCS -> {
                borrow();
                ordered(Assembler.SBB, d, a, b);
                conditions.ofDifference(cache.read(d));
            }
            case NZ -> conditions.ofValue(cache.read(a));
            case NZ_LONG -> {
                out.move(RAX, cache.read(a));
                int high = cache.read(b);
                out.operate(Assembler.OR, RAX, high);
                out.store(RBX, SlotCache.offset(Cells.N), high);
                out.store(RBX, SlotCache.offset(Cells.Z), RAX);
            }
            case CARRY_BIT -> {
                out.testBit(cache.read(a), imm);
                out.setIf(Assembler.BELOW, RBX, SlotCache.offset(Cells.C));
            }
            case CARRYI -> out.storeConstant8(RBX, SlotCache.offset(Cells.C), imm);
            case LSLI -> shift(Assembler.SHL, d, a, imm);
            case LSRI -> shift(Assembler.SHR, d, a, imm);
            case ASRI -> shift(Assembler.SAR, d, a, imm);
            case RORI -> shift(Assembler.ROR, d, a, imm);
            case RRX -> {
                out.load(RAX, RBX, SlotCache.offset(Cells.C));
                out.shift(Assembler.SHL, RAX, 31);
                out.move(RCX, cache.read(a));
                out.shift(Assembler.SHR, RCX, 1);
                out.operate(Assembler.OR, RAX, RCX);
                result(d);
            }
            case LSL -> shiftLogical(Assembler.SHL, d, a, b);
            case LSR -> shiftLogical(Assembler.SHR, d, a, b);
            case ASR -> {
                out.extend8(RCX, cache.read(b));
                out.constant(RDX, 31);
                out.operate(Assembler.CMP, RCX, RDX);
                out.moveIf(Assembler.ABOVE, RCX, RDX);
                out.move(RAX, cache.read(a));
                out.shiftByCl(Assembler.SAR, RAX);
                result(d);
            }
            case ROR -> {
                out.move(RCX, cache.read(b));
                out.move(RAX, cache.read(a));
                out.shiftByCl(Assembler.ROR, RAX);
                result(d);
            }
            default -> {
                return emitField(kind, d, a, b, imm);
            }
        }
        return true;
    }

    private boolean emitField(UopKind kind, int d, int a, int b, int imm) {
        switch (kind) {
            case SXTB -> {
                int from = cache.read(a);
                out.extend8Signed(cache.define(d), from);
                cache.defined(d);
            }
            case SXTH -> {
                int from = cache.read(a);
                out.extend16Signed(cache.define(d), from);
                cache.defined(d);
            }
            case REV -> {
                out.swapBytes(copy(d, a));
                cache.defined(d);
            }
            case CLZ -> {
                out.constant(RCX, 63);
                out.scanReverse(RAX, cache.read(a));
                out.moveIf(Assembler.EQUAL, RAX, RCX);
                out.operateConstant(Assembler.XOR, RAX, 31);
                result(d);
            }
            case UBFX -> field(Assembler.SHR, d, a, imm);
            case SBFX -> field(Assembler.SAR, d, a, imm);
            case BFI -> {
                int lsb = imm & 0xFF;
                int mask = Alu.mask(imm >>> 8) << lsb;
                out.move(RCX, cache.read(b));
                out.shift(Assembler.SHL, RCX, lsb);
                out.operateConstant(Assembler.AND, RCX, mask);
                out.move(RAX, cache.read(a));
                out.operateConstant(Assembler.AND, RAX, ~mask);
                out.operate(Assembler.OR, RAX, RCX);
                result(d);
            }
            case SET_IT -> out.storeConstant(RBX, SlotCache.offset(Cells.IT), imm);
            case SET_THUMB -> out.storeConstant(RBX, SlotCache.offset(Cells.THUMB), imm != 0 ? 1 : 0);
            default -> {
                return emitProduct(kind, d, a, b, imm);
            }
        }
        return true;
    }

    /** A field to the top of the register, and down from there. */
    private void field(int down, int d, int a, int field) {
        int lsb = field & 0xFF;
        int width = field >>> 8;
        int to = copy(d, a);
        out.shift(Assembler.SHL, to, Integer.SIZE - width - lsb);
        out.shift(down, to, Integer.SIZE - width);
        cache.defined(d);
    }

    private boolean emitProduct(UopKind kind, int d, int a, int b, int imm) {
        int f = imm & 0xFF;
        switch (kind) {
            case MUL -> {
                out.move(RAX, cache.read(a));
                out.multiply(RAX, cache.read(b));
                result(d);
            }
            case UMULL -> {
                out.move(RAX, cache.read(a));
                out.multiplyLong(cache.read(b));
                longResult(d, f);
            }
            case SMULL -> {
                out.move(RAX, cache.read(a));
                out.multiplyLongSigned(cache.read(b));
                longResult(d, f);
            }
            case UMLAL -> {
                out.move(RAX, cache.read(a));
                out.multiplyLong(cache.read(b));
                accumulate(d, f);
            }
            case SMLAL -> {
                out.move(RAX, cache.read(a));
                out.multiplyLongSigned(cache.read(b));
                accumulate(d, f);
            }
            case ADD_LONG -> {
                out.move(RAX, cache.read(a));
                out.extendSign();
                accumulate(d, f);
            }
            case UMAAL -> {
                out.move(RAX, cache.read(a));
                out.multiplyLong(cache.read(b));
                out.operate(Assembler.ADD, RAX, cache.read(d));
                out.operateConstant(Assembler.ADC, RDX, 0);
                out.operate(Assembler.ADD, RAX, cache.read(f));
                out.operateConstant(Assembler.ADC, RDX, 0);
                longResult(d, f);
            }
            case UDIV -> divide(d, a, b, false);
            case SDIV -> divide(d, a, b, true);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** EDX:EAX plus a pair of slots, into it. */
    private void accumulate(int low, int high) {
        out.operate(Assembler.ADD, RAX, cache.read(low));
        out.operate(Assembler.ADC, RDX, cache.read(high));
        longResult(low, high);
    }

    private void longResult(int low, int high) {
        result(low);
        out.move(cache.define(high), RDX);
        cache.defined(high);
    }

    /** x86 faults where ARM gives 0, or the dividend negated. */
    private void divide(int d, int a, int b, boolean signed) {
        int divisor = cache.read(b);
        int dividend = cache.read(a);
        out.move(RAX, divisor);
        out.test(divisor, divisor);
        int zero = out.jumpForwardIf(Assembler.EQUAL);
        out.move(RAX, dividend);
        int minusOne = 0;
        if (signed) {
            out.operateConstant(Assembler.CMP, divisor, -1);
            minusOne = out.jumpForwardIf(Assembler.EQUAL);
            out.extendSign();
            out.divideSigned(divisor);
        } else {
            out.constant(RDX, 0);
            out.divide(divisor);
        }
        int done = out.jumpForward();
        if (signed) {
            out.bind(minusOne);
            out.negate(RAX);
        }
        out.bind(zero);
        out.bind(done);
        result(d);
    }

    /** The new value of a slot is in EAX. */
    private void result(int d) {
        out.move(cache.define(d), RAX);
        cache.defined(d);
    }

    /** A slot's register, with the value of another; whoever calls goes on with it. */
    private int copy(int d, int a) {
        int from = cache.read(a);
        int to = cache.define(d);
        if (to != from) {
            out.move(to, from);
        }
        return to;
    }

    private void commute(int operation, int d, int a, int b) {
        int left = cache.read(a);
        int right = cache.read(b);
        int to = cache.define(d);
        if (to == right) {
            out.operate(operation, to, left);
        } else {
            if (to != left) {
                out.move(to, left);
            }
            out.operate(operation, to, right);
        }
        cache.defined(d);
    }

    private void constant(int operation, int d, int a, int imm) {
        out.operateConstant(operation, copy(d, a), imm);
        cache.defined(d);
    }

    private void complement(int operation, int d, int a, int b) {
        out.move(RAX, cache.read(b));
        out.not(RAX);
        out.operate(operation, RAX, cache.read(a));
        result(d);
    }

    /** Between the operation and its end nothing changes the host's flags. */
    private void ordered(int operation, int d, int a, int b) {
        int left = cache.read(a);
        int right = cache.read(b);
        int to = cache.define(d);
        if (to == right) {
            out.move(RAX, left);
            out.operate(operation, RAX, right);
            out.move(to, RAX);
        } else {
            if (to != left) {
                out.move(to, left);
            }
            out.operate(operation, to, right);
        }
        cache.defined(d);
    }

    /** The host's carry flag = C. */
    private void carry() {
        out.load8At(RAX, RBX, SlotCache.offset(Cells.C));
        out.operateAl(Assembler.ADD, 0xFF);
    }

    /** The host's carry flag = not C. */
    private void borrow() {
        out.operateOnMemory8(Assembler.CMP, RBX, SlotCache.offset(Cells.C), 1);
    }

    private void shift(int operation, int d, int a, int amount) {
        int to = copy(d, a);
        if (amount != 0) {
            out.shift(operation, to, amount);
        }
        cache.defined(d);
    }

    private void shiftLogical(int operation, int d, int a, int b) {
        out.extend8(RCX, cache.read(b));
        out.move(RAX, cache.read(a));
        out.shiftByCl(operation, RAX);
        out.operateConstant(Assembler.CMP, RCX, 32);
        out.operate(Assembler.SBB, RDX, RDX);
        out.operate(Assembler.AND, RAX, RDX);
        result(d);
    }
}
