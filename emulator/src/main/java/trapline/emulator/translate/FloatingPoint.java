package trapline.emulator.translate;

import trapline.emulator.cpu.CoprocessorEncoding;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.ExtensionAccess;
import trapline.emulator.fp.Packed;
import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.VfpInsn;
import trapline.emulator.isa.VfpInsn.VfpOp;
import trapline.emulator.isa.VfpInsn.VfpUnaryOp;

/** Floating-point data-processing (ARM DDI 0406C A7.5), and the choice among what coprocessors 10 and 11 have beside. */
final class FloatingPoint {
    /** The coprocessor that refuses for both extensions. */
    private static final int COPROCESSOR = 10;

    private static final int FIRST_UPPER = 16;
    private static final int HALFWORD = 1;
    private static final int WORD = 2;

    private FloatingPoint() {}

    static void translate(Emitter e, VfpInsn insn) {
        if (insn instanceof VfpInsn.MoveSystem form && form.register() != VfpInsn.MoveSystem.FPSCR) {
            moveSystem(e, form);
            return;
        }
        boolean simd = isSimd(insn);
        if (!e.hasExtension(simd ? ExtensionAccess.SIMD : ExtensionAccess.VFP)) {
            refuse(e, simd);
        } else if (!simd && !e.hasExtension(ExtensionAccess.D32) && usesUpperRegisters(insn)) {
            e.undefined();
        } else {
            permitted(e, insn);
        }
    }

    /** The instruction is UNDEFINED or trapped because the extension is not enabled. */
    static void refuse(Emitter e, boolean simd) {
        e.emit(UopKind.OTHER_COPROCESSOR, 0, COPROCESSOR, 0, simd ? 1 : 0);
        e.examine();
    }

    /** Transfers of bytes and halfwords are Advanced SIMD's (A8.8.314, A8.8.341, A8.8.342). */
    private static boolean isSimd(VfpInsn insn) {
        return switch (insn) {
            case VfpInsn.MoveToScalar form -> form.size() < WORD;
            case VfpInsn.MoveFromScalar form -> form.size() < WORD;
            case VfpInsn.DuplicateCore _ -> true;
            case VfpInsn.Arithmetic _,
                    VfpInsn.Unary _,
                    VfpInsn.MoveImmediate _,
                    VfpInsn.Compare _,
                    VfpInsn.ConvertPrecision _,
                    VfpInsn.ConvertInteger _,
                    VfpInsn.ConvertFixed _,
                    VfpInsn.ConvertHalf _,
                    VfpInsn.LoadStore _,
                    VfpInsn.LoadStoreMultiple _,
                    VfpInsn.MoveSingle _,
                    VfpInsn.MovePair _,
                    VfpInsn.MoveSystem _ -> false;
        };
    }

    private static boolean usesUpperRegisters(VfpInsn insn) {
        return switch (insn) {
            case VfpInsn.Arithmetic form -> form.dp() && isUpper(form.d() | form.n() | form.m());
            case VfpInsn.Unary form -> form.dp() && isUpper(form.d() | form.m());
            case VfpInsn.MoveImmediate form -> form.dp() && isUpper(form.d());
            case VfpInsn.Compare form -> form.dp() && isUpper(form.d() | form.m());
            case VfpInsn.ConvertPrecision form -> isUpper(form.doubleToSingle() ? form.m() : form.d());
            case VfpInsn.ConvertInteger form -> form.dp() && isUpper(form.toInteger() ? form.m() : form.d());
            case VfpInsn.ConvertFixed form -> form.dp() && isUpper(form.d());
            case VfpInsn.LoadStore form -> form.dp() && isUpper(form.d());
            case VfpInsn.LoadStoreMultiple form -> form.dp() && form.d() + form.registers() > FIRST_UPPER;
            case VfpInsn.MovePair form -> form.dp() && isUpper(form.m());
            case VfpInsn.MoveToScalar form -> isUpper(form.d());
            case VfpInsn.MoveFromScalar form -> isUpper(form.n());
            case VfpInsn.ConvertHalf _, VfpInsn.MoveSingle _, VfpInsn.DuplicateCore _, VfpInsn.MoveSystem _ -> false;
        };
    }

    private static boolean isUpper(int registers) {
        return registers >= FIRST_UPPER;
    }

    private static void permitted(Emitter e, VfpInsn insn) {
        switch (insn) {
            case VfpInsn.Arithmetic form -> {
                if (isScalar(e)) {
                    e.extension(arithmetic(form.op(), form.dp()), Packed.registers(form.d(), form.n(), form.m()));
                }
            }
            case VfpInsn.Unary form -> {
                if (isScalar(e)) {
                    e.extension(unary(form.op(), form.dp()), Packed.registers(form.d(), 0, form.m()));
                }
            }
            case VfpInsn.MoveImmediate form -> {
                if (isScalar(e)) {
                    moveImmediate(e, form);
                }
            }
            case VfpInsn.Compare form -> compare(e, form);
            case VfpInsn.ConvertPrecision form ->
                e.extension(
                        form.doubleToSingle() ? UopKind.VCVT_F32_F64 : UopKind.VCVT_F64_F32,
                        Packed.registers(form.d(), 0, form.m()));
            case VfpInsn.ConvertInteger form -> convertInteger(e, form);
            case VfpInsn.ConvertFixed form -> convertFixed(e, form);
            case VfpInsn.ConvertHalf form ->
                e.extension(
                        form.toHalf() ? UopKind.VCVT_F16_F32 : UopKind.VCVT_F32_F16,
                        Packed.registers(form.d(), 0, form.m()) | Packed.amount(form.top() ? 1 : 0));
            case VfpInsn.LoadStore form -> ExtensionLoadStore.one(e, form);
            case VfpInsn.LoadStoreMultiple form -> ExtensionLoadStore.multiple(e, form);
            case VfpInsn.MoveSingle form -> moveWord(e, form.toCore(), form.n(), form.rt());
            case VfpInsn.MovePair form -> {
                int first = form.dp() ? 2 * form.m() : form.m();
                moveWord(e, form.toCore(), first, form.rt());
                moveWord(e, form.toCore(), first + 1, form.rt2());
            }
            case VfpInsn.MoveToScalar form ->
                e.opImmediate(
                        UopKind.EXT_SET_ELEMENT, 0, form.rt(), scalar(form.d(), form.index(), form.size(), false));
            case VfpInsn.MoveFromScalar form ->
                e.opImmediate(
                        UopKind.EXT_ELEMENT,
                        form.rt(),
                        0,
                        scalar(form.n(), form.index(), form.size(), form.unsigned()));
            case VfpInsn.DuplicateCore form ->
                e.opImmediate(
                        UopKind.EXT_DUPLICATE,
                        0,
                        form.rt(),
                        Packed.registers(form.d(), 0, 0)
                                | Packed.elements(form.size(), false)
                                | Packed.quadword(form.quadword()));
            case VfpInsn.MoveSystem form -> moveFpscr(e, form);
        }
    }

    private static int scalar(int register, int index, int size, boolean unsigned) {
        return Packed.registers(register, 0, 0) | Packed.elements(size, unsigned) | Packed.amount(index);
    }

    /** Where FPSCR asks for vectors, which do not exist, data-processing is UNDEFINED; whether it can go on. */
    private static boolean isScalar(Emitter e) {
        if (e.hasExtension(ExtensionAccess.SHORT_VECTORS)) {
            e.undefined();
            return false;
        }
        return true;
    }

    private static UopKind arithmetic(VfpOp op, boolean dp) {
        return switch (op) {
            case VMLA -> dp ? UopKind.VMLA_F64 : UopKind.VMLA_F32;
            case VMLS -> dp ? UopKind.VMLS_F64 : UopKind.VMLS_F32;
            case VNMLA -> dp ? UopKind.VNMLA_F64 : UopKind.VNMLA_F32;
            case VNMLS -> dp ? UopKind.VNMLS_F64 : UopKind.VNMLS_F32;
            case VMUL -> dp ? UopKind.VMUL_F64 : UopKind.VMUL_F32;
            case VNMUL -> dp ? UopKind.VNMUL_F64 : UopKind.VNMUL_F32;
            case VADD -> dp ? UopKind.VADD_F64 : UopKind.VADD_F32;
            case VSUB -> dp ? UopKind.VSUB_F64 : UopKind.VSUB_F32;
            case VDIV -> dp ? UopKind.VDIV_F64 : UopKind.VDIV_F32;
            case VFMA -> dp ? UopKind.VFMA_F64 : UopKind.VFMA_F32;
            case VFMS -> dp ? UopKind.VFMS_F64 : UopKind.VFMS_F32;
            case VFNMA -> dp ? UopKind.VFNMA_F64 : UopKind.VFNMA_F32;
            case VFNMS -> dp ? UopKind.VFNMS_F64 : UopKind.VFNMS_F32;
        };
    }

    private static UopKind unary(VfpUnaryOp op, boolean dp) {
        return switch (op) {
            case VMOV -> dp ? UopKind.VMOV_F64 : UopKind.VMOV_F32;
            case VABS -> dp ? UopKind.VABS_F64 : UopKind.VABS_F32;
            case VNEG -> dp ? UopKind.VNEG_F64 : UopKind.VNEG_F32;
            case VSQRT -> dp ? UopKind.VSQRT_F64 : UopKind.VSQRT_F32;
        };
    }

    private static void moveImmediate(Emitter e, VfpInsn.MoveImmediate insn) {
        int low = (int) insn.value();
        if (insn.dp()) {
            setWord(e, 2 * insn.d(), low);
            setWord(e, 2 * insn.d() + 1, (int) (insn.value() >>> 32));
        } else {
            setWord(e, insn.d(), low);
        }
    }

    /** A word of the registers becomes a constant. */
    static void setWord(Emitter e, int word, int value) {
        e.opImmediate(UopKind.EXT_SET_WORD, 0, e.constant(value), word);
    }

    private static void compare(Emitter e, VfpInsn.Compare insn) {
        int registers = Packed.registers(insn.d(), 0, insn.m());
        if (insn.withZero()) {
            e.extension(
                    insn.dp() ? UopKind.VCMPZ_F64 : UopKind.VCMPZ_F32,
                    registers | Packed.amount(insn.quietNanExc() ? 1 : 0));
        } else if (insn.quietNanExc()) {
            e.extension(insn.dp() ? UopKind.VCMPE_F64 : UopKind.VCMPE_F32, registers);
        } else {
            e.extension(insn.dp() ? UopKind.VCMP_F64 : UopKind.VCMP_F32, registers);
        }
    }

    private static void convertInteger(Emitter e, VfpInsn.ConvertInteger insn) {
        UopKind fromInteger = insn.dp() ? UopKind.VCVT_F64_INT : UopKind.VCVT_F32_INT;
        e.extension(
                insn.toInteger() ? toInteger(insn) : fromInteger,
                Packed.registers(insn.d(), 0, insn.m()) | Packed.elements(WORD, insn.unsigned()));
    }

    private static void convertFixed(Emitter e, VfpInsn.ConvertFixed insn) {
        int size = insn.size() == 16 ? HALFWORD : WORD;
        e.extension(
                fixed(insn),
                Packed.registers(insn.d(), 0, insn.d())
                        | Packed.elements(size, insn.unsigned())
                        | Packed.amount(insn.fractionBits()));
    }

    private static UopKind toInteger(VfpInsn.ConvertInteger insn) {
        if (!insn.roundZero()) {
            return insn.dp() ? UopKind.VCVTR_F64 : UopKind.VCVTR_F32;
        }
        if (insn.unsigned()) {
            return insn.dp() ? UopKind.VCVT_U32_F64 : UopKind.VCVT_U32_F32;
        }
        return insn.dp() ? UopKind.VCVT_S32_F64 : UopKind.VCVT_S32_F32;
    }

    private static UopKind fixed(VfpInsn.ConvertFixed insn) {
        if (insn.toFixed()) {
            return insn.dp() ? UopKind.VCVT_FIXED_F64 : UopKind.VCVT_FIXED_F32;
        }
        return insn.dp() ? UopKind.VCVT_F64_FIXED : UopKind.VCVT_F32_FIXED;
    }

    private static void moveWord(Emitter e, boolean toCore, int word, int rt) {
        if (toCore) {
            e.opImmediate(UopKind.EXT_WORD, rt, 0, word);
        } else {
            e.opImmediate(UopKind.EXT_SET_WORD, 0, rt, word);
        }
    }

    private static int encoding(VfpInsn.MoveSystem insn) {
        return CoprocessorEncoding.of(COPROCESSOR, 7, insn.register(), 0, 0);
    }

    private static void moveSystem(Emitter e, VfpInsn.MoveSystem insn) {
        if (insn.toCore()) {
            e.emit(UopKind.READ_COPROCESSOR, insn.rt(), insn.rt(), 0, encoding(insn));
        } else {
            e.emit(UopKind.WRITE_COPROCESSOR, 0, insn.rt(), insn.rt(), encoding(insn));
            e.examineNext();
        }
    }

    private static void moveFpscr(Emitter e, VfpInsn.MoveSystem insn) {
        if (!insn.toCore()) {
            moveSystem(e, insn);
            return;
        }
        int d = e.destination(insn.rt());
        e.op(UopKind.READ_FPSCR, d, 0, 0);
        if (insn.rt() == CpuState.PC) {
            e.op(UopKind.FLAGS_FROM, 0, d, 0);
        }
    }
}
