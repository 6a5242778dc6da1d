package trapline.emulator.compile;

import static java.lang.constant.ConstantDescs.CD_int;
import static trapline.emulator.compile.RegionCode.C;
import static trapline.emulator.compile.RegionCode.CPU;
import static trapline.emulator.compile.RegionCode.N;
import static trapline.emulator.compile.RegionCode.V;
import static trapline.emulator.compile.RegionCode.Z;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/** Setting flags, and branching on them. */
final class FlagCode {
    private final RegionCode region;
    private final CodeBuilder code;

    FlagCode(RegionCode region) {
        this.region = region;
        code = region.code;
    }

    /** The operands are on the stack; their sum stays there. */
    void add() {
        keepOperands();
        code.iload(C).iload(V).iadd();
        keepResult();
        region.setForm(CarryForm.ADD);
    }

    /** The operands are on the stack; their difference stays there. */
    void subtract() {
        keepOperands();
        code.iload(C).iload(V).isub();
        keepResult();
        region.setForm(CarryForm.COMPARE);
    }

    private void keepOperands() {
        region.faults.end();
        code.istore(V).istore(C);
    }

    private void keepResult() {
        code.dup().istore(N).dup().istore(Z);
    }

    /** {@code AddWithCarry} with C; the operands are on the stack, the result stays there. */
    void addWithCarry() {
        code.dup2();
        loadCarry();
        code.invokestatic(Types.ALU, "adc", Types.ints(3));
        keepResult();
        region.setForm(CarryForm.EXPLICIT);
        region.faults.end();
        code.invokestatic(Types.ALU, "flagsOfAdd", Types.intsToLong(3));
        code.dup2().l2i().istore(C);
        code.bipush(32).lushr().l2i().istore(V);
        code.iload(Z);
    }

    /** N and Z from the stack. */
    void setNz() {
        code.dup().istore(N).istore(Z);
        dropComparison();
    }

    /** N and Z of a long number: high and low word are on the stack. */
    void setNzLong() {
        code.swap().dup().istore(N).ior().istore(Z);
        dropComparison();
    }

    private void dropComparison() {
        if (region.form() == CarryForm.COMPARE) {
            region.setForm(CarryForm.SUB);
        }
    }

    /** C from the stack, 0 or 1; was pushed when C and V were explicit. */
    void setCarry() {
        code.istore(C);
    }

    /** All four from bits 31:28 of what is on the stack. */
    void setAll() {
        code.istore(N);
        code.iload(N).iconst_m1().ixor().bipush(30).iushr().iconst_1().iand().istore(Z);
        code.iload(N).bipush(29).iushr().iconst_1().iand().istore(C);
        code.iload(N).iconst_3().ishl().istore(V);
        region.setForm(CarryForm.EXPLICIT);
    }

    /** C onto the stack. */
    void loadCarry() {
        region.loadCarry(region.form());
    }

    void loadGe() {
        code.aload(CPU).getfield(Types.CPU, "ge", CD_int);
    }

    /** Goes to the label when a condition ({@code Cond.code}) holds. */
    void branchIf(int condition, Label target) {
        boolean holds = (condition & 1) == 0;
        switch (condition >>> 1) {
            case 0 -> branch(holds, this::zero, target);
            case 1 -> branchOnCarry(holds, target);
            case 2 -> branch(holds, this::negative, target);
            case 3 -> branch(holds, this::overflow, target);
            case 4 -> branchOnHigher(holds, target);
            case 5 -> branchOnSigned(holds, false, target);
            case 6 -> branchOnSigned(holds, true, target);
            default -> {
                if (holds) {
                    code.goto_(target);
                }
            }
        }
    }

    /** Pushes a number and branches when a test of it succeeds ({@code holds}), or fails. */
    private interface Test {
        void branch(boolean holds, Label target);
    }

    private static void branch(boolean holds, Test test, Label target) {
        test.branch(holds, target);
    }

    private void zero(boolean holds, Label target) {
        code.iload(Z);
        onZero(holds, target);
    }

    private void onZero(boolean holds, Label target) {
        if (holds) {
            code.ifeq(target);
        } else {
            code.ifne(target);
        }
    }

    private void negative(boolean holds, Label target) {
        code.iload(N);
        onNegative(holds, target);
    }

    private void overflow(boolean holds, Label target) {
        region.loadOverflow(region.form());
        onNegative(holds, target);
    }

    private void onNegative(boolean holds, Label target) {
        if (holds) {
            code.iflt(target);
        } else {
            code.ifge(target);
        }
    }

    private void compareUnsigned() {
        code.iload(C).iload(V).invokestatic(Types.INTEGER, "compareUnsigned", Types.ints(2));
    }

    private void branchOnCarry(boolean holds, Label target) {
        if (region.form().isSubtraction()) {
            compareUnsigned();
            onNegative(!holds, target);
        } else {
            loadCarry();
            onZero(!holds, target);
        }
    }

    /** HI and LS. */
    private void branchOnHigher(boolean holds, Label target) {
        if (region.form() == CarryForm.COMPARE) {
            compareUnsigned();
            if (holds) {
                code.ifgt(target);
            } else {
                code.ifle(target);
            }
            return;
        }
        Label lower = holds ? code.newLabel() : target;
        branchOnCarry(false, lower);
        zero(!holds, target);
        if (holds) {
            code.labelBinding(lower);
        }
    }

    /** GE and LT, or with {@code strictly} GT and LE. */
    private void branchOnSigned(boolean holds, boolean strictly, Label target) {
        if (region.form() == CarryForm.COMPARE) {
            code.iload(C).iload(V);
            branchOnOrder(holds, strictly, target);
            return;
        }
        Label not = strictly && holds ? code.newLabel() : target;
        if (strictly) {
            zero(true, not);
        }
        code.iload(N);
        region.loadOverflow(region.form());
        code.ixor();
        onNegative(!holds, target);
        if (strictly && holds) {
            code.labelBinding(not);
        }
    }

    private void branchOnOrder(boolean holds, boolean strictly, Label target) {
        if (strictly) {
            if (holds) {
                code.if_icmpgt(target);
            } else {
                code.if_icmple(target);
            }
        } else if (holds) {
            code.if_icmpge(target);
        } else {
            code.if_icmplt(target);
        }
    }
}
