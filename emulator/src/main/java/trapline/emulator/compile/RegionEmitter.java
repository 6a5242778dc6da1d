package trapline.emulator.compile;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.execute.Region;
import trapline.emulator.ir.Block;
import trapline.emulator.ir.BlockKey;
import trapline.emulator.ir.Shape;
import trapline.emulator.ir.Uop;
import trapline.emulator.ir.UopKind;

/**
 * Writes the method of a region: prologue, the nodes one after the other, one epilogue for each form of C and V, and as many handlers
 * that write everything back after a fault.
 *
 * <p>Room is looked at on the ways to loop heads only; the caller has looked at it for the way in. A way to another virtual page makes
 * the fetch from there, as the interpreter would.
 */
final class RegionEmitter {
    private static final MethodTypeDesc FETCHES = MethodTypeDesc.of(CD_boolean, CD_int, CD_int, CD_long);
    private static final MethodTypeDesc GOES_ON = MethodTypeDesc.of(CD_boolean, CD_int, CD_int, CD_long);
    private static final MethodTypeDesc VOID = MethodTypeDesc.of(CD_void);

    private final List<Node> nodes;
    private final CodeBuilder code;
    private final RegionCode region;
    private final FlagCode flags;
    private final ValueCode values;
    private final AccessCode accesses;
    private final Label[] labels;
    private final Map<CarryForm, Label> epilogues = new EnumMap<>(CarryForm.class);

    private Node node;
    /** Registers and flags are in the CPU's state and not in local variables, after a SYSTEM micro-operation. */
    private boolean settled;
    /** An unconditional exit has been emitted. */
    private boolean left;

    private RegionEmitter(CodeBuilder code, List<Node> nodes) {
        this.code = code;
        this.nodes = nodes;
        int defined = 0;
        int used = 0;
        for (Node each : nodes) {
            for (int n = 0; n < each.size(); n++) {
                Uop uop = each.block.uop(n);
                defined |= registers(uop, uop.kind().shape().written());
                used |= registers(uop, uop.kind().shape().read());
            }
        }
        region = new RegionCode(code, used | defined, defined);
        flags = new FlagCode(region);
        values = new ValueCode(region, flags);
        accesses = new AccessCode(region);
        labels = new Label[nodes.size()];
        for (int n = 0; n < labels.length; n++) {
            labels[n] = code.newLabel();
        }
        node = nodes.getFirst();
    }

    private static int registers(Uop uop, int operands) {
        int[] slots = {uop.dst(), uop.a(), uop.b(), uop.fourth()};
        int[] roles = {Shape.DST, Shape.SRC_A, Shape.SRC_B, Shape.FOURTH};
        int set = 0;
        for (int n = 0; n < slots.length; n++) {
            if ((operands & roles[n]) != 0 && slots[n] < CpuState.PC) {
                set |= 1 << slots[n];
            }
        }
        return set;
    }

    /** Writes {@code int run(RegionFrame, long)}. */
    static void emit(CodeBuilder code, List<Node> nodes) {
        new RegionEmitter(code, nodes).emitAll();
    }

    private void emitAll() {
        region.prologue();
        region.convert(CarryForm.EXPLICIT, nodes.getFirst().form);
        for (Node each : nodes) {
            if (each.reachable) {
                emitNode(each);
            }
        }
        region.faults.end();
        epilogues.forEach((form, label) -> {
            code.labelBinding(label);
            region.writeBack(form);
            code.aload(RegionCode.SLOTS)
                    .loadConstant(CpuState.PC)
                    .iload(RegionCode.PC)
                    .iastore();
            code.aload(RegionCode.FRAME).getfield(Types.FRAME, "tick", Types.TICK);
            code.lload(RegionCode.NOW).putfield(Types.TICK, "now", CD_long);
            code.iload(RegionCode.EXIT).ireturn();
        });
        region.faults.handlers().forEach((form, label) -> {
            code.labelBinding(label);
            code.astore(RegionCode.EXIT);
            region.writeBack(form);
            code.aload(RegionCode.EXIT).athrow();
        });
    }

    private void emitNode(Node present) {
        node = present;
        region.faults.end();
        region.setForm(node.form);
        settled = false;
        left = false;
        code.labelBinding(labels[node.index]);
        int size = node.size();
        for (int n = 0; n < size; n++) {
            Uop uop = node.block.uop(n);
            if (uop.kind() == UopKind.SKIP_UNLESS) {
                emitConditional(n, uop);
                n += uop.imm();
            } else {
                emitUop(n, uop);
            }
        }
        if (node.isCut()) {
            cut();
        }
    }

    private void emitConditional(int at, Uop skip) {
        load();
        CarryForm before = region.form();
        CarryForm after = before;
        for (int n = at + 1; n <= at + skip.imm(); n++) {
            after = after.after(node.block.kind(n));
        }
        CarryForm met = before.meet(after);
        Label end = code.newLabel();
        Label body = code.newLabel();
        boolean converts = met != before;
        flags.branchIf(converts ? skip.a() : skip.a() ^ 1, converts ? body : end);
        if (converts) {
            region.convert(before, met);
            code.goto_(end);
            code.labelBinding(body);
        }
        for (int n = at + 1; n <= at + skip.imm(); n++) {
            emitUop(n, node.block.uop(n));
        }
        if (!left) {
            load();
            region.convert(region.form(), met);
        }
        region.faults.end();
        region.setForm(met);
        left = false;
        settled = false;
        code.labelBinding(end);
    }

    /** Brings registers and flags back into local variables. */
    private void load() {
        if (settled) {
            region.reload();
            settled = false;
        }
    }

    private void emitUop(int n, Uop uop) {
        UopKind kind = uop.kind();
        switch (kind.effect()) {
            case PURE -> {
                if (kind != UopKind.SET_IT && kind != UopKind.SET_THUMB) {
                    load();
                }
                values.emit(uop);
            }
            case MEMORY, STORE -> {
                load();
                accesses.access(node, n, uop);
            }
            case SYSTEM -> {
                load();
                if (!accesses.read(node, n, uop)) {
                    accesses.system(node, n, uop);
                    settled = true;
                }
            }
            case EXIT -> emitExit(uop);
            case SKIP -> throw new IllegalStateException("nested conditions at " + uop);
        }
    }

    private void emitExit(Uop uop) {
        if (uop.kind() != UopKind.EXIT_EXAMINE && uop.kind() != UopKind.EXIT_EXAMINE_AT) {
            load();
        }
        switch (uop.kind()) {
            case EXIT_JUMP -> {
                jump(uop.a(), uop.imm());
                left = true;
            }
            case EXIT_IF -> {
                Label stay = code.newLabel();
                flags.branchIf(uop.a() ^ 1, stay);
                jump(Region.TAKEN, uop.imm());
                code.labelBinding(stay);
            }
            case EXIT_IF_ZERO -> {
                Label stay = code.newLabel();
                region.load(uop.a());
                code.ifne(stay);
                jump(Region.TAKEN, uop.imm());
                code.labelBinding(stay);
            }
            case EXIT_IF_NONZERO -> {
                Label stay = code.newLabel();
                region.load(uop.a());
                code.ifeq(stay);
                jump(Region.TAKEN, uop.imm());
                code.labelBinding(stay);
            }
            case EXIT_INDIRECT, EXIT_INTERWORK -> {
                jumpByRegister(uop);
                left = true;
            }
            case EXIT_EXAMINE_AT -> examine(Optional.of(uop.imm()));
            case EXIT_EXAMINE -> examine(Optional.empty());
            default -> throw new IllegalStateException(uop + " is no exit");
        }
    }

    /** By a link; the present form is the same afterwards, for what follows when this was conditional. */
    private void jump(int link, int target) {
        region.advance(node.block.length);
        Optional<Node> to = link == Region.NEXT ? node.next : node.taken;
        if (to.isEmpty()) {
            code.loadConstant(target).istore(RegionCode.PC);
            leave(link);
        } else {
            enter(to.get());
        }
    }

    /** Goes to another node, whose first instruction is the next one. */
    private void enter(Node to) {
        boolean elsewhere = !node.block.isNear(to.block);
        if (to.loopHead || elsewhere) {
            Label leave = code.newLabel();
            Label go = code.newLabel();
            if (to.loopHead) {
                code.lload(RegionCode.LIMIT).lload(RegionCode.NOW).lsub();
                code.loadConstant((long) to.reach).lcmp().iflt(leave);
            }
            if (elsewhere) {
                code.aload(RegionCode.FRAME).loadConstant(to.block.pc).loadConstant(to.index);
                code.lload(RegionCode.NOW);
                region.mayFault();
                code.invokevirtual(Types.FRAME, "fetches", FETCHES);
                code.ifne(go);
            } else {
                code.goto_(go);
            }
            code.labelBinding(leave);
            code.loadConstant(to.block.pc).istore(RegionCode.PC);
            leave(Region.INDIRECT);
            code.labelBinding(go);
        }
        region.convert(region.form(), to.form);
        code.goto_(labels[to.index]);
    }

    /** Leaves the region; PC is in its variable. */
    private void leave(int exit) {
        code.loadConstant(node.index << Region.EXIT_BITS | exit).istore(RegionCode.EXIT);
        code.goto_(epilogues.computeIfAbsent(region.form(), _ -> code.newLabel()));
    }

    private void jumpByRegister(Uop uop) {
        Block block = node.block;
        boolean interworks = uop.kind() == UopKind.EXIT_INTERWORK;
        boolean thumb = BlockKey.thumb(block.key);
        region.advance(block.length);
        List<SwitchCase> cases = new ArrayList<>();
        List<Node> targets = new ArrayList<>();
        for (Node to : node.targets) {
            boolean toThumb = BlockKey.thumb(to.block.key);
            if (interworks || toThumb == thumb) {
                int value = to.block.pc | (interworks && toThumb ? 1 : 0);
                cases.add(SwitchCase.of(value, code.newLabel()));
                targets.add(to);
            }
        }
        if (!cases.isEmpty()) {
            Label elsewhere = code.newLabel();
            region.load(uop.a());
            code.lookupswitch(elsewhere, cases);
            for (int n = 0; n < targets.size(); n++) {
                code.labelBinding(cases.get(n).target());
                if (BlockKey.thumb(targets.get(n).block.key) != thumb) {
                    region.setThumb(!thumb);
                }
                enter(targets.get(n));
            }
            code.labelBinding(elsewhere);
        }
        if (interworks) {
            code.aload(RegionCode.FRAME);
            region.load(uop.a());
            code.invokevirtual(Types.FRAME, "interwork", Types.ints(1));
        } else {
            region.load(uop.a());
        }
        code.istore(RegionCode.PC);
        leave(Region.INDIRECT);
    }

    private void examine(Optional<Integer> pc) {
        if (!settled) {
            region.writeBack(region.form());
        }
        pc.ifPresent(address -> code.aload(RegionCode.SLOTS)
                .loadConstant(CpuState.PC)
                .loadConstant(address)
                .iastore());
        code.aload(RegionCode.FRAME).invokevirtual(Types.FRAME, "endSystem", VOID);
        region.faults.end();
        Label leave = code.newLabel();
        goOn(leave);
        code.labelBinding(leave);
        code.loadConstant(node.index << Region.EXIT_BITS | Region.EXAMINE).ireturn();
        region.setForm(CarryForm.EXPLICIT);
        left = true;
        settled = false;
    }

    /** On to where the CPU was seen to go on, when it does so again. A fault of the fetch finds everything in the CPU's state. */
    private void goOn(Label leave) {
        List<SwitchCase> cases = new ArrayList<>();
        for (Node to : node.targets) {
            cases.add(SwitchCase.of(to.block.pc, code.newLabel()));
        }
        if (cases.isEmpty()) {
            return;
        }
        code.aload(RegionCode.SLOTS).loadConstant(CpuState.PC).iaload();
        code.lookupswitch(leave, cases);
        for (int n = 0; n < cases.size(); n++) {
            Node to = node.targets.get(n);
            code.labelBinding(cases.get(n).target());
            code.aload(RegionCode.FRAME).loadConstant(to.index).loadConstant(to.reach);
            code.lload(RegionCode.LIMIT).invokevirtual(Types.FRAME, "goesOn", GOES_ON);
            code.ifeq(leave);
            region.loadNow();
            region.reload();
            region.convert(CarryForm.EXPLICIT, to.form);
            code.goto_(labels[to.index]);
        }
    }

    /** Leaves before the instruction that has to run alone. */
    private void cut() {
        load();
        Block block = node.block;
        region.advance(node.length);
        region.setItState(block.itState(node.length));
        code.loadConstant(block.pc(node.length)).istore(RegionCode.PC);
        leave(Region.INDIRECT);
    }
}
