package trapline.executors;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * A change of one instruction of a class of the emulator, in its bytecode.
 *
 * @param type name of the class
 * @param method name of the method, of which every overload is meant
 * @param what the change in words
 * @param edit writes what stands for an instruction, and answers whether it was the one to change
 */
record Mutation(String type, String method, String what, BiPredicate<CodeBuilder, CodeElement> edit) {
    private static final Set<ClassDesc> TWO_SLOTS = Set.of(ConstantDescs.CD_long, ConstantDescs.CD_double);

    /** An operator in the place of the first of another. */
    static Mutation operator(String type, String method, Opcode from, Opcode to) {
        return new Mutation(type, method, from + " becomes " + to, (code, element) -> {
            boolean hit = element instanceof OperatorInstruction operator && operator.opcode() == from;
            if (hit) {
                code.with(OperatorInstruction.of(to));
            }
            return hit;
        });
    }

    /** The first branch of a kind goes the other way. */
    static Mutation inverted(String type, String method, Opcode from, Opcode to) {
        return new Mutation(type, method, from + " becomes " + to, (code, element) -> {
            boolean hit = element instanceof BranchInstruction branch && branch.opcode() == from;
            if (hit) {
                code.branch(to, ((BranchInstruction) element).target());
            }
            return hit;
        });
    }

    /** A number in the place of the first of another. */
    static Mutation constant(String type, String method, int from, int to) {
        return new Mutation(type, method, "constant " + from + " becomes " + to, (code, element) -> {
            boolean hit = element instanceof ConstantInstruction constant
                    && constant.constantValue() instanceof Integer value
                    && value == from;
            if (hit) {
                code.loadConstant(to);
            }
            return hit;
        });
    }

    /** A long number in the place of the first of another. */
    static Mutation constant(String type, String method, long from, long to) {
        return new Mutation(type, method, "constant " + from + "L becomes " + to + "L", (code, element) -> {
            boolean hit = element instanceof ConstantInstruction constant
                    && constant.constantValue() instanceof Long value
                    && value == from;
            if (hit) {
                code.loadConstant(to);
            }
            return hit;
        });
    }

    /** The first call of a method is left out that has no result and takes no {@code long}. */
    static Mutation withoutCall(String type, String method, String called) {
        return new Mutation(type, method, "does not call " + called, (code, element) -> {
            boolean hit = element instanceof InvokeInstruction invoke
                    && invoke.name().equalsString(called)
                    && invoke.typeSymbol().returnType().equals(ConstantDescs.CD_void)
                    && invoke.typeSymbol().parameterList().stream().noneMatch(TWO_SLOTS::contains);
            if (hit) {
                int operands = 1 + ((InvokeInstruction) element).typeSymbol().parameterCount();
                for (int n = 0; n < operands; n++) {
                    code.pop();
                }
            }
            return hit;
        });
    }

    /** The class with the change. */
    byte[] apply(byte[] original) {
        ClassFile classFile = ClassFile.of();
        ClassModel model = classFile.parse(original);
        boolean[] done = new boolean[1];
        ClassTransform transform = ClassTransform.transformingMethodBodies(
                body -> body.methodName().equalsString(method), (code, element) -> {
                    if (!done[0] && edit.test(code, element)) {
                        done[0] = true;
                    } else {
                        code.with(element);
                    }
                });
        byte[] changed = classFile.transformClass(model, ClassDesc.of(type), transform);
        if (!done[0]) {
            throw new IllegalStateException("nothing to change in " + this);
        }
        return changed;
    }

    @Override
    public String toString() {
        return type + "." + method + ": " + what;
    }
}
