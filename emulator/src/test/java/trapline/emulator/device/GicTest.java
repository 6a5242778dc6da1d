package trapline.emulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static trapline.emulator.device.GicFixture.*;

import org.junit.jupiter.api.Test;

/** The distributor and the CPU interfaces, without Security Extensions (ARM IHI 0048B chapters 3 and 4). */
class GicTest {
    @Test
    void levelInterruptStaysPendingUntilItsLineFalls() {
        GicFixture gic = running(1);
        InterruptLine line = gic.gic.sharedLine(40);
        gic.enable(40);
        gic.gicdByte(ITARGETSR + 40, 1);
        line.drive(true);

        assertTrue(gic.cpus[0].irqLine, "line 40 is high, enabled and forwarded");
        assertEquals(40, gic.readGicc(0, IAR));
        assertFalse(gic.cpus[0].irqLine, "an active interrupt is not signalled again");
        gic.gicc(0, EOIR, 40);
        assertTrue(gic.cpus[0].irqLine, "the line is still high");
        line.drive(false);
        assertFalse(gic.cpus[0].irqLine);
    }

    @Test
    void edgeIsRememberedAfterTheLineFell() {
        GicFixture gic = running(1);
        gic.gicd(ICFGR + 8, 2 << 2 * 8);
        gic.enable(40);
        InterruptLine line = gic.gic.sharedLine(40);
        line.drive(true);
        line.drive(false);

        assertEquals(40, gic.readGicc(0, IAR));
        gic.gicc(0, EOIR, 40);
        assertEquals(SPURIOUS, gic.readGicc(0, IAR));
    }

    @Test
    void higherPriorityPreemptsAndLowerWaits() {
        GicFixture gic = running(1);
        for (int intid = 33; intid <= 35; intid++) {
            gic.enable(intid);
        }
        gic.gicdByte(IPRIORITYR + 33, 0x80);
        gic.gicdByte(IPRIORITYR + 34, 0x40);
        gic.gicdByte(IPRIORITYR + 35, 0xC0);
        gic.setPending(33);
        assertEquals(33, gic.readGicc(0, IAR));
        gic.setPending(35);
        assertFalse(gic.cpus[0].irqLine, "0xC0 does not preempt 0x80");
        gic.setPending(34);
        assertTrue(gic.cpus[0].irqLine, "0x40 preempts 0x80");
        assertEquals(34, gic.readGicc(0, IAR));
        assertEquals(0x40, gic.readGicc(0, RPR));
        gic.gicc(0, EOIR, 34);
        assertEquals(0x80, gic.readGicc(0, RPR));
        gic.gicc(0, EOIR, 33);
        assertEquals(35, gic.readGicc(0, IAR));
    }

    @Test
    void binaryPointKeepsTheSameGroupFromPreempting() {
        GicFixture gic = running(1);
        gic.gicc(0, BPR, 6);
        gic.enable(33);
        gic.enable(34);
        gic.gicdByte(IPRIORITYR + 33, 0x60);
        gic.gicdByte(IPRIORITYR + 34, 0x20);
        gic.setPending(33);
        assertEquals(33, gic.readGicc(0, IAR));
        gic.setPending(34);

        assertFalse(gic.cpus[0].irqLine, "0x60 and 0x20 share bit 7");
        assertEquals(34, gic.readGicc(0, HPPIR));
    }

    @Test
    void lowestInterruptComesFirstAmongEquals() {
        GicFixture gic = running(1);
        gic.enable(50);
        gic.enable(42);
        gic.setPending(50);
        gic.setPending(42);

        assertEquals(42, gic.readGicc(0, IAR));
    }

    @Test
    void priorityMaskHidesWhatIsNotHigher() {
        GicFixture gic = running(1);
        gic.enable(33);
        gic.gicdByte(IPRIORITYR + 33, 0x80);
        gic.setPending(33);
        gic.gicc(0, PMR, 0x80);
        assertFalse(gic.cpus[0].irqLine);
        assertEquals(SPURIOUS, gic.readGicc(0, IAR));
        gic.gicc(0, PMR, 0x88);
        assertTrue(gic.cpus[0].irqLine);
    }

    @Test
    void unimplementedPriorityBitsReadAsZero() {
        GicFixture gic = running(1);
        gic.gicd(IPRIORITYR + 32, -1);

        assertEquals(0xF8F8_F8F8, gic.readGicd(0, IPRIORITYR + 32));
        assertEquals(0xF8, gic.readGicc(0, PMR));
        assertEquals(2, gic.readGicc(0, BPR), "smallest binary point with 32 levels");
    }

    @Test
    void splitEndLeavesTheInterruptActiveUntilDeactivated() {
        GicFixture gic = running(1);
        gic.gicc(0, CTLR, 1 | 1 << 9);
        gic.enable(33);
        gic.setPending(33);
        assertEquals(33, gic.readGicc(0, IAR));
        gic.gicc(0, EOIR, 33);
        gic.setPending(33);

        assertEquals(0xFF, gic.readGicc(0, RPR), "the priority has dropped");
        assertFalse(gic.cpus[0].irqLine, "active and pending");
        gic.gicc(0, DIR, 33);
        assertTrue(gic.cpus[0].irqLine);
    }

    @Test
    void deactivateDoesNothingWithoutSplitEnd() {
        GicFixture gic = running(1);
        gic.enable(33);
        gic.setPending(33);
        gic.readGicc(0, IAR);
        gic.gicc(0, DIR, 33);

        assertEquals(1 << 1, gic.readGicd(0, ISACTIVER + 4));
    }

    @Test
    void softwareInterruptTellsWhoSentIt() {
        GicFixture gic = running(3);
        gic.gicd(2, SGIR, 0b010 << 16 | 5);
        gic.gicd(0, SGIR, 0b010 << 16 | 5);

        assertTrue(gic.cpus[1].irqLine);
        assertFalse(gic.cpus[0].irqLine);
        assertEquals(0b101 << 8, gic.readGicd(1, SPENDSGIR + 4), "SGI 5, from CPUs 0 and 2");
        assertEquals(5, gic.readGicc(1, IAR), "from CPU 0");
        gic.gicc(1, EOIR, 5);
        assertEquals(5 | 2 << 10, gic.readGicc(1, IAR), "from CPU 2");
    }

    @Test
    void softwareInterruptGoesToOthersOrToSelf() {
        GicFixture gic = running(3);
        gic.gicd(1, SGIR, 1 << 24 | 3);
        assertTrue(gic.cpus[0].irqLine);
        assertFalse(gic.cpus[1].irqLine);
        assertTrue(gic.cpus[2].irqLine);
        gic.gicd(1, SGIR, 2 << 24 | 4);
        assertEquals(4 | 1 << 10, gic.readGicc(1, IAR));
    }

    @Test
    void sharedInterruptGoesToItsTargetsAndOneTakesIt() {
        GicFixture gic = running(2);
        gic.enable(40);
        gic.setPending(40);
        assertFalse(gic.cpus[0].irqLine, "no target yet");
        gic.gicdByte(ITARGETSR + 40, 0b11);
        assertTrue(gic.cpus[0].irqLine && gic.cpus[1].irqLine);
        assertEquals(40, gic.readGicc(1, IAR));
        assertFalse(gic.cpus[0].irqLine, "taken by the other");
        assertEquals(SPURIOUS, gic.readGicc(0, IAR));
    }

    @Test
    void targetsOfCpusThatDoNotExistReadAsZero() {
        GicFixture gic = running(2);
        gic.gicd(ITARGETSR + 40, -1);

        assertEquals(0x0303_0303, gic.readGicd(0, ITARGETSR + 40));
        assertEquals(0x0202_0202, gic.readGicd(1, ITARGETSR), "private ones go to the reader");
    }

    @Test
    void privateInterruptsAreBanked() {
        GicFixture gic = running(2);
        gic.gic.privateLine(1, 27).drive(true);
        gic.gicd(0, ISENABLER, 1 << 27);
        assertFalse(gic.cpus[0].irqLine || gic.cpus[1].irqLine);
        gic.gicd(1, ISENABLER, 1 << 27);
        assertFalse(gic.cpus[0].irqLine);
        assertTrue(gic.cpus[1].irqLine);
    }

    @Test
    void groupZeroIsFiqWhenAskedFor() {
        GicFixture gic = running(1);
        gic.gicc(0, CTLR, 1 | 1 << 3);
        gic.enable(33);
        gic.setPending(33);

        assertTrue(gic.cpus[0].fiqLine);
        assertFalse(gic.cpus[0].irqLine);
    }

    @Test
    void groupOneIsHiddenBehindTheOtherGroupsNumber() {
        GicFixture gic = running(1);
        gic.gicd(CTLR, 3);
        gic.gicc(0, CTLR, 3);
        gic.gicd(IGROUPR + 4, 1 << 1);
        gic.enable(33);
        gic.setPending(33);

        assertEquals(1022, gic.readGicc(0, IAR), "AckCtl is 0");
        gic.gicc(0, CTLR, 7);
        assertEquals(33, gic.readGicc(0, IAR));
    }

    @Test
    void clearPendingDoesNotLowerALevel() {
        GicFixture gic = running(1);
        gic.gic.sharedLine(40).drive(true);
        gic.gicd(ICPENDR + 4, 1 << 8);

        assertEquals(1 << 8, gic.readGicd(0, ISPENDR + 4));
    }

    @Test
    void typerTellsSize() {
        assertEquals(96 / 32 - 1 | 3 << 5, new GicFixture(4, false).readGicd(0, TYPER));
    }
}
