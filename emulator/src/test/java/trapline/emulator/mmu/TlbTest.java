package trapline.emulator.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;
import trapline.recorder.event.EventType;
import trapline.recorder.event.TlbOperation;

/** What the modelled TLB keeps, and what each maintenance operation takes out of it. */
class TlbTest {
    private static final long STAGE2_PAGE = 0b1111 << 2 | 0b11 << 6 | 1 << 10 | 0b11;
    private static final int PAGE = 0b11 << 4 | 0b10;
    private static final int NOT_GLOBAL = 1 << 11;

    private MmuFixture at = new MmuFixture();

    @AfterEach
    void close() {
        at.close();
    }

    private void use(int cpus, TlbConfig config) {
        at.close();
        at = new MmuFixture(cpus, config);
    }

    private long misses() {
        return at.count(EventType.TLB_MISS);
    }

    private long missesOf(int va) {
        long before = misses();
        at.port.load32(va);
        return misses() - before;
    }

    private int drop(TlbOperation operation, int operand) {
        at.system.maintenance(0).execute(operation, operand);
        return at.lastMaintenance().dropped();
    }

    /** Two VMs with identity-like stage 2: the page at IPA 0x1000 is another physical page in each. */
    private void twoVms() {
        at.stage2(1);
        at.stage2Entry(0x1000L, 3, 0x4030_0000L | STAGE2_PAGE);
        long second = MmuFixture.STAGE2_TABLES + 0x8_0000;
        MmuFixture.longEntry(at, second, 0x1000L, 3, 0x4031_0000L | STAGE2_PAGE);
        at.word(0x4030_0000L, 111);
        at.word(0x4031_0000L, 222);
    }

    private void enterVm(int vmid) {
        long root = vmid == 1 ? MmuFixture.STAGE2_TABLES : MmuFixture.STAGE2_TABLES + 0x8_0000;
        at.set(SysReg.VTTBR, root | (long) vmid << 48);
    }

    @Test
    void switchingVmsFlushesNothingAndNeverMixesThem() {
        twoVms();
        for (int i = 0; i < 10; i++) {
            enterVm(1);
            assertEquals(111, at.port.load32(0x1000));
            enterVm(2);
            assertEquals(222, at.port.load32(0x1000));
        }
        assertEquals(2, misses(), "one miss each, then entries survive the switches");
        assertEquals(0, at.count(EventType.TLB_MAINTENANCE));
    }

    @Test
    void withoutVmidsEverySwitchFlushesAndTheResultsAreTheSame() {
        use(1, new TlbConfig(512, 4, false, true, true));
        twoVms();
        for (int i = 0; i < 5; i++) {
            enterVm(1);
            assertEquals(111, at.port.load32(0x1000));
            enterVm(2);
            assertEquals(222, at.port.load32(0x1000));
        }
        assertEquals(10, misses());
        assertEquals(10, at.count(EventType.TLB_MAINTENANCE), "nine switches and the first VTTBR");
        assertEquals(-1, at.lastMaintenance().vmid());
    }

    @Test
    void asidsKeepProcessesApartAndGlobalEntriesServeAll() {
        at.shortDescriptors();
        at.second(0x1010_0000, 0x4030_0000 | PAGE | NOT_GLOBAL);
        at.second(0x1010_1000, 0x4030_0000 | PAGE);
        at.set(SysReg.CONTEXTIDR, 1);
        assertEquals(1, missesOf(0x1010_0000));
        assertEquals(1, missesOf(0x1010_1000));
        at.set(SysReg.CONTEXTIDR, 2);
        assertEquals(1, missesOf(0x1010_0000));
        assertEquals(0, missesOf(0x1010_1000));
        at.set(SysReg.CONTEXTIDR, 1);
        assertEquals(0, missesOf(0x1010_0000), "going back finds the old entry");
    }

    @Test
    void withoutAsidsChangingThemFlushesWhatIsNotGlobal() {
        use(1, new TlbConfig(512, 4, true, false, true));
        at.shortDescriptors();
        at.second(0x1010_0000, 0x4030_0000 | PAGE | NOT_GLOBAL);
        at.second(0x1010_1000, 0x4030_0000 | PAGE);
        at.port.load32(0x1010_0000);
        at.port.load32(0x1010_1000);
        at.set(SysReg.CONTEXTIDR, 2);
        assertEquals(1, at.lastMaintenance().dropped());
        assertEquals(0, missesOf(0x1010_1000));
        assertEquals(1, missesOf(0x1010_0000));
    }

    @Test
    void staleEntriesStayUntilMaintenanceRemovesThem() {
        at.shortDescriptors();
        at.second(0x1010_0000, 0x4030_0000 | PAGE);
        at.word(0x4030_0000L, 1);
        at.word(0x4031_0000L, 2);
        assertEquals(1, at.port.load32(0x1010_0000));
        at.second(0x1010_0000, 0x4031_0000 | PAGE);
        assertEquals(1, at.port.load32(0x1010_0000), "the TLB still holds the old page");
        assertEquals(1, drop(TlbOperation.TLBIMVA, 0x1010_0000));
        assertEquals(2, at.port.load32(0x1010_0000));
        at.second(0x1010_0000, 0);
        drop(TlbOperation.TLBIMVAA, 0x1010_0000);
        at.fault(() -> at.port.load32(0x1010_0000));
    }

    @Test
    void operationsTakeOutWhatTheyNameAndNothingElse() {
        at.shortDescriptors();
        for (int i = 0; i < 4; i++) {
            at.second(0x1010_0000 + (i << 12), 0x4030_0000 | PAGE | (i < 2 ? NOT_GLOBAL : 0));
        }
        at.set(SysReg.CONTEXTIDR, 7);
        fillFour();
        assertEquals(0, drop(TlbOperation.TLBIMVA, 0x1010_0000 | 8), "another ASID's");
        assertEquals(1, drop(TlbOperation.TLBIMVA, 0x1010_0000 | 7));
        assertEquals(1, drop(TlbOperation.TLBIMVA, 0x1010_2000 | 8), "global entries match every ASID");
        fillFour();
        assertEquals(2, drop(TlbOperation.TLBIASID, 7), "global entries are not of an ASID");
        assertEquals(7, at.lastMaintenance().asid());
        fillFour();
        assertEquals(1, drop(TlbOperation.DTLBIMVA, 0x1010_1000 | 7));
        assertEquals(1, drop(TlbOperation.TLBIMVAA, 0x1010_0000));
        assertEquals(-1, at.lastMaintenance().asid());
        assertEquals(2, drop(TlbOperation.ITLBIALL, 0));
        assertEquals(0, drop(TlbOperation.TLBIALLH, 0));
    }

    private void fillFour() {
        for (int i = 0; i < 4; i++) {
            at.port.load32(0x1010_0000 + (i << 12));
        }
    }

    @Test
    void guestOperationsAreConfinedToTheVmidAndHypOnesToTheCurrentOne() {
        twoVms();
        enterVm(1);
        at.port.load32(0x1000);
        enterVm(2);
        at.port.load32(0x1000);
        assertEquals(1, drop(TlbOperation.TLBIALL, 0));
        assertEquals(2, at.lastMaintenance().vmid());
        assertEquals(1, missesOf(0x1000));
        at.mode(Mode.HYP);
        assertEquals(1, drop(TlbOperation.TLBIALLIS, 0), "in Hyp mode too");
        at.mode(Mode.SVC);
        assertEquals(1, missesOf(0x1000));
        at.mode(Mode.HYP);
        assertEquals(2, drop(TlbOperation.TLBIALLNSNH, 0));
        assertEquals(-1, at.lastMaintenance().vmid());
    }

    @Test
    void innerShareableOperationsReachEveryProcessor() {
        use(2, TlbConfig.CORTEX_A15);
        at.shortDescriptors();
        at.set(1, SysReg.TTBR0, MmuFixture.TABLES);
        at.set(1, SysReg.DACR, 0x5555_5555);
        at.set(1, SysReg.SCTLR, 1);
        at.second(0x1010_0000, 0x4030_0000 | PAGE);
        at.port.load32(0x1010_0000);
        at.system.port(1).load32(0x1010_0000);
        assertEquals(1, drop(TlbOperation.TLBIALL, 0), "its own only");
        at.port.load32(0x1010_0000);
        assertEquals(2, drop(TlbOperation.TLBIMVAIS, 0x1010_0000));
        at.port.load32(0x1010_0000);
        at.system.port(1).load32(0x1010_0000);
        at.set(SysReg.HCR, 1 << 9);
        assertEquals(2, drop(TlbOperation.TLBIALL, 0), "HCR.FB makes it a broadcast");
    }

    @Test
    void setsReplaceTheirOldestEntryAndSayWhich() {
        use(1, new TlbConfig(8, 2, true, true, true));
        at.shortDescriptors();
        int[] sameSet = {0x1010_0000, 0x1010_4000, 0x1010_8000};
        for (int va : sameSet) {
            at.second(va, 0x4030_0000 | PAGE);
        }
        at.port.load32(sameSet[0]);
        at.port.load32(sameSet[1]);
        at.port.load32(sameSet[0]);
        at.port.load32(sameSet[2]);
        assertEquals(sameSet[0], (int) at.lastMiss().evictedVa(), "first in, first out: a hit does not help");
        assertEquals(1, missesOf(sameSet[0]), "the look-aside forgot it too");
        assertNotEquals(-1, at.lastMiss().evictedVa());
    }

    @Test
    void fetchingGoesOnInItsPageWithoutLookingAgain() {
        use(1, new TlbConfig(2, 1, true, true, true));
        at.shortDescriptors();
        at.second(0x1010_0000, 0x4030_0000 | PAGE);
        at.second(0x1010_2000, 0x4031_0000 | PAGE);
        at.port.fetchPage(0x1010_0000);
        at.port.load32(0x1010_2000);
        long before = misses();
        at.port.fetchPage(0x1010_0FF0);
        assertEquals(before, misses(), "the entry is gone, the fetch register is not");
        at.port.dropFetchPage();
        at.port.fetchPage(0x1010_0FF0);
        assertEquals(before + 1, misses());
    }

    @Test
    void manyContextsDoNotConfuseTheLookAside() {
        at.shortDescriptors();
        at.second(0x1010_0000, 0x4030_0000 | PAGE);
        at.word(0x4030_0000L, 5);
        for (int i = 0; i < 10_000; i++) {
            at.set(SysReg.DACR, 0x5555_5555 ^ i << 9);
            at.set(SysReg.CONTEXTIDR, i & 0xFF);
            assertEquals(5, at.port.load32(0x1010_0000));
        }
        assertEquals(1, misses());
    }
}
