package trapline.emulator.execute;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.ir.Uop;
import trapline.emulator.ir.UopKind;
import trapline.emulator.mmu.MemoryPort;

/** The micro-operations that access memory, as {@link MemoryPort} does them; PC and tick are exact. */
final class MemoryUops {
    private final int[] slots;
    private final MemoryPort port;

    MemoryUops(CpuState cpu, MemoryPort port) {
        slots = cpu.slots;
        this.port = port;
    }

    /** Executes one; {@code word} holds the operands as the lower half of {@link trapline.emulator.ir.Block#uops}. */
    void execute(UopKind kind, int word, int imm) {
        int[] s = slots;
        int d = word & Uop.SLOT;
        int a = word >>> 8 & Uop.SLOT;
        int b = word >>> 16 & Uop.SLOT;
        switch (kind) {
            case LOAD8 -> s[d] = port.load8(s[a] + imm);
            case LOAD8S -> s[d] = (byte) port.load8(s[a] + imm);
            case LOAD16 -> s[d] = port.load16(s[a] + imm);
            case LOAD16S -> s[d] = (short) port.load16(s[a] + imm);
            case LOAD32 -> s[d] = port.load32(s[a] + imm);
            case LOAD8X -> s[d] = port.load8(s[a] + (s[b] << imm));
            case LOAD32X -> s[d] = port.load32(s[a] + (s[b] << imm));
            case LOAD32_ALIGNED -> s[d] = port.load32Aligned(s[a] + imm);
            case LOAD_UNPRIVILEGED -> s[d] = port.loadUnprivileged(s[a], b);
            case LOAD_EXCLUSIVE -> {
                long value = port.loadExclusive(s[a], b);
                s[d] = (int) value;
                s[imm & Uop.SLOT] = (int) (value >>> 32);
            }
            case LOAD_ELEMENTS -> s[d] = port.loadElements(s[a], b);
            case CHECK_ALIGNMENT -> port.checkAlignment(s[a], imm & 0xFF, imm >>> 8 != 0);
            case CLEAR_EXCLUSIVE -> port.clearExclusive();
            case STORE8 -> port.store8(s[a] + imm, s[b]);
            case STORE16 -> port.store16(s[a] + imm, s[b]);
            case STORE32 -> port.store32(s[a] + imm, s[b]);
            case STORE8X -> port.store8(s[a] + (s[b] << imm), s[d]);
            case STORE32X -> port.store32(s[a] + (s[b] << imm), s[d]);
            case STORE32_ALIGNED -> port.store32Aligned(s[a] + imm, s[b]);
            case STORE_UNPRIVILEGED -> port.storeUnprivileged(s[a], imm, s[b]);
            case STORE_EXCLUSIVE ->
                s[d] = port.storeExclusive(s[a], imm >>> 8, Alu.concatenate(s[imm & Uop.SLOT], s[b]));
            case STORE_ELEMENTS -> port.storeElements(s[a], imm, s[b]);
            default -> throw new IllegalStateException(kind + " is no access to memory");
        }
    }
}
