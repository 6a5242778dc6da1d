package trapline.tests.agreement;

import trapline.emulator.decode.Decoder;
import trapline.emulator.isa.ExceptionInsn.Undefined;
import trapline.emulator.isa.InstructionSet;

/** Tells encodings that the manual calls UNPREDICTABLE, which here are UNDEFINED, from those that it calls UNDEFINED. */
final class Unpredictable {
    /**
     * Those of one kind.
     *
     * @param mask bits that tell the kind
     * @param value what they are
     * @param fields bits that make an encoding UNPREDICTABLE
     * @param harmless what they are in one that is not
     */
    private record Kind(int mask, int value, int fields, int harmless) {}

    private static final Kind[] A32 = {
        new Kind(0xFF10_0000, 0xF400_0000, 0x004F_F000, 0),
        new Kind(0xFFB0_0C10, 0xF3B0_0800, 0x000F_0080, 0),
        new Kind(0x0FE0_0E00, 0x0C40_0A00, 0x000F_F02F, 0x0001_0000),
        new Kind(0x0E00_0E00, 0x0C00_0A00, 0x004F_F0FF, 2),
        new Kind(0x0FBA_0E50, 0x0EBA_0A40, 0x0000_002F, 0)
    };
    private static final Kind[] T32 = {
        new Kind(0xFF10_0000, 0xF900_0000, 0x004F_F000, 0),
        new Kind(0xFFB0_0C10, 0xFFB0_0800, 0x000F_0080, 0),
        new Kind(0xFFE0_0E00, 0xEC40_0A00, 0x000F_F02F, 0x0001_0000),
        new Kind(0xFE00_0E00, 0xEC00_0A00, 0x004F_F0FF, 2),
        new Kind(0xFFBA_0E50, 0xEEBA_0A40, 0x0000_002F, 0),
        // SSAT16 and USAT16
        new Kind(0xFF70_F0C0, 0xF320_0000, 0x0000_0030, 0)
    };

    private Unpredictable() {}

    /** Whether an undecodable encoding is one but for fields that must not be so. */
    static boolean is(InstructionSet set, int word) {
        boolean a32 = set == InstructionSet.A32;
        for (Kind kind : a32 ? A32 : T32) {
            if ((word & kind.mask) == kind.value) {
                int harmless = word & ~kind.fields | kind.harmless;
                return !((a32 ? Decoder.decodeA32(harmless) : Decoder.decodeT32(harmless)) instanceof Undefined);
            }
        }
        return false;
    }
}
