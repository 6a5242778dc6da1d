package trapline.emulator.mmu;

import trapline.emulator.cpu.Fault;

/** Fault status codes (ARM DDI 0406C tables B3-23 and B3-24). */
public final class FaultStatus {
    private FaultStatus() {}

    /** FS[4:0] of the short-descriptor format: DFSR and IFSR bits 10 and 3:0 put together. */
    public static int shortFormat(Fault.Kind kind, int level) {
        boolean first = level <= 1;
        return switch (kind) {
            case TRANSLATION, ADDRESS_SIZE -> first ? 0b00101 : 0b00111;
            case ACCESS_FLAG -> first ? 0b00011 : 0b00110;
            case DOMAIN -> first ? 0b01001 : 0b01011;
            case PERMISSION -> first ? 0b01101 : 0b01111;
            case ALIGNMENT -> 0b00001;
            case EXTERNAL -> 0b01000;
            case EXTERNAL_ON_WALK -> first ? 0b01100 : 0b01110;
            case DEBUG -> 0b00010;
        };
    }

    /** STATUS[5:0] of the long-descriptor format, and of HSR. */
    public static int longFormat(Fault.Kind kind, int level) {
        return switch (kind) {
            case TRANSLATION, ADDRESS_SIZE -> 0b000100 | level;
            case ACCESS_FLAG -> 0b001000 | level;
            case DOMAIN -> 0b111100 | level;
            case PERMISSION -> 0b001100 | level;
            case ALIGNMENT -> 0b100001;
            case EXTERNAL -> 0b010000;
            case EXTERNAL_ON_WALK -> 0b010100 | level;
            case DEBUG -> 0b100010;
        };
    }
}
