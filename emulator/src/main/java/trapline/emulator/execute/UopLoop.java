package trapline.emulator.execute;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.ir.Block;
import trapline.emulator.ir.Opcode;
import trapline.emulator.ir.Uop;
import trapline.emulator.memory.HostMemory;
import trapline.emulator.mmu.LookAside;
import trapline.emulator.mmu.MemoryPort;
import trapline.emulator.time.Tick;

/**
 * The loop over the micro-operations that programs consist of. It calls nothing: what it cannot do itself, like an access that the
 * {@link LookAside} does not know, it leaves to its caller. So HotSpot keeps what the loop works with in registers.
 */
public final class UopLoop {
    /** Beyond every index of a micro-operation: the blocks have been left, by the exit that is added to it. */
    public static final int LEFT = 1 << 16;
    /** The end of the stretch has been reached: an exit beside those of {@link Region}. */
    static final int STOPPED = 1 << Region.EXIT_BITS;

    private final CpuState cpu;
    private final int[] slots;
    private final MemoryPort port;
    private final Tick tick;
    private final long[] words;
    private final int window;
    private final ExecutionPoint point;
    private final int threshold;

    /** What runs of the block at the point. */
    long[] stretch = {};

    UopLoop(CpuState cpu, MemoryPort port, Tick tick, ExecutionPoint point, int threshold) {
        this.cpu = cpu;
        this.slots = cpu.slots;
        this.port = port;
        this.tick = tick;
        words = port.lookAside().words;
        window = port.window();
        this.point = point;
        this.threshold = threshold;
    }

    /**
     * Runs the stretch from micro-operation {@code from} on, and through blocks that near links lead to as long as they fit the limit.
     *
     * @return {@link #LEFT} and an exit, or the index after a micro-operation of the block at the point, which the caller has to do
     */
    @SuppressWarnings("checkstyle:methodlength") // One case per opcode.
    int run(int from, long limit) {
        // All in local variables: what is in a field HotSpot would fetch before each jump by opcode.
        CpuState cpu = this.cpu;
        int[] s = slots;
        long[] words = this.words;
        int window = this.window;
        int context = port.context();
        long[] code = stretch;
        int n = from;
        while (true) {
            long uop = code[n++];
            int word = (int) uop;
            int imm = (int) (uop >>> 32);
            int d = word & Uop.SLOT;
            int a = word >>> 8 & Uop.SLOT;
            int b = word >>> 16 & Uop.SLOT;
            switch (word >>> Opcode.SHIFT) {
                case Opcode.MOVI -> s[d] = imm;
                case Opcode.MOV -> s[d] = s[a];
                case Opcode.MVN -> s[d] = ~s[a];
                case Opcode.AND -> s[d] = s[a] & s[b];
                case Opcode.ANDI -> s[d] = s[a] & imm;
                case Opcode.ORR -> s[d] = s[a] | s[b];
                case Opcode.ORRI -> s[d] = s[a] | imm;
                case Opcode.EOR -> s[d] = s[a] ^ s[b];
                case Opcode.EORI -> s[d] = s[a] ^ imm;
                case Opcode.BIC -> s[d] = s[a] & ~s[b];
                case Opcode.ADD -> s[d] = s[a] + s[b];
                case Opcode.ADDI -> s[d] = s[a] + imm;
                case Opcode.ADD_LSL -> s[d] = s[a] + (s[b] << imm);
                case Opcode.SUB -> s[d] = s[a] - s[b];
                case Opcode.RSBI -> s[d] = imm - s[a];
                case Opcode.ADDS -> s[d] = adds(cpu, s[a], s[b]);
                case Opcode.ADDSI -> s[d] = adds(cpu, s[a], imm);
                case Opcode.SUBS -> s[d] = subs(cpu, s[a], s[b]);
                case Opcode.SUBSI -> s[d] = subs(cpu, s[a], imm);
                case Opcode.NZ -> {
                    int value = s[a];
                    cpu.nf = value;
                    cpu.zf = value;
                }
                case Opcode.CARRY_BIT -> cpu.cf = s[a] >>> imm & 1;
                case Opcode.CARRYI -> cpu.cf = imm;
                case Opcode.LSLI -> s[d] = s[a] << imm;
                case Opcode.LSRI -> s[d] = s[a] >>> imm;
                case Opcode.ASRI -> s[d] = s[a] >> imm;
                case Opcode.RORI -> s[d] = Integer.rotateRight(s[a], imm);
                case Opcode.UBFX -> s[d] = Alu.ubfx(s[a], imm);
                case Opcode.ADC -> s[d] = s[a] + s[b] + cpu.cf;
                case Opcode.SBC -> s[d] = s[a] + ~s[b] + cpu.cf;
                case Opcode.ADCS -> s[d] = adcs(cpu, s[a], s[b]);
                case Opcode.SBCS -> s[d] = adcs(cpu, s[a], ~s[b]);
                case Opcode.LSL -> s[d] = Alu.lsl(s[a], s[b]);
                case Opcode.LSR -> s[d] = Alu.lsr(s[a], s[b]);
                case Opcode.ASR -> s[d] = Alu.asr(s[a], s[b]);
                case Opcode.SXTB -> s[d] = (byte) s[a];
                case Opcode.SXTH -> s[d] = (short) s[a];
                case Opcode.REV -> s[d] = Integer.reverseBytes(s[a]);
                case Opcode.CLZ -> s[d] = Integer.numberOfLeadingZeros(s[a]);
                case Opcode.BFI -> s[d] = Alu.bfi(s[a], s[b], imm);
                case Opcode.SBFX -> s[d] = Alu.sbfx(s[a], imm);
                case Opcode.UMULL -> setLong(s, d, imm, Alu.umull(s[a], s[b]));
                case Opcode.SMULL -> setLong(s, d, imm, (long) s[a] * s[b]);
                case Opcode.UMLAL -> setLong(s, d, imm, getLong(s, d, imm) + Alu.umull(s[a], s[b]));
                case Opcode.MUL -> s[d] = s[a] * s[b];
                case Opcode.LOAD8 -> {
                    int va = s[a] + imm;
                    long entry = LookAside.read(words, va);
                    if (LookAside.tag(entry) != (va & LookAside.BYTE | context)) {
                        return n;
                    }
                    s[d] = HostMemory.load8(HostMemory.address(window, LookAside.place(entry, va)));
                }
                case Opcode.LOAD16 -> {
                    int va = s[a] + imm;
                    long entry = LookAside.read(words, va);
                    if (LookAside.tag(entry) != (va & LookAside.HALFWORD | context)) {
                        return n;
                    }
                    s[d] = HostMemory.load16(HostMemory.address(window, LookAside.place(entry, va)));
                }
                case Opcode.LOAD32, Opcode.LOAD32_ALIGNED -> {
                    int va = s[a] + imm;
                    long entry = LookAside.read(words, va);
                    if (LookAside.tag(entry) != (va & LookAside.WORD | context)) {
                        return n;
                    }
                    s[d] = HostMemory.load32(HostMemory.address(window, LookAside.place(entry, va)));
                }
                case Opcode.LOAD8X -> {
                    int va = s[a] + (s[b] << imm);
                    long entry = LookAside.read(words, va);
                    if (LookAside.tag(entry) != (va & LookAside.BYTE | context)) {
                        return n;
                    }
                    s[d] = HostMemory.load8(HostMemory.address(window, LookAside.place(entry, va)));
                }
                case Opcode.LOAD32X -> {
                    int va = s[a] + (s[b] << imm);
                    long entry = LookAside.read(words, va);
                    if (LookAside.tag(entry) != (va & LookAside.WORD | context)) {
                        return n;
                    }
                    s[d] = HostMemory.load32(HostMemory.address(window, LookAside.place(entry, va)));
                }
                case Opcode.LOAD8S -> {
                    int va = s[a] + imm;
                    long entry = LookAside.read(words, va);
                    if (LookAside.tag(entry) != (va & LookAside.BYTE | context)) {
                        return n;
                    }
                    s[d] = (byte) HostMemory.load8(HostMemory.address(window, LookAside.place(entry, va)));
                }
                case Opcode.LOAD16S -> {
                    int va = s[a] + imm;
                    long entry = LookAside.read(words, va);
                    if (LookAside.tag(entry) != (va & LookAside.HALFWORD | context)) {
                        return n;
                    }
                    s[d] = (short) HostMemory.load16(HostMemory.address(window, LookAside.place(entry, va)));
                }
                case Opcode.STORE8 -> {
                    int va = s[a] + imm;
                    long entry = LookAside.write(words, va);
                    if (LookAside.tag(entry) != (va & LookAside.BYTE | context)) {
                        return n;
                    }
                    HostMemory.store8(HostMemory.address(window, LookAside.place(entry, va)), s[b]);
                }
                case Opcode.STORE16 -> {
                    int va = s[a] + imm;
                    long entry = LookAside.write(words, va);
                    if (LookAside.tag(entry) != (va & LookAside.HALFWORD | context)) {
                        return n;
                    }
                    HostMemory.store16(HostMemory.address(window, LookAside.place(entry, va)), s[b]);
                }
                case Opcode.STORE32, Opcode.STORE32_ALIGNED -> {
                    int va = s[a] + imm;
                    long entry = LookAside.write(words, va);
                    if (LookAside.tag(entry) != (va & LookAside.WORD | context)) {
                        return n;
                    }
                    HostMemory.store32(HostMemory.address(window, LookAside.place(entry, va)), s[b]);
                }
                case Opcode.STORE8X -> {
                    int va = s[a] + (s[b] << imm);
                    long entry = LookAside.write(words, va);
                    if (LookAside.tag(entry) != (va & LookAside.BYTE | context)) {
                        return n;
                    }
                    HostMemory.store8(HostMemory.address(window, LookAside.place(entry, va)), s[d]);
                }
                case Opcode.STORE32X -> {
                    int va = s[a] + (s[b] << imm);
                    long entry = LookAside.write(words, va);
                    if (LookAside.tag(entry) != (va & LookAside.WORD | context)) {
                        return n;
                    }
                    HostMemory.store32(HostMemory.address(window, LookAside.place(entry, va)), s[d]);
                }
                case Opcode.SKIP_UNLESS_EQ -> n = cpu.zf == 0 ? n : n + imm;
                case Opcode.SKIP_UNLESS_NE -> n = cpu.zf != 0 ? n : n + imm;
                case Opcode.SKIP_UNLESS_CS -> n = cpu.cf != 0 ? n : n + imm;
                case Opcode.SKIP_UNLESS_CC -> n = cpu.cf == 0 ? n : n + imm;
                case Opcode.SKIP_UNLESS_MI -> n = cpu.nf < 0 ? n : n + imm;
                case Opcode.SKIP_UNLESS_PL -> n = cpu.nf >= 0 ? n : n + imm;
                case Opcode.SKIP_UNLESS_VS -> n = cpu.vf < 0 ? n : n + imm;
                case Opcode.SKIP_UNLESS_VC -> n = cpu.vf >= 0 ? n : n + imm;
                case Opcode.SKIP_UNLESS_HI -> n = cpu.cf != 0 && cpu.zf != 0 ? n : n + imm;
                case Opcode.SKIP_UNLESS_LS -> n = cpu.cf == 0 || cpu.zf == 0 ? n : n + imm;
                case Opcode.SKIP_UNLESS_GE -> n = (cpu.nf ^ cpu.vf) >= 0 ? n : n + imm;
                case Opcode.SKIP_UNLESS_LT -> n = (cpu.nf ^ cpu.vf) < 0 ? n : n + imm;
                case Opcode.SKIP_UNLESS_GT -> n = cpu.zf != 0 && (cpu.nf ^ cpu.vf) >= 0 ? n : n + imm;
                case Opcode.SKIP_UNLESS_LE -> n = cpu.zf == 0 || (cpu.nf ^ cpu.vf) < 0 ? n : n + imm;
                case Opcode.EXIT_IF_EQ -> n = exitIf(s, cpu.zf == 0, imm, code[n]);
                case Opcode.EXIT_IF_NE -> n = exitIf(s, cpu.zf != 0, imm, code[n]);
                case Opcode.EXIT_IF_CS -> n = exitIf(s, cpu.cf != 0, imm, code[n]);
                case Opcode.EXIT_IF_CC -> n = exitIf(s, cpu.cf == 0, imm, code[n]);
                case Opcode.EXIT_IF_MI -> n = exitIf(s, cpu.nf < 0, imm, code[n]);
                case Opcode.EXIT_IF_PL -> n = exitIf(s, cpu.nf >= 0, imm, code[n]);
                case Opcode.EXIT_IF_VS -> n = exitIf(s, cpu.vf < 0, imm, code[n]);
                case Opcode.EXIT_IF_VC -> n = exitIf(s, cpu.vf >= 0, imm, code[n]);
                case Opcode.EXIT_IF_HI -> n = exitIf(s, cpu.cf != 0 && cpu.zf != 0, imm, code[n]);
                case Opcode.EXIT_IF_LS -> n = exitIf(s, cpu.cf == 0 || cpu.zf == 0, imm, code[n]);
                case Opcode.EXIT_IF_GE -> n = exitIf(s, (cpu.nf ^ cpu.vf) >= 0, imm, code[n]);
                case Opcode.EXIT_IF_LT -> n = exitIf(s, (cpu.nf ^ cpu.vf) < 0, imm, code[n]);
                case Opcode.EXIT_IF_GT -> n = exitIf(s, cpu.zf != 0 && (cpu.nf ^ cpu.vf) >= 0, imm, code[n]);
                case Opcode.EXIT_IF_LE -> n = exitIf(s, cpu.zf == 0 || (cpu.nf ^ cpu.vf) < 0, imm, code[n]);
                case Opcode.EXIT_JUMP -> n = exit(s, a, imm);
                case Opcode.EXIT_IF_ZERO -> n = s[a] == 0 ? exit(s, Region.TAKEN, imm) : n;
                case Opcode.EXIT_IF_NONZERO -> n = s[a] != 0 ? exit(s, Region.TAKEN, imm) : n;
                case Opcode.EXIT_INDIRECT -> n = exit(s, Region.INDIRECT, s[a]);
                case Opcode.EXIT_INTERWORK -> {
                    interwork(cpu, s[a]);
                    n = LEFT + Region.INDIRECT;
                }
                case Opcode.EXIT_EXAMINE_AT -> {
                    tick.now++;
                    n = exit(s, Region.EXAMINE, imm);
                }
                case Opcode.EXIT_EXAMINE -> {
                    tick.now++;
                    n = LEFT + Region.EXAMINE;
                }
                case Opcode.STOP -> n = LEFT + STOPPED;
                default -> {
                    return n;
                }
            }
            if (n >= LEFT) {
                Block block = point.block;
                if (n > LEFT + Region.TAKEN) {
                    return n;
                }
                Block next = n == LEFT + Region.NEXT ? block.nearNext : block.nearTaken;
                if (next.cost > limit - point.start - block.length) {
                    return n;
                }
                point.start += block.length;
                enter(next, next.uops);
                code = next.uops;
                n = 0;
            }
        }
    }

    /** Goes to the start of a block, of which a stretch is to be run. */
    void enter(Block block, long[] code) {
        point.block = block;
        stretch = code;
        if (++block.heat == threshold) {
            block.ripen();
        }
    }

    /** The exits of EXIT_IF and of the EXIT_JUMP that follows it. */
    private static int exitIf(int[] s, boolean holds, int target, long otherwise) {
        s[CpuState.PC] = holds ? target : (int) (otherwise >>> 32);
        return LEFT + (holds ? Region.TAKEN : Region.NEXT);
    }

    private static int exit(int[] s, int exit, int target) {
        s[CpuState.PC] = target;
        return LEFT + exit;
    }

    private static int adds(CpuState cpu, int a, int b) {
        int result = a + b;
        cpu.nf = result;
        cpu.zf = result;
        cpu.cf = Alu.carryOfAdd(a, b, result);
        cpu.vf = Alu.overflowOfAdd(a, b, result);
        return result;
    }

    private static int subs(CpuState cpu, int a, int b) {
        int result = a - b;
        cpu.nf = result;
        cpu.zf = result;
        cpu.cf = Integer.compareUnsigned(a, b) >= 0 ? 1 : 0;
        cpu.vf = (a ^ b) & (a ^ result);
        return result;
    }

    private static int adcs(CpuState cpu, int a, int b) {
        int result = a + b + cpu.cf;
        cpu.nf = result;
        cpu.zf = result;
        cpu.cf = Alu.carryOfAdd(a, b, result);
        cpu.vf = Alu.overflowOfAdd(a, b, result);
        return result;
    }

    private static void setLong(int[] s, int low, int high, long value) {
        s[low] = (int) value;
        s[high & Uop.SLOT] = (int) (value >>> 32);
    }

    private static long getLong(int[] s, int low, int high) {
        return Alu.concatenate(s[high & Uop.SLOT], s[low]);
    }

    /** {@code BXWritePC} (A2.3.2); an A32 address of which bit 1 is set is UNPREDICTABLE, the bit is ignored. */
    static void interwork(CpuState cpu, int target) {
        cpu.thumb = (target & 1) != 0;
        cpu.slots[CpuState.PC] = cpu.thumb ? target & ~1 : target & ~3;
    }
}
