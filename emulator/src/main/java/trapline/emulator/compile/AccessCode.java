package trapline.emulator.compile;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.execute.RegionFrame;
import trapline.emulator.ir.Shape;
import trapline.emulator.ir.Uop;
import trapline.emulator.ir.UopKind;

/** Micro-operations that access memory or call {@code SystemOperations}: everything that may fault. */
final class AccessCode {
    private static final MethodTypeDesc FAST_LOAD =
            MethodTypeDesc.of(CD_int, Types.FRAME, Types.LONGS, CD_int, CD_int, CD_int, CD_int, CD_long);
    private static final MethodTypeDesc FAST_STORE =
            MethodTypeDesc.of(CD_void, Types.FRAME, Types.LONGS, CD_int, CD_int, CD_int, CD_int, CD_int, CD_long);

    private static final Set<UopKind> READS =
            EnumSet.of(UopKind.READ_CPSR, UopKind.READ_COPROCESSOR, UopKind.READ_COPROCESSOR64);

    private final RegionCode region;
    private final CodeBuilder code;

    AccessCode(RegionCode region) {
        this.region = region;
        code = region.code;
    }

    /** Emits a memory access, number {@code n} of its node's block. */
    void access(Node node, int n, Uop uop) {
        Place place = new Place(node, n);
        switch (uop.kind()) {
            case LOAD8 -> load(uop, place, "load8");
            case LOAD8S -> {
                load(uop, place, "load8");
                narrow(uop, true);
            }
            case LOAD16 -> load(uop, place, "load16");
            case LOAD16S -> {
                load(uop, place, "load16");
                narrow(uop, false);
            }
            case LOAD32 -> load(uop, place, "load32");
            case LOAD32_ALIGNED -> load(uop, place, "load32Aligned");
            case LOAD8X -> loadIndexed(uop, place, "load8");
            case LOAD32X -> loadIndexed(uop, place, "load32");
            case STORE8 -> store(uop, place, "store8");
            case STORE16 -> store(uop, place, "store16");
            case STORE32 -> store(uop, place, "store32");
            case STORE32_ALIGNED -> store(uop, place, "store32Aligned");
            case STORE8X -> storeIndexed(uop, place, "store8");
            case STORE32X -> storeIndexed(uop, place, "store32");
            default -> slowAccess(place, uop);
        }
    }

    /** Those that are rare, or never found in the look-aside. */
    private void slowAccess(Place place, Uop uop) {
        switch (uop.kind()) {
            case LOAD_UNPRIVILEGED -> {
                callFrame(place, "loadUnprivileged", CD_int, () -> operands(uop.a(), uop.b()), CD_int, CD_int);
                region.store(uop.dst());
            }
            case STORE_UNPRIVILEGED ->
                callFrame(
                        place,
                        "storeUnprivileged",
                        CD_void,
                        () -> {
                            operands(uop.a(), uop.imm());
                            region.load(uop.b());
                        },
                        CD_int,
                        CD_int,
                        CD_int);
            case LOAD_ELEMENTS -> {
                callFrame(place, "loadElements", CD_int, () -> operands(uop.a(), uop.b()), CD_int, CD_int);
                region.store(uop.dst());
            }
            case STORE_ELEMENTS ->
                callFrame(
                        place,
                        "storeElements",
                        CD_void,
                        () -> {
                            operands(uop.a(), uop.imm());
                            region.load(uop.b());
                        },
                        CD_int,
                        CD_int,
                        CD_int);
            case CHECK_ALIGNMENT ->
                callFrame(place, "checkAlignment", CD_void, () -> operands(uop.a(), uop.imm()), CD_int, CD_int);
            case CLEAR_EXCLUSIVE -> callFrame(place, "clearExclusive", CD_void, () -> {});
            default -> exclusiveAccess(place, uop);
        }
    }

    private void exclusiveAccess(Place place, Uop uop) {
        switch (uop.kind()) {
            case LOAD_EXCLUSIVE -> {
                callFrame(place, "loadExclusive", CD_long, () -> operands(uop.a(), uop.b()), CD_int, CD_int);
                code.dup2().l2i();
                region.store(uop.dst());
                code.bipush(32).lushr().l2i();
                region.store(uop.fourth());
            }
            case STORE_EXCLUSIVE -> {
                callFrame(
                        place,
                        "storeExclusive",
                        CD_int,
                        () -> {
                            operands(uop.a(), uop.imm() >>> 8);
                            region.load(uop.fourth());
                            region.load(uop.b());
                            code.invokestatic(Types.ALU, "concatenate", Types.intsToLong(2));
                        },
                        CD_int,
                        CD_int,
                        CD_long);
                region.store(uop.dst());
            }
            default -> throw new IllegalStateException(uop + " is no memory access");
        }
    }

    /** Where a micro-operation is. */
    private record Place(Node node, int n) {
        int where() {
            return node.index << RegionFrame.PLACE_BITS | n;
        }

        int pc() {
            return node.block.pc(instruction());
        }

        int itState() {
            return node.block.itState(instruction());
        }

        int instruction() {
            return node.block.instructionOf(n);
        }
    }

    private void place(Place place) {
        region.constant(place.where());
        region.loadTick(place.instruction());
    }

    private void load(Uop uop, Place place, String method) {
        begin();
        region.loadSum(uop.a(), uop.imm());
        fastLoad(uop, place, method);
    }

    private void loadIndexed(Uop uop, Place place, String method) {
        begin();
        indexed(uop);
        fastLoad(uop, place, method);
    }

    private void begin() {
        code.aload(RegionCode.FRAME)
                .aload(RegionCode.WORDS)
                .iload(RegionCode.CONTEXT)
                .iload(RegionCode.WINDOW);
    }

    private void fastLoad(Uop uop, Place place, String method) {
        place(place);
        region.mayFault();
        code.invokestatic(Types.FAST_MEMORY, method, FAST_LOAD);
        region.store(uop.dst());
    }

    private void indexed(Uop uop) {
        region.load(uop.a());
        region.load(uop.b());
        if (uop.imm() != 0) {
            region.constant(uop.imm());
            code.ishl();
        }
        code.iadd();
    }

    private void narrow(Uop uop, boolean toByte) {
        region.load(uop.dst());
        if (toByte) {
            code.i2b();
        } else {
            code.i2s();
        }
        region.store(uop.dst());
    }

    private void store(Uop uop, Place place, String method) {
        begin();
        region.loadSum(uop.a(), uop.imm());
        region.load(uop.b());
        fastStore(place, method);
    }

    private void storeIndexed(Uop uop, Place place, String method) {
        begin();
        indexed(uop);
        region.load(uop.dst());
        fastStore(place, method);
    }

    private void fastStore(Place place, String method) {
        place(place);
        region.mayFault();
        code.invokestatic(Types.FAST_MEMORY, method, FAST_STORE);
    }

    private void operands(int slot, int constant) {
        region.load(slot);
        region.constant(constant);
    }

    /** As {@link #callFrame}, with the frame and the arguments on the stack. */
    private void callLocated(Place place, String method, ClassDesc result, ClassDesc... argumentTypes) {
        place(place);
        List<ClassDesc> types = new ArrayList<>(List.of(argumentTypes));
        types.add(CD_int);
        types.add(CD_long);
        region.mayFault();
        code.invokevirtual(Types.FRAME, method, MethodTypeDesc.of(result, types));
    }

    private void callFrame(
            Place place, String method, ClassDesc result, Runnable arguments, ClassDesc... argumentTypes) {
        code.aload(RegionCode.FRAME);
        arguments.run();
        callLocated(place, method, result, argumentTypes);
    }

    /**
     * Emits a call of {@code SystemOperations}. Afterwards registers and flags are in the CPU's state alone, until
     * {@link RegionCode#reload}.
     */
    void system(Node node, int n, Uop uop) {
        region.writeBack(region.form());
        Place place = new Place(node, n);
        if (uop.kind() == UopKind.SUPERVISOR_CALL) {
            code.aload(RegionCode.FRAME)
                    .loadConstant(uop.imm())
                    .loadConstant(place.pc())
                    .loadConstant(place.itState());
            callLocated(place, "supervisorCall", CD_void, CD_int, CD_int, CD_int);
            region.setForm(CarryForm.EXPLICIT);
            return;
        }
        if (uop.kind() == UopKind.EXCEPTION_RETURN) {
            code.aload(RegionCode.FRAME);
            region.load(uop.a());
            region.load(uop.b());
            code.loadConstant(place.pc());
            callLocated(place, "exceptionReturn", CD_void, CD_int, CD_int, CD_int);
            region.setForm(CarryForm.EXPLICIT);
            return;
        }
        forTemporaries(uop, uop.kind().shape().read(), region::settleSlot);
        callFrame(place, "system", CD_void, () -> {});
        region.setForm(CarryForm.EXPLICIT);
        forTemporaries(uop, uop.kind().shape().written(), region::fetchSlot);
    }

    /**
     * Emits a call of {@code SystemOperations} that changes nothing but the registers it gives its results in. Whether it is one of
     * these.
     */
    boolean read(Node node, int n, Uop uop) {
        if (uop.kind() == UopKind.READ_SPSR) {
            Place place = new Place(node, n);
            code.aload(RegionCode.FRAME).loadConstant(place.pc());
            callLocated(place, "readSpsr", CD_int, CD_int);
            region.store(uop.dst());
            return true;
        }
        boolean reads = READS.contains(uop.kind());
        if (reads) {
            if (uop.kind() == UopKind.READ_CPSR) {
                region.writeBackFlags(region.form());
            }
            callFrame(new Place(node, n), "system", CD_void, () -> {});
            region.fetchSlot(uop.dst());
            if ((uop.kind().shape().written() & Shape.FOURTH) != 0) {
                region.fetchSlot(uop.fourth());
            }
        }
        return reads;
    }

    private static void forTemporaries(Uop uop, int operands, java.util.function.IntConsumer action) {
        int[] slots = {uop.dst(), uop.a(), uop.b(), uop.fourth()};
        int[] roles = {Shape.DST, Shape.SRC_A, Shape.SRC_B, Shape.FOURTH};
        for (int n = 0; n < slots.length; n++) {
            boolean temporary = slots[n] >= CpuState.FIRST_TEMPORARY && slots[n] != Uop.ZERO;
            if ((operands & roles[n]) != 0 && temporary) {
                action.accept(slots[n]);
            }
        }
    }
}
