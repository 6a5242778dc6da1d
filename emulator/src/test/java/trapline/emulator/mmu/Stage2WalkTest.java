package trapline.emulator.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.SysReg;

/** Stage 2 alone and beneath both formats of stage 1. */
class Stage2WalkTest {
    private static final long NORMAL_RW = 0b1111 << 2 | 0b11 << 6 | 1 << 10;
    private static final long PAGE = NORMAL_RW | 0b11;
    private static final long BLOCK = NORMAL_RW | 0b01;

    private final MmuFixture at = new MmuFixture();

    @AfterEach
    void close() {
        at.close();
    }

    private void expect(Fault.Kind kind, int level, long ipa, boolean onWalk, Fault fault) {
        assertEquals(kind, fault.kind);
        assertEquals(level, fault.level, "level");
        assertTrue(fault.stage2, "stage 2 found it");
        assertEquals(Long.toHexString(ipa), Long.toHexString(fault.ipa), "IPA");
        assertEquals(onWalk, fault.onStage1Walk, "on a stage-1 walk");
    }

    @Test
    void guestWithItsMmuOffIsStillTranslated() {
        at.stage2(5);
        at.stage2Entry(0x1000L, 3, 0x4030_0000L | PAGE);
        at.word(0x4030_0020L, 42);
        assertEquals(42, at.port.load32(0x1020));
        assertEquals(0x1020, at.lastMiss().ipa());
        assertEquals(0x4030_0020L, at.lastMiss().pa());
        assertEquals(5, at.lastMiss().vmid());
        assertEquals(3, at.lastMiss().s2Reads());
    }

    @Test
    void faultsTellLevelAndIpa() {
        at.stage2(5);
        at.stage2Entry(0x8000_0000L, 1, 0);
        expect(Fault.Kind.TRANSLATION, 1, 0x8000_0010L, false, at.fault(() -> at.port.load32(0x8000_0010)));
        at.stage2Entry(0x20_0000L, 2, 0);
        expect(Fault.Kind.TRANSLATION, 2, 0x20_0000L, false, at.fault(() -> at.port.load32(0x20_0000)));
        at.stage2Entry(0x3000L, 3, 0);
        expect(Fault.Kind.TRANSLATION, 3, 0x3004L, false, at.fault(() -> at.port.load32(0x3004)));
        at.stage2Entry(0x3000L, 3, (0x4030_0000L | PAGE) & ~(1L << 10));
        expect(Fault.Kind.ACCESS_FLAG, 3, 0x3004L, false, at.fault(() -> at.port.load32(0x3004)));
        at.stage2Entry(0x3000L, 3, (0x4030_0000L | PAGE) & ~(1L << 7));
        at.port.load32(0x3004);
        expect(Fault.Kind.PERMISSION, 3, 0x3008L, false, at.fault(() -> at.port.store32(0x3008, 1)));
        at.stage2Entry(0x4000L, 3, 0x4030_0000L | PAGE | 1L << 54);
        expect(Fault.Kind.PERMISSION, 3, 0x4000L, false, at.fault(() -> at.port.fetchPage(0x4000)));
    }

    @Test
    void nestedWalksReadAsManyDescriptorsAsTheFormulaSays() {
        at.stage2(1);
        for (int i = 0; i < 8; i++) {
            at.stage2Entry(MmuFixture.RAM + (long) i * 0x20_0000, 2, MmuFixture.RAM + (long) i * 0x20_0000 | BLOCK);
        }
        at.shortDescriptors();
        at.second(0x1010_3000, 0x4030_5000 | 0b11 << 4 | 0b10);
        at.port.load32(0x1010_3000);
        assertEquals(
                (2 + 1) * (2 + 1) - 1, at.lastMiss().s1Reads() + at.lastMiss().s2Reads());
        at.stage2Entry(0x4010_4000L, 3, 0x4010_4000L | PAGE);
        at.stage2Entry(0x4011_0000L, 3, 0x4011_0000L | PAGE);
        at.stage2Entry(0x4030_5000L, 3, 0x4030_5000L | PAGE);
        at.stage2Entry(0x4010_0000L, 3, 0x4010_0000L | PAGE);
        at.second(0x1010_4000, 0x4030_5000 | 0b11 << 4 | 0b10);
        at.port.load32(0x1010_4000);
        assertEquals(
                (2 + 1) * (3 + 1) - 1, at.lastMiss().s1Reads() + at.lastMiss().s2Reads());
    }

    @Test
    void stage1FaultComesBeforeStage2FaultOfItsOutput() {
        at.stage2(1);
        at.stage2Entry(0x4000_0000L, 1, 0x4000_0000L | BLOCK);
        at.shortDescriptors();
        at.first(0x1000_0000, 0x9000_0000 | 0b01 << 10 | 0b10);
        expect(Fault.Kind.TRANSLATION, 1, 0x9000_0000L, false, at.fault(() -> at.port.load32(0x1000_0000)));
        at.mode(trapline.emulator.cpu.Mode.USR);
        assertFalse(at.fault(() -> at.port.load32(0x1000_0000)).stage2, "PL0 has no right to it at stage 1");
        assertEquals(Fault.Kind.PERMISSION, at.cpu.fault.kind);
    }

    @Test
    void faultOnAWalkNamesTheDescriptorsAddress() {
        at.stage2(1);
        at.shortDescriptors();
        long descriptor = MmuFixture.TABLES + 4 * 0x100;
        expect(Fault.Kind.TRANSLATION, 1, descriptor, true, at.fault(() -> at.port.load32(0x1000_0000)));
        at.stage2Entry(0x4000_0000L, 1, (0x4000_0000L | BLOCK) & ~(1L << 6));
        expect(Fault.Kind.PERMISSION, 1, descriptor, true, at.fault(() -> at.port.load32(0x1000_0000)));
    }

    @Test
    void ptwForbidsTablesInDeviceMemory() {
        at.stage2(1);
        at.stage2Entry(0x4000_0000L, 1, 0x4000_0000L | 0b11 << 6 | 1 << 10 | 0b0001 << 2 | 0b01);
        at.shortDescriptors();
        at.first(0x1000_0000, 0x4030_0000 | 0b11 << 10 | 0b10);
        at.port.load32(0x1000_0000);
        at.set(SysReg.HCR, 1 | 1 << 2);
        long descriptor = MmuFixture.TABLES + 4 * 0x101;
        expect(Fault.Kind.PERMISSION, 1, descriptor, true, at.fault(() -> at.port.load32(0x1010_0000)));
    }

    @Test
    void entryIsAsSmallAsTheSmallerStage() {
        at.stage2(1);
        at.stage2Entry(0x4000_0000L, 1, 0x4000_0000L | BLOCK);
        at.stage2Entry(0x8030_5000L, 3, 0x4077_7000L | PAGE);
        at.shortDescriptors();
        at.first(0x1000_0000, 0x8030_0000 | 0b11 << 10 | 0b10);
        at.word(0x4077_7123L & ~3L, 99);
        assertEquals(99, at.port.load32(0x1000_5120));
        assertEquals(4096, at.lastMiss().pageSize());
        at.fault(() -> at.port.load32(0x1000_6000));
    }

    @Test
    void concatenatedRootsReach40Bits() {
        at.set(SysReg.VTTBR, MmuFixture.STAGE2_TABLES);
        at.set(SysReg.VTCR, 1 << 6 | 1 << 4 | 0b1000);
        at.set(SysReg.HCR, 1);
        at.doubleword(MmuFixture.STAGE2_TABLES + 8 * 0x3FF, 0x4000_0000L | BLOCK);
        at.longDescriptors();
        at.set(SysReg.HCR, 0);
        at.longEntry(0x1020_0000, 3, 0xFF_C030_0000L | 1 << 10 | 0b11);
        at.set(SysReg.HCR, 1);
        at.doubleword(MmuFixture.STAGE2_TABLES + 8, 0x4000_0000L | BLOCK);
        at.word(0x4030_0000L, 4);
        assertEquals(4, at.port.load32(0x1020_0000));
        assertEquals(0xFF_C030_0000L, at.lastMiss().ipa());
    }

    @Test
    void shorterInputFaultsAboveItsRange() {
        at.set(SysReg.VTTBR, MmuFixture.STAGE2_TABLES);
        at.set(SysReg.VTCR, 2);
        at.set(SysReg.HCR, 1);
        at.doubleword(MmuFixture.STAGE2_TABLES + 8, 0x4020_0000L | BLOCK);
        assertEquals(0, at.port.load32(0x20_0000));
        assertEquals(1, at.lastMiss().s2Reads(), "the walk starts at level 2");
        expect(Fault.Kind.TRANSLATION, 1, 0x4000_0000L, false, at.fault(() -> at.port.load32(0x4000_0000)));
        at.set(SysReg.VTCR, 1 << 6 | 5);
        expect(Fault.Kind.TRANSLATION, 1, 0x10L, false, at.fault(() -> at.port.load32(0x10)));
    }

    @Test
    void firstTableStandsWhereverItsSizeDivides() {
        at.set(SysReg.HCR, 1);
        for (int t0size = -5; t0size <= 1; t0size++) {
            firstTableAtItsOwnSize(1 << 6, t0size, 0x4000_0000, 8L << 2 - t0size);
        }
        for (int t0size = 3; t0size <= 7; t0size++) {
            firstTableAtItsOwnSize(0, t0size, 0x20_0000, 8L << 11 - t0size);
        }
    }

    /** Puts a table of so many bytes at the end of a page that is empty else. */
    private void firstTableAtItsOwnSize(int sl0, int t0size, int ipa, long size) {
        long table = MmuFixture.STAGE2_TABLES + 0x1000 - size;
        at.set(SysReg.VTCR, sl0 | t0size & 0xF | t0size >>> 27 & 1 << 4);
        at.set(SysReg.VTTBR, table | (long) t0size + 6 << 48);
        at.doubleword(table + 8, 0x4000_0000L | BLOCK);
        assertEquals(0, at.port.load32(ipa), "T0SZ " + t0size);
        assertEquals(0x4000_0000L, at.lastMiss().pa(), "T0SZ " + t0size);
        at.doubleword(table + 8, 0);
    }

    @Test
    void defaultCacheableTurnsStage1OffAndStage2On() {
        at.stage2(1);
        at.shortDescriptors();
        at.set(SysReg.HCR, 1 << 12);
        at.stage2Entry(0x1000L, 3, 0x4030_0000L | PAGE);
        assertEquals(0, at.port.load32(0x1000));
        assertEquals(0, at.lastMiss().s1Reads());
    }
}
