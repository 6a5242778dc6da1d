package trapline.emulator.x86;

import static trapline.emulator.x86.Assembler.R12;
import static trapline.emulator.x86.Assembler.R13;
import static trapline.emulator.x86.Assembler.RAX;
import static trapline.emulator.x86.Assembler.RBP;
import static trapline.emulator.x86.Assembler.RBX;
import static trapline.emulator.x86.Assembler.RCX;
import static trapline.emulator.x86.Assembler.RDX;

import trapline.emulator.ir.Uop;
import trapline.emulator.ir.UopKind;
import trapline.emulator.memory.ExclusiveMonitors;
import trapline.emulator.memory.PhysicalMap;
import trapline.emulator.mmu.LookAside;

/**
 * Machine code for exclusive accesses to RAM that the look-aside knows, of a machine with one CPU: with more, a load-exclusive may take a
 * page from others.
 */
final class Exclusives {
    private static final int TAG = SlotCache.offset(Cells.TAG);

    /** The jumps out, for what the look-aside does not know and for what is no RAM. */
    record Misses(int unknown, int notRam) {}

    private final Assembler out;
    private final SlotCache cache;
    private final Accesses accesses;
    private final boolean possible;
    private final long ramBase;
    private final int ramPlace;
    private final int ramSize;

    Exclusives(Assembler out, SlotCache cache, Accesses accesses, MachineParts parts) {
        this.out = out;
        this.cache = cache;
        this.accesses = accesses;
        PhysicalMap memory = parts.memory();
        possible = parts.isUniprocessor();
        ramBase = memory.ramBase();
        ramPlace = (int) memory.hostAddress(ramBase);
        ramSize = (int) memory.ramSize();
    }

    /** Whether a micro-operation is emitted, or left to the interpreter. */
    boolean emits(Uop uop) {
        return possible && bytes(uop) != Long.BYTES;
    }

    private static int bytes(Uop uop) {
        return uop.kind() == UopKind.LOAD_EXCLUSIVE ? uop.b() : uop.imm() >>> 8;
    }

    Misses emit(Uop uop) {
        boolean load = uop.kind() == UopKind.LOAD_EXCLUSIVE;
        int value = load ? 0 : cache.read(uop.b());
        accesses.plainAddress(uop.a(), 0);
        int unknown = accesses.lookUp(load ? R12 : R13, LookAside.BYTE | bytes(uop) - 1);
        out.move(RAX, RCX);
        out.operateConstant(Assembler.SUB, RAX, ramPlace);
        out.operateConstant(Assembler.CMP, RAX, ramSize);
        int notRam = out.jumpForwardIf(Assembler.NOT_BELOW);
        out.operateConstant(Assembler.AND, RAX, -ExclusiveMonitors.GRANULE);
        out.constant64(RDX, ramBase);
        out.operate64(Assembler.ADD, RAX, RDX);
        if (load) {
            emitLoad(uop);
        } else {
            emitStore(uop, value);
        }
        return new Misses(unknown, notRam);
    }

    private void emitLoad(Uop uop) {
        out.store64(RBX, TAG, RAX);
        int to = cache.define(uop.dst());
        switch (bytes(uop)) {
            case 1 -> out.load8(to, RBP, RCX);
            case 2 -> out.load16(to, RBP, RCX);
            default -> out.loadIndexed(to, RBP, RCX, 0, 0);
        }
        cache.defined(uop.dst());
        int high = cache.define(uop.fourth());
        out.constant(high, 0);
        cache.defined(uop.fourth());
    }

    private void emitStore(Uop uop, int value) {
        out.operate64(Assembler.CMP, RAX, RBX, TAG);
        out.storeConstant64(RBX, TAG, (int) ExclusiveMonitors.NONE);
        out.constant(RAX, 1);
        int failed = out.jumpForwardIf(Assembler.NOT_EQUAL);
        switch (bytes(uop)) {
            case 1 -> out.store8(RBP, RCX, value);
            case 2 -> out.store16(RBP, RCX, value);
            default -> out.store32(RBP, RCX, value);
        }
        out.constant(RAX, 0);
        out.bind(failed);
        out.move(cache.define(uop.dst()), RAX);
        cache.defined(uop.dst());
    }
}
