package trapline.emulator.x86;

import static trapline.emulator.x86.Assembler.ADD;
import static trapline.emulator.x86.Assembler.AND;
import static trapline.emulator.x86.Assembler.CMP;
import static trapline.emulator.x86.Assembler.EQUAL;
import static trapline.emulator.x86.Assembler.NOT_BELOW;
import static trapline.emulator.x86.Assembler.NOT_EQUAL;
import static trapline.emulator.x86.Assembler.OR;
import static trapline.emulator.x86.Assembler.R10;
import static trapline.emulator.x86.Assembler.R11;
import static trapline.emulator.x86.Assembler.R12;
import static trapline.emulator.x86.Assembler.R14;
import static trapline.emulator.x86.Assembler.R15;
import static trapline.emulator.x86.Assembler.R8;
import static trapline.emulator.x86.Assembler.R9;
import static trapline.emulator.x86.Assembler.RAX;
import static trapline.emulator.x86.Assembler.RBP;
import static trapline.emulator.x86.Assembler.RBX;
import static trapline.emulator.x86.Assembler.RCX;
import static trapline.emulator.x86.Assembler.RDI;
import static trapline.emulator.x86.Assembler.RDX;
import static trapline.emulator.x86.Assembler.RSI;
import static trapline.emulator.x86.Assembler.SHL;
import static trapline.emulator.x86.Assembler.SHR;
import static trapline.emulator.x86.Assembler.XOR;

import java.util.ArrayList;
import java.util.List;
import trapline.emulator.mmu.KnownWalks;
import trapline.emulator.mmu.LookAside;
import trapline.emulator.mmu.Refills;
import trapline.emulator.mmu.Tlb;
import trapline.emulator.mmu.TlbConfig;

/**
 * Machine code that serves a miss of the look-aside, if the TLB misses too and {@link KnownWalks} has the walk: as
 * {@link Tlb#find} and {@link Tlb#insert} do, in the geometry of {@link TlbConfig#CORTEX_A15}.
 */
final class TlbRefill {
    private static final int[] SAVED = {RAX, RCX, RDX, RSI, RDI, R8, R9, R10, R11};
    private static final int WAYS = TlbConfig.CORTEX_A15.ways();
    private static final int WORD_LOG2 = 3;
    /** Logarithm of a set's bytes of tags. */
    private static final int SET_LOG2 = WORD_LOG2 + Integer.numberOfTrailingZeros(WAYS);
    /** The size that a tag's upper half has in its low bits. */
    private static final int SIZE_MASK = ~LookAside.BYTE;

    private static final int RECORD = Gateway.offset(Refills.FIRST);
    private static final int WALK = Gateway.offset(KnownWalks.WALKS);
    private static final int TAGS = Gateway.offset(Tlb.TAGS);

    private final Assembler out;
    private final List<Integer> failures = new ArrayList<>();

    TlbRefill(Assembler out) {
        this.out = out;
    }

    /**
     * Emits what is called for a load: with its address in ECX, the number of its block in EDX and that of the micro-operation in EAX. It
     * comes back with the zero flag set when the look-aside has the page now, and all registers as they were. It has it for stores too
     * where they are known to succeed.
     */
    void emitForLoads() {
        begin();
        out.store(RSI, RECORD + word(Refills.PLACE), RAX);
        out.store(RSI, RECORD + word(Refills.PLACE) + Integer.BYTES, RDX);
        out.move(RDX, RCX);
        findWalk(word(KnownWalks.READ) + Integer.BYTES);
        makeEntry();
        tableAt(RDX, WORD_LOG2);
        out.load64(R9, R8, WALK + word(KnownWalks.READ));
        out.store64(RAX, Gateway.offset(LookAside.READS), R9);
        out.load64(R9, R8, WALK + word(KnownWalks.WRITE));
        out.load(R10, R8, WALK + word(KnownWalks.WRITE) + Integer.BYTES);
        out.operate(CMP, R10, R8, WALK + word(KnownWalks.READ) + Integer.BYTES);
        int readOnly = out.jumpForwardIf(NOT_EQUAL);
        out.store64(RAX, Gateway.offset(LookAside.WRITES), R9);
        out.bind(readOnly);
        end();
    }

    /** The same for a fetch behind a block: from the address in ECX, which is not in the page of the fetch register. */
    void emitForFetches(boolean privileged) {
        int table = Gateway.offset(LookAside.firstFetch(privileged));
        begin();
        out.storeConstant(RSI, RECORD + word(Refills.PLACE), Refills.FETCH);
        out.move(RDX, RCX);
        findWalk(word(KnownWalks.FETCH));
        makeEntry();
        tableAt(RDX, WORD_LOG2 + 1);
        out.load64(R9, R8, WALK + word(KnownWalks.FETCH));
        out.store64(RAX, table, R9);
        out.load64(R9, R8, WALK + word(KnownWalks.PAGE));
        out.store64(RAX, table + word(1), R9);
        end();
    }

    private void begin() {
        failures.clear();
        for (int register : SAVED) {
            out.push(register);
        }
        beginRecord();
    }

    private void makeEntry() {
        findInTlb();
        insert();
    }

    /** The record counts. */
    private void end() {
        out.operateOnMemory(ADD, R12, Gateway.offset(Refills.COUNT), 1);
        out.operate(CMP, RAX, RAX);
        emitReturn();
        failures.forEach(out::bind);
        out.operateConstant(OR, RAX, -1);
        emitReturn();
    }

    private void emitReturn() {
        for (int n = SAVED.length - 1; n >= 0; n--) {
            out.pop(SAVED[n]);
        }
        out.ret();
    }

    private void failIf(int condition) {
        failures.add(out.jumpForwardIf(condition));
    }

    /** RSI = the record, from where it is {@link #RECORD} bytes; it counts only at the end. */
    private void beginRecord() {
        out.load(RSI, R12, Gateway.offset(Refills.COUNT));
        out.operateConstant(CMP, RSI, Refills.MOST);
        failIf(NOT_BELOW);
        out.shift(SHL, RSI, WORD_LOG2 + Refills.WORDS_LOG2);
        out.operate64(ADD, RSI, R12);
        out.store64(RSI, RECORD + word(Refills.REMAINING), R14);
        out.store(RSI, RECORD + word(Refills.ENTRY) + Integer.BYTES, RCX);
    }

    private static int word(int n) {
        return n << WORD_LOG2;
    }

    /** R8 = the walk for EDX, from where it is {@link #WALK} bytes, if a tag of it says so and its descriptors are the same. */
    private void findWalk(int tag) {
        pageIndex(R8, RDX);
        out.shift(SHL, R8, WORD_LOG2 + KnownWalks.WORDS_LOG2);
        out.operate64(ADD, R8, R12);
        out.move(R9, RDX);
        out.operateConstant(AND, R9, LookAside.BYTE);
        out.operate(OR, R9, R15);
        out.operate(CMP, R9, R8, WALK + tag);
        failIf(NOT_EQUAL);
        out.load64(R9, RBX, SlotCache.offset(Cells.WALKS));
        out.operate64(CMP, R9, R8, WALK + word(KnownWalks.VERSION));
        failIf(NOT_EQUAL);
        checkDescriptor(KnownWalks.FIRST);
        checkDescriptor(KnownWalks.SECOND);
    }

    private void checkDescriptor(int word) {
        out.load(R9, R8, WALK + word(word));
        out.loadIndexed(R9, RBP, R9, 0, 0);
        out.operate(CMP, R9, R8, WALK + word(word) + Integer.BYTES);
        failIf(NOT_EQUAL);
    }

    /** Of the page of an address, its place in tables of the look-aside's size. */
    private void pageIndex(int to, int va) {
        out.move(to, va);
        out.shift(SHR, to, LookAside.PAGE_SHIFT);
        out.operateConstant(AND, to, LookAside.SIZE - 1);
    }

    /** Looks for entries of each size that is present. Small pages must be among them, so that one more does not change what is. */
    private void findInTlb() {
        out.load(R9, R12, Gateway.offset(Tlb.CONTEXT));
        out.load(R10, R12, Gateway.offset(Tlb.CONTEXT) + Integer.BYTES);
        out.load(RDI, R12, Gateway.offset(Tlb.SIZES));
        out.testBit(RDI, LookAside.PAGE_SHIFT);
        failIf(NOT_BELOW);
        long nextSize = out.here();
        out.scanForward(RCX, RDI);
        out.move(RAX, RDX);
        out.shiftByCl(SHR, RAX);
        out.move(R11, RAX);
        setOf(R11);
        out.shift(SHL, R11, SET_LOG2);
        out.operate64(ADD, R11, R12);
        out.shiftByCl(SHL, RAX);
        out.operate(OR, RAX, RCX);
        for (int way = 0; way < WAYS; way++) {
            out.operate(CMP, RAX, R11, TAGS + word(way) + Integer.BYTES);
            int other = out.jumpForwardIf(NOT_EQUAL);
            out.load(RCX, R11, TAGS + word(way));
            out.operate(CMP, RCX, R9);
            failIf(EQUAL);
            out.operate(CMP, RCX, R10);
            failIf(EQUAL);
            out.bind(other);
        }
        out.address(RCX, RDI, -1);
        out.operate(AND, RDI, RCX);
        out.jumpIf(NOT_EQUAL, nextSize);
    }

    private void setOf(int block) {
        out.operateConstant(AND, block, TlbConfig.CORTEX_A15.sets() - 1);
    }

    /** An empty way of EDX's set, else the oldest, gets the tag: R11, from where it is {@link #TAGS} bytes, EDI the set, ECX the way. */
    private void insert() {
        out.move(RDI, RDX);
        out.shift(SHR, RDI, LookAside.PAGE_SHIFT);
        setOf(RDI);
        out.move(R11, RDI);
        out.shift(SHL, R11, SET_LOG2);
        out.operate64(ADD, R11, R12);
        List<Integer> empty = new ArrayList<>();
        for (int way = 0; way < WAYS; way++) {
            out.constant(RCX, way);
            out.operateOnMemory64(CMP, R11, TAGS + word(way), (int) Tlb.EMPTY);
            empty.add(out.jumpForwardIf(EQUAL));
        }
        takeOldest();
        out.load64(R9, R11, TAGS);
        int evicted = out.jumpForward();
        empty.forEach(out::bind);
        addWay();
        out.constant(R9, (int) Tlb.EMPTY);
        out.bind(evicted);
        out.store64(RSI, RECORD + word(Refills.EVICTED), R9);
        out.load64(R9, R8, WALK + word(KnownWalks.TLB_TAG));
        out.store64(R11, TAGS, R9);
        out.shift(SHL, RDI, Integer.numberOfTrailingZeros(WAYS));
        out.operate(ADD, RDI, RCX);
        out.store(RSI, RECORD + word(Refills.ENTRY), RDI);
    }

    /** If it is a small page; the look-aside forgets that. */
    private void takeOldest() {
        out.move(RAX, RDI);
        out.shift(SHL, RAX, WORD_LOG2);
        out.operate64(ADD, RAX, R12);
        out.load(RCX, RAX, Gateway.offset(Tlb.NEXT));
        addWay();
        out.load(R10, R11, TAGS + Integer.BYTES);
        out.move(R9, R10);
        out.operateConstant(AND, R9, SIZE_MASK);
        out.operateConstant(CMP, R9, LookAside.PAGE_SHIFT);
        failIf(NOT_EQUAL);
        out.address(R9, RCX, 1);
        out.operateConstant(AND, R9, WAYS - 1);
        out.store(RAX, Gateway.offset(Tlb.NEXT), R9);
        tableAt(R10, WORD_LOG2);
        forget(Gateway.offset(LookAside.READS), Integer.BYTES);
        forget(Gateway.offset(LookAside.WRITES), Integer.BYTES);
        tableAt(R10, WORD_LOG2 + 1);
        forget(Gateway.offset(LookAside.firstFetch(false)), 0);
        forget(Gateway.offset(LookAside.firstFetch(true)), 0);
    }

    private void addWay() {
        out.move(R9, RCX);
        out.shift(SHL, R9, WORD_LOG2);
        out.operate64(ADD, R11, R9);
    }

    /** RAX = where the look-aside has the page of an address, from the start of a table. */
    private void tableAt(int va, int entryLog2) {
        pageIndex(RAX, va);
        out.shift(SHL, RAX, entryLog2);
        out.operate64(ADD, RAX, R12);
    }

    /** Empties an entry if it is of the page in R10, in whatever context. */
    private void forget(int table, int tag) {
        out.load(R9, RAX, table + tag);
        out.operate(XOR, R9, R10);
        out.testConstant(R9, LookAside.BYTE);
        int other = out.jumpForwardIf(NOT_EQUAL);
        out.storeConstant64(RAX, table, (int) LookAside.EMPTY);
        out.bind(other);
    }
}
