package trapline.emulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static trapline.emulator.device.GicFixture.*;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Non-secure software sees of a GIC with Security Extensions (ARM IHI 0048B 3.8, 4.2). */
class GicSecurityTest {
    private static final int GROUP0 = 40;
    private static final int GROUP1 = 41;

    private GicFixture gic = new GicFixture(1, true);

    /** Secure software enables everything and gives interrupt 41 away. */
    @BeforeEach
    void bootSecurely() {
        gic = new GicFixture(1, true);
        gic.secure = true;
        gic.gicd(CTLR, 3);
        gic.gicc(0, CTLR, 3 | 1 << 3);
        gic.gicc(0, PMR, 0xFF);
        gic.gicd(IGROUPR + 4, 1 << GROUP1 % 32);
        gic.enable(GROUP0);
        gic.enable(GROUP1);
        gic.gicdByte(IPRIORITYR + GROUP1, 0xC0);
        gic.secure = false;
    }

    @Test
    void groupZeroIsInvisibleToNonSecureSoftware() {
        assertEquals(1 << GROUP1 % 32, gic.readGicd(0, ISENABLER + 4));
        assertEquals(0, gic.readGicd(0, IGROUPR + 4));
        gic.setPending(GROUP0);
        assertFalse(gic.cpus[0].fiqLine, "the write was ignored");
        gic.gicdByte(IPRIORITYR + GROUP0, 0xFF);
        gic.secure = true;
        assertEquals(0, gic.readGicd(0, IPRIORITYR + GROUP0) & 0xFF);
    }

    @Test
    void nonSecurePrioritiesAreTheLowerHalf() {
        assertEquals(0x80, gic.readGicd(0, IPRIORITYR + GROUP1 - 1) >>> 8 & 0xFF);
        gic.gicdByte(IPRIORITYR + GROUP1, 0x40);
        gic.secure = true;
        assertEquals(0xA0, gic.readGicd(0, IPRIORITYR + GROUP1 - 1) >>> 8 & 0xFF);
    }

    @Test
    void groupOneIsIrqAndGroupZeroFiq() {
        gic.setPending(GROUP1);
        assertTrue(gic.cpus[0].irqLine);
        gic.secure = true;
        gic.setPending(GROUP0);
        assertTrue(gic.cpus[0].fiqLine, "of higher priority");
        gic.secure = false;
        assertEquals(SPURIOUS, gic.readGicc(0, IAR), "Group 0 is not for Non-secure software");
        gic.secure = true;
        assertEquals(GROUP0, gic.readGicc(0, IAR));
    }

    @Test
    void nonSecureControlIsTheEnableOfGroupOne() {
        assertEquals(1, gic.readGicc(0, CTLR));
        assertEquals(1, gic.readGicd(0, CTLR));
        gic.gicc(0, CTLR, 1 << 9);
        gic.secure = true;
        assertEquals(1 | 1 << 3 | 1 << 10, gic.readGicc(0, CTLR), "EnableGrp1 cleared, EOImodeNS set");
    }

    @Test
    void nonSecureMaskMovesInItsHalfOnly() {
        gic.gicc(0, PMR, 0);
        gic.secure = true;
        assertEquals(0x80, gic.readGicc(0, PMR));
        gic.gicc(0, PMR, 0x70);
        gic.secure = false;
        assertEquals(0, gic.readGicc(0, PMR));
        gic.gicc(0, PMR, 0xFF);
        gic.secure = true;
        assertEquals(0x70, gic.readGicc(0, PMR), "Secure software keeps Non-secure interrupts out");
    }

    @Test
    void nonSecureSoftwareSendsInterruptsOfItsGroupOnly() {
        gic.gicd(SGIR, 2 << 24 | 3);
        assertFalse(gic.cpus[0].irqLine || gic.cpus[0].fiqLine);
        gic.secure = true;
        gic.gicd(IGROUPR, 1 << 3);
        gic.secure = false;
        gic.gicd(SGIR, 2 << 24 | 3);
        assertTrue(gic.cpus[0].irqLine);
    }

    @Test
    void nonSecureRunningPriorityIsItsView() {
        gic.setPending(GROUP1);
        assertEquals(GROUP1, gic.readGicc(0, IAR));
        assertEquals(0x80, gic.readGicc(0, RPR));
        gic.secure = true;
        assertEquals(0xC0, gic.readGicc(0, RPR));
        gic.secure = false;
        gic.gicc(0, EOIR, GROUP1);
        assertEquals(0xFF, gic.readGicc(0, RPR));
    }
}
