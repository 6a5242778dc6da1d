package trapline.emulator.x86;

import static trapline.emulator.x86.Assembler.R10;
import static trapline.emulator.x86.Assembler.R11;
import static trapline.emulator.x86.Assembler.R12;
import static trapline.emulator.x86.Assembler.R13;
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

import trapline.emulator.cpu.CpuState;
import trapline.emulator.execute.Region;
import trapline.emulator.execute.UopLoop;
import trapline.emulator.mmu.LookAside;

/**
 * Machine code that all blocks share: the way in, the way out, and jumps by register.
 *
 * <p>Between them RBX holds the address of the slots, R12 and R13 those of the look-aside's entries for loads and for stores, which are
 * part of {@link CpuState#words}, the top of the stack that of the extension registers, RBP that of the machine's memory, R14 the ticks
 * left when the present block has ended, R15 the context's part in tags, and R11 the distance from guest to host of the last access. RAX,
 * RCX and RDX are for anybody, the others for slots.
 */
final class Gateway {
    private static final int[] SAVED = {RBX, RBP, R12, R13, R14, R15};
    private static final int PC = SlotCache.offset(CpuState.PC);

    /** Bytes of an entry of {@link LookAside#fetches}. */
    private static final int FETCH_LOG2 = 4;

    /** Where the address of the extension registers is from RSP. */
    static final int EXTENSION = 0;

    /** Called with slots, {@link CpuState#words}, extension registers, and where to go; answers as {@link MachineLoop} says. */
    final long enter;
    /** Goes back with an answer in EAX, from the block whose number is in EDX. */
    final long leave;
    /** {@link TlbRefill#emitForLoads}. */
    final long refill;
    /** {@link TlbRefill#emitForFetches}. */
    private final long refillUnprivileged;

    private final long refillPrivileged;
    /** Jumps to the address in ECX with the block key in EDX, as {@link JumpTable#present} makes it, from the block whose number is in EAX, at PL0 and above it. */
    private final long jumpUnprivileged;

    private final long jumpPrivileged;

    Gateway(Assembler out, JumpTable table) {
        enter = out.here();
        emitEnter(out);
        leave = out.here();
        emitLeave(out);
        refill = out.here();
        TlbRefill routine = new TlbRefill(out);
        routine.emitForLoads();
        refillUnprivileged = out.here();
        routine.emitForFetches(false);
        refillPrivileged = out.here();
        routine.emitForFetches(true);
        jumpUnprivileged = out.here();
        emitJump(out, table, false);
        jumpPrivileged = out.here();
        emitJump(out, table, true);
    }

    long jump(boolean privileged) {
        return privileged ? jumpPrivileged : jumpUnprivileged;
    }

    private static void emitEnter(Assembler out) {
        for (int register : SAVED) {
            out.push(register);
        }
        out.push(RDX);
        out.move64(RBX, RDI);
        out.address64(R12, RSI, LookAside.READS * Long.BYTES);
        out.address64(R13, RSI, LookAside.WRITES * Long.BYTES);
        out.load64(R14, RBX, SlotCache.offset(Cells.REMAINING));
        out.load(R11, RBX, SlotCache.offset(Cells.DISTANCE));
        out.load(R15, RBX, SlotCache.offset(Cells.CONTEXT));
        out.load64(RBP, RBX, SlotCache.offset(Cells.WINDOW));
        out.jumpTo(RCX);
    }

    private static void emitLeave(Assembler out) {
        out.store64(RBX, SlotCache.offset(Cells.REMAINING), R14);
        out.store(RBX, SlotCache.offset(Cells.DISTANCE), R11);
        out.shift64(Assembler.SHL, RDX, MachineLoop.BLOCK_SHIFT);
        out.operate64(Assembler.OR, RAX, RDX);
        out.pop(RDX);
        for (int n = SAVED.length - 1; n >= 0; n--) {
            out.pop(SAVED[n]);
        }
        out.ret();
    }

    private void emitJump(Assembler out, JumpTable table, boolean privileged) {
        int firstFetch = LookAside.firstFetch(privileged);
        emitIsAtEnd(out);
        int atEnd = out.jumpForwardIf(Assembler.EQUAL);
        long again = out.here();
        out.move(RDI, RCX);
        out.shift(Assembler.SHR, RDI, LookAside.PAGE_SHIFT);
        out.move(R8, RCX);
        out.operateConstant(Assembler.AND, RDI, LookAside.SIZE - 1);
        out.operateConstant(Assembler.AND, R8, LookAside.BYTE);
        out.shift(Assembler.SHL, RDI, FETCH_LOG2);
        out.move(R9, R8);
        out.operate(Assembler.OR, R9, R15);
        out.operateIndexed(Assembler.CMP, R9, R12, RDI, 0, offset(firstFetch));
        int elsewhere = out.jumpForwardIf(Assembler.NOT_EQUAL);
        out.loadIndexed64(R10, R12, RDI, 0, offset(firstFetch + 1));
        table.emitLookUp(out);
        out.operate(Assembler.CMP, RCX, RDI, JumpTable.PC);
        int otherPc = out.jumpForwardIf(Assembler.NOT_EQUAL);
        out.operate(Assembler.CMP, RDX, RDI, JumpTable.KEY);
        int otherKey = out.jumpForwardIf(Assembler.NOT_EQUAL);
        out.operate64(Assembler.CMP, R10, RDI, JumpTable.PAGE);
        int otherPage = out.jumpForwardIf(Assembler.NOT_EQUAL);
        emitFetch(out, R8, R10, R9);
        out.jumpToMemory(RDI, JumpTable.CODE);
        out.bind(elsewhere);
        emitRefill(out, R8, privileged ? refillPrivileged : refillUnprivileged, again);
        out.bind(atEnd);
        out.bind(otherPc);
        out.bind(otherKey);
        out.bind(otherPage);
        out.store(RBX, PC, RCX);
        out.move(RDX, RAX);
        out.constant(RAX, UopLoop.LEFT + Region.INDIRECT);
        out.jump(leave);
    }

    /** Tries again if the TLB's miss can be served. The page that is being fetched from asks for no TLB. */
    private static void emitRefill(Assembler out, int page, long refill, long again) {
        out.operate(Assembler.CMP, page, R12, offset(LookAside.FETCH_VA));
        int same = out.jumpForwardIf(Assembler.EQUAL);
        out.call(refill);
        out.jumpIf(Assembler.EQUAL, again);
        out.bind(same);
    }

    /** Where a place in {@link CpuState#words} is from R12. */
    static int offset(int index) {
        return (index - LookAside.READS) * Long.BYTES;
    }

    /** Puts a page into the fetch register. */
    static void emitFetch(Assembler out, int va, int page, int scratch) {
        out.store(R12, offset(LookAside.FETCH_VA), va);
        out.store64(R12, offset(LookAside.FETCH_PAGE), page);
        out.load64(scratch, RBX, SlotCache.offset(Cells.KEY));
        out.store64(R12, offset(LookAside.FETCH_KEY), scratch);
    }

    /** Whether no ticks are left, as the zero flag. The next fetch then comes after what is due at this tick, an interrupt say. */
    private static void emitIsAtEnd(Assembler out) {
        out.operateConstant64(Assembler.CMP, R14, 0);
    }

    /** A way to a block in another virtual page: the fetch is made as far as the look-aside knows the page. */
    static void emitFarLink(Assembler out, int va, boolean privileged, long page, long target, long otherwise) {
        emitIsAtEnd(out);
        out.jumpIf(Assembler.EQUAL, otherwise);
        int at = LookAside.fetchIndex(va, privileged);
        out.constant(RCX, va & LookAside.BYTE);
        out.move(RSI, RCX);
        out.operate(Assembler.OR, RCX, R15);
        out.operate(Assembler.CMP, RCX, R12, offset(at));
        out.jumpIf(Assembler.NOT_EQUAL, otherwise);
        out.constant64(RDX, page);
        out.operate64(Assembler.CMP, RDX, R12, offset(at + 1));
        out.jumpIf(Assembler.NOT_EQUAL, otherwise);
        emitFetch(out, RSI, RDX, RCX);
        out.jump(target);
    }
}
