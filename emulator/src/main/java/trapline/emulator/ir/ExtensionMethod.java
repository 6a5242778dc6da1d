package trapline.emulator.ir;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import trapline.emulator.cpu.CpuState;

/**
 * The method that is the meaning of a micro-operation on the registers of the Floating-point and Advanced SIMD Extensions: public and
 * static, of the CPU's state and the micro-operation's constant, and by its {@link Shape} also of the value of slot {@code a} ({@link
 * Shape#A}), or with a result for slot {@code dst} ({@link Shape#D}). It cannot fault, and writes nothing but extension registers and
 * FPSCR.
 *
 * @param owner its class
 * @param name its name
 * @param shape which slots it is about
 */
public record ExtensionMethod(Class<?> owner, String name, Shape shape) {
    private static final ClassDesc STATE = CpuState.class.describeConstable().orElseThrow();

    /** Its class, for code that calls it. */
    public ClassDesc ownerDescriptor() {
        return owner.describeConstable().orElseThrow();
    }

    /** Its type. */
    public MethodTypeDesc type() {
        ClassDesc result = shape == Shape.D ? ConstantDescs.CD_int : ConstantDescs.CD_void;
        return shape == Shape.A
                ? MethodTypeDesc.of(result, STATE, ConstantDescs.CD_int, ConstantDescs.CD_int)
                : MethodTypeDesc.of(result, STATE, ConstantDescs.CD_int);
    }
}
