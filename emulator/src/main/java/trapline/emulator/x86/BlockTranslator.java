package trapline.emulator.x86;

import static trapline.emulator.x86.Assembler.R14;
import static trapline.emulator.x86.Assembler.RAX;
import static trapline.emulator.x86.Assembler.RBX;
import static trapline.emulator.x86.Assembler.RCX;
import static trapline.emulator.x86.Assembler.RDX;

import java.util.ArrayList;
import java.util.List;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.execute.HostLoop;
import trapline.emulator.execute.Region;
import trapline.emulator.execute.UopLoop;
import trapline.emulator.ir.Block;
import trapline.emulator.ir.BlockKey;
import trapline.emulator.ir.Effect;
import trapline.emulator.ir.Uop;
import trapline.emulator.ir.UopKind;

/**
 * Writes the machine code of a block: what usually runs, one micro-operation after the other, and behind it the ways out. Ticks are counted
 * at its start, for the whole block. What only the interpreter can do leaves, and comes back at the next micro-operation.
 */
final class BlockTranslator {
    private static final Runnable NOTHING = () -> {};
    private static final int PC = SlotCache.offset(CpuState.PC);

    private final Assembler out;
    private final Gateway gateway;
    private final SlotCache cache;
    private final Conditions conditions;
    private final Operations operations;
    private final Extensions extensions;
    private final Accesses accesses;
    private final Exclusives exclusives;
    private final Controls controls;

    private Block block = Block.NONE;
    private TranslatedBlock code;
    private int number;
    private long leave;

    /** What is emitted behind the code proper, each with the jump that leads there. */
    private final List<Runnable> behind = new ArrayList<>();
    /** The jumps of what leaves for good, or comes back at another place. */
    private final List<Integer> leaving = new ArrayList<>();

    /** Where the micro-operations that are under a condition end; the jump over them, and what was in registers at it. */
    private int skipEnd = -1;

    private int skipJump;
    private long atSkip;

    BlockTranslator(Assembler out, Gateway gateway, MachineParts parts, TranslatedBlock nothing) {
        this.out = out;
        this.gateway = gateway;
        code = nothing;
        cache = new SlotCache(out);
        conditions = new Conditions(out);
        operations = new Operations(out, cache, conditions);
        extensions = new Extensions(out, cache);
        accesses = new Accesses(out, cache);
        exclusives = new Exclusives(out, cache, accesses, parts);
        controls = new Controls(out, cache, parts);
    }

    /** Writes the code of a block at the assembler's place. */
    void translate(TranslatedBlock translated) {
        code = translated;
        block = translated.block;
        number = translated.number;
        behind.clear();
        cache.clear();
        conditions.forget();
        out.operateConstant64(Assembler.SUB, R14, block.length);
        int tooLong = out.jumpForwardIf(Assembler.LESS);
        boolean counted = leavesForOperations();
        int ripe = counted ? countDown() : 0;
        for (int n = 0; n < block.size(); n++) {
            emit(n);
        }
        leaving.forEach(out::bind);
        leaving.clear();
        leave = out.here();
        out.constant(RDX, number);
        out.jump(gateway.leave);
        code.shut = out.here();
        out.operateConstant64(Assembler.SUB, R14, block.length);
        out.bind(tooLong);
        leaveAt(block.pc, HostLoop.NOT_ENTERED);
        if (counted) {
            out.bind(ripe);
            leaveAt(block.pc, HostLoop.RIPE);
        }
        behind.forEach(Runnable::run);
    }

    private int countDown() {
        out.decrement(code.countdown);
        return out.jumpForwardIf(Assembler.EQUAL);
    }

    /** Whether the interpreter has a part in the block, so that bytecode is better when it runs very often. */
    private boolean leavesForOperations() {
        for (int n = 0; n < block.size(); n++) {
            UopKind kind = block.kind(n);
            if (leavesForSystem(n) || kind.method().isPresent() && !Extensions.emits(kind)) {
                return true;
            }
        }
        return false;
    }

    private boolean leavesForSystem(int n) {
        return block.kind(n).effect() == Effect.SYSTEM && !controls.emits(block, n);
    }

    private void leaveAt(int pc, int answer) {
        out.storeConstant(RBX, PC, pc);
        out.constant(RAX, answer);
        out.jump(leave);
    }

    private void emit(int n) {
        endSkip(n);
        if (n > 0 && block.instructionOf(n) != block.instructionOf(n - 1)) {
            cache.endInstruction();
        }
        int word = (int) block.uops[n];
        int d = word & Uop.SLOT;
        int a = word >>> 8 & Uop.SLOT;
        int b = word >>> 16 & Uop.SLOT;
        int imm = block.imm(n);
        UopKind kind = block.kind(n);
        switch (kind.effect()) {
            case SKIP -> skip(n, block.uop(n));
            case EXIT -> exit(kind, a, imm, n);
            case MEMORY, STORE -> {
                if (kind == UopKind.LOAD_EXCLUSIVE || kind == UopKind.STORE_EXCLUSIVE) {
                    exclusive(n);
                } else {
                    access(kind, n);
                }
            }
            case PURE -> {
                Conditions.Source before = conditions.source();
                conditions.forget();
                if (!emitOperation(kind, d, a, b, imm)) {
                    leaveFor(n);
                } else if (keepsHostFlags(kind)) {
                    conditions.restore(before);
                }
            }
            case SYSTEM -> system(n);
        }
    }

    private boolean emitOperation(UopKind kind, int d, int a, int b, int imm) {
        return kind.method().isPresent() ? extensions.emit(kind, d, a, imm) : operations.emit(kind, d, a, b, imm);
    }

    /** Moves change none of the host's flags. */
    private static boolean keepsHostFlags(UopKind kind) {
        return switch (kind) {
            case MOVI, MOV, SET_IT, SET_THUMB, CARRYI -> true;
            default -> false;
        };
    }

    // Conditions within an instruction.

    private void skip(int n, Uop uop) {
        cache.spill();
        int jump = out.jumpForwardIf(conditions.holds(uop.a()) ^ 1);
        skipEnd = n + 1 + uop.imm();
        skipJump = jump;
        atSkip = cache.snapshot();
    }

    private void endSkip(int n) {
        if (n == skipEnd) {
            cache.spill();
            cache.meet(atSkip);
            out.bind(skipJump);
            conditions.forget();
            skipEnd = -1;
        }
    }

    // Ways out.

    /** The interpreter does this one. */
    private void leaveFor(int n) {
        cache.spill();
        leaveWith(n + 1);
        cache.clear();
        conditions.forget();
        if (!examines(block.kind(n + 1))) {
            code.resumeAt(n + 1, out.here());
        }
    }

    private void leaveWith(int answer) {
        out.constant(RAX, answer);
        leaving.add(out.jumpForward());
    }

    private static boolean examines(UopKind kind) {
        return kind == UopKind.EXIT_EXAMINE || kind == UopKind.EXIT_EXAMINE_AT;
    }

    private void system(int n) {
        if (!controls.emits(block, n)) {
            leaveFor(n);
            return;
        }
        conditions.forget();
        int refused = controls.emit(block, n);
        if (refused != 0) {
            comeBack(refused, controls.atRefusal(), n, NOTHING);
        }
    }

    /** Of a machine with one CPU. */
    private void exclusive(int n) {
        Uop uop = block.uop(n);
        if (!exclusives.emits(uop)) {
            leaveFor(n);
            return;
        }
        conditions.forget();
        Exclusives.Misses misses = exclusives.emit(uop);
        behind.add(accesses.otherDistance());
        behind.add(() -> out.bind(misses.notRam()));
        comeBack(misses.unknown(), accesses.atMiss(), n, NOTHING);
    }

    private void access(UopKind kind, int n) {
        int word = (int) block.uops[n];
        int d = word & Uop.SLOT;
        conditions.forget();
        int missed = accesses.emit(kind, d, word >>> 8 & Uop.SLOT, word >>> 16 & Uop.SLOT, block.imm(n));
        if (missed == 0) {
            leaveFor(n);
            return;
        }
        behind.add(accesses.otherDistance());
        if (kind.effect() == Effect.MEMORY) {
            cache.defined(d);
            comeBack(missed, accesses.atMiss(), n, accesses.refill(gateway.refill, number, n));
        } else {
            comeBack(missed, accesses.atMiss(), n, NOTHING);
        }
    }

    /**
     * Behind a jump out, the interpreter does the micro-operation; what follows goes on here.
     *
     * @param first emits what is tried before that
     */
    private void comeBack(int jump, long before, int n, Runnable first) {
        long after = cache.snapshot();
        long back = out.here();
        behind.add(() -> {
            out.bind(jump);
            first.run();
            cache.spill(before);
            out.constant(RAX, n + 1);
            out.jump(leave);
            if (!examines(block.kind(n + 1))) {
                code.resumeAt(n + 1, out.here());
                cache.reload(after);
                out.jump(back);
            }
        });
    }

    private void exit(UopKind kind, int a, int imm, int n) {
        switch (kind) {
            case EXIT_JUMP -> link(out.jumpForward(), a, imm);
            case EXIT_IF -> link(out.jumpForwardIf(conditions.holds(a)), Region.TAKEN, imm);
            case EXIT_IF_ZERO -> linkIf(Assembler.EQUAL, a, imm);
            case EXIT_IF_NONZERO -> linkIf(Assembler.NOT_EQUAL, a, imm);
            case EXIT_INDIRECT -> {
                out.move(RCX, cache.read(a));
                jump(BlockKey.thumb(block.key), n);
            }
            case EXIT_INTERWORK -> {
                out.move(RCX, cache.read(a));
                out.testConstant(RCX, 1);
                int arm = out.jumpForwardIf(Assembler.EQUAL);
                interwork(true, ~1, n);
                out.bind(arm);
                interwork(false, ~3, n);
            }
            case EXIT_EXAMINE -> examine(n);
            case EXIT_EXAMINE_AT ->
                controls.after(block, n).ifPresentOrElse(after -> goOn(after, imm, n), () -> examine(n));
            default -> throw new IllegalStateException(kind + " is no exit");
        }
    }

    private void examine(int n) {
        cache.spill();
        leaveWith(HostLoop.EXAMINE + n);
    }

    /** On with the next instruction, unless an interrupt may come first. */
    private void goOn(Controls.After after, int pc, int n) {
        switch (after) {
            case NEXT -> link(out.jumpForward(), Region.NEXT, pc);
            case INTERRUPTIBLE -> {
                out.operateOnMemory(Assembler.CMP, RBX, SlotCache.offset(Cells.PENDING), 0);
                link(out.jumpForwardIf(Assembler.EQUAL), Region.NEXT, pc);
                examine(n);
            }
            case FETCH -> {
                out.constant(RCX, pc);
                jump(BlockKey.thumb(block.key), n);
            }
        }
    }

    private void linkIf(int condition, int slot, int target) {
        int register = cache.read(slot);
        out.test(register, register);
        conditions.forget();
        link(out.jumpForwardIf(condition), Region.TAKEN, target);
    }

    /** Until it is known where a link leads, its jump goes to a stub that leaves. */
    private void link(int jump, int link, int target) {
        long site = out.here() - Integer.BYTES;
        behind.add(() -> {
            out.bind(jump);
            code.addSite(link, site, out.here());
            leaveAt(target, UopLoop.LEFT + link);
        });
    }

    private void interwork(boolean thumb, int mask, int n) {
        out.operateConstant(Assembler.AND, RCX, mask);
        out.storeConstant(RBX, SlotCache.offset(Cells.THUMB), thumb ? 1 : 0);
        jump(thumb, n);
    }

    /** By register, to the address in ECX. */
    private void jump(boolean thumb, int n) {
        if (block.itState(block.instructionOf(n) + 1) != 0) {
            out.store(RBX, PC, RCX);
            leaveWith(UopLoop.LEFT + Region.INDIRECT);
            return;
        }
        out.constant(RDX, JumpTable.present(BlockKey.outsideItBlock(block.key, thumb)));
        out.constant(RAX, number);
        out.jump(gateway.jump(BlockKey.privilegeLevel(block.key) != 0));
    }
}
