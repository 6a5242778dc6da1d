package trapline.emulator.x86;

import static trapline.emulator.x86.Assembler.RAX;
import static trapline.emulator.x86.Assembler.RCX;
import static trapline.emulator.x86.Assembler.RSP;

import trapline.emulator.fp.Packed;
import trapline.emulator.ir.UopKind;

/** Machine code for micro-operations that move extension registers. */
final class Extensions {
    private final Assembler out;
    private final SlotCache cache;

    Extensions(Assembler out, SlotCache cache) {
        this.out = out;
        this.cache = cache;
    }

    /** Whether a kind is emitted. */
    static boolean emits(UopKind kind) {
        return switch (kind) {
            case EXT_WORD, EXT_SET_WORD, VMOV_F32, VMOV_F64 -> true;
            default -> false;
        };
    }

    /** Emits one; false for a kind that is left to the interpreter, of which nothing has been emitted. */
    boolean emit(UopKind kind, int d, int a, int imm) {
        switch (kind) {
            case EXT_WORD -> {
                int to = cache.define(d);
                registers();
                out.load(to, RAX, imm * Integer.BYTES);
                cache.defined(d);
            }
            case EXT_SET_WORD -> {
                int from = cache.read(a);
                registers();
                out.store(RAX, imm * Integer.BYTES, from);
            }
            case VMOV_F32 -> {
                registers();
                out.load(RCX, RAX, Packed.m(imm) * Integer.BYTES);
                out.store(RAX, Packed.d(imm) * Integer.BYTES, RCX);
            }
            case VMOV_F64 -> {
                registers();
                out.load64(RCX, RAX, Packed.m(imm) * Long.BYTES);
                out.store64(RAX, Packed.d(imm) * Long.BYTES, RCX);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** RAX = the address of D0. */
    private void registers() {
        out.load64(RAX, RSP, Gateway.EXTENSION);
    }
}
