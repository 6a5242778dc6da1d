package trapline.emulator.x86;

import static trapline.emulator.x86.Assembler.R11;
import static trapline.emulator.x86.Assembler.R12;
import static trapline.emulator.x86.Assembler.R13;
import static trapline.emulator.x86.Assembler.R15;
import static trapline.emulator.x86.Assembler.RAX;
import static trapline.emulator.x86.Assembler.RBP;
import static trapline.emulator.x86.Assembler.RCX;
import static trapline.emulator.x86.Assembler.RDX;

import trapline.emulator.ir.UopKind;
import trapline.emulator.mmu.LookAside;

/** Machine code for loads and stores as far as the {@link LookAside} knows the page. */
final class Accesses {
    private static final int PAGE_SHIFT = 12;
    private static final int ENTRY_LOG2 = 3;

    private final Assembler out;
    private final SlotCache cache;
    /** Where the code goes on after {@link #emitOtherDistance}. */
    private long back;

    private int otherDistance;
    private int table;
    private long atMiss;
    private long start;
    private int mask;

    Accesses(Assembler out, SlotCache cache) {
        this.out = out;
        this.cache = cache;
    }

    /** What was in registers at the jump out of the last one. */
    long atMiss() {
        return atMiss;
    }

    /**
     * Emits the part that succeeds.
     *
     * @return the jump out of it for what the look-aside does not know; 0 for a kind that is left to the interpreter, of which nothing has
     *     been emitted
     */
    int emit(UopKind kind, int d, int a, int b, int imm) {
        return switch (kind) {
            case LOAD8, LOAD8S, LOAD16, LOAD16S, LOAD32, LOAD32_ALIGNED -> {
                plainAddress(a, imm);
                yield load(kind, d);
            }
            case LOAD8X, LOAD32X -> {
                scaledAddress(a, b, imm);
                yield load(kind, d);
            }
            case LOAD_ELEMENTS -> {
                plainAddress(a, 0);
                yield loadElements(d, b);
            }
            case STORE8, STORE16, STORE32, STORE32_ALIGNED -> {
                plainAddress(a, imm);
                yield store(kind, b, 0);
            }
            case STORE8X, STORE32X -> {
                scaledAddress(a, b, imm);
                yield store(kind, d, 0);
            }
            case STORE_ELEMENTS -> {
                plainAddress(a, 0);
                yield store(UopKind.STORE32, b, imm);
            }
            default -> 0;
        };
    }

    /** ECX = the address. */
    void plainAddress(int a, int imm) {
        int base = cache.read(a);
        if (imm == 0) {
            out.move(RCX, base);
        } else {
            out.address(RCX, base, imm);
        }
    }

    private void scaledAddress(int a, int b, int amount) {
        out.move(RCX, cache.read(b));
        out.shift(Assembler.SHL, RCX, amount);
        out.operate(Assembler.ADD, RCX, cache.read(a));
    }

    /** Turns the address in ECX into that from RBP. */
    int lookUp(int where, int mask) {
        table = where;
        this.mask = mask;
        start = out.here();
        out.move(RDX, RCX);
        out.shift(Assembler.SHR, RDX, PAGE_SHIFT);
        out.operateConstant(Assembler.AND, RDX, LookAside.SIZE - 1);
        out.move(RAX, RCX);
        out.operateConstant(Assembler.AND, RAX, mask);
        out.operate(Assembler.OR, RAX, R15);
        out.operateIndexed(Assembler.CMP, RAX, table, RDX, ENTRY_LOG2, Integer.BYTES);
        int missed = out.jumpForwardIf(Assembler.NOT_EQUAL);
        atMiss = cache.snapshot();
        out.operateIndexed(Assembler.CMP, R11, table, RDX, ENTRY_LOG2, 0);
        otherDistance = out.jumpForwardIf(Assembler.NOT_EQUAL);
        back = out.here();
        out.operate(Assembler.ADD, RCX, R11);
        return missed;
    }

    /**
     * What is to be emitted where the jump out of the last one, a load, leads: it is tried again when {@link TlbRefill} has served the miss.
     * A misaligned address is no miss.
     */
    Runnable refill(long routine, int block, int uop) {
        int alignment = mask & ~LookAside.BYTE;
        long again = start;
        return () -> {
            out.testConstant(RCX, alignment);
            int misaligned = out.jumpForwardIf(Assembler.NOT_EQUAL);
            out.constant(RAX, uop);
            out.constant(RDX, block);
            out.call(routine);
            out.jumpIf(Assembler.EQUAL, again);
            out.bind(misaligned);
        };
    }

    /**
     * What is to be emitted behind the code for the last one. Most accesses find the host's memory at the same distance from the guest's
     * address as the one before, so that the host need not wait for the look-aside to start a load, only to believe it.
     */
    Runnable otherDistance() {
        int jump = otherDistance;
        long to = back;
        int from = table;
        return () -> {
            out.bind(jump);
            out.loadIndexed(R11, from, RDX, ENTRY_LOG2, 0);
            out.jump(to);
        };
    }

    private int load(UopKind kind, int d) {
        int mask =
                switch (kind) {
                    case LOAD8, LOAD8S, LOAD8X -> LookAside.BYTE;
                    case LOAD16, LOAD16S -> LookAside.HALFWORD;
                    default -> LookAside.WORD;
                };
        int missed = lookUp(R12, mask);
        int to = cache.define(d);
        switch (kind) {
            case LOAD8, LOAD8X -> out.load8(to, RBP, RCX);
            case LOAD8S -> out.load8Signed(to, RBP, RCX);
            case LOAD16 -> out.load16(to, RBP, RCX);
            case LOAD16S -> out.load16Signed(to, RBP, RCX);
            default -> out.loadIndexed(to, RBP, RCX, 0, 0);
        }
        return missed;
    }

    private int loadElements(int d, int bytes) {
        int missed = lookUp(R12, elementMask(bytes));
        out.loadIndexed(cache.define(d), RBP, RCX, 0, 0);
        return missed;
    }

    /** Words that are aligned, and doublewords to 8 bytes, so that no alignment check has anything to say. */
    private static int elementMask(int bytes) {
        return bytes == Long.BYTES ? LookAside.DOUBLEWORD : LookAside.WORD;
    }

    private int store(UopKind kind, int value, int elementBytes) {
        int from = cache.read(value);
        int mask =
                switch (kind) {
                    case STORE8, STORE8X -> LookAside.BYTE;
                    case STORE16 -> LookAside.HALFWORD;
                    default -> elementBytes == 0 ? LookAside.WORD : elementMask(elementBytes);
                };
        int missed = lookUp(R13, mask);
        switch (kind) {
            case STORE8, STORE8X -> out.store8(RBP, RCX, from);
            case STORE16 -> out.store16(RBP, RCX, from);
            default -> out.store32(RBP, RCX, from);
        }
        return missed;
    }
}
