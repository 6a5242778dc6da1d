package trapline.emulator.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trapline.emulator.cpu.Fault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;
import trapline.recorder.event.AccessKind;

/** Stage 1 with short descriptors, in Non-secure state without stage 2. */
class ShortDescriptorTest {
    private static final int SECTION = 0b10;
    private static final int FULL_ACCESS = 0b11 << 10;
    private static final int NORMAL = 0b001 << 12 | 0b11 << 2;
    private static final int TARGET = 0x4030_0000;

    private final MmuFixture at = new MmuFixture();

    @BeforeEach
    void switchOn() {
        at.shortDescriptors();
    }

    @AfterEach
    void close() {
        at.close();
    }

    private void expect(Fault.Kind kind, int level, int domain, Fault fault) {
        assertEquals(kind, fault.kind);
        assertEquals(level, fault.level, "level");
        assertEquals(domain, fault.domain, "domain");
        assertFalse(fault.stage2, "a stage-1 fault");
    }

    @Test
    void sectionTranslatesAndIsReportedAsOneMissOfItsSize() {
        at.first(0x1000_0000, TARGET | FULL_ACCESS | NORMAL | SECTION);
        at.word(0x4031_2344L, 0xCAFE);
        assertEquals(0xCAFE, at.port.load32(0x1001_2344));
        assertEquals(0xCAFE, at.port.load32(0x1001_2344));
        assertEquals(1 << 20, at.lastMiss().pageSize());
        assertEquals(1, at.lastMiss().s1Reads());
        assertEquals(1, at.events.size(), "the second access hits");
    }

    @Test
    void smallAndLargePagesTranslate() {
        at.second(0x1010_3000, 0x4030_5000 | 0b11 << 4 | 0b10);
        for (int i = 0; i < 16; i++) {
            at.second(0x1011_0000 + (i << 12), 0x4031_0000 | 0b11 << 4 | 0b01);
        }
        at.word(0x4030_5678L, 1);
        at.word(0x4031_9ABCL, 2);
        assertEquals(1, at.port.load32(0x1010_3678));
        assertEquals(4096, at.lastMiss().pageSize());
        assertEquals(2, at.port.load32(0x1011_9ABC));
        assertEquals(0x1_0000, at.lastMiss().pageSize());
        assertEquals(2, at.lastMiss().s1Reads());
    }

    @Test
    void supersectionReachesBeyond32Bits() {
        for (int i = 0; i < 16; i++) {
            at.first(0x2000_0000 + (i << 20), 0x4000_0000 | 1 << 18 | FULL_ACCESS | SECTION | 0x5 << 20);
        }
        at.fault(() -> at.port.load32(0x2012_3456 & ~3));
        assertEquals(0x5_4012_3454L, at.lastMiss().pa(), "PA[35:32] come from the descriptor's bits 23:20");
        assertEquals(Fault.Kind.EXTERNAL, at.cpu.fault.kind, "nothing is there");
    }

    @Test
    void translationFaultsTellTheLevel() {
        at.first(0x1000_0000, 0);
        expect(Fault.Kind.TRANSLATION, 1, 0, at.fault(() -> at.port.load32(0x1000_0004)));
        assertEquals(-1, at.lastMiss().pa());
        assertEquals(0, at.lastMiss().pageSize());
        at.second(0x1010_0000, 0);
        expect(Fault.Kind.TRANSLATION, 2, 3, at.fault(() -> at.port.store32(0x1010_0008, 1)));
        assertEquals(0x1010_0008, at.cpu.fault.va);
        assertTrue(at.cpu.fault.isWrite());
    }

    @Test
    void faultingTranslationsAreNotKept() {
        at.fault(() -> at.port.load32(0x1000_0000));
        at.first(0x1000_0000, TARGET | FULL_ACCESS | SECTION);
        assertEquals(0, at.port.load32(0x1000_0000), "no maintenance is needed to make an invalid entry valid");
    }

    @Test
    void accessFlagFaultsTellTheLevel() {
        at.set(SysReg.SCTLR, 1 | 1 << 29);
        at.first(0x1000_0000, TARGET | 0b10 << 10 | SECTION);
        expect(Fault.Kind.ACCESS_FLAG, 1, 0, at.fault(() -> at.port.load32(0x1000_0000)));
        at.second(0x1010_0000, 0x4030_5000 | 0b10 << 4 | 0b10);
        expect(Fault.Kind.ACCESS_FLAG, 2, 3, at.fault(() -> at.port.load32(0x1010_0000)));
    }

    @Test
    void domainFaultsTellTheLevelAndApplyToHitsToo() {
        at.first(0x1000_0000, TARGET | 5 << 5 | FULL_ACCESS | SECTION);
        at.second(0x1010_0000, 0x4030_5000 | 0b11 << 4 | 0b10);
        at.port.load32(0x1000_0000);
        at.set(SysReg.DACR, 0);
        expect(Fault.Kind.DOMAIN, 1, 5, at.fault(() -> at.port.load32(0x1000_0000)));
        assertEquals(1, at.events.size(), "the translation was still there");
        expect(Fault.Kind.DOMAIN, 2, 3, at.fault(() -> at.port.load32(0x1010_0000)));
    }

    @Test
    void managersAreNotCheckedForPermissions() {
        at.first(0x1000_0000, TARGET | SECTION | 1 << 4);
        expect(Fault.Kind.PERMISSION, 1, 0, at.fault(() -> at.port.load32(0x1000_0000)));
        at.set(SysReg.DACR, 0b11);
        assertEquals(0, at.port.load32(0x1000_0000));
        assertEquals(TARGET, at.port.fetchPage(0x1000_0000), "nor for XN");
    }

    @Test
    void eachAccessPermissionAllowsWhatTheTableSays() {
        // AP[2:0]: PL1 read, PL1 write, PL0 read, PL0 write
        String[] table = {"----", "rw--", "rwr-", "rwrw", "----", "r---", "r-r-", "r-r-"};
        for (int ap = 0; ap < 8; ap++) {
            int va = 0x1010_0000 + (ap << 12);
            at.second(va, 0x4030_0000 | (ap & 4) << 7 | (ap & 3) << 4 | 0b10);
            at.mode(Mode.SVC);
            String found = allowed(() -> at.port.load32(va), 'r') + allowed(() -> at.port.store32(va, 0), 'w');
            at.mode(Mode.USR);
            found += allowed(() -> at.port.load32(va), 'r') + allowed(() -> at.port.store32(va, 0), 'w');
            assertEquals(table[ap], found, "AP " + ap);
        }
    }

    private String allowed(Runnable access, char letter) {
        try {
            access.run();
            return String.valueOf(letter);
        } catch (trapline.emulator.cpu.GuestFault fault) {
            expect(Fault.Kind.PERMISSION, 2, 3, at.cpu.fault);
            return "-";
        }
    }

    @Test
    void executeNeverAndPrivilegedExecuteNever() {
        at.second(0x1010_0000, 0x4030_5000 | 0b11 << 4 | 0b11);
        expect(Fault.Kind.PERMISSION, 2, 3, at.fault(() -> at.port.fetchPage(0x1010_0000)));
        assertEquals(AccessKind.FETCH, at.cpu.fault.access);
        at.first(0x1020_0000, TARGET | FULL_ACCESS | SECTION | 1);
        expect(Fault.Kind.PERMISSION, 1, 0, at.fault(() -> at.port.fetchPage(0x1020_0000)));
        at.mode(Mode.USR);
        assertEquals(TARGET, at.port.fetchPage(0x1020_0000));
    }

    @Test
    void writableExecuteNeverBits() {
        at.first(0x1020_0000, TARGET | FULL_ACCESS | SECTION);
        at.set(SysReg.SCTLR, 1 | 1 << 20);
        expect(Fault.Kind.PERMISSION, 1, 0, at.fault(() -> at.port.fetchPage(0x1020_0000)));
        at.mode(Mode.USR);
        at.port.fetchPage(0x1020_0000);
        at.system.maintenance(0).execute(trapline.recorder.event.TlbOperation.TLBIALL, 0);
        at.set(SysReg.SCTLR, 1 | 1 << 19);
        expect(Fault.Kind.PERMISSION, 1, 0, at.fault(() -> at.port.fetchPage(0x1020_0000)));
    }

    @Test
    void upperAddressesUseTtbr1() {
        at.set(SysReg.TTBCR, 1);
        at.set(SysReg.TTBR1, MmuFixture.TABLES + 0x8000);
        at.word(MmuFixture.TABLES + 0x8000 + 4 * 0x900, TARGET | FULL_ACCESS | SECTION);
        at.word(0x4030_0010L, 7);
        assertEquals(7, at.port.load32(0x9000_0010));
        at.set(SysReg.TTBCR, 1 | 1 << 5);
        expect(Fault.Kind.TRANSLATION, 1, 0, at.fault(() -> at.port.load32(0xA000_0010)));
    }

    @Test
    void tablesOutsideMemoryAreExternalAbortsOnTheWalk() {
        at.set(SysReg.TTBR0, 0x8000_0000L);
        expect(Fault.Kind.EXTERNAL_ON_WALK, 1, 0, at.fault(() -> at.port.load32(0x1000_0000)));
        at.set(SysReg.TTBR0, MmuFixture.TABLES);
        at.first(0x1000_0000, 0x8000_0000 | 0b01);
        expect(Fault.Kind.EXTERNAL_ON_WALK, 2, 0, at.fault(() -> at.port.load32(0x1000_0000)));
    }

    @Test
    void tablesMayBeBigEndian() {
        at.set(SysReg.SCTLR, 1 | 1 << 25);
        at.first(0x1000_0000, Integer.reverseBytes(TARGET | FULL_ACCESS | SECTION));
        assertEquals(0, at.port.load32(0x1000_0000));
    }

    @Test
    void unalignedAccessesFaultOnDeviceMemoryAndUnderSctlrA() {
        at.first(0x1000_0000, TARGET | FULL_ACCESS | SECTION);
        at.first(0x1010_0000, TARGET | FULL_ACCESS | NORMAL | SECTION);
        at.word(0x4030_0000L, 0x4433_2211);
        at.word(0x4030_0004L, 0x8877_6655);
        assertEquals(0x5544_3322, at.port.load32(0x1010_0001));
        expect(Fault.Kind.ALIGNMENT, 0, 0, at.fault(() -> at.port.load32(0x1000_0001)));
        at.set(SysReg.SCTLR, 0b11);
        expect(Fault.Kind.ALIGNMENT, 0, 0, at.fault(() -> at.port.load32(0x1010_0001)));
        expect(Fault.Kind.ALIGNMENT, 0, 0, at.fault(() -> at.port.store16(0x1010_0001, 0)));
    }

    @Test
    void accessAcrossPagesFaultsAtTheSecondWithoutWriting() {
        at.second(0x1010_0000, 0x4030_5000 | 0b11 << 4 | 0b1110);
        at.second(0x1010_1000, 0);
        expect(Fault.Kind.TRANSLATION, 2, 3, at.fault(() -> at.port.store32(0x1010_0FFE, -1)));
        assertEquals(0x1010_1000, at.cpu.fault.va);
        assertEquals(0, at.word(0x4030_5FFCL));
        at.second(0x1010_1000, 0x4030_8000 | 0b11 << 4 | 0b1110);
        at.port.store32(0x1010_0FFE, 0x4433_2211);
        assertEquals(0x2211_0000, at.word(0x4030_5FFCL));
        assertEquals(0x4433, at.word(0x4030_8000L));
        assertEquals(0x4433_2211, at.port.load32(0x1010_0FFE));
    }

    @Test
    void unprivilegedFormsHavePl0RightsInPrivilegedModes() {
        at.second(0x1010_0000, 0x4030_5000 | 0b10 << 4 | 0b10);
        at.port.store32(0x1010_0000, 9);
        assertEquals(9, at.port.loadUnprivileged(0x1010_0000, 4));
        assertEquals(9, at.port.loadUnprivileged(0x1010_0000, 1));
        expect(Fault.Kind.PERMISSION, 2, 3, at.fault(() -> at.port.storeUnprivileged(0x1010_0000, 4, 1)));
    }

    @Test
    void probeFindsTheFirstFaultOfAStoreOfSeveralWords() {
        at.second(0x1010_0000, 0x4030_5000 | 0b11 << 4 | 0b10);
        at.second(0x1010_1000, 0x4030_6000 | 0b10 << 4 | 0b10);
        at.mode(Mode.USR);
        at.port.probeStore(0x1010_0FF0, 16);
        expect(Fault.Kind.PERMISSION, 2, 3, at.fault(() -> at.port.probeStore(0x1010_0FF0, 20)));
        assertEquals(0x1010_1000, at.cpu.fault.va);
    }
}
