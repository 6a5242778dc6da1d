package trapline.emulator.microvisor;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.ExtensionAccess;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.Psr;
import trapline.emulator.decode.Decoder;
import trapline.emulator.execute.LoneInstruction;
import trapline.emulator.hyp.HypPort;
import trapline.emulator.ir.Block;
import trapline.emulator.ir.BlockKey;
import trapline.emulator.isa.Insn;
import trapline.emulator.isa.SimdInsn;
import trapline.emulator.isa.VfpInsn;
import trapline.emulator.translate.Translator;

/**
 * Device accesses by instructions for which HSR gives no syndrome (ISV 0): with write-back, of two words, of several, exclusive, of
 * the extensions' registers. The instruction is read from the guest's memory and carried out by its translation, on copies of
 * the guest's registers and through {@link GuestBus}.
 */
final class InstructionEmulation {
    private static final long GONE = -1;
    private static final int GENERAL_REGISTERS = 15;
    private static final int WORD = 4;
    private static final int HALFWORD = 2;

    private final HypPort port;
    private final GuestBus bus;
    private final CpuState copy;
    private final int psr;
    /** What was in the guest's registers. */
    private final int[] general = new int[GENERAL_REGISTERS];

    private final long[] extended = new long[32];

    /** For the instruction at ELR_hyp, an access of which trapped at {@code ipa}. */
    InstructionEmulation(PhysicalCpu here, long ipa) {
        port = here.port();
        psr = port.spsrHyp();
        copy = new CpuState(here.index);
        bus = new GuestBus(here, ipa, (psr & Psr.MODE) != Mode.USR.number());
    }

    /** Carries it out, or gives the guest the abort in which it ends; false when it is none that can be carried out. */
    boolean run() {
        int pc = port.elrHyp();
        boolean thumb = (psr & Psr.T) != 0;
        long first = fetch(pc);
        if (first == GONE) {
            return false;
        }
        boolean wide = !thumb || Decoder.isWide((int) first & 0xFFFF);
        long second = thumb && wide ? fetch(pc + HALFWORD) : 0;
        if (second == GONE) {
            return false;
        }
        int word = !thumb ? (int) first : wide ? (int) first << 16 | (int) second & 0xFFFF : (int) first & 0xFFFF;
        Insn insn = decode(word, thumb, wide);
        boolean extension = insn instanceof VfpInsn || insn instanceof SimdInsn;
        load(pc, extension);
        Block block = Translator.translate(insn, word, wide ? WORD : HALFWORD, pc, BlockKey.of(copy));
        EmulatedSystem system = new EmulatedSystem(port, copy);
        try {
            LoneInstruction.execute(block, copy, bus, system);
        } catch (GuestFault fault) {
            return !system.refused() && ends(fault);
        }
        store(extension);
        if (system.returned()) {
            returnTo(copy.slots[CpuState.PC], system.returnPsr());
        } else {
            goOn();
        }
        return true;
    }

    private Insn decode(int word, boolean thumb, boolean wide) {
        if (!thumb) {
            return Decoder.decodeA32(word);
        }
        return wide ? Decoder.decodeT32(word) : Decoder.decodeT16(word, Psr.itState(psr) != 0);
    }

    private boolean ends(GuestFault fault) {
        return switch (fault.reason()) {
            case DATA_ABORT -> {
                GuestExceptions.dataAbort(port, bus.fault());
                yield true;
            }
            case UNDEFINED -> {
                GuestExceptions.undefined(port);
                yield true;
            }
            case PREFETCH_ABORT, HYP_TRAP, RETRY_ALONE, RETRY_STORE -> false;
        };
    }

    /** The word or, for T32, halfword at a virtual address of the guest. */
    private long fetch(int va) {
        boolean privileged = (psr & Psr.MODE) != Mode.USR.number();
        long pa = port.translateGuest(va, false, privileged);
        if (pa < 0) {
            return GONE;
        }
        return Integer.toUnsignedLong(port.loadWord(pa & -4)) >>> 8 * (pa & 2);
    }

    private void load(int pc, boolean extension) {
        Psr.write(copy, psr, -1);
        copy.slots[CpuState.PC] = pc;
        for (int n = 0; n < GENERAL_REGISTERS; n++) {
            general[n] = port.guestRegister(n);
            copy.slots[n] = general[n];
        }
        // What may not use the extensions was trapped, or UNDEFINED, before it came to an access.
        copy.extensionAccess = ExtensionAccess.VFP | ExtensionAccess.SIMD | ExtensionAccess.D32;
        for (int n = 0; n < copy.extension.length && extension; n++) {
            extended[n] = port.extension(n);
            copy.extension[n] = extended[n];
        }
    }

    private void store(boolean extension) {
        for (int n = 0; n < GENERAL_REGISTERS; n++) {
            if (copy.slots[n] != general[n]) {
                port.setGuestRegister(n, copy.slots[n]);
            }
        }
        for (int n = 0; n < copy.extension.length && extension; n++) {
            if (copy.extension[n] != extended[n]) {
                port.setExtension(n, copy.extension[n]);
            }
        }
    }

    private void goOn() {
        port.setElrHyp(copy.slots[CpuState.PC]);
        copy.itState = Psr.itAdvance(Psr.itState(psr));
        port.setSpsrHyp(Psr.read(copy) | psr & Psr.J);
    }

    /** Returns from an exception as the guest, at PL1 in Non-secure state, would: an illegal mode leaves its own (B1.3.1). */
    private void returnTo(int target, int returnPsr) {
        int number = returnPsr & Psr.MODE;
        boolean legal = Mode.isValid(number) && Mode.of(number) != Mode.HYP && Mode.of(number) != Mode.MON;
        Psr.write(copy, returnPsr, legal ? -1 : ~Psr.MODE);
        port.setElrHyp(target & (copy.thumb ? ~1 : ~3));
        port.setSpsrHyp(Psr.read(copy));
    }
}
