package trapline.emulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static trapline.emulator.device.GicFixture.*;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of virtual interrupts in list registers (ARM IHI 0048B chapter 5). */
class GicVirtualTest {
    private static final int HCR = 0x00;
    private static final int VMCR = 0x08;
    private static final int MISR = 0x10;
    private static final int EISR = 0x20;
    private static final int ELRSR = 0x30;
    private static final int APR = 0xF0;
    private static final int LR = 0x100;

    private static final int PENDING = 1 << 28;
    private static final int ACTIVE = 2 << 28;
    private static final int STATE = 3 << 28;
    private static final int HW = 1 << 31;
    private static final int EOI = 1 << 19;

    private GicFixture gic = running(1);
    private final List<String> told = new ArrayList<>();

    /** A guest's interface that takes everything. */
    @BeforeEach
    void enableTheGuestsInterface() {
        gic = running(1);
        told.clear();
        gic.gic.attach(new VirtualInterruptListener() {
            @Override
            public void acknowledged(int cpu, int intid, int lr, int priority, boolean hw) {
                told.add("acknowledged %d lr %d priority %x hw %b".formatted(intid, lr, priority, hw));
            }

            @Override
            public void ended(int cpu, int intid, int lr, int priority, boolean hw) {
                told.add("ended %d lr %d priority %x hw %b".formatted(intid, lr, priority, hw));
            }
        });
        gic.gich(HCR, 1);
        gic.gicv(CTLR, 1);
        gic.gicv(PMR, 0xF8);
    }

    private static int priority(int priority) {
        return priority >> 3 << 23;
    }

    @Test
    void pendingInterruptIsAcknowledgedAndEnded() {
        gic.gich(LR + 4, PENDING | priority(0xA0) | 27);
        assertTrue(gic.cpus[0].virtualIrqLine);
        assertEquals(27, gic.readGicv(IAR));
        assertFalse(gic.cpus[0].virtualIrqLine);
        assertEquals(ACTIVE, gic.readGich(LR + 4) & STATE);
        assertEquals(1 << (0xA0 >> 3), gic.readGich(APR));
        gic.gicv(EOIR, 27);
        assertEquals(0, gic.readGich(LR + 4) & STATE);
        assertEquals(0, gic.readGich(APR));
        assertEquals(List.of("acknowledged 27 lr 1 priority a0 hw false", "ended 27 lr 1 priority a0 hw false"), told);
    }

    @Test
    void nothingIsSignalledWhileTheInterfaceIsOff() {
        gic.gich(HCR, 0);
        gic.gich(LR, PENDING | 27);

        assertFalse(gic.cpus[0].virtualIrqLine);
        assertEquals(SPURIOUS, gic.readGicv(IAR));
    }

    @Test
    void guestsEndDeactivatesThePhysicalInterrupt() {
        gic.gicc(0, CTLR, 1 | 1 << 9);
        gic.enable(40);
        gic.setPending(40);
        assertEquals(40, gic.readGicc(0, IAR));
        gic.gicc(0, EOIR, 40);
        gic.gich(LR, HW | PENDING | 40 << 10 | 27);
        gic.setPending(40);
        assertFalse(gic.cpus[0].irqLine, "40 is still active");
        gic.readGicv(IAR);
        gic.gicv(EOIR, 27);

        assertTrue(gic.cpus[0].irqLine, "40 was deactivated by the guest and is pending again");
    }

    @Test
    void higherPriorityPreemptsTheActiveOne() {
        gic.gich(LR, PENDING | priority(0x80) | 30);
        assertEquals(30, gic.readGicv(IAR));
        gic.gich(LR + 4, PENDING | priority(0x90) | 31);
        assertFalse(gic.cpus[0].virtualIrqLine);
        gic.gich(LR + 8, PENDING | priority(0x40) | 32);
        assertTrue(gic.cpus[0].virtualIrqLine);
        assertEquals(32, gic.readGicv(IAR));
        gic.gicv(EOIR, 32);
        gic.gicv(EOIR, 30);
        assertEquals(31, gic.readGicv(IAR));
    }

    @Test
    void softwareInterruptKeepsItsSource() {
        gic.gich(LR, PENDING | 3 << 10 | 5);

        assertEquals(5 | 3 << 10, gic.readGicv(IAR));
        gic.gicv(EOIR, 5 | 3 << 10);
        assertEquals(0, gic.readGich(LR) & STATE);
    }

    @Test
    void endOfAnInterruptThatWantsMaintenanceRaisesIt() {
        gic.enable(MAINTENANCE);
        gic.gich(LR + 8, PENDING | EOI | 50);
        gic.readGicv(IAR);
        assertFalse(gic.cpus[0].irqLine);
        gic.gicv(EOIR, 50);

        assertEquals(1 << 2, gic.readGich(EISR));
        assertEquals(1, gic.readGich(MISR));
        assertEquals(0b1011, gic.readGich(ELRSR), "the list register still has something to tell");
        assertTrue(gic.cpus[0].irqLine);
        assertEquals(MAINTENANCE, gic.readGicc(0, IAR));
        gic.gich(LR + 8, 0);
        assertEquals(0, gic.readGich(MISR));
    }

    @Test
    void underflowIsRaisedWithAtMostOneInterruptLeft() {
        gic.gich(LR, PENDING | 30);
        gic.gich(LR + 4, PENDING | 31);
        gic.gich(HCR, 1 | 1 << 1);
        assertEquals(0, gic.readGich(MISR));
        gic.gich(LR, 0);
        assertEquals(1 << 1, gic.readGich(MISR));
    }

    @Test
    void endWithoutListRegisterIsCounted() {
        gic.gich(HCR, 1 | 1 << 2);
        gic.gich(APR, 1 << 5);
        gic.gicv(EOIR, 77);

        assertEquals(1, gic.readGich(HCR) >>> 27);
        assertEquals(1 << 2, gic.readGich(MISR), "LRENP");
        assertEquals(List.of(), told);
    }

    @Test
    void splitEndKeepsTheInterruptActiveUntilDir() {
        gic.gicv(CTLR, 1 | 1 << 9);
        gic.gich(LR, PENDING | 30);
        gic.readGicv(IAR);
        gic.gicv(EOIR, 30);
        assertEquals(ACTIVE, gic.readGich(LR) & STATE);
        assertEquals(0, gic.readGich(APR));
        gic.gicv(DIR, 30);
        assertEquals(0, gic.readGich(LR) & STATE);
        assertEquals(2, told.size());
    }

    @Test
    void hypervisorSeesTheGuestsControlsInOneRegister() {
        gic.gicv(CTLR, 0x21F);
        gic.gicv(PMR, 0xA8);
        gic.gicv(BPR, 4);

        assertEquals(0x21F | 3 << 18 | 4 << 21 | 0xA8 >> 3 << 27, gic.readGich(VMCR));
        gic.gich(VMCR, 1 | 0x10 << 27);
        assertEquals(1, gic.readGicv(CTLR));
        assertEquals(0x80, gic.readGicv(PMR));
        assertEquals(2, gic.readGicv(BPR), "the smallest there is");
    }

    @Test
    void pendingAndActiveInterruptComesAgainAfterItsEnd() {
        gic.gich(LR, PENDING | ACTIVE | 30);
        gic.gich(APR, 1);
        assertFalse(gic.cpus[0].virtualIrqLine);
        gic.gicv(EOIR, 30);
        assertEquals(PENDING, gic.readGich(LR) & STATE);
        assertTrue(gic.cpus[0].virtualIrqLine);
    }

    @Test
    void groupZeroIsVirtualFiqWhenAskedFor() {
        gic.gicv(CTLR, 1 | 1 << 3);
        gic.gich(LR, PENDING | 30);

        assertTrue(gic.cpus[0].virtualFiqLine);
        assertFalse(gic.cpus[0].virtualIrqLine);
    }
}
