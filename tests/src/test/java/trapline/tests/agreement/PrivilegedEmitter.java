package trapline.tests.agreement;

import java.util.random.RandomGenerator;
import trapline.emulator.isa.InstructionSet;

/** Emits instructions that change modes and banks, and keeps track of the mode that they lead to. */
final class PrivilegedEmitter {
    private static final int FIQ = 0x11;
    private static final int IRQ = 0x12;
    private static final int SYSTEM = 0x1F;
    private static final int[] MODES = {FIQ, IRQ, SYSTEM};
    private static final int[] BANKED_MODES = {FIQ, IRQ};

    /** R:M1:m of the registers that the harness does not need: User, FIQ and IRQ ones, SPSR_fiq, SPSR_irq. */
    private static final int[] OWN_BANKED = {
        0b000000, 0b000001, 0b000100, 0b000101, 0b000110, 0b001000, 0b001001, 0b001011, 0b001100, 0b001101, 0b001110,
        0b010000, 0b010001, 0b101110, 0b110000
    };

    private static final int FLAGS = 0xF80F_0000;
    private static final int MASKED = 0xC0;
    private static final int THUMB = 0x20;
    private static final int SP = 13;
    private static final int LR = 14;

    private final CodeBuffer code;
    private final RandomGenerator random;
    private int mode = SYSTEM;

    PrivilegedEmitter(CodeBuffer code, RandomGenerator random) {
        this.code = code;
        this.random = random;
    }

    private boolean isThumb() {
        return code.set() == InstructionSet.T32;
    }

    private void either(int a32, int t32) {
        code.wide(isThumb() ? t32 : a32);
    }

    /** Gives every bank of ours values that do not depend on the case before. */
    void prologue() {
        for (int bank : BANKED_MODES) {
            changeMode(bank);
            for (int register = 8; register <= LR; register++) {
                code.constant(register, random.nextInt());
            }
            code.constant(0, psr(MODES[random.nextInt(MODES.length)]));
            writeSpsr(0, 0b1111);
        }
        changeMode(MODES[random.nextInt(MODES.length)]);
    }

    /** Brings the banks to the scratch area, and the case to System mode. */
    void epilogue() {
        int at = Harness.SCRATCH;
        for (int bank : BANKED_MODES) {
            changeMode(bank);
            code.constant(0, at);
            either(0xE880_5F00, 0xE880_5F00);
            either(0xE580_D020, 0xF8C0_D020);
            either(0xE14F_1000, 0xF3FF_8100);
            either(0xE580_1024, 0xF8C0_1024);
            at += 0x28;
        }
        changeMode(SYSTEM);
    }

    /** One random instruction with its preparation. */
    void unit() {
        switch (random.nextInt(12)) {
            case 0 -> changeMode(MODES[random.nextInt(MODES.length)]);
            case 1 -> either(0xE10F_0000 | low() << 12, 0xF3EF_8000 | low() << 8);
            case 2 -> readSpsr();
            case 3 -> writeStatus();
            case 4 -> readBanked();
            case 5 -> writeBanked();
            case 6 -> storeUser();
            case 7 -> loadUser();
            case 8 -> storeReturnState();
            case 9 -> returnFromException();
            case 10 -> subtractReturn();
            default -> loadReturn();
        }
    }

    private int low() {
        return random.nextInt(8);
    }

    private boolean hasSpsr() {
        return mode != SYSTEM;
    }

    private int psr(int newMode) {
        return random.nextInt() & FLAGS | MASKED | newMode | (isThumb() ? THUMB : 0);
    }

    private void changeMode(int newMode) {
        either(0xF102_0000 | newMode, 0xF3AF_8100 | newMode);
        mode = newMode;
    }

    private void writeSpsr(int rn, int mask) {
        either(0xE160_F000 | mask << 16 | rn, 0xF390_8000 | mask << 8 | rn << 16);
    }

    private void readSpsr() {
        if (hasSpsr()) {
            either(0xE14F_0000 | low() << 12, 0xF3FF_8000 | low() << 8);
        }
    }

    /** To SPSR any value under any mask; to CPSR one that has a mode of ours. */
    private void writeStatus() {
        int rn = low();
        int newMode = MODES[random.nextInt(MODES.length)];
        code.constant(rn, psr(newMode));
        int mask = 1 + random.nextInt(15);
        if (hasSpsr() && random.nextBoolean()) {
            writeSpsr(rn, mask);
        } else {
            either(0xE120_F000 | mask << 16 | rn, 0xF380_8000 | mask << 8 | rn << 16);
            mode = (mask & 1) != 0 ? newMode : mode;
        }
    }

    private static int bankedBits(int code) {
        int sysm = code & 0x1F;
        return (code >>> 5) << 22 | (sysm & 0xF) << 16 | (sysm >>> 4) << 8;
    }

    /** Any register, also those of modes that are not there. */
    private void readBanked() {
        int register = random.nextInt(64);
        if (isThumb()) {
            int sysm = register & 0x1F;
            code.wide(0xF3E0_8020 | (register >>> 5) << 20 | (sysm & 0xF) << 16 | (sysm >>> 4) << 4 | low() << 8);
        } else {
            code.wide(0xE100_0200 | bankedBits(register) | low() << 12);
        }
    }

    /** Reserved bits of an SPSR are UNK/SBZP, and kept by QEMU: they are not written. */
    private void writeBanked() {
        int register = OWN_BANKED[random.nextInt(OWN_BANKED.length)];
        int rn = low();
        if (register >= 1 << 5) {
            code.constant(rn, psr(MODES[random.nextInt(MODES.length)]));
        }
        if (isThumb()) {
            int sysm = register & 0x1F;
            code.wide(0xF380_8020 | (register >>> 5) << 20 | (sysm & 0xF) << 8 | (sysm >>> 4) << 4 | rn << 16);
        } else {
            code.wide(0xE120_F200 | bankedBits(register) | rn);
        }
    }

    /** A base for a block of up to sixteen words on either side. */
    private int base(int register) {
        int address = Harness.SCRATCH + 0x80;
        code.constant(register, address);
        return address;
    }

    private void storeUser() {
        if (!isThumb() && hasSpsr()) {
            int rn = low();
            base(rn);
            code.wide(0xE840_0000 | random.nextInt(4) << 23 | rn << 16 | 1 + random.nextInt(0x7FFF));
        }
    }

    private void loadUser() {
        if (!isThumb() && hasSpsr()) {
            int rn = low();
            base(rn);
            code.wide(0xE850_0000 | random.nextInt(4) << 23 | rn << 16 | 1 + random.nextInt(0x7FFF));
            code.wide(0xE320_F000);
        }
    }

    private void storeReturnState() {
        if (!hasSpsr()) {
            return;
        }
        int from = mode;
        int other = BANKED_MODES[random.nextInt(BANKED_MODES.length)];
        changeMode(other);
        base(SP);
        changeMode(from);
        int writeBack = random.nextInt(2) << 21;
        boolean before = random.nextBoolean();
        int a32 = 0xF84D_0500 | random.nextInt(4) << 23 | writeBack | other;
        int t32 = (before ? 0xE80D_C000 : 0xE98D_C000) | writeBack | other;
        either(a32, t32);
    }

    /** Writes words to memory, with registers 1 and 2. */
    private void poke(int address, int value) {
        code.constant(1, address);
        code.constant(2, value);
        either(0xE581_2000, 0xF8C1_2000);
    }

    /** What the return jumps over. */
    private void land() {
        code.filler();
        code.filler();
    }

    private int landing(int bytesAhead) {
        return code.address() + bytesAhead + (isThumb() ? 2 : 4);
    }

    /** RFE in its four modes: base and words so that they meet. */
    private void returnFromException() {
        int newMode = MODES[random.nextInt(MODES.length)];
        int psr = psr(newMode);
        int block = isThumb() ? 1 + random.nextInt(2) : random.nextInt(4);
        int start =
                switch (block) {
                    case 0 -> -4;
                    case 1 -> 0;
                    case 2 -> -8;
                    default -> 4;
                };
        int address = Harness.SCRATCH + 0x80;
        poke(address + start + 4, psr);
        int poking = 8 + 8 + 4;
        poke(address + start, landing(poking + 8 + 4));
        code.constant(3, address);
        int writeBack = random.nextInt(2) << 21;
        either(0xF813_0A00 | block << 23 | writeBack, (block == 1 ? 0xE993_C000 : 0xE813_C000) | writeBack);
        land();
        mode = newMode;
    }

    /** SUBS PC, LR, #imm, MOVS PC, LR and ERET. */
    private void subtractReturn() {
        if (!hasSpsr()) {
            return;
        }
        int newMode = MODES[random.nextInt(MODES.length)];
        code.constant(0, psr(newMode));
        writeSpsr(0, 0b1111);
        int imm = 4 * random.nextInt(8);
        boolean eret = random.nextInt(3) == 0;
        code.constant(LR, landing(8 + 4) + (eret ? 0 : imm));
        if (eret) {
            either(0xE160_006E, 0xF3DE_8F00);
        } else {
            either(0xE25E_F000 | imm, 0xF3DE_8F00 | imm);
        }
        land();
        mode = newMode;
    }

    /** LDM (exception return) of the PC and two registers. */
    private void loadReturn() {
        if (!hasSpsr() || isThumb()) {
            return;
        }
        int newMode = MODES[random.nextInt(MODES.length)];
        code.constant(0, psr(newMode));
        writeSpsr(0, 0b1111);
        int address = Harness.SCRATCH + 0x80;
        poke(address + 8, landing(20 + 8 + 4));
        code.constant(3, address);
        code.wide(0xE8D3_8210 | random.nextInt(2) << 21);
        land();
        mode = newMode;
    }
}
