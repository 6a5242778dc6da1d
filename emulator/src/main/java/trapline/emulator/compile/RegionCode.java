package trapline.emulator.compile;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.ir.Uop;

/**
 * The words in which a region's method is written: the guest's registers, temporaries and flags as local variables, their way from and to
 * the CPU's state, and the present form of C and V.
 */
final class RegionCode {
    static final int FRAME = 1;
    static final int LIMIT = 2;
    static final int NOW = 4;
    static final int SLOTS = 6;
    static final int WORDS = 7;
    static final int CONTEXT = 8;
    static final int WINDOW = 9;
    static final int CPU = 10;
    static final int N = 11;
    static final int Z = 12;
    /** C, or the first operand. */
    static final int C = 13;
    /** V, or the second operand. */
    static final int V = 14;
    /** PC at an exit. */
    static final int PC = 15;
    /** The answer at an exit; in a handler, the fault. */
    static final int EXIT = 16;

    private static final int FIRST_SLOT = 17;

    final CodeBuilder code;
    final FaultRanges faults;
    /** Registers whose values are in local variables, as bits. */
    private final int used;
    /** Those among them that may differ from the CPU's state. */
    private final int defined;

    private CarryForm form = CarryForm.EXPLICIT;

    RegionCode(CodeBuilder code, int used, int defined) {
        this.code = code;
        this.used = used;
        this.defined = defined;
        faults = new FaultRanges(code);
    }

    CarryForm form() {
        return form;
    }

    /** Says in what form C and V are from here on. */
    void setForm(CarryForm present) {
        if (present != form) {
            faults.end();
            form = present;
        }
    }

    /** Says that the next instruction may throw a fault. */
    void mayFault() {
        faults.begin(form);
    }

    /** The value of a slot onto the stack. */
    void load(int slot) {
        if (slot == Uop.ZERO) {
            code.iconst_0();
        } else {
            code.iload(local(slot));
        }
    }

    /** The value of a slot from the stack. */
    void store(int slot) {
        code.istore(local(slot));
    }

    private static int local(int slot) {
        return FIRST_SLOT + slot;
    }

    void constant(int value) {
        code.loadConstant(value);
    }

    /** The sum of a slot and a constant onto the stack. */
    void loadSum(int slot, int constant) {
        if (slot == Uop.ZERO) {
            constant(constant);
            return;
        }
        load(slot);
        if (constant != 0) {
            constant(constant);
            code.iadd();
        }
    }

    /** The tick of an instruction of the present block. */
    void loadTick(int instruction) {
        code.lload(NOW);
        if (instruction != 0) {
            code.loadConstant((long) instruction);
            code.ladd();
        }
    }

    /** Lets time pass. */
    void advance(int instructions) {
        loadTick(instructions);
        code.lstore(NOW);
    }

    /** From the frame and the CPU's state into local variables. */
    void prologue() {
        code.aload(FRAME).getfield(Types.FRAME, "cpu", Types.CPU).astore(CPU);
        code.aload(FRAME).getfield(Types.FRAME, "slots", Types.INTS).astore(SLOTS);
        code.aload(FRAME).getfield(Types.FRAME, "words", Types.LONGS).astore(WORDS);
        code.aload(FRAME).getfield(Types.FRAME, "window", CD_int).istore(WINDOW);
        loadNow();
        reload();
    }

    /** The machine's clock. */
    void loadNow() {
        code.aload(FRAME).getfield(Types.FRAME, "tick", Types.TICK);
        code.getfield(Types.TICK, "now", CD_long).lstore(NOW);
    }

    /** Registers, flags and context, from the CPU's state. */
    void reload() {
        code.aload(FRAME).invokevirtual(Types.FRAME, "context", java.lang.constant.MethodTypeDesc.of(CD_int));
        code.istore(CONTEXT);
        for (int n = 0; n < CpuState.PC; n++) {
            if ((used >>> n & 1) != 0) {
                fetchSlot(n);
            }
        }
        fetchFlag("nf", N);
        fetchFlag("zf", Z);
        fetchFlag("cf", C);
        fetchFlag("vf", V);
        setForm(CarryForm.EXPLICIT);
    }

    /** One slot from the CPU's state. */
    void fetchSlot(int slot) {
        code.aload(SLOTS).loadConstant(slot).iaload();
        store(slot);
    }

    /** One slot into the CPU's state. */
    void settleSlot(int slot) {
        code.aload(SLOTS).loadConstant(slot);
        load(slot);
        code.iastore();
    }

    private void fetchFlag(String field, int local) {
        code.aload(CPU).getfield(Types.CPU, field, CD_int).istore(local);
    }

    /** Registers and flags into the CPU's state, when C and V have a form. */
    void writeBack(CarryForm from) {
        for (int n = 0; n < CpuState.PC; n++) {
            if ((defined >>> n & 1) != 0) {
                settleSlot(n);
            }
        }
        writeBackFlags(from);
    }

    /** Flags into the CPU's state, when C and V have a form. */
    void writeBackFlags(CarryForm from) {
        code.aload(CPU).iload(N).putfield(Types.CPU, "nf", CD_int);
        code.aload(CPU).iload(Z).putfield(Types.CPU, "zf", CD_int);
        code.aload(CPU);
        loadCarry(from);
        code.putfield(Types.CPU, "cf", CD_int);
        code.aload(CPU);
        loadOverflow(from);
        code.putfield(Types.CPU, "vf", CD_int);
    }

    /** C as 0 or 1 onto the stack. */
    void loadCarry(CarryForm from) {
        code.iload(C);
        switch (from) {
            case EXPLICIT -> {}
            case ADD -> {
                code.iload(V);
                callAlu("carryOfAdd", 2);
            }
            case SUB, COMPARE -> {
                code.iload(V);
                callAlu("carryOfSub", 2);
            }
        }
    }

    /** V as a sign bit onto the stack. */
    void loadOverflow(CarryForm from) {
        switch (from) {
            case EXPLICIT -> code.iload(V);
            case ADD -> {
                code.iload(C).iload(V);
                callAlu("overflowOfAdd", 2);
            }
            case SUB, COMPARE -> {
                code.iload(C).iload(V);
                callAlu("overflowOfSub", 2);
            }
        }
    }

    /** Brings C and V from one form into another to which {@link CarryForm#meet} may lead. */
    void convert(CarryForm from, CarryForm to) {
        if (from == to || from.isSubtraction() && to.isSubtraction()) {
            return;
        }
        loadCarry(from);
        loadOverflow(from);
        code.istore(V).istore(C);
        if (to.isSubtraction()) {
            code.iload(C).iload(V);
            callAlu("minuendOf", 2);
            code.iload(C).iload(V);
            callAlu("subtrahendOf", 2);
            code.istore(V).istore(C);
        }
    }

    /** Makes C and V explicit. */
    void makeExplicit() {
        convert(form, CarryForm.EXPLICIT);
        setForm(CarryForm.EXPLICIT);
    }

    void callAlu(String name, int parameters) {
        code.invokestatic(Types.ALU, name, Types.ints(parameters));
    }

    void setThumb(boolean thumb) {
        code.aload(CPU).loadConstant(thumb ? 1 : 0).putfield(Types.CPU, "thumb", CD_boolean);
    }

    void setItState(int itState) {
        code.aload(CPU).loadConstant(itState).putfield(Types.CPU, "itState", CD_int);
    }

    Label label() {
        return code.newLabel();
    }
}
