package trapline.emulator.execute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.ExtensionAccess;
import trapline.emulator.cpu.GuestFault;

/** Floating-point and Advanced SIMD in programs: memory, byte order, faults, conditions, and what is not enabled. */
class ExtensionLoadStoreTest {
    private static final int DATA = 0x8000;
    private static final int ENABLED = ExtensionAccess.VFP | ExtensionAccess.SIMD | ExtensionAccess.D32;

    private static Rig a32(int... words) {
        Rig rig = Rig.a32(words).set(1, DATA);
        rig.cpu.extensionAccess = ENABLED;
        for (int n = 0; n < 16; n++) {
            rig.word(DATA + 4 * n, 0x0302_0100 + 0x0404_0404 * n);
        }
        return rig;
    }

    private static Rig bigEndian(Rig rig) {
        rig.cpu.bigEndian = true;
        return rig;
    }

    @Test
    void aDoublewordIsTwoWordsInTheOrderOfBytes() {
        int vldrD2 = 0xED91_2B02;
        assertEquals(0x0F0E_0D0C_0B0A_0908L, a32(vldrD2).run(1).cpu.extension[2]);
        assertEquals(0x0809_0A0B_0C0D_0E0FL, bigEndian(a32(vldrD2)).run(1).cpu.extension[2]);
        int vldrS3 = 0xEDD1_1A02;
        assertEquals(0x0809_0A0BL, bigEndian(a32(vldrS3)).run(1).cpu.extension[1] >>> 32);
    }

    @Test
    void elementsKeepTheirOrderInBigEndianMemory() {
        int vld1Bytes = 0xF421_070F;
        int vld1Halfwords = 0xF421_074F;
        int vld1Doubleword = 0xF421_07CF;
        assertEquals(0x0706_0504_0302_0100L, bigEndian(a32(vld1Bytes)).run(1).cpu.extension[0]);
        assertEquals(0x0607_0405_0203_0001L, bigEndian(a32(vld1Halfwords)).run(1).cpu.extension[0]);
        assertEquals(0x0001_0203_0405_0607L, bigEndian(a32(vld1Doubleword)).run(1).cpu.extension[0]);
    }

    @Test
    void structuresAreTakenApartAndPutTogether() {
        int vld3Bytes = 0xF421_040D;
        Rig rig = a32(vld3Bytes, 0xF402_040F).set(2, DATA + 0x100).run(2);
        assertEquals(0x1512_0F0C_0906_0300L, rig.cpu.extension[0]);
        assertEquals(0x1714_110E_0B08_0502L, rig.cpu.extension[2]);
        assertEquals(DATA + 24, rig.r(1), "write-back");
        for (int n = 0; n < 6; n++) {
            assertEquals(rig.word(DATA + 4 * n), rig.word(DATA + 0x100 + 4 * n), "word " + n);
        }
    }

    @Test
    void aLoadThatFaultsWritesNothing() {
        int vldm = 0xECB1_0B20;
        Rig rig = a32(vldm).set(1, 0x9000 - 8);
        rig.memory.unmapped.add(0x9000);
        Arrays.fill(rig.cpu.extension, 7);
        assertEquals(GuestFault.DATA_ABORT, rig.runToFault());
        assertEquals(0x9000, rig.cpu.fault.va);
        long[] expected = new long[32];
        Arrays.fill(expected, 7);
        assertArrayEquals(expected, rig.cpu.extension);
        assertEquals(0x9000 - 8, rig.r(1));
        assertEquals(Rig.CODE, rig.pc());
    }

    @Test
    void anAlignmentThatIsAskedForIsChecked() {
        int vld1Aligned = 0xF421_079F;
        assertEquals(0x0F0E_0D0C_0B0A_0908L, a32(vld1Aligned).set(1, DATA + 8).run(1).cpu.extension[0]);
        Rig rig = a32(vld1Aligned).set(1, DATA + 4);
        assertEquals(GuestFault.DATA_ABORT, rig.runToFault());
        assertEquals(DATA + 4, rig.cpu.fault.va);
    }

    @Test
    void comparisonsReachTheFlags() {
        int vcmp = 0xEEB4_0A60;
        int vmrs = 0xEEF1_FA10;
        Rig rig = a32(vcmp, vmrs);
        rig.cpu.extension[0] = (long) Float.floatToRawIntBits(2) << 32 | Float.floatToRawIntBits(1);
        assertEquals(0b1000, rig.run(2).flags(), "less");
        rig = a32(vcmp, vmrs);
        rig.cpu.extension[0] = 0x7FC0_0000;
        assertEquals(0b0011, rig.run(2).flags(), "unordered");
    }

    @Test
    void theConditionFieldAndItBlocksApply() {
        int vmovneF32 = 0x1EB0_0A41;
        Rig rig = a32(vmovneF32).flags(0b0100);
        rig.cpu.extension[1] = 5;
        assertEquals(0, rig.run(1).cpu.extension[0], "A32");
        Rig thumb = Rig.t32(0xBF18, 0xEF00_0800).flags(0b0100);
        thumb.cpu.extensionAccess = ENABLED;
        thumb.cpu.extension[0] = 3;
        assertEquals(3, thumb.run(2).cpu.extension[0], "vaddne.i8 d0, d0, d0");
    }

    @Test
    void whatIsNotEnabledIsRefused() {
        int vadd = 0xEE30_0A00;
        int vaddI8 = 0xF200_0800;
        int vaddD16 = 0xEE70_0B00;
        Rig rig = a32(vadd);
        rig.cpu.extensionAccess = 0;
        rig.runToFault();
        assertEquals("0:1000:00 coprocessor a 0 1e", rig.system.calls.getLast());
        rig = a32(vaddI8);
        rig.cpu.extensionAccess = ExtensionAccess.VFP | ExtensionAccess.D32;
        rig.runToFault();
        assertEquals("0:1000:00 coprocessor a 1 1e", rig.system.calls.getLast());
        rig = a32(vaddD16);
        rig.cpu.extensionAccess = ExtensionAccess.VFP;
        assertEquals(GuestFault.UNDEFINED, rig.runToFault(), "D16 where CPACR.D32DIS is set");
        rig = a32(vadd);
        rig.cpu.extensionAccess = ENABLED | ExtensionAccess.SHORT_VECTORS;
        assertEquals(GuestFault.UNDEFINED, rig.runToFault(), "vectors");
    }

    @Test
    void literalsAreRelativeToTheAlignedPc() {
        Rig rig = a32(0xED1F_0B02);
        assertEquals(
                (long) rig.word(Rig.CODE + 4) << 32 | rig.word(Rig.CODE) & 0xFFFF_FFFFL, rig.run(1).cpu.extension[0]);
        assertEquals(Rig.CODE + 4, rig.cpu.slots[CpuState.PC]);
    }
}
