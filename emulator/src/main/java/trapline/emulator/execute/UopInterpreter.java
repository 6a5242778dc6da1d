package trapline.emulator.execute;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.ir.Block;
import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.ShiftType;
import trapline.emulator.mmu.MemoryPort;
import trapline.emulator.time.Tick;

/** The loop over the micro-operations of one block. Before anything that can look at them it makes PC and tick exact. */
final class UopInterpreter {
    /** The stretch to be run has ended, not the block. */
    private static final int STOPPED = 1 << Region.EXIT_BITS;

    /** A limit that lets no link be followed. */
    private static final long NO_LINKS = 0;

    private static final int SLOT = 0x7F;

    private final CpuState cpu;
    private final int[] slots;
    private final MemoryPort port;
    private final Tick tick;
    private final SystemUops systemUops;

    private final ExecutionPoint point;
    private final int threshold;

    private long startTick;
    private int stopInstruction;

    /** {@code threshold} says how often it enters a block before it wants somebody to look at it. */
    UopInterpreter(
            CpuState cpu, MemoryPort port, SystemUops systemUops, Tick tick, ExecutionPoint point, int threshold) {
        this.cpu = cpu;
        this.slots = cpu.slots;
        this.port = port;
        this.tick = tick;
        this.systemUops = systemUops;
        this.point = point;
        this.threshold = threshold;
    }

    /** The block that ran last. */
    Block last() {
        return point.block;
    }

    /**
     * Runs a whole block, and those that near links lead to as long as they fit the limit; the tick is exact afterwards, and the exit is
     * that of {@link #last}.
     */
    int execute(Block block, long limit) {
        startTick = tick.now;
        return finish(interpret(block, block.size(), limit));
    }

    /** Runs so many instructions of a block from its start. */
    int executePart(Block block, int instructions) {
        startTick = tick.now;
        stopInstruction = instructions;
        return finish(interpret(block, block.starts[instructions], NO_LINKS));
    }

    private int finish(int exit) {
        point.executing = false;
        if (exit < Region.EXAMINE) {
            tick.now = startTick + point.block.length;
        } else if (exit == STOPPED) {
            settle(point.block, stopInstruction);
            return Region.INDIRECT;
        }
        return exit;
    }

    private void settle(Block block, int toInstruction) {
        slots[CpuState.PC] = toInstruction < block.length ? block.pcs[toInstruction] : block.endPc;
        cpu.itState = block.itStates[toInstruction] & 0xFF;
        tick.now = startTick + toInstruction;
    }

    private void locate(Block block, int n) {
        int index = block.instructionOf[n];
        point.instruction = index;
        tick.now = startTick + index;
        slots[CpuState.PC] = block.pcs[index];
    }

    /** After a store: where to stop when it has invalidated this block. */
    private int stopAfterStore(Block block, int end) {
        if (block.valid) {
            return end;
        }
        if (point.instruction + 1 == block.length) {
            return end;
        }
        stopInstruction = point.instruction + 1;
        return block.starts[stopInstruction];
    }

    @SuppressWarnings("checkstyle:methodlength") // One line per kind; HotSpot compiles it as it is under 8000 bytes.
    private int interpret(Block first, int size, long limit) {
        int[] s = slots;
        Block block = first;
        int[] operands = block.operands;
        UopKind[] kinds = block.kinds;
        int end = size;
        point.block = block;
        point.executing = true;
        warm(block);
        for (int n = 0; n < end; n++) {
            int word = operands[2 * n];
            int imm = operands[2 * n + 1];
            int d = word & SLOT;
            int a = word >>> 8 & SLOT;
            int b = word >>> 16 & SLOT;
            switch (kinds[n]) {
                case MOVI -> s[d] = imm;
                case MOV -> s[d] = s[a];
                case MVN -> s[d] = ~s[a];
                case AND -> s[d] = s[a] & s[b];
                case ANDI -> s[d] = s[a] & imm;
                case ORR -> s[d] = s[a] | s[b];
                case ORRI -> s[d] = s[a] | imm;
                case EOR -> s[d] = s[a] ^ s[b];
                case EORI -> s[d] = s[a] ^ imm;
                case BIC -> s[d] = s[a] & ~s[b];
                case ORN -> s[d] = s[a] | ~s[b];
                case ADD -> s[d] = s[a] + s[b];
                case ADDI -> s[d] = s[a] + imm;
                case ADD_LSL -> s[d] = s[a] + (s[b] << imm);
                case SUB -> s[d] = s[a] - s[b];
                case RSBI -> s[d] = imm - s[a];
                case ADC -> s[d] = s[a] + s[b] + cpu.cf;
                case SBC -> s[d] = s[a] + ~s[b] + cpu.cf;
                case ADDS -> s[d] = adds(s[a], s[b]);
                case ADDSI -> s[d] = adds(s[a], imm);
                case SUBS -> s[d] = subs(s[a], s[b]);
                case SUBSI -> s[d] = subs(s[a], imm);
                case ADCS -> s[d] = adcs(s[a], s[b]);
                case SBCS -> s[d] = adcs(s[a], ~s[b]);
                case NZ -> {
                    cpu.nf = s[a];
                    cpu.zf = s[a];
                }
                case NZ_LONG -> {
                    cpu.nf = s[b];
                    cpu.zf = s[a] | s[b];
                }
                case CARRY_BIT -> cpu.cf = s[a] >>> imm & 1;
                case CARRYI -> cpu.cf = imm;
                case FLAGS_FROM -> setFlags(s[a]);
                case LSLI -> s[d] = s[a] << imm;
                case LSRI -> s[d] = s[a] >>> imm;
                case ASRI -> s[d] = s[a] >> imm;
                case RORI -> s[d] = Integer.rotateRight(s[a], imm);
                case RRX -> s[d] = Alu.rrx(s[a], cpu.cf);
                case LSL -> s[d] = Alu.lsl(s[a], s[b]);
                case LSR -> s[d] = Alu.lsr(s[a], s[b]);
                case ASR -> s[d] = Alu.asr(s[a], s[b]);
                case ROR -> s[d] = Alu.ror(s[a], s[b]);
                case LSL_CARRY -> cpu.cf = Alu.shiftCarry(ShiftType.LSL, s[a], s[b], cpu.cf);
                case LSR_CARRY -> cpu.cf = Alu.shiftCarry(ShiftType.LSR, s[a], s[b], cpu.cf);
                case ASR_CARRY -> cpu.cf = Alu.shiftCarry(ShiftType.ASR, s[a], s[b], cpu.cf);
                case ROR_CARRY -> cpu.cf = Alu.shiftCarry(ShiftType.ROR, s[a], s[b], cpu.cf);
                case SXTB -> s[d] = (byte) s[a];
                case SXTH -> s[d] = (short) s[a];
                case SXTB16 -> s[d] = Alu.sxtb16(s[a]);
                case REV -> s[d] = Integer.reverseBytes(s[a]);
                case REV16 -> s[d] = Alu.rev16(s[a]);
                case REVSH -> s[d] = Alu.revsh(s[a]);
                case RBIT -> s[d] = Integer.reverse(s[a]);
                case CLZ -> s[d] = Integer.numberOfLeadingZeros(s[a]);
                case BFI -> s[d] = Alu.bfi(s[a], s[b], imm);
                case UBFX -> s[d] = Alu.ubfx(s[a], imm);
                case SBFX -> s[d] = Alu.sbfx(s[a], imm);
                case SEL -> s[d] = Alu.sel(s[a], s[b], cpu.ge);
                case MUL -> s[d] = s[a] * s[b];
                case UMULL -> setLong(d, imm, Alu.umull(s[a], s[b]));
                case SMULL -> setLong(d, imm, (long) s[a] * s[b]);
                case UMLAL -> setLong(d, imm, getLong(d, imm) + Alu.umull(s[a], s[b]));
                case SMLAL -> setLong(d, imm, getLong(d, imm) + (long) s[a] * s[b]);
                case SMLSL -> setLong(d, imm, getLong(d, imm) - (long) s[a] * s[b]);
                case UMAAL -> setLong(d, imm, Alu.umaal(s[a], s[b], s[d], s[imm & SLOT]));
                case ADD_LONG -> setLong(d, imm, getLong(d, imm) + s[a]);
                case SUB_LONG -> setLong(d, imm, getLong(d, imm) - s[a]);
                case SMULW -> s[d] = Alu.smulw(s[a], s[b]);
                case SDIV -> s[d] = Alu.sdiv(s[a], s[b]);
                case UDIV -> s[d] = Alu.udiv(s[a], s[b]);
                case USAD8 -> s[d] = Alu.usad8(s[a], s[b]);
                case ADDQ -> setSaturated(d, Alu.wrapQ((long) s[a] + s[b]));
                case ADD3Q -> setSaturated(d, Alu.wrapQ((long) s[a] + s[b] + s[imm & SLOT]));
                case QADD -> setSaturated(d, Alu.signedSatQ((long) s[a] + s[b], 32));
                case QSUB -> setSaturated(d, Alu.signedSatQ((long) s[a] - s[b], 32));
                case SSAT -> setSaturated(d, Alu.signedSatQ(s[a], imm));
                case USAT -> setSaturated(d, Alu.unsignedSatQ(s[a], imm));
                case SSAT16 -> setSaturated(d, Alu.ssat16(s[a], imm));
                case USAT16 -> setSaturated(d, Alu.usat16(s[a], imm));
                case PARALLEL -> s[d] = ParallelArithmetic.result(imm, s[a], s[b]);
                case PARALLEL_GE -> cpu.ge = ParallelArithmetic.ge(imm, s[a], s[b]);
                case EXT_WORD,
                        EXT_SET_WORD,
                        EXT_ELEMENT,
                        EXT_SET_ELEMENT,
                        EXT_DUPLICATE,
                        VMOV_F32,
                        VMOV_F64,
                        READ_FPSCR,
                        VADD_F32,
                        VSUB_F32,
                        VMUL_F32,
                        VNMUL_F32,
                        VDIV_F32,
                        VMLA_F32,
                        VMLS_F32,
                        VNMLA_F32,
                        VNMLS_F32,
                        VFMA_F32,
                        VFMS_F32,
                        VFNMA_F32,
                        VFNMS_F32,
                        VABS_F32,
                        VNEG_F32,
                        VSQRT_F32,
                        VCMP_F32,
                        VCMPE_F32,
                        VCMPZ_F32,
                        VADD_F64,
                        VSUB_F64,
                        VMUL_F64,
                        VNMUL_F64,
                        VDIV_F64,
                        VMLA_F64,
                        VMLS_F64,
                        VNMLA_F64,
                        VNMLS_F64,
                        VFMA_F64,
                        VFMS_F64,
                        VFNMA_F64,
                        VFNMS_F64,
                        VABS_F64,
                        VNEG_F64,
                        VSQRT_F64,
                        VCMP_F64,
                        VCMPE_F64,
                        VCMPZ_F64,
                        VCVT_F64_F32,
                        VCVT_F32_F64,
                        VCVT_S32_F32,
                        VCVT_S32_F64,
                        VCVT_U32_F32,
                        VCVT_U32_F64,
                        VCVTR_F32,
                        VCVTR_F64,
                        VCVT_F32_INT,
                        VCVT_F64_INT,
                        VCVT_F32_FIXED,
                        VCVT_F64_FIXED,
                        VCVT_FIXED_F32,
                        VCVT_FIXED_F64,
                        VCVT_F32_F16,
                        VCVT_F16_F32,
                        SIMD_THREE_SAME,
                        SIMD_BY_SCALAR,
                        SIMD_THREE_SAME_FLOAT,
                        SIMD_BY_SCALAR_FLOAT,
                        SIMD_THREE_DIFFERENT,
                        SIMD_BY_SCALAR_LONG,
                        SIMD_SHIFT,
                        SIMD_TWO,
                        SIMD_VCVT_F32_FIXED,
                        SIMD_VCVT_FIXED_F32,
                        VEXT,
                        VTBL,
                        VDUP_SCALAR,
                        SIMD_DEINTERLEAVE,
                        SIMD_INTERLEAVED_WORD -> ExtensionUops.execute(kinds[n], cpu, word, imm);
                case SKIP_UNLESS -> {
                    if (!Alu.conditionHolds(a, cpu.nf, cpu.zf, cpu.cf, cpu.vf)) {
                        n += imm;
                    }
                }
                case LOAD8 -> {
                    locate(block, n);
                    s[d] = port.load8(s[a] + imm);
                }
                case LOAD8S -> {
                    locate(block, n);
                    s[d] = (byte) port.load8(s[a] + imm);
                }
                case LOAD16 -> {
                    locate(block, n);
                    s[d] = port.load16(s[a] + imm);
                }
                case LOAD16S -> {
                    locate(block, n);
                    s[d] = (short) port.load16(s[a] + imm);
                }
                case LOAD32 -> {
                    locate(block, n);
                    s[d] = port.load32(s[a] + imm);
                }
                case LOAD8X -> {
                    locate(block, n);
                    s[d] = port.load8(s[a] + (s[b] << imm));
                }
                case LOAD32X -> {
                    locate(block, n);
                    s[d] = port.load32(s[a] + (s[b] << imm));
                }
                case LOAD32_ALIGNED -> {
                    locate(block, n);
                    s[d] = port.load32Aligned(s[a] + imm);
                }
                case LOAD_UNPRIVILEGED -> {
                    locate(block, n);
                    s[d] = port.loadUnprivileged(s[a], b);
                }
                case LOAD_EXCLUSIVE -> {
                    locate(block, n);
                    setLong(d, imm, port.loadExclusive(s[a], b));
                }
                case LOAD_ELEMENTS -> {
                    locate(block, n);
                    s[d] = port.loadElements(s[a], b);
                }
                case STORE_ELEMENTS -> {
                    locate(block, n);
                    port.storeElements(s[a], imm, s[b]);
                    end = stopAfterStore(block, end);
                }
                case CHECK_ALIGNMENT -> {
                    locate(block, n);
                    port.checkAlignment(s[a], imm & 0xFF, imm >>> 8 != 0);
                }
                case CLEAR_EXCLUSIVE -> {
                    locate(block, n);
                    port.clearExclusive();
                }
                case STORE8 -> {
                    locate(block, n);
                    port.store8(s[a] + imm, s[b]);
                    end = stopAfterStore(block, end);
                }
                case STORE16 -> {
                    locate(block, n);
                    port.store16(s[a] + imm, s[b]);
                    end = stopAfterStore(block, end);
                }
                case STORE32 -> {
                    locate(block, n);
                    port.store32(s[a] + imm, s[b]);
                    end = stopAfterStore(block, end);
                }
                case STORE8X -> {
                    locate(block, n);
                    port.store8(s[a] + (s[b] << imm), s[d]);
                    end = stopAfterStore(block, end);
                }
                case STORE32X -> {
                    locate(block, n);
                    port.store32(s[a] + (s[b] << imm), s[d]);
                    end = stopAfterStore(block, end);
                }
                case STORE32_ALIGNED -> {
                    locate(block, n);
                    port.store32Aligned(s[a] + imm, s[b]);
                    end = stopAfterStore(block, end);
                }
                case STORE_UNPRIVILEGED -> {
                    locate(block, n);
                    port.storeUnprivileged(s[a], imm, s[b]);
                    end = stopAfterStore(block, end);
                }
                case STORE_EXCLUSIVE -> {
                    locate(block, n);
                    s[d] = port.storeExclusive(s[a], imm >>> 8, Alu.concatenate(s[imm & SLOT], s[b]));
                    end = stopAfterStore(block, end);
                }
                case READ_CPSR,
                        READ_SPSR,
                        WRITE_SPSR,
                        WRITE_CPSR,
                        CHANGE_STATE,
                        SET_ENDIANNESS,
                        READ_BANKED,
                        WRITE_BANKED,
                        READ_USER,
                        WRITE_USER,
                        READ_BANKED_SP,
                        WRITE_BANKED_SP,
                        READ_COPROCESSOR,
                        WRITE_COPROCESSOR,
                        READ_COPROCESSOR64,
                        WRITE_COPROCESSOR64,
                        OTHER_COPROCESSOR,
                        CHECK_BXJ,
                        CHECK_SWAP,
                        SEND_EVENT,
                        WAIT_FOR_INTERRUPT,
                        WAIT_FOR_EVENT,
                        INSTRUCTION_BARRIER,
                        SUPERVISOR_CALL,
                        HYPERVISOR_CALL,
                        SECURE_MONITOR_CALL,
                        BREAKPOINT,
                        UNDEFINED,
                        RETURN_FROM_HYP,
                        EXCEPTION_RETURN -> {
                    locate(block, n);
                    cpu.itState = block.itStates[point.instruction] & 0xFF;
                    systemUops.execute(kinds[n], word, imm);
                }
                case SET_IT -> cpu.itState = imm;
                case SET_THUMB -> cpu.thumb = imm != 0;
                case EXIT_JUMP -> {
                    s[CpuState.PC] = imm;
                    Block next = a == Region.NEXT ? block.nearNext : block.nearTaken;
                    if (next.cost > limit - startTick - block.length) {
                        return a;
                    }
                    block = enter(next);
                    kinds = block.kinds;
                    operands = block.operands;
                    end = kinds.length;
                    n = -1;
                }
                case EXIT_IF -> {
                    if (Alu.conditionHolds(a, cpu.nf, cpu.zf, cpu.cf, cpu.vf)) {
                        s[CpuState.PC] = imm;
                        if (block.nearTaken.cost > limit - startTick - block.length) {
                            return Region.TAKEN;
                        }
                        block = enter(block.nearTaken);
                        kinds = block.kinds;
                        operands = block.operands;
                        end = kinds.length;
                        n = -1;
                    }
                }
                case EXIT_IF_ZERO -> {
                    if (s[a] == 0) {
                        s[CpuState.PC] = imm;
                        return Region.TAKEN;
                    }
                }
                case EXIT_IF_NONZERO -> {
                    if (s[a] != 0) {
                        s[CpuState.PC] = imm;
                        return Region.TAKEN;
                    }
                }
                case EXIT_INDIRECT -> {
                    s[CpuState.PC] = s[a];
                    return Region.INDIRECT;
                }
                case EXIT_INTERWORK -> {
                    interwork(cpu, s[a]);
                    return Region.INDIRECT;
                }
                case EXIT_EXAMINE_AT -> {
                    s[CpuState.PC] = imm;
                    tick.now++;
                    return Region.EXAMINE;
                }
                case EXIT_EXAMINE -> {
                    tick.now++;
                    return Region.EXAMINE;
                }
            }
        }
        return STOPPED;
    }

    /** Goes on from the end of the present block to another, which fits the limit. */
    private Block enter(Block next) {
        startTick += point.block.length;
        point.block = next;
        warm(next);
        return next;
    }

    private void warm(Block block) {
        if (++block.heat == threshold) {
            block.stopBefore();
        }
    }

    private int adds(int a, int b) {
        int result = a + b;
        cpu.nf = result;
        cpu.zf = result;
        cpu.cf = Alu.carryOfAdd(a, b, result);
        cpu.vf = Alu.overflowOfAdd(a, b, result);
        return result;
    }

    private int subs(int a, int b) {
        int result = a - b;
        cpu.nf = result;
        cpu.zf = result;
        cpu.cf = Integer.compareUnsigned(a, b) >= 0 ? 1 : 0;
        cpu.vf = (a ^ b) & (a ^ result);
        return result;
    }

    private int adcs(int a, int b) {
        int result = a + b + cpu.cf;
        cpu.nf = result;
        cpu.zf = result;
        cpu.cf = Alu.carryOfAdd(a, b, result);
        cpu.vf = Alu.overflowOfAdd(a, b, result);
        return result;
    }

    private void setFlags(int psr) {
        cpu.nf = psr;
        cpu.zf = ~psr >>> 30 & 1;
        cpu.cf = psr >>> 29 & 1;
        cpu.vf = psr << 3;
    }

    private void setLong(int low, int high, long value) {
        slots[low] = (int) value;
        slots[high & SLOT] = (int) (value >>> 32);
    }

    private long getLong(int low, int high) {
        return Alu.concatenate(slots[high & SLOT], slots[low]);
    }

    private void setSaturated(int d, long result) {
        slots[d] = (int) result;
        cpu.qf |= (int) (result >>> 32);
    }

    /** {@code BXWritePC} (A2.3.2); an A32 address of which bit 1 is set is UNPREDICTABLE, the bit is ignored. */
    static void interwork(CpuState cpu, int target) {
        cpu.thumb = (target & 1) != 0;
        cpu.slots[CpuState.PC] = cpu.thumb ? target & ~1 : target & ~3;
    }
}
