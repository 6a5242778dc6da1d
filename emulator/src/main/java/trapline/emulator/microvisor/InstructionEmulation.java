package trapline.emulator.microvisor;

import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.Psr;
import trapline.emulator.decode.Decoder;
import trapline.emulator.hyp.HypPort;
import trapline.emulator.isa.BlockMode;
import trapline.emulator.isa.Insn;
import trapline.emulator.isa.LoadStoreInsn;
import trapline.emulator.isa.MemoryOperand;
import trapline.emulator.isa.Operand2;
import trapline.emulator.isa.TransferType;

/**
 * Device accesses by instructions for which HSR gives no syndrome (ISV 0): with write-back, of two words, of several. The
 * instruction is read from the guest's memory, decoded, and carried out on the device.
 */
final class InstructionEmulation {
    private static final long GONE = -1;
    private static final int PC = 15;

    private final PhysicalCpu here;
    private final HypPort port;
    private final DeviceWindow window;
    private final long ipa;

    private InstructionEmulation(PhysicalCpu here, DeviceWindow window, long ipa) {
        this.here = here;
        this.port = here.port();
        this.window = window;
        this.ipa = ipa;
    }

    /** Carries out the instruction at ELR_hyp, which accesses the device first at {@code ipa}; false when it cannot be. */
    static boolean run(PhysicalCpu here, DeviceWindow window, long ipa) {
        return new InstructionEmulation(here, window, ipa).run();
    }

    private boolean run() {
        int pc = port.elrHyp();
        boolean thumb = (port.spsrHyp() & Psr.T) != 0;
        long first = fetch(pc);
        long second = thumb ? fetch(pc + 2) : 0;
        if (first == GONE) {
            return false;
        }
        boolean wide = !thumb || Decoder.isWide((int) first & 0xFFFF);
        if (wide && second == GONE) {
            return false;
        }
        Insn insn;
        if (!thumb) {
            insn = Decoder.decodeA32((int) first);
        } else if (wide) {
            insn = Decoder.decodeT32((int) first << 16 | (int) second & 0xFFFF);
        } else {
            insn = Decoder.decodeT16((int) first & 0xFFFF, Psr.itState(port.spsrHyp()) != 0);
        }
        if (!perform(insn)) {
            return false;
        }
        GuestExceptions.skipBytes(port, wide ? 4 : 2);
        return true;
    }

    /** The word or, for T32, halfword at a virtual address of the guest. */
    private long fetch(int va) {
        boolean privileged = (port.spsrHyp() & Psr.MODE) != Mode.USR.number();
        long pa = port.translateGuest(va, false, privileged);
        if (pa < 0) {
            return GONE;
        }
        return Integer.toUnsignedLong(port.loadWord(pa & -4)) >>> 8 * (pa & 2);
    }

    private boolean perform(Insn insn) {
        return switch (insn) {
            case LoadStoreInsn.Load load -> single(load.address(), load.type(), load.rt(), false);
            case LoadStoreInsn.Store store -> single(store.address(), store.type(), store.rt(), true);
            case LoadStoreInsn.LoadDual load -> dual(load.address(), load.rt(), load.rt2(), false);
            case LoadStoreInsn.StoreDual store -> dual(store.address(), store.rt(), store.rt2(), true);
            case LoadStoreInsn.LoadMultiple load ->
                multiple(load.mode(), load.rn(), load.registers(), load.writeBack(), false);
            case LoadStoreInsn.StoreMultiple store ->
                multiple(store.mode(), store.rn(), store.registers(), store.writeBack(), true);
            case Insn other -> false;
        };
    }

    private boolean single(MemoryOperand address, TransferType type, int rt, boolean write) {
        if (rt == PC || address.rn() == PC) {
            return false;
        }
        transfer(0, type.bytes(), type.signed(), rt, write);
        writeBack(address);
        return true;
    }

    private boolean dual(MemoryOperand address, int rt, int rt2, boolean write) {
        if (address.rn() == PC || !window.contains(ipa + 7)) {
            return false;
        }
        transfer(0, 4, false, rt, write);
        transfer(4, 4, false, rt2, write);
        writeBack(address);
        return true;
    }

    private boolean multiple(BlockMode mode, int rn, int registers, boolean writesBack, boolean write) {
        int words = Integer.bitCount(registers);
        boolean first = port.guestRegister(rn) + mode.startOffset(words)
                == (int) port.system(trapline.emulator.cpu.SysReg.HDFAR);
        if ((registers >>> PC & 1) != 0 || !first || !window.contains(ipa + 4L * words - 1)) {
            return false;
        }
        int base = port.guestRegister(rn);
        int offset = 0;
        for (int n = 0; n < PC; n++) {
            if ((registers >>> n & 1) != 0) {
                transfer(offset, 4, false, n, write);
                offset += 4;
            }
        }
        if (writesBack && (write || (registers >>> rn & 1) == 0)) {
            port.setGuestRegister(rn, base + mode.writeBackOffset(words));
        }
        return true;
    }

    private void transfer(int offset, int size, boolean signed, int register, boolean write) {
        boolean bigEndian = (port.spsrHyp() & Psr.E) != 0;
        long stored = write ? DeviceTraps.inOrder(port.guestRegister(register), size, bigEndian) : 0;
        long value = here.current()
                .partition
                .devices()
                .access(here, window, new DeviceAccess(ipa + offset, size, write, stored, true));
        if (!write) {
            int loaded = (int) DeviceTraps.inOrder((int) value, size, bigEndian);
            int shift = 32 - 8 * size;
            port.setGuestRegister(register, signed ? loaded << shift >> shift : loaded);
        }
    }

    private void writeBack(MemoryOperand address) {
        if (address.indexing().writesBack()) {
            int offset = offset(address.offset());
            int base = port.guestRegister(address.rn());
            port.setGuestRegister(address.rn(), address.add() ? base + offset : base - offset);
        }
    }

    private int offset(Operand2.Offset offset) {
        return switch (offset) {
            case Operand2.Immediate immediate -> immediate.value();
            case Operand2.ShiftedRegister shifted -> shifted(shifted);
        };
    }

    private int shifted(Operand2.ShiftedRegister operand) {
        int value = port.guestRegister(operand.rm());
        int amount = operand.amount();
        return switch (operand.type()) {
            case LSL -> value << amount;
            case LSR -> amount == 32 ? 0 : value >>> amount;
            case ASR -> value >> Math.min(amount, 31);
            case ROR -> Integer.rotateRight(value, amount);
            case RRX -> value >>> 1 | (port.spsrHyp() & Psr.C) << 2;
        };
    }
}
