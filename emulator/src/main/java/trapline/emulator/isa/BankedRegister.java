package trapline.emulator.isa;

import java.util.Optional;

/** The registers that MRS and MSR (banked register) name (B9.2.3); code is R:SYSm, six bits. */
public enum BankedRegister {
    R8_USR(0b000000),
    R9_USR(0b000001),
    R10_USR(0b000010),
    R11_USR(0b000011),
    R12_USR(0b000100),
    SP_USR(0b000101),
    LR_USR(0b000110),
    R8_FIQ(0b001000),
    R9_FIQ(0b001001),
    R10_FIQ(0b001010),
    R11_FIQ(0b001011),
    R12_FIQ(0b001100),
    SP_FIQ(0b001101),
    LR_FIQ(0b001110),
    LR_IRQ(0b010000),
    SP_IRQ(0b010001),
    LR_SVC(0b010010),
    SP_SVC(0b010011),
    LR_ABT(0b010100),
    SP_ABT(0b010101),
    LR_UND(0b010110),
    SP_UND(0b010111),
    LR_MON(0b011100),
    SP_MON(0b011101),
    ELR_HYP(0b011110),
    SP_HYP(0b011111),
    SPSR_FIQ(0b101110),
    SPSR_IRQ(0b110000),
    SPSR_SVC(0b110010),
    SPSR_ABT(0b110100),
    SPSR_UND(0b110110),
    SPSR_MON(0b111100),
    SPSR_HYP(0b111110);

    private static final BankedRegister[] ALL = values();

    private final int code;

    BankedRegister(int code) {
        this.code = code;
    }

    /** The register for R and SYSm; empty where B9.2.3 says UNPREDICTABLE. */
    public static Optional<BankedRegister> of(int r, int sysm) {
        int wanted = r << 5 | sysm;
        for (BankedRegister register : ALL) {
            if (register.code == wanted) {
                return Optional.of(register);
            }
        }
        return Optional.empty();
    }

    /** R:SYSm. */
    public int code() {
        return code;
    }
}
