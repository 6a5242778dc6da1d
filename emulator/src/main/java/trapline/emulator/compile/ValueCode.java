package trapline.emulator.compile;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.MethodTypeDesc;
import trapline.emulator.ir.ExtensionMethod;
import trapline.emulator.ir.Shape;
import trapline.emulator.ir.Uop;

/** Micro-operations that only compute: {@link trapline.emulator.ir.Effect#PURE}. */
final class ValueCode {
    private static final MethodTypeDesc SATURATE = MethodTypeDesc.of(CD_long, CD_long, CD_int);

    private final RegionCode region;
    private final CodeBuilder code;
    private final FlagCode flags;

    ValueCode(RegionCode region, FlagCode flags) {
        this.region = region;
        this.flags = flags;
        code = region.code;
    }

    /** Emits one. */
    @SuppressWarnings("checkstyle:methodlength") // One line per kind.
    void emit(Uop uop) {
        switch (uop.kind()) {
            case MOVI -> {
                region.constant(uop.imm());
                region.store(uop.dst());
            }
            case MOV -> {
                region.load(uop.a());
                region.store(uop.dst());
            }
            case MVN -> {
                region.load(uop.a());
                not();
                region.store(uop.dst());
            }
            case AND -> binary(uop, code::iand);
            case ANDI -> immediate(uop, code::iand);
            case ORR -> binary(uop, code::ior);
            case ORRI -> immediate(uop, code::ior);
            case EOR -> binary(uop, code::ixor);
            case EORI -> immediate(uop, code::ixor);
            case BIC -> withNot(uop, code::iand);
            case ORN -> withNot(uop, code::ior);
            case ADD -> binary(uop, code::iadd);
            case ADDI -> {
                region.loadSum(uop.a(), uop.imm());
                region.store(uop.dst());
            }
            case ADD_LSL -> {
                region.load(uop.a());
                shifted(uop.b(), uop.imm());
                code.iadd();
                region.store(uop.dst());
            }
            case SUB -> binary(uop, code::isub);
            case RSBI -> {
                region.constant(uop.imm());
                region.load(uop.a());
                code.isub();
                region.store(uop.dst());
            }
            case ADC -> {
                region.load(uop.a());
                region.load(uop.b());
                code.iadd();
                flags.loadCarry();
                code.iadd();
                region.store(uop.dst());
            }
            case SBC -> {
                region.load(uop.a());
                loadNot(uop.b());
                code.iadd();
                flags.loadCarry();
                code.iadd();
                region.store(uop.dst());
            }
            case ADDS -> binary(uop, flags::add);
            case ADDSI -> immediate(uop, flags::add);
            case SUBS -> binary(uop, flags::subtract);
            case SUBSI -> immediate(uop, flags::subtract);
            case ADCS -> binary(uop, flags::addWithCarry);
            case SBCS -> withNot(uop, flags::addWithCarry);
            case NZ -> {
                region.load(uop.a());
                flags.setNz();
            }
            case NZ_LONG -> {
                region.load(uop.b());
                region.load(uop.a());
                flags.setNzLong();
            }
            case CARRY_BIT -> {
                region.makeExplicit();
                region.load(uop.a());
                region.constant(uop.imm());
                code.iushr().iconst_1().iand();
                flags.setCarry();
            }
            case CARRYI -> {
                region.makeExplicit();
                region.constant(uop.imm());
                flags.setCarry();
            }
            case FLAGS_FROM -> {
                region.faults.end();
                region.load(uop.a());
                flags.setAll();
            }
            case LSLI -> immediate(uop, code::ishl);
            case LSRI -> immediate(uop, code::iushr);
            case ASRI -> immediate(uop, code::ishr);
            case RORI -> {
                // HotSpot knows this for a rotation, and has nothing to inline.
                region.load(uop.a());
                region.constant(uop.imm());
                code.iushr();
                region.load(uop.a());
                region.constant(-uop.imm() & 0x1F);
                code.ishl().ior();
                region.store(uop.dst());
            }
            case RRX -> {
                region.load(uop.a());
                flags.loadCarry();
                region.callAlu("rrx", 2);
                region.store(uop.dst());
            }
            case LSL -> binary(uop, () -> region.callAlu("lsl", 2));
            case LSR -> binary(uop, () -> region.callAlu("lsr", 2));
            case ASR -> binary(uop, () -> region.callAlu("asr", 2));
            case ROR -> binary(uop, () -> region.callAlu("ror", 2));
            case LSL_CARRY -> shiftCarry(uop, "lslCarry");
            case LSR_CARRY -> shiftCarry(uop, "lsrCarry");
            case ASR_CARRY -> shiftCarry(uop, "asrCarry");
            case ROR_CARRY -> shiftCarry(uop, "rorCarry");
            case SXTB -> unary(uop, code::i2b);
            case SXTH -> unary(uop, code::i2s);
            case SXTB16 -> unary(uop, () -> region.callAlu("sxtb16", 1));
            case REV -> unary(uop, () -> code.invokestatic(Types.INTEGER, "reverseBytes", Types.ints(1)));
            case REV16 -> unary(uop, () -> region.callAlu("rev16", 1));
            case REVSH -> unary(uop, () -> region.callAlu("revsh", 1));
            case RBIT -> unary(uop, () -> code.invokestatic(Types.INTEGER, "reverse", Types.ints(1)));
            case CLZ -> unary(uop, () -> code.invokestatic(Types.INTEGER, "numberOfLeadingZeros", Types.ints(1)));
            case BFI -> binaryWithImmediate(uop, () -> region.callAlu("bfi", 3));
            case UBFX -> immediate(uop, () -> region.callAlu("ubfx", 2));
            case SBFX -> immediate(uop, () -> region.callAlu("sbfx", 2));
            case SEL -> {
                region.load(uop.a());
                region.load(uop.b());
                flags.loadGe();
                region.callAlu("sel", 3);
                region.store(uop.dst());
            }
            case MUL -> binary(uop, code::imul);
            case UMULL -> {
                unsignedProduct(uop);
                storeLong(uop);
            }
            case SMULL -> {
                signedProduct(uop);
                storeLong(uop);
            }
            case UMLAL -> {
                loadLong(uop);
                unsignedProduct(uop);
                code.ladd();
                storeLong(uop);
            }
            case SMLAL -> {
                loadLong(uop);
                signedProduct(uop);
                code.ladd();
                storeLong(uop);
            }
            case SMLSL -> {
                loadLong(uop);
                signedProduct(uop);
                code.lsub();
                storeLong(uop);
            }
            case UMAAL -> {
                region.load(uop.a());
                region.load(uop.b());
                region.load(uop.dst());
                region.load(uop.fourth());
                code.invokestatic(Types.ALU, "umaal", Types.intsToLong(4));
                storeLong(uop);
            }
            case ADD_LONG -> {
                loadLong(uop);
                region.load(uop.a());
                code.i2l().ladd();
                storeLong(uop);
            }
            case SUB_LONG -> {
                loadLong(uop);
                region.load(uop.a());
                code.i2l().lsub();
                storeLong(uop);
            }
            case SMULW -> binary(uop, () -> region.callAlu("smulw", 2));
            case SDIV -> binary(uop, () -> region.callAlu("sdiv", 2));
            case UDIV -> binary(uop, () -> region.callAlu("udiv", 2));
            case USAD8 -> binary(uop, () -> region.callAlu("usad8", 2));
            case ADDQ ->
                saturating(uop, () -> {
                    longs(uop.a(), uop.b());
                    code.ladd().invokestatic(Types.ALU, "wrapQ", MethodTypeDesc.of(CD_long, CD_long));
                });
            case ADD3Q ->
                saturating(uop, () -> {
                    longs(uop.a(), uop.b());
                    code.ladd();
                    region.load(uop.fourth());
                    code.i2l().ladd().invokestatic(Types.ALU, "wrapQ", MethodTypeDesc.of(CD_long, CD_long));
                });
            case QADD ->
                saturating(uop, () -> {
                    longs(uop.a(), uop.b());
                    code.ladd().bipush(32).invokestatic(Types.ALU, "signedSatQ", SATURATE);
                });
            case QSUB ->
                saturating(uop, () -> {
                    longs(uop.a(), uop.b());
                    code.lsub().bipush(32).invokestatic(Types.ALU, "signedSatQ", SATURATE);
                });
            case SSAT -> saturating(uop, () -> saturateWord(uop, "signedSatQ"));
            case USAT -> saturating(uop, () -> saturateWord(uop, "unsignedSatQ"));
            case SSAT16 -> saturating(uop, () -> saturateHalfwords(uop, "ssat16"));
            case USAT16 -> saturating(uop, () -> saturateHalfwords(uop, "usat16"));
            case PARALLEL -> {
                parallel(uop, "result");
                region.store(uop.dst());
            }
            case PARALLEL_GE -> {
                code.aload(RegionCode.CPU);
                parallel(uop, "ge");
                code.putfield(Types.CPU, "ge", CD_int);
            }
            case SET_IT -> region.setItState(uop.imm());
            case SET_THUMB -> region.setThumb(uop.imm() != 0);
            default -> extension(uop);
        }
    }

    /** Operations on extension registers, which stay in the CPU's state, are methods. */
    private void extension(Uop uop) {
        ExtensionMethod method =
                uop.kind().method().orElseThrow(() -> new IllegalStateException(uop + " is not compiled"));
        code.aload(RegionCode.CPU);
        region.constant(uop.imm());
        if (method.shape() == Shape.A) {
            region.load(uop.a());
        }
        code.invokestatic(method.ownerDescriptor(), method.name(), method.type());
        if (method.shape() == Shape.D) {
            region.store(uop.dst());
        }
    }

    private void unary(Uop uop, Runnable operation) {
        region.load(uop.a());
        operation.run();
        region.store(uop.dst());
    }

    private void binary(Uop uop, Runnable operation) {
        region.load(uop.a());
        region.load(uop.b());
        operation.run();
        region.store(uop.dst());
    }

    private void immediate(Uop uop, Runnable operation) {
        region.load(uop.a());
        region.constant(uop.imm());
        operation.run();
        region.store(uop.dst());
    }

    private void binaryWithImmediate(Uop uop, Runnable operation) {
        region.load(uop.a());
        region.load(uop.b());
        region.constant(uop.imm());
        operation.run();
        region.store(uop.dst());
    }

    private void withNot(Uop uop, Runnable operation) {
        region.load(uop.a());
        loadNot(uop.b());
        operation.run();
        region.store(uop.dst());
    }

    private void loadNot(int slot) {
        region.load(slot);
        not();
    }

    private void not() {
        code.iconst_m1().ixor();
    }

    private void shifted(int slot, int amount) {
        region.load(slot);
        if (amount != 0) {
            region.constant(amount);
            code.ishl();
        }
    }

    private void shiftCarry(Uop uop, String method) {
        region.makeExplicit();
        region.load(uop.a());
        region.load(uop.b());
        flags.loadCarry();
        region.callAlu(method, 3);
        flags.setCarry();
    }

    private void longs(int a, int b) {
        region.load(a);
        code.i2l();
        region.load(b);
        code.i2l();
    }

    private void signedProduct(Uop uop) {
        longs(uop.a(), uop.b());
        code.lmul();
    }

    private void unsignedProduct(Uop uop) {
        region.load(uop.a());
        region.load(uop.b());
        code.invokestatic(Types.ALU, "umull", Types.intsToLong(2));
    }

    private void loadLong(Uop uop) {
        region.load(uop.fourth());
        region.load(uop.dst());
        code.invokestatic(Types.ALU, "concatenate", Types.intsToLong(2));
    }

    private void storeLong(Uop uop) {
        code.dup2().l2i();
        region.store(uop.dst());
        code.bipush(32).lushr().l2i();
        region.store(uop.fourth());
    }

    private void saturating(Uop uop, Runnable result) {
        code.aload(RegionCode.FRAME);
        result.run();
        code.invokevirtual(Types.FRAME, "saturated", MethodTypeDesc.of(CD_int, CD_long));
        region.store(uop.dst());
    }

    private void saturateWord(Uop uop, String method) {
        region.load(uop.a());
        code.i2l();
        region.constant(uop.imm());
        code.invokestatic(Types.ALU, method, SATURATE);
    }

    private void saturateHalfwords(Uop uop, String method) {
        region.load(uop.a());
        region.constant(uop.imm());
        code.invokestatic(Types.ALU, method, Types.intsToLong(2));
    }

    private void parallel(Uop uop, String method) {
        region.constant(uop.imm());
        region.load(uop.a());
        region.load(uop.b());
        code.invokestatic(Types.PARALLEL_ARITHMETIC, method, Types.ints(3));
    }
}
