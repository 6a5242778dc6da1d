package trapline.emulator.x86;

import static trapline.emulator.x86.Assembler.R12;
import static trapline.emulator.x86.Assembler.RAX;
import static trapline.emulator.x86.Assembler.RBX;
import static trapline.emulator.x86.Assembler.RCX;
import static trapline.emulator.x86.Assembler.RDX;

import java.util.Optional;
import trapline.emulator.cpu.Psr;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.ir.Block;
import trapline.emulator.ir.BlockKey;
import trapline.emulator.ir.Effect;
import trapline.emulator.ir.Uop;
import trapline.emulator.ir.UopKind;
import trapline.emulator.mmu.LookAside;
import trapline.emulator.sysreg.PlainAccess;

/**
 * Machine code for what programs ask of the system most often, as far as the answer is in memory: interrupt masks, CPSR, barriers, and
 * {@linkplain PlainAccess plain} accesses to registers.
 */
final class Controls {
    /** How a block goes on behind one of these. */
    enum After {
        /** Nothing has happened that concerns anybody else. */
        NEXT,
        /** An interrupt may no longer be masked. */
        INTERRUPTIBLE,
        /** The next instruction is fetched anew. */
        FETCH
    }

    private static final int CPSR = SlotCache.offset(Cells.CPSR);
    private static final int ENABLE = 1 << 8;
    private static final int DISABLE = 1 << 9;
    private static final int CHANGED_MODE = 0x1F;
    /** The mask of MSR that names CPSR[7:0] alone. */
    private static final int CONTROL_BYTE = 0b0001;

    private final Assembler out;
    private final SlotCache cache;
    private final boolean masksAreFree;
    private int refused;
    private long atRefusal;

    Controls(Assembler out, SlotCache cache, MachineParts parts) {
        this.out = out;
        this.cache = cache;
        // Else SCR.AW and FW have a say.
        masksAreFree = !parts.features().security() || parts.features().virtualization();
    }

    /** Whether a SYSTEM micro-operation of a block is emitted, or left to the interpreter. */
    boolean emits(Block block, int n) {
        boolean privileged = isPrivileged(block);
        return switch (block.kind(n)) {
            case READ_CPSR, SEND_EVENT -> true;
            case WRITE_CPSR -> privileged && masksAreFree && block.imm(n) == CONTROL_BYTE && isOutsideItBlock(block, n);
            case CHANGE_STATE ->
                privileged && masksAreFree && (block.imm(n) & CHANGED_MODE) == 0 && isOutsideItBlock(block, n);
            case INSTRUCTION_BARRIER -> isOutsideItBlock(block, n);
            case READ_COPROCESSOR -> plainAccess(block, n).isPresent();
            case WRITE_COPROCESSOR -> plainAccess(block, n).isPresent() && isOutsideItBlock(block, n);
            default -> false;
        };
    }

    private static boolean isPrivileged(Block block) {
        return BlockKey.privilegeLevel(block.key) != 0;
    }

    private static boolean isOutsideItBlock(Block block, int n) {
        return block.itState(block.instructionOf(n)) == 0;
    }

    private static Optional<PlainAccess> plainAccess(Block block, int n) {
        return PlainAccess.of(block.imm(n), block.kind(n) == UopKind.READ_COPROCESSOR, isPrivileged(block));
    }

    /** How the block goes on at the exit {@code n} behind one of these; nothing when the interpreter has to say. */
    Optional<After> after(Block block, int n) {
        int system = n - 1;
        while (block.kind(system).effect() != Effect.SYSTEM) {
            system--;
        }
        return emits(block, system) ? Optional.of(afterSystem(block, system)) : Optional.empty();
    }

    private static After afterSystem(Block block, int n) {
        return switch (block.kind(n)) {
            case INSTRUCTION_BARRIER -> After.FETCH;
            case WRITE_CPSR -> After.INTERRUPTIBLE;
            case CHANGE_STATE -> (block.imm(n) & ENABLE) != 0 ? After.INTERRUPTIBLE : After.NEXT;
            case WRITE_COPROCESSOR ->
                plainAccess(block, n).orElseThrow().kind() == PlainAccess.Kind.BARRIER ? After.FETCH : After.NEXT;
            default -> After.NEXT;
        };
    }

    /** Emits one. The answer is the jump out of it to the interpreter; 0 when there is none. */
    int emit(Block block, int n) {
        Uop uop = block.uop(n);
        refused = 0;
        switch (uop.kind()) {
            case READ_CPSR -> readCpsr(uop.dst());
            case WRITE_CPSR -> writeMasks(uop.a());
            case CHANGE_STATE -> changeMasks(uop.imm());
            case SEND_EVENT -> out.storeConstant(RBX, SlotCache.offset(Cells.EVENT), 1);
            case INSTRUCTION_BARRIER -> emptyFetchRegister();
            default -> access(plainAccess(block, n).orElseThrow(), uop.dst());
        }
        // The translator counts on it that ITSTATE is exact from here on.
        out.storeConstant(RBX, SlotCache.offset(Cells.IT), block.itState(block.instructionOf(n)));
        return refused;
    }

    /** What was in registers at the jump out of the last one. */
    long atRefusal() {
        return atRefusal;
    }

    private void refuseIf(int condition) {
        refused = out.jumpForwardIf(condition);
        atRefusal = cache.snapshot();
    }

    private void readCpsr(int d) {
        out.load(RAX, RBX, CPSR);
        out.load(RCX, RBX, SlotCache.offset(Cells.N));
        out.operateConstant(Assembler.AND, RCX, Psr.N);
        out.operate(Assembler.OR, RAX, RCX);
        // All ones when Z is clear.
        out.load(RCX, RBX, SlotCache.offset(Cells.Z));
        out.negate(RCX);
        out.operate(Assembler.SBB, RCX, RCX);
        out.not(RCX);
        out.operateConstant(Assembler.AND, RCX, Psr.Z);
        out.operate(Assembler.OR, RAX, RCX);
        flag(Cells.C, Psr.C);
        flag(Cells.V, Psr.V);
        out.move(cache.define(d), RAX);
        cache.defined(d);
    }

    /** Puts one that is kept as 0 or 1 into EAX. */
    private void flag(int cell, int bit) {
        out.load8At(RCX, RBX, SlotCache.offset(cell));
        out.shift(Assembler.SHL, RCX, Integer.numberOfTrailingZeros(bit));
        out.operate(Assembler.OR, RAX, RCX);
    }

    /** I and F from a slot, which has to name the present mode. */
    private void writeMasks(int from) {
        int value = cache.read(from);
        out.load(RCX, RBX, CPSR);
        out.move(RDX, value);
        out.operate(Assembler.XOR, RDX, RCX);
        out.testConstant(RDX, Psr.MODE);
        refuseIf(Assembler.NOT_EQUAL);
        out.operateConstant(Assembler.AND, RDX, Psr.I | Psr.F);
        out.operate(Assembler.XOR, RCX, RDX);
        out.store(RBX, CPSR, RCX);
    }

    private void changeMasks(int effect) {
        int masks = (effect >>> 5 & 0b111) << 6;
        out.load(RAX, RBX, CPSR);
        if ((effect & DISABLE) != 0) {
            out.operateConstant(Assembler.OR, RAX, masks);
        } else if ((effect & ENABLE) != 0) {
            out.operateConstant(Assembler.AND, RAX, ~masks);
        }
        out.store(RBX, CPSR, RAX);
    }

    private void emptyFetchRegister() {
        out.storeConstant(R12, Gateway.offset(LookAside.FETCH_VA), LookAside.NO_PAGE);
    }

    private static int place(SysReg register) {
        return Gateway.offset(register.ordinal());
    }

    private void access(PlainAccess access, int d) {
        out.load(RCX, R12, place(SysReg.HSTR));
        out.operateConstant(Assembler.AND, RCX, access.hstr());
        if (access.hcr() != 0) {
            out.load(RDX, R12, place(SysReg.HCR));
            out.operateConstant(Assembler.AND, RDX, access.hcr());
            out.operate(Assembler.OR, RCX, RDX);
        }
        if (access.kind() == PlainAccess.Kind.READ) {
            out.operate(Assembler.OR, RCX, RBX, SlotCache.offset(Cells.SECURE));
        }
        refuseIf(Assembler.NOT_EQUAL);
        switch (access.kind()) {
            case READ -> {
                out.load(cache.define(d), R12, place(access.register().orElseThrow()));
                cache.defined(d);
            }
            case READ_CONSTANT -> {
                out.constant(cache.define(d), access.value());
                cache.defined(d);
            }
            case NOTHING -> {}
            case BARRIER -> emptyFetchRegister();
        }
    }
}
