package trapline.emulator.compile;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.execute.Alu;
import trapline.emulator.execute.ParallelArithmetic;
import trapline.emulator.execute.Region;
import trapline.emulator.execute.RegionFrame;
import trapline.emulator.ir.Block;
import trapline.emulator.time.Tick;

/** The classes and method types that emitted code names. */
final class Types {
    static final ClassDesc ALU = of(Alu.class);
    static final ClassDesc CPU = of(CpuState.class);
    static final ClassDesc FAST_MEMORY = of(FastMemory.class);
    static final ClassDesc FRAME = of(RegionFrame.class);
    static final ClassDesc GUEST_FAULT = of(GuestFault.class);
    static final ClassDesc INTEGER = of(Integer.class);
    static final ClassDesc PARALLEL_ARITHMETIC = of(ParallelArithmetic.class);
    static final ClassDesc REGION = of(Region.class);
    static final ClassDesc TICK = of(Tick.class);

    static final ClassDesc BLOCKS = of(Block.class).arrayType();
    static final ClassDesc INTS = CD_int.arrayType();
    static final ClassDesc LONGS = CD_long.arrayType();

    static final MethodTypeDesc CONSTRUCTOR = MethodTypeDesc.of(CD_void, BLOCKS, CD_int);
    static final MethodTypeDesc RUN = MethodTypeDesc.of(CD_int, FRAME, CD_long);

    private Types() {}

    static ClassDesc of(Class<?> type) {
        return ClassDesc.ofDescriptor(type.descriptorString());
    }

    /** A method from so many {@code int}s to an {@code int}. */
    static MethodTypeDesc ints(int parameters) {
        return MethodTypeDesc.of(CD_int, java.util.Collections.nCopies(parameters, CD_int));
    }

    /** A method from so many {@code int}s to a {@code long}. */
    static MethodTypeDesc intsToLong(int parameters) {
        return MethodTypeDesc.of(CD_long, java.util.Collections.nCopies(parameters, CD_int));
    }
}
