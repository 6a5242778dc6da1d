package trapline.emulator.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.mmu.AddressTranslation.Operation;

/** The address translation operations and PAR in its two formats. */
class AddressTranslationTest {
    private static final long STAGE2_BLOCK = 0b1111 << 2 | 0b11 << 6 | 1 << 10 | 0b01;

    private final MmuFixture at = new MmuFixture();

    @AfterEach
    void close() {
        at.close();
    }

    private String par(Operation operation, int va) {
        at.system.addressTranslation(0).execute(operation, va);
        return Long.toHexString(at.system0.get(SysReg.PAR));
    }

    @Test
    void shortFormatTellsAddressAndAttributes() {
        at.shortDescriptors();
        at.first(0x1000_0000, 0x4030_0000 | 0b01 << 10 | 0b001 << 12 | 0b11 << 2 | 1 << 16 | 0b10);
        assertEquals("403456d4", par(Operation.ATS1CPR, 0x1004_5678).replace("40345", "40345"));
        assertEquals("1b", par(Operation.ATS1CUR, 0x1004_5678), "permission fault at level 1: FS 01101");
        assertEquals("b", par(Operation.ATS1CPW, 0x2000_0000), "translation fault at level 1: FS 00101");
        assertEquals(0, at.events.size(), "the TLB has no part in it");
    }

    @Test
    void longFormatWithLongDescriptors() {
        at.longDescriptors();
        at.longEntry(0x1020_3000, 3, 0x4030_0000L | 0b11 << 8 | 1 << 10 | 0b11);
        assertEquals("ff00000040300b80", par(Operation.ATS1CPW, 0x1020_3456));
        assertEquals(Long.toHexString(1 | 0b001111 << 1 | 1 << 11), par(Operation.ATS1CUW, 0x1020_3456));
        assertEquals(Long.toHexString(1 | 0b000111 << 1 | 1 << 11), par(Operation.ATS1CPR, 0x1020_4000));
    }

    @Test
    void bothStagesFromHypMode() {
        at.stage2(1);
        at.stage2Entry(0x4000_0000L, 1, 0x4000_0000L | STAGE2_BLOCK);
        at.stage2Entry(0x8020_0000L, 2, 0x4060_0000L | STAGE2_BLOCK);
        at.shortDescriptors();
        at.first(0x1000_0000, 0x8020_0000 | 0b01 << 10 | 0b10);
        at.mode(Mode.HYP);
        at.system.addressTranslation(0).execute(Operation.ATS12NSOPR, 0x1000_5000);
        assertEquals(0x4060_5000L, at.system0.get(SysReg.PAR) & 0xFF_FFFF_F000L);
        at.system.addressTranslation(0).execute(Operation.ATS1CPR, 0x1000_5000);
        assertEquals(0x8020_5000L, at.system0.get(SysReg.PAR) & 0xFF_FFFF_F000L, "stage 1 only");
        at.stage2Entry(0x8020_0000L, 2, 0);
        long par = Long.parseUnsignedLong(par(Operation.ATS12NSOPR, 0x1000_5000), 16);
        assertEquals(1 | 0b000110 << 1 | 1 << 9 | 1 << 11, par, "translation fault at level 2 of stage 2");
    }

    @Test
    void stage2FaultOnTheWalkOfAGuestsOperationGoesToTheHypervisor() {
        at.stage2(1);
        at.shortDescriptors();
        at.fault(() -> at.system.addressTranslation(0).execute(Operation.ATS1CPR, 0x1000_0000));
        assertTrue(at.cpu.fault.stage2);
        assertTrue(at.cpu.fault.onStage1Walk);
        assertTrue(at.cpu.fault.cacheMaintenance);
        at.mode(Mode.HYP);
        long par = Long.parseUnsignedLong(par(Operation.ATS1CPR, 0x1000_0000), 16);
        assertEquals(1 | 0b000101 << 1 | 1 << 8 | 1 << 9 | 1 << 11, par, "from Hyp mode PAR tells it");
    }
}
