package trapline.emulator.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;

/** Stage 1 with long descriptors, of PL1&0 and of Hyp mode. */
class LongDescriptorTest {
    private static final long AF = 1 << 10;
    private static final long PAGE = AF | 0b11;
    private static final long BLOCK = AF | 0b01;
    private static final long UNPRIVILEGED = 1 << 6;
    private static final long READ_ONLY = 1 << 7;
    private static final long TARGET = 0x4030_0000L;

    private final MmuFixture at = new MmuFixture();

    @BeforeEach
    void switchOn() {
        at.longDescriptors();
    }

    @AfterEach
    void close() {
        at.close();
    }

    private void expect(Fault.Kind kind, int level, Fault fault) {
        assertEquals(kind, fault.kind);
        assertEquals(level, fault.level, "level");
        assertFalse(fault.stage2, "a stage-1 fault");
    }

    @Test
    void pagesAndBlocksTranslate() {
        at.longEntry(0x1020_3000, 3, TARGET | PAGE);
        at.longEntry(0x1040_0000, 2, 0x4040_0000L | BLOCK);
        at.longEntry(0x8000_0000, 1, 0x4000_0000L | BLOCK);
        at.word(TARGET + 0x10, 3);
        at.word(0x4045_6780L, 2);
        at.word(0x4067_8900L, 1);
        assertEquals(3, at.port.load32(0x1020_3010));
        assertEquals(3, at.lastMiss().s1Reads());
        assertEquals(2, at.port.load32(0x1045_6780));
        assertEquals(1L << 21, at.lastMiss().pageSize());
        assertEquals(1, at.port.load32(0x8067_8900));
        assertEquals(1L << 30, at.lastMiss().pageSize());
        assertEquals(1, at.lastMiss().s1Reads());
    }

    @Test
    void translationAndAccessFlagFaultsTellTheirLevel() {
        int[] addresses = {0, 0x4000_0000, 0x1020_0000, 0x1040_3000};
        for (int level = 1; level <= 3; level++) {
            int va = addresses[level];
            at.longEntry(va, level, 0);
            expect(Fault.Kind.TRANSLATION, level, at.fault(() -> at.port.load32(va)));
            at.longEntry(va, level, 0x4000_0000L | (level == 3 ? 0b11 : 0b01));
            expect(Fault.Kind.ACCESS_FLAG, level, at.fault(() -> at.port.load32(va)));
            at.longEntry(va, level, 0x4000_0000L | READ_ONLY | (level == 3 ? PAGE : BLOCK));
            expect(Fault.Kind.PERMISSION, level, at.fault(() -> at.port.store32(va, 0)));
        }
    }

    @Test
    void blockAtLevelThreeIsATranslationFault() {
        at.longEntry(0x1020_3000, 3, TARGET | BLOCK);
        expect(Fault.Kind.TRANSLATION, 3, at.fault(() -> at.port.load32(0x1020_3000)));
    }

    @Test
    void accessPermissionsApplyPerLevelOfPrivilege() {
        at.longEntry(0x1020_0000, 3, TARGET | PAGE);
        at.longEntry(0x1020_1000, 3, TARGET | PAGE | UNPRIVILEGED | READ_ONLY);
        at.port.store32(0x1020_0000, 1);
        expect(Fault.Kind.PERMISSION, 3, at.fault(() -> at.port.store32(0x1020_1000, 1)));
        at.mode(Mode.USR);
        expect(Fault.Kind.PERMISSION, 3, at.fault(() -> at.port.load32(0x1020_0000)));
        assertEquals(1, at.port.load32(0x1020_1000));
    }

    @Test
    void tablesTakeRightsAway() {
        at.longEntry(0x1020_0000, 3, TARGET | PAGE | UNPRIVILEGED);
        long table = at.memory.read(MmuFixture.TABLES, 8, MmuFixture.BUS);
        at.doubleword(MmuFixture.TABLES, table | 0b11L << 61 | 1L << 59);
        expect(Fault.Kind.PERMISSION, 3, at.fault(() -> at.port.store32(0x1020_0000, 0)));
        expect(Fault.Kind.PERMISSION, 3, at.fault(() -> at.port.fetchPage(0x1020_0000)));
        at.mode(Mode.USR);
        expect(Fault.Kind.PERMISSION, 3, at.fault(() -> at.port.load32(0x1020_0000)));
        at.mode(Mode.SVC);
        at.doubleword(MmuFixture.TABLES, table | 1L << 60);
        at.system.maintenance(0).execute(trapline.recorder.event.TlbOperation.TLBIALL, 0);
        at.port.store32(0x1020_0000, 0);
        expect(Fault.Kind.PERMISSION, 3, at.fault(() -> at.port.fetchPage(0x1020_0000)));
    }

    @Test
    void sizesSplitTheAddressSpaceAndLeaveAHole() {
        at.set(SysReg.TTBCR, 1L << 31 | 2 | 2 << 16);
        at.set(SysReg.TTBR0, MmuFixture.TABLES);
        at.set(SysReg.TTBR1, MmuFixture.TABLES + 0x1000);
        at.doubleword(MmuFixture.TABLES + 8 * 5, 0x4020_0000L | BLOCK);
        at.doubleword(MmuFixture.TABLES + 0x1000 + 8 * 5, 0x4060_0000L | BLOCK);
        at.word(0x4020_0000L, 10);
        at.word(0x4060_0000L, 11);
        assertEquals(10, at.port.load32(0x00A0_0000));
        assertEquals(1, at.lastMiss().s1Reads(), "the walk starts at level 2");
        assertEquals(11, at.port.load32(0xC0A0_0000));
        expect(Fault.Kind.TRANSLATION, 1, at.fault(() -> at.port.load32(0x5000_0000)));
        at.set(SysReg.TTBCR, 1L << 31 | 2 | 2 << 16 | 1 << 7 | 1 << 23);
        expect(Fault.Kind.TRANSLATION, 1, at.fault(() -> at.port.load32(0x0020_0000)));
        expect(Fault.Kind.TRANSLATION, 1, at.fault(() -> at.port.load32(0xC020_0000)));
    }

    @Test
    void asidComesFromTheTtbrThatA1Names() {
        at.longEntry(0x1020_0000, 3, TARGET | PAGE | 1 << 11);
        at.set(SysReg.TTBR0, MmuFixture.TABLES | 0x11L << 48);
        at.set(SysReg.TTBR1, 0x22L << 48);
        at.port.load32(0x1020_0000);
        assertEquals(0x11, at.lastMiss().asid());
        at.set(SysReg.TTBCR, 1L << 31 | 1 << 22);
        at.port.load32(0x1020_0000);
        assertEquals(0x22, at.lastMiss().asid());
    }

    @Test
    void hypModeHasItsOwnTables() {
        at.set(SysReg.HTTBR, MmuFixture.TABLES + 0x4_0000);
        at.set(SysReg.HMAIR0, 0x04FF);
        at.set(SysReg.HSCTLR, 1);
        MmuFixture.longEntry(at, MmuFixture.TABLES + 0x4_0000, 0x1020_0000L, 3, TARGET | PAGE | 1 << 11);
        MmuFixture.longEntry(at, MmuFixture.TABLES + 0x4_0000, 0x1020_1000L, 3, TARGET | PAGE | READ_ONLY | 1L << 54);
        at.mode(Mode.HYP);
        at.port.store32(0x1020_0000, 77);
        assertEquals(-1, at.lastMiss().asid());
        assertEquals(-1, at.lastMiss().vmid());
        expect(Fault.Kind.PERMISSION, 3, at.fault(() -> at.port.store32(0x1020_1000, 1)));
        expect(Fault.Kind.PERMISSION, 3, at.fault(() -> at.port.fetchPage(0x1020_1000)));
        expect(Fault.Kind.TRANSLATION, 3, at.fault(() -> at.port.load32(0x1020_2000)));
    }
}
