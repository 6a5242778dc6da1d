package trapline.emulator.translate;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.isa.Insn;
import trapline.emulator.isa.LoadStoreInsn;
import trapline.emulator.isa.MemoryOperand;
import trapline.emulator.isa.TransferType;

/** The part of the HSR that describes the instruction of a data abort (ARM DDI 0406C B3.13.6). */
final class Syndromes {
    private static final int IL = 1 << 25;
    private static final int ISV = 1 << 24;
    private static final int SAS_SHIFT = 22;
    private static final int SSE = 1 << 21;
    private static final int SRT_SHIFT = 16;

    private Syndromes() {}

    /**
     * IL, ISV, SAS, SSE and SRT at their places in the HSR. ISV only for loads and stores of a single general-purpose register other
     * than the PC without write-back; 0 for everything else.
     */
    static int of(Insn insn, boolean wide) {
        if (insn instanceof LoadStoreInsn.Load load) {
            return of(load.type(), load.rt(), load.address(), wide);
        }
        if (insn instanceof LoadStoreInsn.Store store) {
            return of(store.type(), store.rt(), store.address(), wide);
        }
        return 0;
    }

    private static int of(TransferType type, int rt, MemoryOperand address, boolean wide) {
        if (rt == CpuState.PC || address.indexing().writesBack()) {
            return 0;
        }
        int sas = Integer.numberOfTrailingZeros(type.bytes());
        return ISV | sas << SAS_SHIFT | (type.signed() ? SSE : 0) | rt << SRT_SHIFT | (wide ? IL : 0);
    }
}
